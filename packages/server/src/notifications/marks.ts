import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Mark } from './queue-store.ts';

const mostAtOnce = 500;
const retryEveryMs = 200;

/**
 * Writes down what became of deliveries, at once: while one statement is on its way the next ones gather, and nothing
 * waits besides. What a database that is gone did not hear it is told again when it is back, so that nobody is sent twice
 * what was taken.
 */
export class Marks {
  readonly #write: (marks: readonly Mark[]) => Promise<void>;
  readonly #log: Log;
  #waiting: Mark[] = [];
  #writing: Promise<void> | undefined;
  #givesUpAt = Infinity;

  constructor(write: (marks: readonly Mark[]) => Promise<void>, log: Log) {
    this.#write = write;
    this.#log = log;
  }

  add(mark: Mark): void {
    this.#waiting.push(mark);
    this.#writing ??= this.#run();
  }

  /** Waits until all is written down, or for so long. */
  async close(withinMs: number): Promise<void> {
    this.#givesUpAt = performance.now() + withinMs;
    await this.#writing;
  }

  async #run(): Promise<void> {
    for (let isFailing = false; this.#waiting.length > 0; ) {
      const marks = this.#waiting.slice(0, mostAtOnce);
      try {
        await this.#write(marks);
        this.#waiting.splice(0, marks.length);
        isFailing = false;
      } catch (error) {
        if (performance.now() > this.#givesUpAt) {
          this.#log.error({ err: error, deliveries: this.#waiting.length }, 'what was sent could not be written down');
          break;
        }
        if (!isFailing) this.#log.warn({ err: error }, 'what was sent cannot be written down yet; trying on');
        isFailing = true;
        await sleep(retryEveryMs);
      }
    }
    this.#writing = undefined;
  }
}
