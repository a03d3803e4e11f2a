import { setTimeout as pause } from 'node:timers/promises';
import type { Summary } from '@allswell/protocol/schema';
import type { Product } from './harness.ts';

const readWithinMs = 5_000;

/** What readers are sent now. */
export async function readSummary({ page }: Pick<Product, 'page'>): Promise<Summary> {
  return (await (await fetch(new URL('/api/v2/summary.json', page))).json()) as Summary;
}

/** Waits until readers are sent what the caller is looking for: news is there a moment after the answer to the writer. */
export async function untilReadersSee(
  product: Pick<Product, 'page'>,
  isThere: (summary: Summary) => boolean,
): Promise<Summary> {
  const deadline = Date.now() + readWithinMs;
  for (;;) {
    const summary = await readSummary(product);
    if (isThere(summary)) return summary;
    if (Date.now() > deadline)
      throw new Error(`Readers do not see it within ${readWithinMs} ms; they see ${JSON.stringify(summary)}`);
    await pause(10);
  }
}
