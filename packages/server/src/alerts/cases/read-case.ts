import { type AlertCase, DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import { readSettings } from '../../settings/read-settings.ts';
import { stampIn } from '../../time/stamp.ts';
import { zoneOf } from '../../time/zone.ts';
import {
  type CaseQuery,
  countShown,
  findAlertsOf,
  findShown,
  findShownCase,
  type ShownAlert,
  type ShownCase,
} from './shown-store.ts';

/** A group of many is told by its first ones. */
const mostAlertsShown = 100;

/** One case. */
export async function readCase(sql: Sql | Tx, id: string): Promise<AlertCase> {
  const row = await findShownCase(sql, id);
  const [shown] = row ? await complete(sql, [row]) : [];
  if (!shown) throw caseNotFound(id);
  return shown;
}

/** Cases, newest first. */
export async function listCases(
  sql: Sql,
  { limit, offset, ...query }: CaseQuery & { limit: number; offset: number },
): Promise<{ cases: AlertCase[]; total: number }> {
  const rows = await findShown(sql, query, { limit, offset });
  return { cases: await complete(sql, rows), total: await countShown(sql, query) };
}

export function caseNotFound(id: string): DomainError {
  return new DomainError(
    'alert-case-not-found',
    `There is no case ${id}. Closed ones are forgotten after three months.`,
  );
}

async function complete(sql: Sql | Tx, rows: readonly ShownCase[]): Promise<AlertCase[]> {
  if (rows.length === 0) return [];
  const zone = zoneOf((await readSettings(sql)).time_zone);
  const at = (instant: Date | null) => instant && stampIn(instant, zone);
  const alerts = Map.groupBy(
    await findAlertsOf(
      sql,
      rows.map((row) => row.id),
      mostAlertsShown,
    ),
    (alert) => alert.case_id,
  );
  const toAlert = (alert: ShownAlert): AlertCase['alerts'][number] => ({
    key: alert.key,
    state: alert.state,
    severity: alert.severity,
    title: alert.title,
    url: alert.url,
    entities: alert.entities,
    labels: alert.labels,
    times_fired: alert.times_fired,
    first_seen_at: stampIn(alert.first_seen_at, zone),
    last_seen_at: stampIn(alert.last_seen_at, zone),
    ended_at: at(alert.ended_at),
  });
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    state: row.is_open ? row.state : 'closed',
    source:
      row.source_id !== null && row.source_name !== null && row.source_kind !== null
        ? { id: row.source_id, name: row.source_name, kind: row.source_kind }
        : null,
    rule: row.rule_id !== null && row.rule_name !== null ? { id: row.rule_id, name: row.rule_name } : null,
    draft_id: row.draft_version === null ? null : row.draft_id,
    incident_id: row.incident_is_deleted ? null : row.incident_id,
    proposal_draft_id: row.proposal_version === null ? null : row.proposal_draft_id,
    touched: row.incident_id !== null && row.incident_version !== row.machine_version,
    alerts: (alerts.get(row.id) ?? []).map(toAlert),
    opened_at: stampIn(row.opened_at, zone),
    recovered_at: at(row.recovered_at),
    closed_at: at(row.closed_at),
  }));
}
