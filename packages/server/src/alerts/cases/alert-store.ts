import type { AlertSeverity, AlertState } from '@allswell/protocol';
import type { Tx } from '../../db/connect.ts';

/** What is known of an alert. */
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
