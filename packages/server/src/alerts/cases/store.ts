import type { AlertCaseState } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import type { Ending } from './next-step.ts';

export type Db = Sql | Tx;

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
export const caseColumns = (sql: Db) => sql`
  k.id, k.source_id, k.rule_id, k.key, k.title, k.state, k.draft_id, d.version as draft_version,
  i.id as incident_id, i.version as incident_version, i.status as incident_status,
  coalesce(i.deleted_at is not null, false) as incident_is_deleted,
  k.machine_version, k.proposal_draft_id, p.version as proposal_version,
  k.last_said_at, k.times_said, k.next_look_at, k.opened_at, k.recovered_at, k.closed_at, k.ending
`;
export const fromCases = (sql: Db) => sql`
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

/** Cases that are over, though nobody told us: the incident or the draft was ended by a person, or the source deleted. */
export const isOver = (sql: Db) => sql`coalesce(
  k.source_id is null
  or (i.id is null and d.id is null)
  or i.deleted_at is not null
  or (i.status in ('resolved', 'postmortem') and i.version is distinct from k.machine_version)
  or (k.proposal_draft_id is not null and p.id is null),
  false
)`;
