import type { Sql, Tx } from '../db/connect.ts';

// What was brought in from elsewhere: it carries the times of where it comes from, so that nothing takes it for new.

/** What is said of these incidents, as far as people write it, in any zone; the clock's own words do not count. */
export async function findSaid(sql: Sql | Tx, ids: readonly string[]): Promise<{ id: string; said: string }[]> {
  return sql<{ id: string; said: string }[]>`
    select i.id, json_build_array(
      i.name, i.impact_override, extract(epoch from i.scheduled_for), extract(epoch from i.scheduled_until),
      i.postmortem_body, i.counts_as_downtime, extract(epoch from i.cancelled_at),
      (select json_agg(json_build_array(u.id, u.status, u.body, extract(epoch from u.display_at)) order by u.display_at, u.id)
        from incident_updates u where u.incident_id = i.id and u.deleted_at is null and not u.is_automatic),
      (select json_agg(c.component_id order by c.component_id) from incident_components c where c.incident_id = i.id)
    )::text as said
    from incidents i where i.id = any(${[...ids]}) and i.deleted_at is null
  `;
}

/** Which of these ids some incident has, or had. */
export async function findTakenIds(sql: Sql | Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from incidents where id = any(${[...ids]})`;
  return rows.map((row) => row.id);
}

/** Which of these ids updates have, or had, of other incidents than this one. */
export async function findTakenUpdateIds(tx: Tx, ids: readonly string[], incident_id: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from incident_updates where id = any(${[...ids]}) and incident_id <> ${incident_id}
  `;
  return rows.map((row) => row.id);
}

/** What was said is said again as it is elsewhere now. */
export async function removeUpdates(tx: Tx, incident_id: string): Promise<void> {
  await tx`delete from incident_updates where incident_id = ${incident_id}`;
}

export interface Stamps {
  created_at: Date;
  updated_at: Date;
}

export async function stampIncident(tx: Tx, id: string, { created_at, updated_at }: Stamps): Promise<void> {
  await tx`update incidents set created_at = ${created_at}, updated_at = ${updated_at} where id = ${id}`;
}

export async function stampUpdates(tx: Tx, updates: readonly (Stamps & { id: string })[]): Promise<void> {
  await tx`
    update incident_updates u set created_at = r.created_at, updated_at = r.updated_at
    from jsonb_to_recordset(${JSON.stringify(updates)}::text::jsonb)
      as r (id text, created_at timestamptz, updated_at timestamptz)
    where u.id = r.id
  `;
}
