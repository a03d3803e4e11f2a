import type { AffectedComponent } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type { DeletedUpdateRow } from '../wire/rows.ts';

// What is written about the past: postmortems, and what updates said before they were edited.

/** Keeps what will be the postmortem. `updated_at` stays: readers see none of this, and equal seq means equal bytes. */
export async function storePostmortem(tx: Tx, id: string, body: string | null): Promise<void> {
  await tx`
    update incidents
    set postmortem_body = ${body}, postmortem_edited_at = ${body === null ? null : tx`clock_timestamp()`},
      version = version + 1
    where id = ${id}
  `;
}

/** What an update said before one of its edits. */
export interface EditRow {
  body: string;
  display_at: Date;
  edited_at: Date;
  edited_by: string | null;
  admin_id: string | null;
}

/** Newest first; also of an update that was taken back, whose last words are its last edit. Undefined without an update. */
export async function findEdits(sql: Sql, incident_id: string, update_id: string): Promise<EditRow[] | undefined> {
  const known = await sql`select from incident_updates where incident_id = ${incident_id} and id = ${update_id}`;
  if (known.length === 0) return undefined;
  return sql<EditRow[]>`
    select e.body, e.display_at, e.edited_at, e.edited_by, a.id as admin_id
    from incident_update_edits e left join admins a on a.email = e.edited_by
    where e.update_id = ${update_id} order by e.id desc
  `;
}

/** Writes again which components an update changed. */
export async function storeAffected(tx: Tx, update_id: string, affected: readonly AffectedComponent[]): Promise<void> {
  await tx`update incident_updates set affected_components = ${tx.json([...affected])} where id = ${update_id}`;
}

/** Updates that were taken back, newest first. */
export async function findDeletedUpdates(sql: Sql | Tx, incidentIds: readonly string[]): Promise<DeletedUpdateRow[]> {
  return sql<DeletedUpdateRow[]>`
    select id, incident_id, display_at, deleted_at from incident_updates
    where incident_id = any(${[...incidentIds]}) and deleted_at is not null
    order by display_at desc, id
  `;
}
