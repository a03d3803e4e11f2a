import type { Sql } from '../db/connect.ts';
import { findMetricIds, removeOldHours, removeOldPoints } from './points-store.ts';

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
/** Points are kept for a month, and what they were by the hour for thirteen. */
const pointsKeptMs = 30 * dayMs;
const hoursKeptMs = 395 * dayMs;
const atOnce = 5_000;

/** Lets go of what is too old, by whole hours, in batches that nobody has to wait for. */
export async function sweepPoints(
  sql: Sql,
  { now = new Date(), batch = atOnce }: { now?: Date; batch?: number } = {},
): Promise<void> {
  for (const id of await findMetricIds(sql)) {
    const pointsBefore = wholeHour(now.getTime() - pointsKeptMs);
    while ((await removeOldPoints(sql, id, pointsBefore, batch)) === batch);
    const hoursBefore = wholeHour(now.getTime() - hoursKeptMs);
    while ((await removeOldHours(sql, id, hoursBefore, batch)) === batch);
  }
}

/** An hour goes as a whole, or it would be reckoned from what is left of it. */
function wholeHour(ms: number): Date {
  return new Date(Math.floor(ms / hourMs) * hourMs);
}
