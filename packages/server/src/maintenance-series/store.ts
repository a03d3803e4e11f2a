import type { MaintenanceStatus } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type { Repeated } from '../incidents/schedule-occurrences.ts';

type Db = Sql | Tx;

/** A series as it is stored. Its dates are local: the driver would take them for instants, so they travel as text. */
export interface SeriesRow extends Omit<Repeated, 'series_id'> {
  id: string;
  starts_at: string;
  duration_minutes: number;
  rrule: string;
  plan_at: Date | null;
  ended_at: Date | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

/** What is known of one date beyond what the rule says. */
export interface OccurrenceRow {
  series_id: string;
  starts_at: string;
  is_moved: boolean;
  skipped_at: Date | null;
  /** Its maintenance, while that is there: one that was deleted is none. */
  incident: {
    id: string;
    status: MaintenanceStatus;
    scheduled_for: Date;
    scheduled_until: Date;
  } | null;
}

const columns = (sql: Db) => sql`
  id, name, body, to_char(starts_at, 'YYYY-MM-DD"T"HH24:MI') as starts_at, duration_minutes, time_zone, rrule,
  component_ids, impact_override, deliver_notifications, scheduled_auto_in_progress, scheduled_auto_completed,
  auto_transition_to_maintenance_state, auto_transition_to_operational_state, scheduled_remind_prior, plan_at,
  ended_at, version, created_at, updated_at
`;

// --- series ---

/** Those that go on first, the newest first. */
export async function findAllSeries(
  sql: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<SeriesRow[]> {
  return sql<SeriesRow[]>`
    select ${columns(sql)} from maintenance_series
    order by ended_at desc nulls first, created_at desc, id limit ${limit} offset ${offset}
  `;
}

export async function countSeries(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from maintenance_series`;
  return row?.count ?? 0;
}

export async function findSeries(sql: Db, id: string): Promise<SeriesRow | undefined> {
  const [row] = await sql<SeriesRow[]>`select ${columns(sql)} from maintenance_series where id = ${id}`;
  return row;
}

export async function lockSeries(tx: Tx, id: string): Promise<SeriesRow | undefined> {
  const [row] = await tx<SeriesRow[]>`select ${columns(tx)} from maintenance_series where id = ${id} for update`;
  return row;
}

/** What is said of a series. */
export type SeriesFacts = Omit<SeriesRow, 'plan_at' | 'ended_at' | 'created_at' | 'updated_at' | 'version'>;

const factColumns = (tx: Tx) => tx`
  id, name, body, starts_at, duration_minutes, time_zone, rrule, component_ids, impact_override, deliver_notifications,
  scheduled_auto_in_progress, scheduled_auto_completed, auto_transition_to_maintenance_state,
  auto_transition_to_operational_state, scheduled_remind_prior
`;

export async function insertSeries(tx: Tx, facts: SeriesFacts): Promise<void> {
  await tx`
    insert into maintenance_series (${factColumns(tx)})
    select ${factColumns(tx)} from jsonb_populate_record(null::maintenance_series, ${JSON.stringify(facts)}::text::jsonb)
  `;
}

export async function updateSeries(tx: Tx, facts: SeriesFacts): Promise<void> {
  await tx`
    update maintenance_series
    set (${factColumns(tx)}) = (
      select ${factColumns(tx)} from jsonb_populate_record(null::maintenance_series, ${JSON.stringify(facts)}::text::jsonb)
    ), updated_at = clock_timestamp(), version = version + 1
    where id = ${facts.id}
  `;
}

/** When the clock has to look at the series again; null when all its dates are planned. */
export async function setPlanAt(tx: Tx, id: string, plan_at: Date | null): Promise<void> {
  await tx`update maintenance_series set plan_at = ${plan_at} where id = ${id}`;
}

export async function markEnded(tx: Tx, id: string): Promise<void> {
  await tx`
    update maintenance_series
    set ended_at = clock_timestamp(), plan_at = null, updated_at = clock_timestamp(), version = version + 1
    where id = ${id}
  `;
}

/** The series that the clock has to look at. */
export async function findToPlan(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from maintenance_series where ended_at is null and plan_at <= clock_timestamp() order by plan_at, id limit 100
  `;
  return rows.map((row) => row.id);
}

// --- their dates ---

/** What is known of the dates of series, beyond their rules. */
export async function findOccurrences(sql: Db, seriesIds: readonly string[]): Promise<OccurrenceRow[]> {
  const rows = await sql<(Omit<OccurrenceRow, 'incident'> & Partial<NonNullable<OccurrenceRow['incident']>>)[]>`
    select o.series_id, to_char(o.starts_at, 'YYYY-MM-DD"T"HH24:MI') as starts_at, o.is_moved, o.skipped_at,
      i.id, i.status, i.scheduled_for, i.scheduled_until
    from maintenance_occurrences o left join incidents i on i.id = o.incident_id and i.deleted_at is null
    where o.series_id = any(${[...seriesIds]}) order by o.starts_at
  `;
  return rows.map(({ id, status, scheduled_for, scheduled_until, ...row }) => ({
    ...row,
    incident: id && status && scheduled_for && scheduled_until ? { id, status, scheduled_for, scheduled_until } : null,
  }));
}

/** Writes down which maintenance a date has become. */
export async function upsertOccurrences(
  tx: Tx,
  series_id: string,
  rows: readonly { starts_at: string; incident_id: string; is_moved: boolean }[],
): Promise<void> {
  await tx`
    insert into maintenance_occurrences (series_id, starts_at, incident_id, is_moved)
    select ${series_id}, r.starts_at, r.incident_id, r.is_moved
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (starts_at timestamp, incident_id text, is_moved boolean)
    on conflict (series_id, starts_at) do update
      set incident_id = excluded.incident_id, is_moved = excluded.is_moved, skipped_at = null
  `;
}

export async function markSkipped(tx: Tx, series_id: string, starts_at: string): Promise<void> {
  await tx`
    insert into maintenance_occurrences (series_id, starts_at, skipped_at)
    values (${series_id}, ${starts_at}::text::timestamp, clock_timestamp())
    on conflict (series_id, starts_at) do update set skipped_at = excluded.skipped_at, incident_id = null, is_moved = false
  `;
}

/** Calls dates by the starts that the rule gives them now; by old start, the new one. */
export async function renameOccurrences(
  tx: Tx,
  series_id: string,
  renamed: ReadonlyMap<string, string>,
): Promise<void> {
  await tx`
    update maintenance_occurrences o set starts_at = r.new_start
    from unnest(${[...renamed.keys()]}::text[]::timestamp[], ${[...renamed.values()]}::text[]::timestamp[])
      as r (old_start, new_start)
    where o.series_id = ${series_id} and o.starts_at = r.old_start
  `;
}

/** Forgets dates: they are again what the rule says, or nothing. */
export async function removeOccurrences(tx: Tx, series_id: string, starts: readonly string[]): Promise<void> {
  await tx`
    delete from maintenance_occurrences
    where series_id = ${series_id} and starts_at = any(${[...starts]}::text[]::timestamp[])
  `;
}
