import { metricLevel, type MetricRange, type MetricReading, type MetricsDocument } from '@allswell/protocol';
import { stampIn } from '../../time/stamp.ts';
import { zoneOf } from '../../time/zone.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Measured, Values } from './read-values.ts';
import { beginningOf, spans } from './spans.ts';

/** What readers are sent, and the same as text. */
export interface MetricsText {
  document: MetricsDocument;
  text: string;
}

/** A page without metrics has documents that say so, whether or not anything was ever measured. */
const nothingMeasured: Values = { mark: { epoch: '', seq: 0, endsAt: 0 }, changedAt: 0, measured: {} };

/**
 * Puts the public metrics of a page and what was measured of them together. What is public is said by the page alone.
 * It knows no clock: equal rows give equal bytes in every process.
 */
export function buildMetrics(
  { page: { page, metrics }, settings, state }: Pick<Snapshot, 'page' | 'settings' | 'state'>,
  range: MetricRange,
  values: Values = nothingMeasured,
): MetricsText {
  const zone = zoneOf(settings.time_zone);
  const at = (ms: number) => stampIn(new Date(ms), zone);
  const span = spans[range];
  const beginsAt = at(beginningOf(span, new Date(values.mark.endsAt)).getTime());
  const nothing = (): Measured => ({
    value: null,
    asOf: null,
    values: Array.from({ length: span.steps }, () => null),
    lowest: null,
    highest: null,
    mean: null,
  });
  const readings = metrics.map((metric): MetricReading => {
    const measured = values.measured[metric.id] ?? nothing();
    const round = (value: number | null) => shorten(value, metric.decimal_places);
    const value = round(measured.value);
    return {
      ...metric,
      value,
      as_of: measured.asOf === null ? null : at(measured.asOf),
      level: metricLevel(value, metric.thresholds),
      series: { begins_at: beginsAt, step_seconds: span.stepSeconds, values: measured.values.map(round) },
      lowest: round(measured.lowest),
      highest: round(measured.highest),
      mean: round(measured.mean),
    };
  });
  const document: MetricsDocument = {
    page,
    range,
    generated_at: at(Math.max(values.changedAt, state.changed_at.getTime())),
    metrics: readings,
  };
  return { document, text: JSON.stringify(document) };
}

/** One digit more than is shown, and where those would say little of a small value, four digits of it. */
function shorten(value: number | null, decimals: number): number | null {
  if (value === null || value === 0) return value;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const digits = Math.min(100, Math.max(decimals + 1, 3 - magnitude));
  return Number(value.toFixed(digits));
}
