import type { Metric } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { countMetrics, findMetric, findMetrics } from './store.ts';
import { metricNotFound, toMetric } from './to-metric.ts';

/** One metric. */
export async function readMetric(sql: Sql | Tx, id: string): Promise<Metric> {
  const row = await findMetric(sql, id);
  if (!row) throw metricNotFound(id);
  return toMetric(row, (await readSettings(sql)).time_zone);
}

/** Metrics in the order of the page. */
export async function listMetrics(
  sql: Sql,
  query: { limit: number; offset: number },
): Promise<{ metrics: Metric[]; total: number }> {
  const rows = await findMetrics(sql, query);
  const { time_zone } = await readSettings(sql);
  return { metrics: rows.map((row) => toMetric(row, time_zone)), total: await countMetrics(sql) };
}
