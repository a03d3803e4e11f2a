import type { Sending } from '@allswell/protocol';
import type { ReactiveController } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { Screen } from '../status-admin/screen.ts';

const everyMs = 20_000;
/** From here on whoever waits to be told waits too long. */
const lateSeconds = 60;

/** Asks now and then how sending goes, while the screen is looked at. */
export class SendingWatch implements ReactiveController {
  readonly #screen: Screen;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Null while it is not known. */
  sending: Sending | null = null;
  /** Why it is not known, or not any more. */
  failure: ApiError | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
    screen.addController(this);
  }

  hostConnected(): void {
    void this.#screen.updateComplete.then(() => this.refresh());
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, everyMs);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** Asks at once. */
  async refresh(): Promise<void> {
    try {
      this.sending = await this.#screen.panel.api.notifications.read();
      this.failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error;
    }
    this.#screen.requestUpdate();
  }
}

/** Whether subscribers wait longer than they should. */
export function isLate({ oldest_due_seconds }: Sending): boolean {
  return oldest_due_seconds !== null && oldest_due_seconds > lateSeconds;
}

/** Each unit with its size and where the next one begins, in seconds. */
const units: readonly (readonly [unit: string, size: number, below: number])[] = [
  ['second', 1, 90],
  ['minute', 60, 90 * 60],
  ['hour', 3_600, 36 * 3_600],
  ['day', 86_400, Infinity],
];

/** "4 minutes", in the words of a language. */
export function saySeconds(seconds: number, locale: string): string {
  const [unit, size] = units.find(([, , below]) => seconds < below) ?? ['second', 1];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
    numberingSystem: 'latn',
  }).format(Math.floor(seconds / size));
}
