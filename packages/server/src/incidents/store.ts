import type { ComponentStatus } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type * as wire from '../wire/rows.ts';
import type { Says } from './says.ts';

export { readClock } from '../db/read-clock.ts';
import { type Search, searching } from './search-store.ts';

type Db = Sql | Tx;
/** Some of the fields of a row. */
type Named<T> = { [K in keyof T]?: T[K] | undefined };

/** An incident with what only admins see. */
export interface IncidentRow extends wire.IncidentRow {
  backfilled: boolean;
  time_zone: string | null;
  scheduled_auto_in_progress: boolean;
  scheduled_auto_completed: boolean;
  auto_transition_to_maintenance_state: boolean;
  auto_transition_to_operational_state: boolean;
  scheduled_remind_prior: boolean;
  /** Whether the time of a maintenance counts as downtime. */
  counts_as_downtime: boolean;
  /** Subscribers have been reminded of this start, or it was announced too late for that. */
  reminded_at: Date | null;
  /** Whether subscribers are told of what the clock does. */
  deliver_notifications: boolean;
  /** The draft that it was published from. */
  draft_id: string | null;
  postmortem_body: string | null;
  postmortem_edited_at: Date | null;
  postmortem_published_at: Date | null;
  /** Which date of its series it is, such as 2026-11-29T02:00. */
  occurrence: { starts_at: string; is_moved: boolean } | null;
  version: number;
}
/** The columns of its own that an incident has. */
export type StoredIncident = Omit<IncidentRow, 'occurrence'>;

export interface UpdateRow extends wire.UpdateRow {
  /** null: it follows from what changed on the page. */
  says: Says | null;
}
/** What is written of an update when it is posted. */
export type NewUpdateRow = Omit<UpdateRow, 'is_automatic' | 'says' | 'edited_at' | 'created_at' | 'updated_at'> & {
  is_automatic?: boolean;
  says?: Says;
};

/** A component that an incident affects: at what status it is held (null: affected only), and what it had before. */
export interface AffectedRow {
  component_id: string;
  status: ComponentStatus | null;
  status_before: ComponentStatus;
}

/** What an incident holds a component at. */
export interface HoldRow extends AffectedRow {
  incident_id: string;
  status: ComponentStatus;
}

/** A component as incidents look at it. */
export interface ComponentNow {
  id: string;
  status: ComponentStatus;
  /** "Group - Component", as updates name it. */
  full_name: string;
}

const incidentColumns = (sql: Db) => sql`
  id, name, status, impact, impact_override, started_at, monitoring_at, resolved_at, backfilled, scheduled_for,
  scheduled_until, time_zone, scheduled_auto_in_progress, scheduled_auto_completed,
  auto_transition_to_maintenance_state, auto_transition_to_operational_state, scheduled_remind_prior, counts_as_downtime, reminded_at,
  deliver_notifications, cancelled_at, series_id, draft_id, postmortem_body, postmortem_edited_at, postmortem_published_at, version, created_at, updated_at,
  (
    select json_build_object('starts_at', to_char(o.starts_at, 'YYYY-MM-DD"T"HH24:MI'), 'is_moved', o.is_moved)
    from maintenance_occurrences o where o.incident_id = incidents.id
  ) as occurrence
`;
const updateColumns = (sql: Db) => sql`
  id, incident_id, status, body, body_nodes, affected_components, says, deliver_notifications, is_automatic, display_at,
  edited_at, created_at, updated_at
`;

// --- incidents ---

/** Which incidents a list asks for. */
export interface ListQuery extends Search {
  kind?: 'incident' | 'maintenance' | undefined;
  state?: 'open' | 'closed' | undefined;
}

function matching(sql: Db, { kind, state, ...search }: ListQuery) {
  const closed = sql`status in ('resolved', 'postmortem', 'completed')`;
  return sql`
    deleted_at is null
    ${kind === undefined ? sql`` : kind === 'maintenance' ? sql`and scheduled_for is not null` : sql`and scheduled_for is null`}
    ${state === undefined ? sql`` : state === 'closed' ? sql`and ${closed}` : sql`and not ${closed}`}
    ${searching(sql, search)}
  `;
}

export async function findIncidents(
  sql: Db,
  query: ListQuery,
  { limit, offset }: { limit: number; offset: number },
): Promise<IncidentRow[]> {
  return sql<IncidentRow[]>`
    select ${incidentColumns(sql)} from incidents where ${matching(sql, query)}
    order by started_at desc, id limit ${limit} offset ${offset}
  `;
}

export async function countIncidents(sql: Db, query: ListQuery): Promise<number> {
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from incidents where ${matching(sql, query)}`;
  return row?.count ?? 0;
}

export async function findIncident(sql: Db, id: string): Promise<IncidentRow | undefined> {
  const [row] = await sql<
    IncidentRow[]
  >`select ${incidentColumns(sql)} from incidents where id = ${id} and deleted_at is null`;
  return row;
}

export async function findIncidentsById(sql: Db, ids: readonly string[]): Promise<IncidentRow[]> {
  return sql<IncidentRow[]>`
    select ${incidentColumns(sql)} from incidents where id = any(${[...ids]}) and deleted_at is null order by id
  `;
}

export async function lockIncident(tx: Tx, id: string): Promise<IncidentRow | undefined> {
  const [row] = await tx<IncidentRow[]>`
    select ${incidentColumns(tx)} from incidents where id = ${id} and deleted_at is null for update
  `;
  return row;
}

export async function insertIncident(
  tx: Tx,
  incident: Named<StoredIncident> & Pick<IncidentRow, 'id' | 'name' | 'status'>,
): Promise<void> {
  await tx`insert into incidents ${tx({ ...incident })}`;
}

export async function insertIncidents(
  tx: Tx,
  incidents: readonly (Named<StoredIncident> & Pick<IncidentRow, 'id' | 'name' | 'status'>)[],
): Promise<void> {
  await tx`insert into incidents ${tx(incidents.map((incident) => ({ ...incident })))}`;
}

export async function updateIncident(tx: Tx, id: string, change: Named<StoredIncident>): Promise<void> {
  await tx`update incidents set ${tx({ id, ...change })}, updated_at = clock_timestamp(), version = version + 1 where id = ${id}`;
}

export async function markDeleted(tx: Tx, id: string): Promise<void> {
  await tx`
    update incidents set deleted_at = clock_timestamp(), updated_at = clock_timestamp(), version = version + 1 where id = ${id}
  `;
}

/**
 * Takes the times of an incident from its updates: it began no later than its first word. A maintenance began when it
 * was said to be under way, else it is taken to begin as planned, and no later than it was called off.
 */
export async function settleTimes(tx: Tx, id: string): Promise<void> {
  await tx`
    update incidents i set
      started_at = case
        when i.scheduled_for is null then least(i.started_at, told.first_at)
        when told.began_at is not null then told.began_at
        when i.status = 'completed' then least(i.scheduled_for, told.resolved_at)
        else i.scheduled_for
      end,
      monitoring_at = told.monitoring_at,
      -- a story of the past of which nobody told the end: it ended with its last word
      resolved_at = case
        when i.status in ('resolved', 'postmortem', 'completed')
        then coalesce(told.resolved_at, case when i.backfilled and i.scheduled_for is null then told.last_at end, i.resolved_at)
      end,
      postmortem_published_at = case when i.status = 'postmortem' then told.postmortem_at end
    from (
      select min(display_at) as first_at,
        min(display_at) filter (where status in ('in_progress', 'verifying')) as began_at,
        max(display_at) filter (where status = 'monitoring') as monitoring_at,
        max(display_at) filter (where status in ('resolved', 'completed')) as resolved_at,
        max(display_at) filter (where status <> 'postmortem') as last_at,
        max(display_at) filter (where status = 'postmortem') as postmortem_at
      from incident_updates where incident_id = ${id} and deleted_at is null
    ) as told
    where i.id = ${id}
  `;
}

/** Takes planned maintenances away; answers with those that had not begun. */
export async function markWithdrawn(tx: Tx, ids: readonly string[]): Promise<Pick<IncidentRow, 'id' | 'name'>[]> {
  return tx<Pick<IncidentRow, 'id' | 'name'>[]>`
    update incidents set deleted_at = clock_timestamp(), updated_at = clock_timestamp(), version = version + 1
    where id = any(${[...ids]}) and status = 'scheduled' and deleted_at is null
    returning id, name
  `;
}

// --- components of incidents ---

export async function findComponentsNow(tx: Tx, ids: readonly string[]): Promise<ComponentNow[]> {
  return tx<ComponentNow[]>`
    select c.id, c.status, concat_ws(' - ', g.name, c.name) as full_name
    from components c left join component_groups g on g.id = c.group_id
    where c.id = any(${[...ids]}) and c.archived_at is null
  `;
}

export async function findAffected(sql: Db, incident_id: string): Promise<AffectedRow[]> {
  return sql<AffectedRow[]>`
    select component_id, status, status_before from incident_components where incident_id = ${incident_id} order by component_id
  `;
}

export async function findAffectedIds(
  sql: Db,
  incidentIds: readonly string[],
): Promise<{ incident_id: string; component_id: string }[]> {
  return sql<{ incident_id: string; component_id: string }[]>`
    select incident_id, component_id from incident_components where incident_id = any(${[...incidentIds]})
  `;
}

/** What other open incidents and maintenances under way hold these components at, the first of them first. */
export async function findOtherHolds(tx: Tx, incident_id: string, componentIds: readonly string[]): Promise<HoldRow[]> {
  return tx`
    select ic.component_id, ic.incident_id, ic.status, ic.status_before
    from incident_components ic join incidents i on i.id = ic.incident_id
    where ic.component_id = any(${[...componentIds]}) and ic.incident_id <> ${incident_id} and ic.status is not null
      and i.deleted_at is null
      and i.status in ('investigating', 'identified', 'monitoring', 'in_progress', 'verifying')
    order by i.created_at, i.id
  `;
}

export async function upsertAffected(tx: Tx, incident_id: string, row: AffectedRow): Promise<void> {
  await tx`
    insert into incident_components ${tx({ incident_id, ...row })}
    on conflict (incident_id, component_id) do update set status = excluded.status, status_before = excluded.status_before
  `;
}

/** Writes down that planned maintenances will affect these components. */
export async function noteAffected(
  tx: Tx,
  incidentIds: readonly string[],
  componentIds: readonly string[],
): Promise<void> {
  await tx`
    insert into incident_components (incident_id, component_id, status, status_before)
    select i, c, null, 'operational' from unnest(${[...incidentIds]}::text[]) i, unnest(${[...componentIds]}::text[]) c
    on conflict do nothing
  `;
}

export async function removeAffected(tx: Tx, incident_id: string, componentIds: readonly string[]): Promise<void> {
  await tx`delete from incident_components where incident_id = ${incident_id} and component_id = any(${[...componentIds]})`;
}

/** From now on the incident only affects its components, and holds none. */
export async function dropHolds(tx: Tx, incident_id: string): Promise<void> {
  await tx`update incident_components set status = null where incident_id = ${incident_id}`;
}

// --- occurrences of series ---

/** The plan of this occurrence was changed by hand: a change of its series leaves it alone. */
export async function markMoved(tx: Tx, incident_id: string): Promise<void> {
  await tx`update maintenance_occurrences set is_moved = true where incident_id = ${incident_id}`;
}

/** One of a series is gone, or elsewhere: the clock looks whether the next one is planned. */
export async function lookAtSeries(tx: Tx, series_id: string | null): Promise<void> {
  if (series_id === null) return;
  await tx`
    update maintenance_series set plan_at = clock_timestamp()
    where id = ${series_id} and ended_at is null and plan_at is not null
  `;
}

// --- updates ---

export async function findUpdates(sql: Db, incidentIds: readonly string[]): Promise<UpdateRow[]> {
  return sql<UpdateRow[]>`
    select ${updateColumns(sql)} from incident_updates where incident_id = any(${[...incidentIds]}) and deleted_at is null
    order by display_at desc, created_at desc, id
  `;
}

export async function findUpdate(sql: Db, incident_id: string, id: string): Promise<UpdateRow | undefined> {
  const [row] = await sql<UpdateRow[]>`
    select ${updateColumns(sql)} from incident_updates
    where incident_id = ${incident_id} and id = ${id} and deleted_at is null
  `;
  return row;
}

export async function insertUpdate(
  tx: Tx,
  { body_nodes, affected_components, says, ...plain }: NewUpdateRow,
): Promise<UpdateRow> {
  const [row] = await tx<UpdateRow[]>`
    insert into incident_updates ${tx({
      ...plain,
      body_nodes: tx.json(body_nodes),
      affected_components: tx.json(affected_components),
      says: says ? tx.json({ ...says }) : null,
    })}
    returning ${updateColumns(tx)}
  `;
  if (!row) throw new Error('The update was not stored.');
  return row;
}

/** Keeps what an update said until now. */
export async function keepEdit(tx: Tx, { id, body, display_at }: UpdateRow, edited_by: string | null): Promise<void> {
  await tx`insert into incident_update_edits ${tx({ update_id: id, body, display_at, edited_by })}`;
}

export async function changeUpdate(
  tx: Tx,
  id: string,
  { body, body_nodes, display_at }: Pick<UpdateRow, 'body' | 'body_nodes' | 'display_at'>,
): Promise<void> {
  await tx`
    update incident_updates
    set body = ${body}, body_nodes = ${tx.json(body_nodes)}, display_at = ${display_at},
      edited_at = clock_timestamp(), updated_at = clock_timestamp()
    where id = ${id}
  `;
}

export async function markUpdateDeleted(tx: Tx, id: string): Promise<void> {
  await tx`update incident_updates set deleted_at = clock_timestamp(), updated_at = clock_timestamp() where id = ${id}`;
}
