/**
 * When to look again: after a while, sooner when woken, though never twice within the time in which news are gathered,
 * and at once when it is urgent.
 */
export class Pace {
  readonly #gatherMs: number;
  readonly #pollMs: number;
  #lookedAt = -Infinity;
  #isWoken = false;
  #isUrgent = false;
  #stir: (() => void) | undefined;

  constructor({ gatherMs, pollMs }: { gatherMs: number; pollMs: number }) {
    this.#gatherMs = gatherMs;
    this.#pollMs = pollMs;
  }

  /** Says that there is something to look at. */
  wake({ isUrgent = false } = {}): void {
    this.#isWoken = true;
    this.#isUrgent ||= isUrgent;
    this.#stir?.();
  }

  /** Resolves when it is time; what wakes from then on counts for the next time. */
  async rest(): Promise<void> {
    for (let leftMs = this.#leftMs(); leftMs > 0; leftMs = this.#leftMs()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, leftMs);
      this.#stir = resolve;
      await promise;
      clearTimeout(timer);
    }
    this.#stir = undefined;
    this.#isWoken = false;
    this.#isUrgent = false;
    this.#lookedAt = performance.now();
  }

  #leftMs(): number {
    if (this.#isUrgent) return 0;
    return this.#lookedAt + (this.#isWoken ? this.#gatherMs : this.#pollMs) - performance.now();
  }
}
