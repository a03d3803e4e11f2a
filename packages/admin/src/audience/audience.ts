import type { Audience as Counts, AudienceQuestion, Sending } from '@allswell/protocol';
import type { ReactiveController } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { Screen } from '../status-admin/screen.ts';

/** How many would be told, as far as that is known. */
export type Reckoning =
  | { state: 'counting' }
  | { state: 'known'; counts: Counts; isHeld: boolean; hasNoMailServer: boolean }
  | { state: 'unknown' };

const waitMs = 300;
const retryMs = 5_000;

/**
 * How many would be told of what is being written. It asks a moment after the last choice, keeps what it was told of the
 * choices before, and stands in the way of nothing: whoever does not wait for it publishes without.
 */
export class Audience implements ReactiveController {
  readonly #screen: Screen;
  readonly #known = new Map<string, Counts>();
  #asked = '';
  #last: Counts | null = null;
  #isUnknown = false;
  #sending: Sending | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(screen: Screen) {
    this.#screen = screen;
    screen.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#asked = '';
  }

  /** What is known for this choice. While a new one is counted, the number before it stays. */
  of(question: AudienceQuestion): Reckoning {
    const text = JSON.stringify({ ...question, component_ids: [...new Set(question.component_ids)].sort() });
    if (text !== this.#asked) this.#turnTo(text);
    const counts = this.#known.get(text) ?? this.#last;
    if (this.#isUnknown) return { state: 'unknown' };
    if (!counts) return { state: 'counting' };
    const { held = null, email } = this.#sending ?? {};
    return { state: 'known', counts, isHeld: held !== null, hasNoMailServer: email?.configured === false };
  }

  #turnTo(text: string): void {
    this.#asked = text;
    this.#isUnknown = false;
    clearTimeout(this.#timer);
    const known = this.#known.get(text);
    if (known) this.#last = known;
    else this.#timer = setTimeout(() => void this.#ask(text), this.#last ? waitMs : 0);
  }

  async #ask(text: string): Promise<void> {
    const { subscribers, notifications } = this.#screen.panel.api;
    try {
      const [counts, sending] = await Promise.all([
        subscribers.reckon(JSON.parse(text) as AudienceQuestion),
        this.#sending === null ? notifications.read().catch(ignored) : null,
      ]);
      this.#sending ??= sending;
      this.#known.set(text, counts);
      if (text !== this.#asked) return;
      this.#last = counts;
      this.#isUnknown = false;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (text !== this.#asked) return;
      this.#isUnknown = true;
      if (error.isPassing) this.#timer = setTimeout(() => void this.#ask(text), retryMs);
    }
    this.#screen.requestUpdate();
  }
}

/** Not knowing it costs only a word. */
function ignored(error: unknown): null {
  if (!(error instanceof ApiError)) throw error;
  return null;
}
