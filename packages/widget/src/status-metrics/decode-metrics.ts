import type { MetricLevel, MetricRange, MetricThresholds } from '@allswell/protocol';

// The documents were written by a server of another version: each value is looked at before it is believed. What is no
// number is a gap, a level that is not known is none, and what is missing becomes empty.

/** Values at equal steps of time. */
export interface SeenSeries {
  /** When the first step begins; milliseconds since 1970. */
  beginsAt: number;
  stepMs: number;
  /** Null where nothing was measured. */
  values: readonly (number | null)[];
}

/** A metric as it was understood. */
export interface SeenMetric {
  id: string;
  name: string;
  description: string;
  suffix: string;
  decimals: number;
  axis: { min: number | null; max: number | null; isHidden: boolean };
  thresholds: MetricThresholds | null;
  intervalSeconds: number;
  value: number | null;
  /** Milliseconds since 1970; null where nothing was ever measured. */
  asOf: number | null;
  level: MetricLevel | null;
  series: SeenSeries;
  lowest: number | null;
  mean: number | null;
  highest: number | null;
}

/** A document of metrics as it was understood. */
export interface SeenMetrics {
  range: MetricRange;
  /** Milliseconds since 1970. */
  generatedAt: number;
  timeZone: string;
  metrics: SeenMetric[];
}

type Given = Partial<Record<string, unknown>>;

const mostMetrics = 100;
const mostValues = 2_000;
// Beyond this no number says anything to a reader, and sums of it are no numbers any more.
const largest = 1e21;
const day = 86_400_000;

// Not from the vocabulary, which the page has in its own file: what is asked of that from here is carried by every reader.
const levels: readonly MetricLevel[] = ['green', 'yellow', 'red'];
/** The spans of time, shortest first. */
export const ranges: readonly MetricRange[] = ['day', 'week', 'month'];

const given = (value: unknown): Given => (typeof value === 'object' && value !== null ? value : {});
const list = (value: unknown, most: number): unknown[] => (Array.isArray(value) ? value.slice(0, most) : []);
const text = (value: unknown, most: number) => (typeof value === 'string' ? value.slice(0, most) : '');
const number = (value: unknown) => (typeof value === 'number' && Math.abs(value) <= largest ? value : null);
const instant = (value: unknown): number | null => {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? null : at;
};
const wordOf = <T extends string>(words: readonly T[], value: unknown) => words.find((word) => word === value);

function thresholdsOf(value: unknown): MetricThresholds | null {
  const { yellow, red, worse } = given(value);
  const [fair, poor, side] = [number(yellow), number(red), wordOf(['above', 'below'], worse)];
  return fair !== null && poor !== null && side ? { yellow: fair, red: poor, worse: side } : null;
}

function seriesOf(value: unknown): SeenSeries {
  const { begins_at, step_seconds, values } = given(value);
  const [beginsAt, stepMs] = [instant(begins_at), (number(step_seconds) ?? 0) * 1_000];
  // Without its times a series is none.
  if (beginsAt === null || !(stepMs >= 1_000 && stepMs <= day)) return { beginsAt: 0, stepMs: 1_000, values: [] };
  return { beginsAt, stepMs, values: list(values, mostValues).map(number) };
}

function metricOf(value: unknown): SeenMetric {
  const one = given(value);
  return {
    id: text(one.id, 100),
    name: text(one.name, 200),
    description: text(one.tooltip_description, 1_000),
    suffix: text(one.suffix, 40),
    decimals: Math.min(6, Math.max(0, Math.trunc(number(one.decimal_places) ?? 0))),
    axis: { min: number(one.y_axis_min), max: number(one.y_axis_max), isHidden: one.y_axis_hidden === true },
    thresholds: thresholdsOf(one.thresholds),
    intervalSeconds: number(one.interval_seconds) ?? 60,
    value: number(one.value),
    asOf: instant(one.as_of),
    level: wordOf(levels, one.level) ?? null,
    series: seriesOf(one.series),
    lowest: number(one.lowest),
    mean: number(one.mean),
    highest: number(one.highest),
  };
}

/** A document of metrics, in objects of our own; null for what is none. */
export function decodeMetrics(value: unknown): SeenMetrics | null {
  const { metrics, range, generated_at, page } = given(value);
  if (!Array.isArray(metrics)) return null;
  return {
    range: wordOf(ranges, range) ?? 'day',
    generatedAt: instant(generated_at) ?? 0,
    timeZone: text(given(page).time_zone, 100) || 'UTC',
    metrics: list(metrics, mostMetrics).map(metricOf),
  };
}
