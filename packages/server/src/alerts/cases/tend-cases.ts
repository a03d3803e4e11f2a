import type { Sql } from '../../db/connect.ts';
import { lockPage } from '../../db/page-state.ts';
import { readClock } from '../../db/read-clock.ts';
import { setScene } from './scene.ts';
import { settleCases } from './settle-case.ts';
import { findDue, findWait, postpone } from './due-store.ts';
import { lockCases } from './store.ts';

/** How many cases one transaction looks at. */
const mostAtOnce = 25;

/**
 * Does what has become due of all cases: ends that have held, words that may be said, drafts that nobody wants; and closes
 * those that people have ended. Each happens once, however many processes do this. Answers in how many milliseconds there
 * is more to do, null when nothing is to come.
 */
export async function tendCases(
  sql: Sql,
  { publicUrl, now = null }: { publicUrl: string; now?: Date | null },
): Promise<number | null> {
  const failed: string[] = [];
  let failure: unknown;
  for (let limit = mostAtOnce; ; ) {
    const ids = await findDue(sql, { now, limit, except: failed });
    if (ids.length === 0) break;
    try {
      await sql.begin(async (tx) => {
        await lockPage(tx);
        const scene = await setScene(tx, { publicUrl, now: now ?? (await readClock(tx)) });
        await settleCases(scene, await lockCases(tx, ids));
      });
    } catch (error) {
      failure = error;
      if (limit > 1) {
        limit = Math.ceil(limit / 5);
        continue;
      }
      await postpone(sql, ids[0] ?? '');
      failed.push(...ids);
    }
  }
  if (failed.length > 0) throw failure;
  return findWait(sql);
}
