import type { Sql } from '../db/connect.ts';
import { findWait } from './due-store.ts';
import { moveDue } from './move-due.ts';
import { remindDue } from './remind-due.ts';

/** Does what is due of all maintenance. Answers in how many milliseconds there is more to do, null when nothing is planned. */
export async function runMaintenance(sql: Sql): Promise<number | null> {
  const wait = await findWait(sql);
  if (wait === null || wait > 0) return wait;
  await moveDue(sql);
  await remindDue(sql);
  return findWait(sql);
}
