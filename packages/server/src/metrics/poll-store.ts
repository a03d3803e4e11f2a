import type { MetricOrigin, MetricSource } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type { LastError } from './store.ts';

/** A metric that is to be asked for now, by whoever claimed it. */
export interface Claimed {
  id: string;
  source: MetricSource;
  query: Extract<MetricOrigin, { source: MetricSource }>['query'];
  interval_seconds: number;
  most_recent_data_at: Date | null;
  /** Until when nobody else asks for it: it is ours for as long as exactly this stands in its row. */
  lease: string;
}

/** How a source as a whole does. */
export interface Upstream {
  failures: number;
  rests_until: Date | null;
}

/** When something of each source can be asked for next; sources without metrics are left out. */
export async function findDueTimes(
  tx: Tx,
  sources: readonly MetricSource[],
): Promise<{ source: MetricSource; at: Date; failures: number }[]> {
  return tx<{ source: MetricSource; at: Date; failures: number }[]>`
    select source, greatest(min(m.next_poll_at), u.rests_until) as at, u.failures
    from metrics m join metric_upstreams u using (source)
    where source = any(${[...sources]}::text[])
    group by source, u.rests_until, u.failures
  `;
}

/** Takes a source for this transaction; undefined when another process is just about it. */
export async function lockUpstream(tx: Tx, source: MetricSource): Promise<Upstream | undefined> {
  const [row] = await tx<Upstream[]>`
    select failures, rests_until from metric_upstreams where source = ${source} for update skip locked
  `;
  return row;
}

/** The same, waiting for it. */
export async function awaitUpstream(tx: Tx, source: MetricSource): Promise<Upstream> {
  const [row] = await tx<Upstream[]>`
    select failures, rests_until from metric_upstreams where source = ${source} for update
  `;
  if (!row) throw new Error(`metric_upstreams has lost the row of ${source}.`);
  return row;
}

export async function setUpstream(tx: Tx, source: MetricSource, { failures, rests_until }: Upstream): Promise<void> {
  await tx`
    update metric_upstreams set failures = ${failures}, rests_until = ${rests_until}
    where source = ${source} and (failures <> ${failures} or rests_until is distinct from ${rests_until})
  `;
}

export async function forgetFailures(tx: Tx, source: MetricSource): Promise<void> {
  await tx`update metric_upstreams set failures = 0 where source = ${source} and failures > 0`;
}

/**
 * Claims metrics of a source that are due, those first that have waited longest, and moves their next time ahead by their
 * interval, stretched a little so that they do not stay together.
 */
export async function claimMetrics(
  tx: Tx,
  source: MetricSource,
  { now, most, failing, stretch }: { now: Date; most: number; failing: boolean; stretch: number },
): Promise<Claimed[]> {
  if (most <= 0) return [];
  return tx<Claimed[]>`
    with due as (
      select id from metrics
      where source = ${source} and next_poll_at <= ${now} and (failures > 0) = ${failing}
      order by next_poll_at, id limit ${most} for no key update skip locked
    )
    update metrics m
    set next_poll_at = ${now}::timestamptz + make_interval(secs => m.interval_seconds * ${stretch}::float8)
    from due where m.id = due.id
    returning m.id, m.source, m.query, m.interval_seconds, m.most_recent_data_at, m.next_poll_at::text as lease
  `;
}

/** Locks a metric that is still ours as we claimed it; undefined when it was changed or claimed since. */
export async function lockClaimed(
  tx: Tx,
  { id, lease }: Claimed,
): Promise<{ factor: number; display: boolean; failures: number } | undefined> {
  const [row] = await tx<{ factor: number; display: boolean; failures: number }[]>`
    select factor, display, failures from metrics
    where id = ${id} and next_poll_at = ${lease}::text::timestamptz for no key update
  `;
  return row;
}

export async function markFetched(tx: Tx, id: string, at: Date): Promise<void> {
  await tx`update metrics set last_fetched_at = ${at}, failures = 0, last_error = null where id = ${id}`;
}

export async function markFailed(
  tx: Tx,
  id: string,
  { failures, error, nextAt }: { failures: number; error: LastError; nextAt: Date },
): Promise<void> {
  await tx`
    update metrics set failures = ${failures}, last_error = ${tx.json({ ...error })}, next_poll_at = ${nextAt}
    where id = ${id}
  `;
}

/** Tells of all metrics of a source that are due why they are not asked for. */
export async function markResting(
  tx: Tx,
  source: MetricSource,
  { now, failures, error }: { now: Date; failures: number; error: LastError },
): Promise<void> {
  await tx`
    update metrics set failures = greatest(failures, ${failures}), last_error = ${tx.json({ ...error })}
    where id in (
      select id from metrics where source = ${source} and next_poll_at <= ${now} for no key update skip locked
    )
  `;
}

/** Has a metric asked for at once, and wakes whoever asks. */
export async function pollNow(tx: Tx, id: string): Promise<void> {
  await tx`
    update metrics set next_poll_at = clock_timestamp(), failures = 0, last_error = null where id = ${id}
    returning pg_notify('allswell_metrics_due', '')
  `;
}

/** Ends the rest of a source that a person has just seen answer. */
export async function wakeUpstream(sql: Sql, source: MetricSource): Promise<void> {
  await sql`
    update metric_upstreams set failures = 0, rests_until = null where source = ${source} and failures > 0
    returning pg_notify('allswell_metrics_due', '')
  `;
}
