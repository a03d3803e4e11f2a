import type { DeliveryCounts, Notice } from '@allswell/protocol';

/** The states of a delivery in the order in which they stand in a bar and in words. */
export const tallied = [
  'sent',
  'waiting',
  'failed',
  'suppressed',
  'superseded',
] as const satisfies readonly (keyof DeliveryCounts)[];

/** All channels of a notice together. */
export function sumOf({ counts }: Notice): DeliveryCounts {
  const sum: DeliveryCounts = { waiting: 0, sent: 0, failed: 0, superseded: 0, suppressed: 0 };
  for (const one of Object.values(counts)) for (const state of tallied) sum[state] += one[state];
  return sum;
}

/** Everyone it was meant for. */
export function totalOf(counts: DeliveryCounts): number {
  return tallied.reduce((sum, state) => sum + counts[state], 0);
}
