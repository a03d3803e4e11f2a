import type { Sql, Tx } from '../db/connect.ts';
import type { MetricPoint } from './source.ts';

/** Writes points, each of a minute; answers with the hours in which something is new. */
export async function upsertPoints(tx: Tx, metric_id: string, points: readonly MetricPoint[]): Promise<Date[]> {
  const rows = await tx<{ hour: Date }[]>`
    with given as (
      select at, value from jsonb_to_recordset(${JSON.stringify(points)}::text::jsonb) as p (at timestamptz, value float8)
    ),
    written as (
      insert into metric_points (metric_id, at, value) select ${metric_id}, at, value from given
      on conflict (metric_id, at) do update set value = excluded.value where metric_points.value <> excluded.value
      returning at
    )
    select distinct date_trunc('hour', at, 'UTC') as hour from written
  `;
  return rows.map((row) => row.hour);
}

/** Reckons these hours anew from their points. */
export async function rollUp(tx: Tx, metric_id: string, hours: readonly Date[]): Promise<void> {
  await tx`
    insert into metric_hours (metric_id, at, count, sum, min, max)
    select p.metric_id, h.at, count(*), sum(p.value), min(p.value), max(p.value)
    from jsonb_to_recordset(${JSON.stringify(hours.map((at) => ({ at })))}::text::jsonb) as h (at timestamptz)
    join metric_points p
      on p.metric_id = ${metric_id} and p.at >= h.at and p.at < h.at + interval '1 hour'
    group by p.metric_id, h.at
    on conflict (metric_id, at) do update
      set count = excluded.count, sum = excluded.sum, min = excluded.min, max = excluded.max
  `;
}

/** Lets go of what was measured in the last day, by whole hours. */
export async function removeLastDay(tx: Tx, metric_id: string, now: Date): Promise<void> {
  const since = tx`date_trunc('hour', ${now}::timestamptz - interval '24 hours', 'UTC')`;
  await tx`delete from metric_points where metric_id = ${metric_id} and at >= ${since}`;
  await tx`delete from metric_hours where metric_id = ${metric_id} and at >= ${since}`;
}

/** Notes on the metric which point is its newest. */
export async function noteNewest(tx: Tx, metric_id: string): Promise<void> {
  await tx`
    update metrics m set most_recent_data_at = newest.at, most_recent_value = newest.value
    from (select 1) as one
    left join lateral (
      select at, value from metric_points where metric_id = ${metric_id} order by at desc limit 1
    ) as newest on true
    where m.id = ${metric_id}
  `;
}

/** Says that there is something new to read of public metrics, once this transaction is through. */
export async function bumpPoints(tx: Tx): Promise<void> {
  await tx`
    update metric_state set seq = seq + 1, changed_at = clock_timestamp()
    returning pg_notify('allswell_metrics', seq::text)
  `;
}

/** A mean at each step that has any value, in seconds since 1970. */
export interface Step {
  at: number;
  mean: number;
}

/** Means of points. */
export async function findMeansOfPoints(
  sql: Sql,
  metric_id: string,
  { begin, end, stepSeconds }: { begin: Date; end: Date; stepSeconds: number },
): Promise<Step[]> {
  return sql<Step[]>`
    select (floor(extract(epoch from at) / ${stepSeconds}::int) * ${stepSeconds}::int)::float8 as at, avg(value) as mean
    from metric_points where metric_id = ${metric_id} and at >= ${begin} and at < ${end}
    group by 1
  `;
}

/** Means of hours. */
export async function findMeansOfHours(
  sql: Sql,
  metric_id: string,
  { begin, end, stepSeconds }: { begin: Date; end: Date; stepSeconds: number },
): Promise<Step[]> {
  return sql<Step[]>`
    select
      (floor(extract(epoch from at) / ${stepSeconds}::int) * ${stepSeconds}::int)::float8 as at,
      sum(sum) / sum(count) as mean
    from metric_hours where metric_id = ${metric_id} and at >= ${begin} and at < ${end}
    group by 1
  `;
}

/** Lets go of points that are too old, a batch of them; answers with how many there were. */
export async function removeOldPoints(sql: Sql, metric_id: string, before: Date, batch: number): Promise<number> {
  const { count } = await sql`
    delete from metric_points where metric_id = ${metric_id} and at in (
      select at from metric_points where metric_id = ${metric_id} and at < ${before} order by at limit ${batch}
    )
  `;
  return count;
}

/** Lets go of hours that are too old, a batch of them; answers with how many there were. */
export async function removeOldHours(sql: Sql, metric_id: string, before: Date, batch: number): Promise<number> {
  const { count } = await sql`
    delete from metric_hours where metric_id = ${metric_id} and at in (
      select at from metric_hours where metric_id = ${metric_id} and at < ${before} order by at limit ${batch}
    )
  `;
  return count;
}

export async function findMetricIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from metrics order by id`;
  return rows.map((row) => row.id);
}
