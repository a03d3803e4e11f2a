import type { UptimePreview } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { lockPage } from '../db/page-state.ts';
import { daysUpTo } from '../time/days.ts';
import { findSubjects } from '../wire/subject-rows.ts';
import { readUptimeRows } from '../wire/uptime-rows.ts';
import { type Compared, differencesOf } from './differences.ts';
import type { Change } from './previewable.ts';
import { findMark, findZone } from './store.ts';

const keptDays = 365;

/** Ends a transaction of which nothing shall be kept. */
class Enough extends Error {}

/**
 * What a change would do to uptime. It is really made, and never committed: nobody is told, nothing is counted or kept.
 * Whoever publishes meanwhile waits for the change itself and one look at what it made; reckoning comes after.
 */
export async function previewChange(sql: Sql, publicUrl: string, change: Change): Promise<UptimePreview> {
  let seen: Compared | undefined;
  try {
    await sql.begin(async (tx) => {
      seen = undefined;
      seen = await lookAtBoth(tx, () => change({ tx, by: null, publicUrl }));
      throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  if (!seen) throw new Error('A preview has ended without having seen anything.');
  return { components: differencesOf(seen) };
}

async function lookAtBoth(tx: Tx, make: () => Promise<unknown>): Promise<Compared> {
  const timeZone = await findZone(tx);
  const mark = await findMark(tx);
  const from = new Date(daysUpTo(mark.now, timeZone, keptDays)[0]?.startsAt ?? mark.now);
  // Whatever is open now is so until the change is made, which is a moment later.
  const until = new Date(mark.now.getTime() + 60_000);
  const look = () => readUptimeRows(tx, { from, until, timeZone });
  // The long look comes before the lock. Where somebody has published meanwhile, it is taken again.
  let before = await look();
  await lockPage(tx);
  if ((await findMark(tx)).seq !== mark.seq) before = await look();
  await make();
  const [after, { changed_at }, subjects] = [await look(), await findMark(tx), await findSubjects(tx)];
  return { subjects, before, after, days: daysUpTo(changed_at, timeZone, keptDays), now: changed_at.getTime() };
}
