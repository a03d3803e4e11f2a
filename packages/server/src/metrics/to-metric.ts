import { DomainError, type Metric, type MetricOrigin, metricLevel } from '@allswell/protocol';
import { stamp } from '../time/stamp.ts';
import type { MetricRow } from './store.ts';

/** A metric as admins see it. */
export function toMetric(row: MetricRow, zone: string): Metric {
  const { source, query, last_error, last_fetched_at, most_recent_data_at, created_at, updated_at, ...plain } = row;
  const maybe = (instant: Date | null) => instant && stamp(instant, zone);
  return {
    ...plain,
    origin: { source, query } as MetricOrigin,
    last_fetched_at: maybe(last_fetched_at),
    most_recent_data_at: maybe(most_recent_data_at),
    level: metricLevel(row.most_recent_value, row.thresholds),
    last_error: last_error && { ...last_error, at: stamp(new Date(last_error.at), zone) },
    created_at: stamp(created_at, zone),
    updated_at: stamp(updated_at, zone),
  };
}

export function metricNotFound(id: string): DomainError {
  return new DomainError('metric-not-found', `There is no metric ${id}. It may have been deleted.`);
}
