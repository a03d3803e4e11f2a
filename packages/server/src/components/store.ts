import type { ComponentStatus } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type * as wire from '../wire/rows.ts';

type Db = Sql | Tx;
/** Some of the fields of a row. */
type Named<T> = { [K in keyof T]?: T[K] | undefined };

export interface ComponentRow extends wire.ComponentRow {
  version: number;
}

export interface GroupRow extends wire.GroupRow {
  version: number;
}

const componentColumns = (sql: Db) => sql`
  c.id, c.group_id, c.name, c.description, c.status, c.position, c.showcase, c.only_show_if_degraded,
  c.start_date::text, c.version, c.created_at, c.updated_at
`;
const groupColumns = (sql: Db) => sql`id, name, description, position, version, created_at, updated_at`;

// --- components ---

/** In the order of the page: groups and components without one share the top level. */
export async function findComponents(
  sql: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<ComponentRow[]> {
  return sql<ComponentRow[]>`
    select ${componentColumns(sql)} from components c left join component_groups g on g.id = c.group_id
    where c.archived_at is null
    order by coalesce(g.position, c.position), coalesce(g.name, c.name), coalesce(g.id, c.id), c.position, c.name, c.id
    limit ${limit} offset ${offset}
  `;
}

export async function countComponents(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from components where archived_at is null`;
  return row?.count ?? 0;
}

export async function findComponent(sql: Db, id: string): Promise<ComponentRow | undefined> {
  const [row] = await sql<ComponentRow[]>`
    select ${componentColumns(sql)} from components c where id = ${id} and archived_at is null
  `;
  return row;
}

/** Archived ones too: an incident of last year keeps the components it had. */
export async function findComponentsById(sql: Db, ids: readonly string[]): Promise<ComponentRow[]> {
  return sql<ComponentRow[]>`
    select ${componentColumns(sql)} from components c left join component_groups g on g.id = c.group_id
    where c.id = any(${[...ids]})
    order by coalesce(g.position, c.position), coalesce(g.name, c.name), coalesce(g.id, c.id), c.position, c.name, c.id
  `;
}

export async function lockComponent(tx: Tx, id: string): Promise<ComponentRow | undefined> {
  const [row] = await tx<ComponentRow[]>`
    select ${componentColumns(tx)} from components c where id = ${id} and archived_at is null for update
  `;
  return row;
}

export async function insertComponent(
  tx: Tx,
  component: Omit<ComponentRow, 'position' | 'version' | 'created_at' | 'updated_at'>,
): Promise<void> {
  // It is put in its place right after; the highest position keeps it behind the others until then.
  await tx`insert into components ${tx({ ...component, position: 2_147_483_647 })}`;
}

export async function updateComponent(tx: Tx, id: string, change: Named<Omit<ComponentRow, 'id'>>): Promise<void> {
  await tx`update components set ${tx({ id, ...change })}, updated_at = clock_timestamp(), version = version + 1 where id = ${id}`;
}

export async function markArchived(tx: Tx, id: string): Promise<void> {
  await tx`
    update components set archived_at = clock_timestamp(), updated_at = clock_timestamp(), version = version + 1 where id = ${id}
  `;
}

/** The open incident, or the maintenance that is planned or under way, that a component is part of. */
export async function findHolder(tx: Tx, component_id: string): Promise<{ id: string; name: string } | undefined> {
  const [row] = await tx<{ id: string; name: string }[]>`
    select i.id, i.name from incident_components ic join incidents i on i.id = ic.incident_id
    where ic.component_id = ${component_id} and i.deleted_at is null
      and i.status not in ('resolved', 'postmortem', 'completed')
    order by i.started_at limit 1
  `;
  return row;
}

// --- what statuses they had ---

/** Ends what a component was until now and begins what it is. */
export async function insertChange(
  tx: Tx,
  change: { component_id: string; status: ComponentStatus; incident_id: string | null },
): Promise<void> {
  await tx`
    with moment as (select clock_timestamp() as at),
    ended as (
      update component_changes set ends_at = greatest(starts_at, moment.at) from moment
      where component_id = ${change.component_id} and ends_at is null and not told
      returning ends_at
    )
    select from ended
  `;
  const [begun] = await tx<{ starts_at: Date }[]>`
    insert into component_changes (component_id, status, incident_id, starts_at)
    values (${change.component_id}, ${change.status}, ${change.incident_id}, coalesce(
      (select max(ends_at) from component_changes where component_id = ${change.component_id} and not told),
      clock_timestamp()
    ))
    returning starts_at
  `;
  if (begun) await endLeftBehind(tx, [{ component_id: change.component_id, ends_at: begun.starts_at }]);
}

/** What incidents left behind when they ended counts until the component changes: that is now. */
export async function endLeftBehind(tx: Tx, rows: readonly { component_id: string; ends_at: Date }[]): Promise<void> {
  await tx`
    update component_changes c set ends_at = greatest(c.starts_at, r.ends_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (component_id text, ends_at timestamptz)
    where c.component_id = r.component_id and c.told and c.ends_at is null and c.left_behind
  `;
}

/** Whoever sets a component by hand takes it from the incidents that hold it, and they remember that. */
export async function takeFromIncidents(tx: Tx, component_id: string): Promise<void> {
  await tx`
    with taken as (
      update component_changes held set ends_at = greatest(held.starts_at, now.starts_at)
      from component_changes now
      where held.component_id = ${component_id} and held.told and held.ends_at is null
        and now.component_id = held.component_id and now.ends_at is null and not now.told
      returning held.incident_id, now.starts_at
    )
    insert into incident_component_edits (incident_id, component_id, status, holds_from)
    select taken.incident_id, ${component_id}, null, taken.starts_at from taken
  `;
}

/** Replaces what incidents say of their components. */
export async function replaceTold(
  tx: Tx,
  incidentIds: readonly string[],
  told: readonly {
    incident_id: string;
    component_id: string;
    status: ComponentStatus;
    starts_at: Date;
    ends_at: Date | null;
    left_behind: boolean;
  }[],
): Promise<void> {
  await tx`delete from component_changes where incident_id = any(${[...incidentIds]}) and told`;
  if (told.length === 0) return;
  await tx`
    insert into component_changes (incident_id, component_id, status, starts_at, ends_at, left_behind, told)
    select incident_id, component_id, status, starts_at, ends_at, left_behind, true
    from jsonb_to_recordset(${JSON.stringify(told)}::text::jsonb)
      as r (
        incident_id text, component_id text, status text, starts_at timestamptz, ends_at timestamptz, left_behind boolean
      )
  `;
}

/** Since when each component has been what it is, in milliseconds as the driver has them: the next after it. */
export async function findCurrentStarts(tx: Tx, ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx<{ component_id: string; starts_at: Date }[]>`
    select component_id, date_trunc('milliseconds', starts_at + interval '999 microseconds') as starts_at
    from component_changes where component_id = any(${[...ids]}) and ends_at is null and not told
  `;
  return new Map(rows.map((row) => [row.component_id, row.starts_at]));
}

/** When a component was first anything but operational, and because of what (null: it was set by hand). */
export async function findFirstTrouble(
  tx: Tx,
  component_id: string,
): Promise<{ starts_at: Date; name: string | null } | undefined> {
  const [row] = await tx<{ starts_at: Date; name: string | null }[]>`
    select c.starts_at, i.name from component_changes c left join incidents i on i.id = c.incident_id
    where c.component_id = ${component_id} and c.status <> 'operational' and (c.told or c.incident_id is null)
    order by c.starts_at limit 1
  `;
  return row;
}

export async function endCurrentChanges(
  tx: Tx,
  rows: readonly { component_id: string; ends_at: Date }[],
): Promise<void> {
  await tx`
    update component_changes c set ends_at = r.ends_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (component_id text, ends_at timestamptz)
    where c.component_id = r.component_id and c.ends_at is null and not c.told
  `;
}

export async function insertChanges(
  tx: Tx,
  rows: readonly {
    component_id: string;
    status: ComponentStatus;
    incident_id: string | null;
    starts_at: Date;
    ends_at: Date | null;
  }[],
): Promise<void> {
  await tx`
    insert into component_changes (component_id, status, incident_id, starts_at, ends_at)
    select component_id, status, incident_id, starts_at, ends_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (component_id text, status text, incident_id text, starts_at timestamptz, ends_at timestamptz)
  `;
}

export async function setStatuses(tx: Tx, rows: readonly { id: string; status: ComponentStatus }[]): Promise<void> {
  await tx`
    update components c set status = r.status, updated_at = clock_timestamp(), version = version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (id text, status text)
    where c.id = r.id and c.status <> r.status
  `;
}

// --- groups ---

export async function findGroups(sql: Db, { limit, offset }: { limit: number; offset: number }): Promise<GroupRow[]> {
  return sql<GroupRow[]>`
    select ${groupColumns(sql)} from component_groups order by position, name, id limit ${limit} offset ${offset}
  `;
}

export async function countGroups(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from component_groups`;
  return row?.count ?? 0;
}

export async function findGroup(sql: Db, id: string): Promise<GroupRow | undefined> {
  const [row] = await sql<GroupRow[]>`select ${groupColumns(sql)} from component_groups where id = ${id}`;
  return row;
}

export async function lockGroup(tx: Tx, id: string): Promise<GroupRow | undefined> {
  const [row] = await tx<GroupRow[]>`select ${groupColumns(tx)} from component_groups where id = ${id} for update`;
  return row;
}

export async function insertGroup(
  tx: Tx,
  group: { id: string; name: string; description: string | null },
): Promise<void> {
  await tx`insert into component_groups ${tx({ ...group, position: 2_147_483_647 })}`;
}

export async function updateGroup(
  tx: Tx,
  id: string,
  change: Named<Pick<GroupRow, 'name' | 'description'>>,
): Promise<void> {
  await tx`update component_groups set ${tx({ id, ...change })}, updated_at = clock_timestamp(), version = version + 1 where id = ${id}`;
}

export async function removeGroup(tx: Tx, id: string): Promise<void> {
  await tx`delete from component_groups where id = ${id}`;
}

/** Members by group, in their order. */
export async function findMembers(sql: Db, groupIds: readonly string[]): Promise<{ id: string; group_id: string }[]> {
  return sql<{ id: string; group_id: string }[]>`
    select id, group_id from components where group_id = any(${[...groupIds]}) and archived_at is null order by position, name, id
  `;
}

/** Which of these components are on the page. */
export async function findKnown(sql: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<
    { id: string }[]
  >`select id from components where id = any(${[...ids]}) and archived_at is null`;
  return rows.map((row) => row.id);
}

export async function moveToGroup(tx: Tx, ids: readonly string[], group_id: string | null): Promise<void> {
  await tx`
    update components set group_id = ${group_id}, position = 2147483647, updated_at = clock_timestamp(), version = version + 1
    where id = any(${[...ids]}) and group_id is distinct from ${group_id}
  `;
}

// --- order ---

/** The ids of one list in their order: the members of a group, or the top level, which groups share with components. */
export async function findOrder(tx: Tx, group_id: string | null): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from (
      select id, position, name from components where archived_at is null and group_id is not distinct from ${group_id}
      union all
      select id, position, name from component_groups where ${group_id}::text is null
    ) as list
    order by position, name, id
  `;
  return rows.map((row) => row.id);
}

/** Numbers a list from 1. */
export async function writeOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  const order = tx`unnest(${[...ids]}::text[]) with ordinality as list (id, place)`;
  await tx`update components c set position = list.place from ${order} where c.id = list.id and c.position <> list.place`;
  await tx`update component_groups g set position = list.place from ${order} where g.id = list.id and g.position <> list.place`;
}
