import type { Prepared } from './bytes.ts';

/**
 * Compresses prepared answers as well as can be, one at a time, once it has been quiet for a moment: while changes
 * follow each other, nobody would ever read the better bytes.
 */
export class BestCompression {
  readonly #quietMs: number;
  #timer: NodeJS.Timeout | undefined;
  #generation = 0;

  constructor(quietMs = 300) {
    this.#quietMs = quietMs;
  }

  /** Takes these in place of what was waiting. */
  plan(prepared: () => Iterable<Prepared>): void {
    const generation = ++this.#generation;
    clearTimeout(this.#timer);
    // What cannot be compressed better stays as it is.
    this.#timer = setTimeout(() => void this.#run(prepared(), generation).catch(() => {}), this.#quietMs);
    this.#timer.unref();
  }

  close(): void {
    this.#generation++;
    clearTimeout(this.#timer);
  }

  async #run(all: Iterable<Prepared>, generation: number): Promise<void> {
    for (const prepared of all) {
      if (generation !== this.#generation) return;
      await prepared.improve();
    }
  }
}
