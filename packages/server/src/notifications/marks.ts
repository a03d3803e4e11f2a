import type { Log } from '../log.ts';
import type { Mark } from './queue-store.ts';

const mostAtOnce = 500;
const mostWriting = 4;
const retryEveryMs = 200;

export interface MarksOptions {
  write: (marks: readonly Mark[]) => Promise<void>;
  log: Log;
  /** Some have been written down. */
  onWritten: () => void;
}

/**
 * Writes down what became of deliveries, at once: those that come in one turn of the event loop go together, and nothing
 * waits besides. What a database that is gone did not hear it is told again when it is back, so that nobody is sent twice
 * what was taken.
 */
export class Marks {
  readonly #options: MarksOptions;
  #waiting: Mark[] = [];
  #writing = 0;
  #underWay = 0;
  #isScheduled = false;
  #isFailing = false;
  #givesUpAt = Infinity;
  #idle: (() => void) | undefined;

  constructor(options: MarksOptions) {
    this.#options = options;
  }

  /** How many are not written down yet: so many would be sent again if this process were killed now. */
  get pending(): number {
    return this.#waiting.length + this.#underWay;
  }

  add(mark: Mark): void {
    this.#waiting.push(mark);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#flush();
    });
  }

  /** Waits until all is written down, or for so long. */
  async close(withinMs: number): Promise<void> {
    this.#givesUpAt = performance.now() + withinMs;
    if (this.pending === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  async #flush(): Promise<void> {
    if (this.#writing === (this.#isFailing ? 1 : mostWriting) || this.#waiting.length === 0) return;
    const marks = this.#waiting.splice(0, mostAtOnce);
    this.#writing += 1;
    this.#underWay += marks.length;
    try {
      await this.#options.write(marks);
      this.#isFailing = false;
      this.#done(marks);
      this.#options.onWritten();
      void this.#flush();
    } catch (error) {
      this.#waiting.unshift(...marks);
      this.#done(marks);
      this.#fail(error);
    }
    if (this.pending === 0) this.#idle?.();
  }

  #done(marks: readonly Mark[]): void {
    this.#writing -= 1;
    this.#underWay -= marks.length;
  }

  #fail(error: unknown): void {
    const { log } = this.#options;
    if (performance.now() > this.#givesUpAt) {
      log.error({ err: error, deliveries: this.#waiting.length }, 'what was sent could not be written down');
      this.#waiting = [];
      return;
    }
    if (!this.#isFailing) log.warn({ err: error }, 'what was sent cannot be written down yet; trying on');
    this.#isFailing = true;
    setTimeout(() => void this.#flush(), retryEveryMs);
  }
}
