import type { UpdateEdit } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stamp } from '../time/stamp.ts';
import { findEdits } from './past-store.ts';
import { updateNotFound } from './read-incident.ts';
import { findIncident } from './store.ts';

/** What an update said before each of its edits, newest first; of one that was taken back, what it said last as well. */
export async function readEdits(sql: Sql, incidentId: string, updateId: string): Promise<UpdateEdit[]> {
  const rows = (await findIncident(sql, incidentId)) && (await findEdits(sql, incidentId, updateId));
  if (!rows) throw updateNotFound(incidentId, updateId);
  const { time_zone } = await readSettings(sql);
  return rows.map(({ body, display_at, edited_at, edited_by, admin_id }) => ({
    body,
    display_at: stamp(display_at, time_zone),
    edited_at: stamp(edited_at, time_zone),
    admin: edited_by === null ? null : { id: admin_id ?? '', email: edited_by },
  }));
}
