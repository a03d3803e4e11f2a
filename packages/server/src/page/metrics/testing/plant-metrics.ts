import type { Sql, Tx } from '../../../db/connect.ts';
import { bumpSeq } from '../../../db/page-state.ts';
import { id } from '../../testing/rows.ts';

const minuteMs = 60_000;

export interface PlantedMetric {
  id: string;
  name: string;
  suffix: string;
  decimal_places: number;
  position: number;
  display: boolean;
  thresholds: { yellow: number; red: number; worse: 'above' | 'below' } | null;
  query: Record<string, string>;
}

/** Writes a metric as admins leave it, and says so to the page. */
export async function plantMetric(sql: Sql, metric: Partial<PlantedMetric> & { name: string }): Promise<string> {
  const { thresholds = null, query = {}, ...row } = { id: id(metric.name), position: 1, ...metric };
  await sql.begin(async (tx) => {
    const json = { thresholds: thresholds && tx.json(thresholds), query: tx.json(query) };
    await tx`insert into metrics ${tx({ source: 'new_relic', ...row, ...json })}`;
    await bumpSeq(tx);
  });
  return row.id;
}

/** The beginning of the five minutes that it was some steps ago: what is planted there stays within one step. */
export async function stepAgo(sql: Sql, steps: number): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error('A database knows the time.');
  const step = 5 * minuteMs;
  return new Date((Math.floor(row.now.getTime() / step) - steps) * step);
}

export interface PlantedPoint {
  at: Date;
  value: number;
}

/** Writes points and their hours the way it is done when they come in, and says so. */
export async function plantPoints(sql: Sql, metricId: string, points: readonly PlantedPoint[]): Promise<void> {
  await sql.begin(async (tx) => {
    await writePoints(tx, metricId, points);
    await announcePoints(tx);
  });
}

export async function writePoints(tx: Tx, metricId: string, points: readonly PlantedPoint[]): Promise<void> {
  await tx`
    insert into metric_points (metric_id, at, value)
    select ${metricId}, at, value from unnest(
      ${points.map(({ at }) => at.toISOString())}::timestamptz[], ${points.map(({ value }) => value)}::float8[]
    ) as p(at, value)
    on conflict (metric_id, at) do update set value = excluded.value
  `;
  await tx`
    insert into metric_hours (metric_id, at, count, sum, min, max)
    select metric_id, date_trunc('hour', at, 'UTC'), count(*), sum(value), min(value), max(value)
    from metric_points where metric_id = ${metricId} and abs(value) < 1e300 group by 1, 2
    on conflict (metric_id, at) do update
      set count = excluded.count, sum = excluded.sum, min = excluded.min, max = excluded.max
  `;
}

export async function announcePoints(tx: Tx): Promise<void> {
  await tx`
    update metric_state set seq = seq + 1, changed_at = clock_timestamp() returning pg_notify('allswell_metrics', '')
  `;
}
