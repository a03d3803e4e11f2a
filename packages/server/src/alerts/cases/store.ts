import type { AlertCaseState, AlertSeverity, AlertSourceKind, AlertState } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import type { Ending } from './next-step.ts';

type Db = Sql | Tx;

/** A case with what has become of its draft and of its incident. */
export interface CaseRow {
  id: string;
  source_id: string | null;
  rule_id: string | null;
  key: string;
  title: string;
  state: AlertCaseState;
  draft_id: string | null;
  /** The version of its draft; null when that is gone. */
  draft_version: number | null;
  incident_id: string | null;
  incident_version: number | null;
  incident_status: string | null;
  incident_is_deleted: boolean;
  machine_version: number | null;
  proposal_draft_id: string | null;
  proposal_version: number | null;
  last_said_at: Date | null;
  times_said: number;
  next_look_at: Date | null;
  opened_at: Date;
  recovered_at: Date | null;
  closed_at: Date | null;
  ending: Ending | null;
}

// A draft that was published names its incident, whoever published it: nobody has to tell us.
const caseColumns = (sql: Db) => sql`
  k.id, k.source_id, k.rule_id, k.key, k.title, k.state, k.draft_id, d.version as draft_version,
  i.id as incident_id, i.version as incident_version, i.status as incident_status,
  coalesce(i.deleted_at is not null, false) as incident_is_deleted,
  k.machine_version, k.proposal_draft_id, p.version as proposal_version,
  k.last_said_at, k.times_said, k.next_look_at, k.opened_at, k.recovered_at, k.closed_at, k.ending
`;
const fromCases = (sql: Db) => sql`
  from alert_cases k
  left join incidents i on i.id = coalesce(k.incident_id, (select o.id from incidents o where o.draft_id = k.draft_id))
  left join drafts d on d.id = k.draft_id
  left join drafts p on p.id = k.proposal_draft_id
`;

/** Open cases with these ids or keys, and closed ones with these ids. */
export async function findCases(
  tx: Tx,
  { ids, keys }: { ids: readonly string[]; keys: readonly string[] },
): Promise<CaseRow[]> {
  return tx<CaseRow[]>`
    select ${caseColumns(tx)} ${fromCases(tx)}
    where k.id = any(${[...ids]}) or (k.state <> 'closed' and k.key = any(${[...keys]}))
  `;
}

/** The last case with a key. */
export async function findLast(tx: Tx, key: string): Promise<CaseRow | undefined> {
  const [row] = await tx<CaseRow[]>`
    select ${caseColumns(tx)} ${fromCases(tx)} where k.key = ${key} order by k.opened_at desc, k.id limit 1
  `;
  return row;
}

/** Whoever deals with a case deals with it alone. */
export async function lockCases(tx: Tx, ids: readonly string[]): Promise<CaseRow[]> {
  return tx<CaseRow[]>`
    select ${caseColumns(tx)} ${fromCases(tx)} where k.id = any(${[...ids]}) and k.state <> 'closed'
    order by k.id for update of k
  `;
}

export async function lockCase(tx: Tx, id: string): Promise<CaseRow | undefined> {
  const [row] = await tx<CaseRow[]>`select ${caseColumns(tx)} ${fromCases(tx)} where k.id = ${id} for update of k`;
  return row;
}

/** A case as it is written when it is opened. */
export type NewCase = Pick<
  CaseRow,
  | 'id'
  | 'source_id'
  | 'rule_id'
  | 'key'
  | 'title'
  | 'draft_id'
  | 'incident_id'
  | 'machine_version'
  | 'last_said_at'
  | 'times_said'
  | 'opened_at'
>;

export async function insertCases(tx: Tx, cases: readonly NewCase[]): Promise<void> {
  if (cases.length === 0) return;
  await tx`
    insert into alert_cases (
      id, source_id, rule_id, key, title, draft_id, incident_id, machine_version, last_said_at,
      times_said, opened_at
    )
    select id, source_id, rule_id, key, title, draft_id, incident_id, machine_version, last_said_at,
      times_said, opened_at
    from jsonb_to_recordset(${JSON.stringify(cases)}::text::jsonb) as r (
      id text, source_id text, rule_id text, key text, title text, draft_id text, incident_id text,
      machine_version integer, last_said_at timestamptz, times_said integer, opened_at timestamptz
    )
  `;
}

type Change = Partial<
  Pick<
    CaseRow,
    | 'state'
    | 'rule_id'
    | 'draft_id'
    | 'incident_id'
    | 'machine_version'
    | 'proposal_draft_id'
    | 'last_said_at'
    | 'times_said'
    | 'next_look_at'
    | 'recovered_at'
    | 'closed_at'
    | 'ending'
  >
>;

export async function updateCase(tx: Tx, id: string, change: Change): Promise<void> {
  await tx`update alert_cases set ${tx({ id, ...change })} where id = ${id}`;
}

/** Notes when to look at cases again, and what has become of their drafts. */
export async function writeLooks(
  tx: Tx,
  looks: readonly Pick<CaseRow, 'id' | 'incident_id' | 'next_look_at'>[],
): Promise<void> {
  if (looks.length === 0) return;
  await tx`
    update alert_cases k set incident_id = r.incident_id, next_look_at = r.next_look_at
    from jsonb_to_recordset(${JSON.stringify(looks)}::text::jsonb) as r (
      id text, incident_id text, next_look_at timestamptz
    )
    where k.id = r.id
  `;
}

/** Brings cases to what their alerts say now; answers with those that it moved. */
export async function settleStates(tx: Tx, ids: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with told as (
      select case_id, case
        when bool_or(state = 'firing') then 'firing'
        when bool_or(state = 'acknowledged') then 'acknowledged'
        else 'recovered'
      end as state
      from alerts where case_id = any(${[...ids]}) group by case_id
    )
    update alert_cases k
    set state = told.state, recovered_at = case when told.state = 'recovered' then coalesce(k.recovered_at, ${now}) end
    from told where k.id = told.case_id and k.state <> 'closed' and k.state <> told.state
    returning k.id
  `;
  return rows.map((row) => row.id);
}

/** How many incidents of a rule are open that the machine has published. */
export async function countOpen(tx: Tx, rule_id: string): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from alert_cases
    where rule_id = ${rule_id} and state <> 'closed' and incident_id is not null
  `;
  return row?.count ?? 0;
}

/** How many drafts of a source wait while their alerts fire. */
export async function countWaiting(tx: Tx, source_id: string): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from alert_cases
    where source_id = ${source_id} and state in ('firing', 'acknowledged') and incident_id is null
  `;
  return row?.count ?? 0;
}

// --- alerts ---

export interface AlertRow {
  key: string;
  case_id: string | null;
  state: AlertState;
  severity: AlertSeverity | null;
  title: string;
  url: string | null;
  labels: Record<string, string>;
  entities: string[];
  started_at: Date | null;
  ended_at: Date | null;
  times_fired: number;
}

export async function findAlerts(tx: Tx, source_id: string, keys: readonly string[]): Promise<AlertRow[]> {
  return tx<AlertRow[]>`
    select key, case_id, state, severity, title, url, labels, entities, started_at, ended_at, times_fired
    from alerts where source_id = ${source_id} and key = any(${[...keys]})
  `;
}

/** Keeps what is known of alerts now. */
export async function writeAlerts(tx: Tx, source_id: string, alerts: readonly AlertRow[], now: Date): Promise<void> {
  if (alerts.length === 0) return;
  await tx`
    insert into alerts (
      source_id, key, case_id, state, severity, title, url, labels, entities, started_at, ended_at, times_fired,
      first_seen_at, last_seen_at
    )
    select ${source_id}, key, case_id, state, severity, title, url, labels,
      array(select jsonb_array_elements_text(entities)), started_at, ended_at, times_fired, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(alerts)}::text::jsonb) as r (
      key text, case_id text, state text, severity text, title text, url text, labels jsonb, entities jsonb,
      started_at timestamptz, ended_at timestamptz, times_fired integer
    )
    on conflict (source_id, key) do update set
      case_id = excluded.case_id, state = excluded.state, severity = excluded.severity, title = excluded.title,
      url = excluded.url, labels = excluded.labels, entities = excluded.entities, started_at = excluded.started_at,
      ended_at = excluded.ended_at, times_fired = excluded.times_fired, last_seen_at = excluded.last_seen_at
  `;
}

/** Waits for whoever deletes the source, or keeps it until the transaction is over. */
export async function holdSource(tx: Tx, id: string): Promise<boolean> {
  return (await tx`select from alert_sources where id = ${id} for key share`).length > 0;
}

/** Names of the components on the page. */
export async function findComponentNames(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx<{ id: string; name: string }[]>`select id, name from components where archived_at is null`;
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The name of the source of a case, and the key of one of its alerts: what the trail says of it. */
export async function findCause(tx: Tx, id: string): Promise<{ source: string | null; key: string | null }> {
  const [row] = await tx<{ source: string | null; key: string | null }[]>`
    select s.name as source, (select a.key from alerts a where a.case_id = k.id order by a.id limit 1) as key
    from alert_cases k left join alert_sources s on s.id = k.source_id where k.id = ${id}
  `;
  return row ?? { source: null, key: null };
}

// --- what is due ---

/** Cases that are over, though nobody told us: the incident or the draft was ended by a person, or the source deleted. */
const isOver = (sql: Db) => sql`coalesce(
  k.source_id is null
  or (i.id is null and d.id is null)
  or i.deleted_at is not null
  or (i.status in ('resolved', 'postmortem') and i.version is distinct from k.machine_version)
  or (k.proposal_draft_id is not null and p.id is null),
  false
)`;
/** Those, and the ones whose draft a person has published. */
const isLoose = (sql: Db) => sql`(${isOver(sql)} or (k.incident_id is null and i.id is not null))`;

/** Cases to look at now, those that have waited longest first. */
export async function findDue(
  sql: Sql,
  { now, limit, except }: { now: Date | null; limit: number; except: readonly string[] },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select k.id ${fromCases(sql)}
    where k.state <> 'closed' and (k.next_look_at <= ${now ?? sql`clock_timestamp()`} or ${isLoose(sql)})
      and k.id <> all(${[...except]})
    order by k.next_look_at nulls first, k.id limit ${limit}
  `;
  return rows.map((row) => row.id);
}

/** What could not be done is tried again a little later, and holds up nobody. */
export async function postpone(sql: Sql, id: string): Promise<void> {
  await sql`update alert_cases set next_look_at = clock_timestamp() + interval '1 minute' where id = ${id}`;
}

/** In how many milliseconds the next case is to be looked at; null when none is. */
export async function findWait(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ ms: number | null }[]>`
    select extract(epoch from min(next_look_at) - clock_timestamp())::float8 * 1000 as ms
    from alert_cases where state <> 'closed'
  `;
  return row?.ms ?? null;
}

/** Takes cases of New Relic that are not heard of any more, to ask for them; nobody else asks meanwhile. */
export async function takeUnheard(
  sql: Sql,
  { silentSeconds, limit }: { silentSeconds: number; limit: number },
): Promise<{ source_id: string; source_name: string; alerts: { key: string; title: string }[] }[]> {
  return sql`
    with silent as (
      select k.id from alert_cases k join alert_sources s on s.id = k.source_id
      where s.kind = 'new_relic' and k.state in ('firing', 'acknowledged')
        and coalesce(k.last_asked_at, '-infinity') < clock_timestamp() - make_interval(secs => ${silentSeconds})
        and not exists (
          select from alerts a where a.case_id = k.id
            and a.last_seen_at > clock_timestamp() - make_interval(secs => ${silentSeconds})
        )
      order by k.last_asked_at nulls first, k.id limit ${limit} for update of k skip locked
    ), taken as (
      update alert_cases k set last_asked_at = clock_timestamp() from silent where k.id = silent.id
      returning k.id
    )
    select a.source_id, s.name as source_name, json_agg(json_build_object('key', a.key, 'title', a.title)) as alerts
    from taken join alerts a on a.case_id = taken.id join alert_sources s on s.id = a.source_id
    where a.state in ('firing', 'acknowledged')
    group by a.source_id, s.name
  `;
}

/** Forgets what nobody can come back to: alerts not heard of for a month, cases that were closed three months ago. */
export async function forgetOld(sql: Sql): Promise<void> {
  await sql`
    delete from alerts a where a.id in (
      select o.id from alerts o left join alert_cases k on k.id = o.case_id
      where o.last_seen_at < clock_timestamp() - interval '30 days' and (k.id is null or k.state = 'closed')
      limit 5000
    )
  `;
  await sql`
    delete from alert_cases where id in (
      select id from alert_cases where state = 'closed' and closed_at < clock_timestamp() - interval '90 days' limit 5000
    )
  `;
}

// --- what admins see ---

/** Which cases a list asks for. */
export interface CaseQuery {
  state?: 'open' | 'closed' | undefined;
  incident_id?: string | undefined;
}

export interface ShownCase extends CaseRow {
  is_open: boolean;
  source_name: string | null;
  source_kind: AlertSourceKind | null;
  rule_name: string | null;
}

// What the clock will close as soon as it comes to it is closed for whoever looks.
const shownColumns = (sql: Db) => sql`
  ${caseColumns(sql)}, k.state <> 'closed' and not ${isOver(sql)} as is_open,
  s.name as source_name, s.kind as source_kind, r.name as rule_name
`;
const fromShown = (sql: Db) => sql`
  ${fromCases(sql)}
  left join alert_sources s on s.id = k.source_id
  left join alert_rules r on r.id = k.rule_id
`;
const matching = (sql: Db, { state, incident_id }: CaseQuery) => sql`
  true
  ${state === undefined ? sql`` : state === 'open' ? sql`and k.state <> 'closed' and not ${isOver(sql)}` : sql`and (k.state = 'closed' or ${isOver(sql)})`}
  ${incident_id === undefined ? sql`` : sql`and i.id = ${incident_id}`}
`;

export async function findShown(
  sql: Db,
  query: CaseQuery,
  { limit, offset }: { limit: number; offset: number },
): Promise<ShownCase[]> {
  return sql<ShownCase[]>`
    select ${shownColumns(sql)} ${fromShown(sql)} where ${matching(sql, query)}
    order by k.opened_at desc, k.id limit ${limit} offset ${offset}
  `;
}

export async function countShown(sql: Db, query: CaseQuery): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count ${fromShown(sql)} where ${matching(sql, query)}
  `;
  return row?.count ?? 0;
}

export async function findShownCase(sql: Db, id: string): Promise<ShownCase | undefined> {
  const [row] = await sql<ShownCase[]>`select ${shownColumns(sql)} ${fromShown(sql)} where k.id = ${id}`;
  return row;
}

export interface ShownAlert extends AlertRow {
  case_id: string;
  first_seen_at: Date;
  last_seen_at: Date;
}

/** The alerts of cases, those that are wrong first, at most so many of each. */
export async function findAlertsOf(sql: Db, caseIds: readonly string[], most: number): Promise<ShownAlert[]> {
  return sql<ShownAlert[]>`
    select a.key, a.case_id, a.state, a.severity, a.title, a.url, a.labels, a.entities, a.started_at, a.ended_at,
      a.times_fired, a.first_seen_at, a.last_seen_at
    from (
      select *, row_number() over (partition by case_id order by state = 'resolved', id) as n
      from alerts where case_id = any(${[...caseIds]})
    ) a
    where a.n <= ${most} order by a.case_id, a.n
  `;
}
