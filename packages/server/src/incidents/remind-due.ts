import { recordAll } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { announceAll } from '../notices/announce.ts';
import { takeReminders } from './due-store.ts';

const mostAtOnce = 500;

/**
 * Reminds subscribers of maintenance that starts soon, each start once however many processes do this. A start that has
 * passed needs no reminder any more.
 */
export async function remindDue(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    const due = await takeReminders(tx, mostAtOnce);
    await announceAll(
      tx,
      due.map(({ incident_id, update_id, scheduled_for }) => ({ incident_id, update_id, reminds_of: scheduled_for })),
    );
    await recordAll(
      tx,
      null,
      due.map(({ incident_id, scheduled_for, update_id }) => ({
        action: 'maintenance.reminded',
        subject_type: 'incident',
        subject_id: incident_id,
        changes: { scheduled_for, update_id },
      })),
    );
  });
}
