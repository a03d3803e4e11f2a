import { DomainError, type MetricTrial, type MetricTrialResult } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { countFailure, type Limit, refuseWhenLimited } from '../http/limits.ts';
import { stamp } from '../time/stamp.ts';
import { acceptPoints } from './accept-points.ts';
import { pointerOf } from './origin-pointer.ts';
import { wakeUpstream } from './poll-store.ts';
import { readInTime } from './read-in-time.ts';
import { gridOf, toSeries } from './series.ts';
import { type Measured, MetricError, type MetricPoint, type MetricReader } from './source.ts';

const withinMs = 10_000;
const dayMs = 24 * 60 * 60_000;

export interface TryOptions {
  readers: readonly MetricReader[];
  admin_id: string;
  now?: Date;
}

/** Reads a metric once, as it would be read, and keeps nothing of it. */
export async function tryMetric(
  sql: Sql,
  { origin, factor = 1 }: MetricTrial,
  { readers, admin_id, now = new Date() }: TryOptions,
): Promise<MetricTrialResult> {
  if (origin.source === 'push')
    throw new DomainError('metric-unreadable', 'Points of this metric are pushed to us: there is nothing to read.', {
      errors: [{ pointer: '#/origin/source', detail: 'Choose a source that is read, or save the metric and push.' }],
    });
  const reader = readers.find(({ source }) => source === origin.source);
  const state = reader?.state();
  if (!reader || !state?.is_configured)
    throw new DomainError('metric-source-not-configured', state?.detail ?? 'This server does not read this source.');

  const limits: Limit[] = [{ key: `metrics tried by ${admin_id}`, free: 30, windowSeconds: 60 }];
  await refuseWhenLimited(sql, limits);
  await countFailure(sql, limits);
  try {
    reader.check?.(origin.query);
    const wanted = { since: new Date(now.getTime() - dayMs), until: now, stepSeconds: 300 };
    const measured = await readInTime(reader, origin.query, wanted, { withinMs });
    const points = acceptPoints(measured.points, { factor, now });
    const newest = points.at(-1);
    if (!newest)
      throw new MetricError(
        'empty',
        'There are no values of the last day. Look whether it reports, and under this name.',
      );
    await wakeUpstream(sql, origin.source);
    return await toResult(sql, { measured, points, newest, now });
  } catch (error) {
    if (error instanceof MetricError) throw unreadable(error, origin);
    throw error;
  }
}

async function toResult(
  sql: Sql,
  { measured, points, newest, now }: { measured: Measured; points: MetricPoint[]; newest: MetricPoint; now: Date },
): Promise<MetricTrialResult> {
  const { time_zone } = await readSettings(sql);
  const stampOf = (instant: Date) => stamp(instant, time_zone);
  const { suffix = null, decimal_places = null } = measured.suggested ?? {};
  return {
    value: newest.value,
    as_of: stampOf(newest.at),
    series: points.length > 1 ? toSeries(...stepsOf(points, now), stampOf) : null,
    suggested: { suffix, decimal_places },
  };
}

function stepsOf(
  points: readonly MetricPoint[],
  now: Date,
): [ReturnType<typeof gridOf>, { at: number; mean: number }[]] {
  const grid = gridOf('day', now);
  const byStep = Map.groupBy(
    points,
    ({ at }) => Math.floor(at.getTime() / 1_000 / grid.stepSeconds) * grid.stepSeconds,
  );
  const steps = [...byStep].map(([at, some]) => ({
    at,
    mean: some.reduce((sum, { value }) => sum + value / some.length, 0),
  }));
  return [grid, steps];
}

function unreadable(error: MetricError, origin: MetricTrial['origin']): DomainError {
  const isOfQuery = error.code === 'invalid' || error.code === 'empty';
  return new DomainError('metric-unreadable', error.message, {
    cause: error,
    errors: [{ pointer: isOfQuery ? pointerOf(origin) : '#/origin', detail: error.message }],
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
  });
}
