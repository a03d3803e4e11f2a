import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { bumpSeq } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import { daysOnline, settings } from './company.ts';
import { instantOf } from './clock.ts';
import { DatabaseInUseError } from './database-in-use-error.ts';
import { fillPage } from './fill-page.ts';
import { tellIncident, tellMaintenance, type Telling } from './fill-past.ts';
import { fillTemplates, openUnderWay, planAhead } from './fill-today.ts';
import { pastIncidents } from './past-incidents.ts';
import { pastMaintenance } from './past-maintenance.ts';
import { componentsSince, countContents, filledAction, forgetWriting, settleAges, wasFilled } from './store.ts';

/**
 * Fills an empty database with an imaginary company: its page, ninety days of its history, what is going on now and what
 * is planned. All of it or nothing. A database that was filled before is left as it is.
 */
export async function fillDemo(sql: Sql, timeZone: string): Promise<'filled' | 'filled before'> {
  return sql.begin(async (tx) => {
    if (await wasFilled(tx)) return 'filled before';
    // From here on nobody else writes; who was quicker is seen after the wait.
    await bumpSeq(tx);
    if (await wasFilled(tx)) return 'filled before';
    refuseInUse(await countContents(tx));

    const write = { tx, by: null, publicUrl: '' };
    const clock = { now: await readClock(tx), zone: timeZone };
    const telling: Telling = { write, clock, ids: await fillPage(write, clock) };
    const since = instantOf(clock, { daysAgo: daysOnline, at: '09:00' });
    await componentsSince(tx, since);
    for (const incident of pastIncidents) await tellIncident(telling, incident);
    for (const maintenance of pastMaintenance) await tellMaintenance(telling, maintenance);
    await openUnderWay(telling);
    await planAhead(telling);
    await fillTemplates(telling);
    await settleAges(tx, since);
    await forgetWriting(tx);
    await recordAudit(tx, null, { action: filledAction, subject_type: 'settings', changes: { name: settings.name } });
    return 'filled';
  });
}

function refuseInUse(contents: Record<string, number>): void {
  const found = Object.entries(contents).filter(([, count]) => count > 0);
  if (found.length === 0) return;
  const what = found.map(([name, count]) => `${name}: ${count}`).join(', ');
  throw new DatabaseInUseError(
    `This database is in use (${what}), and --demo fills only an empty one. Nothing was changed. ` +
      'Start without --demo, or let the demo have a folder of its own: ALLSWELL_DATA_DIR=./demo npm start -- --demo',
  );
}
