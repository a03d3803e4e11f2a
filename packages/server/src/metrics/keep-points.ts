import type { Tx } from '../db/connect.ts';
import { bumpPoints, noteNewest, rollUp, upsertPoints } from './points-store.ts';
import type { MetricPoint } from './source.ts';

/**
 * Keeps points of a metric that is locked, with the hours that they belong to, and tells readers when they have
 * something new to see. A point that was kept before is corrected.
 */
export async function keepPoints(
  tx: Tx,
  { id, display }: { id: string; display: boolean },
  points: readonly MetricPoint[],
): Promise<void> {
  const hours = await upsertPoints(tx, id, points);
  if (hours.length === 0) return;
  await rollUp(tx, id, hours);
  await noteNewest(tx, id);
  if (display) await bumpPoints(tx);
}
