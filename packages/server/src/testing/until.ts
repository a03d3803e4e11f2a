import { setTimeout as sleep } from 'node:timers/promises';

/** Tries until it works. The error of a try that never does is thrown in the end. */
export async function until<T>(work: () => T | Promise<T>, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

/** How many milliseconds something takes. */
export async function timed(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}
