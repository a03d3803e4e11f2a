import type { AlertSourceKind } from '@allswell/protocol';
import type { AlertRow } from './alert-store.ts';
import { type CaseRow, caseColumns, type Db, fromCases, isOver } from './store.ts';

// What admins see.

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
