import type { Sql, Tx } from '../db/connect.ts';
import { bumpSeq, lockPage } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import { planDates } from './plan-dates.ts';
import { findToPlan, lockSeries } from './store.ts';

/** Plans the dates of all series that have come near, each once however many processes do this. */
export async function planDue(sql: Sql): Promise<void> {
  for (const id of await findToPlan(sql)) await sql.begin((tx) => planOne(tx, id));
}

async function planOne(tx: Tx, id: string): Promise<void> {
  // Whoever else changes the page waits meanwhile, another clock too; it will then find nothing to do.
  await lockPage(tx);
  const series = await lockSeries(tx, id);
  const now = await readClock(tx);
  if (!series || series.ended_at || !series.plan_at || series.plan_at > now) return;
  if ((await planDates({ tx, by: null }, series, { now })) > 0) await bumpSeq(tx);
}
