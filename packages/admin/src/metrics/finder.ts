import type { ReactiveController } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { Screen } from '../status-admin/screen.ts';

const waitMs = 300;

/** Looks something up a moment after the last letter; an answer that came too late is dropped. */
export class Finder<T> implements ReactiveController {
  readonly #screen: Screen;
  readonly #find: (words: string) => Promise<T[]>;
  readonly #explain: (error: ApiError) => string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  words = '';
  results: readonly T[] | null = null;
  failure: string | null = null;
  isAsking = false;

  constructor(screen: Screen, find: (words: string) => Promise<T[]>, explain: (error: ApiError) => string) {
    this.#screen = screen;
    this.#find = find;
    this.#explain = explain;
    screen.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  ask(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), waitMs);
    this.#screen.requestUpdate();
  }

  async #look(): Promise<void> {
    const asked = ++this.#asked;
    this.isAsking = true;
    this.#screen.requestUpdate();
    try {
      const results = await this.#find(this.words);
      if (asked !== this.#asked) return;
      this.results = results;
      this.failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked !== this.#asked) return;
      this.results = null;
      this.failure = this.#explain(error);
    }
    this.isAsking = false;
    this.#screen.requestUpdate();
  }
}
