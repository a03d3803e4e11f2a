import { setMaxListeners } from 'node:events';
import { type Clock, type Moment, since } from './clock.ts';

/** Whoever holds it stops so long before others may take over: clocks and networks are not exact. */
const marginMs = 3_000;

/**
 * The right to send what was claimed together, for a while. It is measured from before it was asked for, by the clocks of
 * this process, so that it never ends here later than in the database; whoever was frozen meanwhile finds it over.
 */
export class Lease {
  /** Stands in the rows; whoever finds another one there has lost them. */
  readonly token: string;
  /** Aborts when it is over. Its `aborted` asks the clocks: no timer has to run first. */
  readonly signal: AbortSignal;
  readonly #clock: Clock;
  readonly #lengthMs: number;
  readonly #ending = new AbortController();
  #from: Moment;

  constructor(token: string, { clock, from, lengthMs }: { clock: Clock; from: Moment; lengthMs: number }) {
    this.token = token;
    this.#clock = clock;
    this.#from = from;
    this.#lengthMs = lengthMs - Math.min(marginMs, lengthMs / 4);
    this.signal = this.#watchfulSignal();
  }

  get isHeld(): boolean {
    if (!this.#isAborted && since(this.#from, this.#clock) >= this.#lengthMs) this.#ending.abort();
    return !this.#isAborted;
  }

  /** The database has prolonged it, when asked at this moment. */
  prolong(from: Moment): void {
    this.#from = from;
  }

  /** Nothing more is done under it. */
  end(): void {
    this.#ending.abort();
  }

  get #isAborted(): boolean {
    return isAborted.call(this.#ending.signal);
  }

  #watchfulSignal(): AbortSignal {
    const { signal } = this.#ending;
    setMaxListeners(0, signal); // everything that is sent under it listens
    Object.defineProperties(signal, {
      aborted: { get: () => !this.isHeld },
      throwIfAborted: {
        value: () => {
          if (!this.isHeld) throw signal.reason;
        },
      },
    });
    return signal;
  }
}

const isAborted = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'aborted')?.get as (
  this: AbortSignal,
) => boolean;
