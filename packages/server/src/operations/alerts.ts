import type { Sql } from '../db/connect.ts';
import { metric, metrics } from './metric.ts';

/** How taking alerts in goes. */
export interface AlertFigures {
  /** What is kept of what came, by who sends and by what became of it. */
  deliveries: { kind: string; state: string; count: number }[];
  /** How long the oldest that nobody has read yet has been waiting. */
  oldestWaitingSeconds: number;
}

export async function readAlertFigures(sql: Sql): Promise<AlertFigures> {
  const rows = await sql<{ kind: string; state: string; count: number; waiting_seconds: number }[]>`
    select s.kind, d.state, count(*)::int as count,
      extract(epoch from clock_timestamp() - min(d.received_at))::float8 as waiting_seconds
    from alert_deliveries d join alert_sources s on s.id = d.source_id
    group by s.kind, d.state order by s.kind, d.state
  `;
  const waiting = rows.filter(({ state }) => state === 'waiting').map(({ waiting_seconds }) => waiting_seconds);
  return {
    deliveries: rows.map(({ kind, state, count }) => ({ kind, state, count })),
    oldestWaitingSeconds: Math.max(0, ...waiting),
  };
}

export function alertMetrics({ deliveries, oldestWaitingSeconds }: AlertFigures): string {
  return [
    metrics(
      'allswell_alert_deliveries',
      'gauge',
      'Deliveries of alerts that are kept, by who sends and by what became of them.',
      deliveries.map(({ kind, state, count }) => ({ labels: { kind, state }, value: count })),
    ),
    metric(
      'allswell_alert_oldest_waiting_seconds',
      'gauge',
      'How long the oldest delivery of alerts that was not read yet has been waiting.',
      oldestWaitingSeconds,
    ),
  ].join('');
}
