import type { UptimePreview } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { lockPage } from '../db/page-state.ts';
import { momentMs, uptimeDays } from '../page/uptime/read-uptime.ts';
import { momentOf } from '../page/uptime/reckon-page.ts';
import { startOfDay } from '../time/day.ts';
import { daysUpTo } from '../time/days.ts';
import { findSubjects } from '../wire/subject-rows.ts';
import { readUptimeRows } from '../wire/uptime-rows.ts';
import { type Compared, differencesOf } from './differences.ts';
import type { Change } from './previewable.ts';
import { findMark, findZone } from './store.ts';

/** Ends a transaction of which nothing shall be kept. */
class Enough extends Error {}

/** What a change would do to uptime. */
export async function previewChange(sql: Sql, publicUrl: string, change: Change): Promise<UptimePreview> {
  return { components: differencesOf(await tryChange(sql, publicUrl, change)) };
}

/**
 * What is known before a change and after it. It is really made, and never committed: nobody is told, nothing is counted
 * or kept. Whoever publishes meanwhile waits for the change itself and one look at what it made; reckoning comes after.
 */
export async function tryChange(sql: Sql, publicUrl: string, change: Change): Promise<Compared> {
  let seen: Compared | undefined;
  try {
    await sql.begin(async (tx) => {
      seen = await lookAtBoth(tx, () => change({ tx, by: null, publicUrl }));
      throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  if (!seen) throw new Error('A preview has ended without having seen anything.');
  return seen;
}

async function lookAtBoth(tx: Tx, make: () => Promise<unknown>): Promise<Compared> {
  const timeZone = await findZone(tx);
  const mark = await findMark(tx);
  const from = startOfDay(mark.now, timeZone, -uptimeDays);
  const until = new Date(mark.now.getTime() + momentMs);
  const look = () => readUptimeRows(tx, { from, until, timeZone });
  // The first look comes before the lock. Where somebody has published meanwhile, it is taken again.
  let before = await look();
  await lockPage(tx);
  if ((await findMark(tx)).seq !== mark.seq) before = await look();
  await make();
  const [after, { changed_at }, subjects] = [await look(), await findMark(tx), await findSubjects(tx)];
  // Up to the moment that readers would be told of, so that only the change makes a difference.
  const now = momentOf(changed_at, after);
  return { subjects, before, after, days: daysUpTo(changed_at, timeZone, uptimeDays), now };
}
