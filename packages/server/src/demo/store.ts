import type { Tx } from '../db/connect.ts';

/** What somebody has written into a database, by what it is. */
export async function countContents(tx: Tx): Promise<Record<string, number>> {
  const [row] = await tx<Record<string, number>[]>`
    select
      (select count(*)::int from admins) as admins,
      (select count(*)::int from components) as components,
      (select count(*)::int from component_groups) as groups,
      (select count(*)::int from incidents) as incidents,
      (select count(*)::int from maintenance_series) as series,
      (select count(*)::int from templates) as templates,
      (select count(*)::int from drafts) as drafts
  `;
  return row ?? {};
}

export const filledAction = 'demo.filled';

export async function wasFilled(tx: Tx): Promise<boolean> {
  return (await tx`select from audit where action = ${filledAction} limit 1`).length > 0;
}

// The verbs write what happens now. What follows puts it back to when the story says that it happened: only the instants
// at which rows were made and changed, which nobody can choose, and on purpose. Nothing else of the rows is touched.

/** Puts an update that was posted now, and with it its incident, to an earlier time. */
export async function postedAt(tx: Tx, update_id: string, at: Date): Promise<void> {
  await tx`update incident_updates set display_at = ${at} where id = ${update_id}`;
}

/** An incident that was opened now began earlier; its components have been what they are since then. */
export async function openedAt(tx: Tx, incident_id: string, at: Date): Promise<void> {
  await tx`update incidents set started_at = ${at} where id = ${incident_id}`;
  await tx`
    update component_changes before set ends_at = ${at}
    from component_changes after
    where after.incident_id = ${incident_id} and after.component_id = before.component_id
      and before.ends_at = after.starts_at
  `;
  await tx`update component_changes set starts_at = ${at} where incident_id = ${incident_id} and ends_at is null`;
}

export async function editedAt(tx: Tx, update_id: string, at: Date): Promise<void> {
  await tx`update incident_updates set edited_at = ${at} where id = ${update_id}`;
  await tx`update incident_update_edits set edited_at = ${at} where update_id = ${update_id}`;
}

export async function takenBackAt(tx: Tx, update_id: string, at: Date): Promise<void> {
  await tx`update incident_updates set deleted_at = ${at} where id = ${update_id}`;
  await tx`update incident_update_edits set edited_at = ${at} where update_id = ${update_id}`;
}

export async function correctedAt(tx: Tx, correction_id: string, at: Date): Promise<void> {
  await tx`update uptime_corrections set created_at = ${at} where id = ${correction_id}`;
}

/** The first announcement of every maintenance of a series. */
export async function announcedAt(tx: Tx, series_id: string, at: Date): Promise<void> {
  await tx`
    update incident_updates u set display_at = ${at} from incidents i where i.id = u.incident_id and i.series_id = ${series_id}
  `;
}

/** Everything was made when it is said to have been said; the page and its components long before. */
export async function settleAges(tx: Tx, since: Date): Promise<void> {
  await tx`
    update incident_updates set created_at = display_at, updated_at = coalesce(deleted_at, edited_at, display_at)
  `;
  await tx`
    update incidents i set created_at = told.first_at, updated_at = told.last_at,
      postmortem_edited_at = case when i.postmortem_body is not null then coalesce(told.edited_at, told.last_at) end
    from (
      select incident_id, min(display_at) as first_at, max(updated_at) as last_at,
        max(updated_at) filter (where status = 'postmortem') as edited_at
      from incident_updates group by incident_id
    ) as told
    where told.incident_id = i.id
  `;
  await tx`update settings set created_at = ${since}, updated_at = ${since}`;
  await tx`update component_groups set created_at = ${since}, updated_at = ${since}`;
  await tx`update components set created_at = ${since}, updated_at = ${since}`;
  await tx`
    update components c set updated_at = h.starts_at
    from component_changes h where h.component_id = c.id and h.ends_at is null and h.incident_id is not null
  `;
  await tx`update templates set created_at = ${since}, updated_at = ${since}`;
}

/** The components were there, and well, before the first story. */
export async function componentsSince(tx: Tx, since: Date): Promise<void> {
  await tx`update component_changes set starts_at = ${since} where ends_at is null`;
}

/** Nobody was there to be told, and nobody did any of this by hand: the trail shall not say so. */
export async function forgetWriting(tx: Tx): Promise<void> {
  await tx`delete from notices`;
  await tx`delete from audit`;
}
