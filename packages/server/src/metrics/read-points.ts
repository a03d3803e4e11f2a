import type { MetricPoints, MetricRange } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { readClock } from '../db/read-clock.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stamp } from '../time/stamp.ts';
import { findMeansOfHours, findMeansOfPoints } from './points-store.ts';
import { gridOf, toSeries } from './series.ts';
import { findMetric } from './store.ts';
import { metricNotFound } from './to-metric.ts';

/** What a metric was in a span of time, at equal steps. */
export async function readPoints(sql: Sql, id: string, range: MetricRange): Promise<MetricPoints> {
  if (!(await findMetric(sql, id))) throw metricNotFound(id);
  const { now, time_zone } = await sql.begin(async (tx) => ({
    now: await readClock(tx),
    time_zone: (await readSettings(tx)).time_zone,
  }));
  const grid = gridOf(range, now);
  const find = range === 'day' ? findMeansOfPoints : findMeansOfHours;
  return { range, series: toSeries(grid, await find(sql, id, grid), (instant) => stamp(instant, time_zone)) };
}
