import type { Sql, Tx } from '../db/connect.ts';
import type { DueMaintenance, Transition } from './reckon-due.ts';
import type { AffectedRow, HoldRow, NewUpdateRow } from './store.ts';

// What the clock asks and writes: all that is due in a few statements, however much that is.

type Db = Sql | Tx;

const startsItself = (sql: Db) => sql`deleted_at is null and status = 'scheduled' and scheduled_auto_in_progress`;
const endsItself = (sql: Db) =>
  sql`deleted_at is null and status in ('in_progress', 'verifying') and scheduled_auto_completed`;
const wantsReminder = (sql: Db) => sql`
  deleted_at is null and status = 'scheduled' and scheduled_remind_prior and deliver_notifications and reminded_at is null
`;

/** In how many milliseconds the next thing is due; null when nothing is. */
export async function findWait(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ wait: number | null }[]>`
    select (extract(epoch from least(
      (select min(scheduled_for) from incidents where ${startsItself(sql)}),
      (select min(scheduled_until) from incidents where ${endsItself(sql)}),
      (
        select min(scheduled_for) - make_interval(mins => (select remind_before_minutes from settings))
        from incidents where ${wantsReminder(sql)} and scheduled_for > clock_timestamp()
      )
    ) - clock_timestamp()) * 1000)::float8 as wait
  `;
  return row?.wait ?? null;
}

/** The maintenances whose start or end is due, the earliest first. */
export async function lockDue(tx: Tx, { now, limit }: { now: Date; limit: number }): Promise<DueMaintenance[]> {
  return tx<DueMaintenance[]>`
    select id, status, scheduled_for, scheduled_until, scheduled_auto_in_progress, scheduled_auto_completed,
      auto_transition_to_maintenance_state, auto_transition_to_operational_state, deliver_notifications, updated_at
    from incidents
    where (${startsItself(tx)} and scheduled_for <= ${now}) or (${endsItself(tx)} and scheduled_until <= ${now})
    order by case when status = 'scheduled' then scheduled_for else scheduled_until end, id
    limit ${limit} for update
  `;
}

export async function findAffectedBy(
  tx: Tx,
  incidentIds: readonly string[],
): Promise<(AffectedRow & { incident_id: string })[]> {
  return tx<(AffectedRow & { incident_id: string })[]>`
    select incident_id, component_id, status, status_before from incident_components
    where incident_id = any(${[...incidentIds]}) order by incident_id, component_id
  `;
}

/** What open incidents and maintenances under way hold these components at, the first of them first. */
export async function findHolds(tx: Tx, componentIds: readonly string[]): Promise<HoldRow[]> {
  return tx<HoldRow[]>`
    select ic.component_id, ic.incident_id, ic.status, ic.status_before
    from incident_components ic join incidents i on i.id = ic.incident_id
    where ic.component_id = any(${[...componentIds]}) and ic.status is not null and i.deleted_at is null
      and i.status in ('investigating', 'identified', 'monitoring', 'in_progress', 'verifying')
    order by i.created_at, i.id
  `;
}

export async function writeGrips(tx: Tx, grips: readonly HoldRow[]): Promise<void> {
  if (grips.length === 0) return;
  await tx`
    insert into incident_components (incident_id, component_id, status, status_before)
    select incident_id, component_id, status, status_before
    from jsonb_to_recordset(${JSON.stringify(grips)}::text::jsonb)
      as r (incident_id text, component_id text, status text, status_before text)
    on conflict (incident_id, component_id) do update set status = excluded.status, status_before = excluded.status_before
  `;
}

/** Moves each maintenance to where its last transition leaves it; as of then, not as of when the clock came to it. */
export async function writeTransitions(tx: Tx, transitions: readonly Transition[]): Promise<void> {
  await tx`
    with steps as (
      select incident_id, at, "to"
      from jsonb_to_recordset(${JSON.stringify(transitions)}::text::jsonb) as r (incident_id text, at timestamptz, "to" text)
    ), told as (
      select incident_id, min(at) filter (where "to" = 'in_progress') as started_at,
        max(at) filter (where "to" = 'completed') as resolved_at, max(at) as at
      from steps group by incident_id
    )
    update incidents i set
      status = case when told.resolved_at is null then 'in_progress' else 'completed' end,
      started_at = coalesce(told.started_at, i.started_at),
      resolved_at = told.resolved_at,
      updated_at = greatest(i.updated_at, told.at),
      version = i.version + 1
    from told where i.id = told.incident_id
  `;
}

/** Writes many updates in this order, which their time of writing keeps. */
export async function insertUpdates(tx: Tx, updates: readonly NewUpdateRow[]): Promise<void> {
  await tx`
    insert into incident_updates (
      id, incident_id, status, body, body_nodes, affected_components, says, deliver_notifications, display_at, created_at
    )
    select id, incident_id, status, body, body_nodes, affected_components, says, deliver_notifications, display_at,
      statement_timestamp() + n * interval '1 microsecond'
    from rows from (
      jsonb_to_recordset(${JSON.stringify(updates)}::text::jsonb) as (
        id text, incident_id text, status text, body text, body_nodes jsonb, affected_components jsonb, says jsonb,
        deliver_notifications boolean, display_at timestamptz
      )
    ) with ordinality as r (
      id, incident_id, status, body, body_nodes, affected_components, says, deliver_notifications, display_at, n
    )
  `;
}

/** A maintenance of which subscribers are to be reminded, with the newest word about it. */
export interface DueReminder {
  incident_id: string;
  update_id: string;
  scheduled_for: Date;
}

/** Takes the maintenances of which subscribers are to be reminded now; what another process has taken is left to it. */
export async function takeReminders(tx: Tx, limit: number): Promise<DueReminder[]> {
  return tx<DueReminder[]>`
    with due as (
      select id from incidents
      where ${wantsReminder(tx)} and scheduled_for > clock_timestamp()
        and scheduled_for - make_interval(mins => (select remind_before_minutes from settings)) <= clock_timestamp()
      order by scheduled_for, id limit ${limit} for update skip locked
    )
    update incidents i set reminded_at = clock_timestamp() from due
    where i.id = due.id
    returning i.id as incident_id, i.scheduled_for, (
      select u.id from incident_updates u where u.incident_id = i.id and u.deleted_at is null
      order by u.display_at desc, u.created_at desc, u.id limit 1
    ) as update_id
  `;
}
