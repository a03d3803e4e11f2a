import type { Prepared } from './bytes.ts';

/**
 * Compresses prepared answers as well as can be, one at a time and off the main thread, once it has been quiet for a
 * moment: while changes follow each other, nobody would ever read the better bytes.
 */
export class BestCompression {
  readonly #quietMs: number;
  #waiting = new Set<Prepared>();
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;

  constructor(quietMs = 300) {
    this.#quietMs = quietMs;
  }

  /** Takes these in place of all that was waiting. */
  replace(all: Iterable<Prepared>): void {
    this.#waiting = new Set(all);
    this.#start();
  }

  /** Takes one more. */
  add(prepared: Prepared): void {
    this.#waiting.add(prepared);
    this.#start();
  }

  close(): void {
    this.#waiting.clear();
    clearTimeout(this.#timer);
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), this.#quietMs);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#take(); next; next = this.#take()) {
      // What cannot be compressed better stays as it is.
      await next.improve().catch(() => {});
    }
    this.#isRunning = false;
  }

  #take(): Prepared | undefined {
    const [next] = this.#waiting;
    if (next) this.#waiting.delete(next);
    return next;
  }
}
