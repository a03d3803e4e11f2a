import type { SeenMetric } from './decode-metrics.ts';

/** The upright axis of a chart: from where to where, and the round values on it. */
export interface Scale {
  low: number;
  high: number;
  ticks: number[];
}

const mostTicks = 4;
/** A line that swings by less than this part of its height is shown without the zero: there the swing is what counts. */
const littleSwing = 0.2;

/**
 * The axis of a metric: as its admin wants it, else round values around what was measured. Zero is on it unless the line
 * would be flat then, and a threshold where it leaves the line half of the height. Null where nothing was measured.
 */
export function scaleOf({
  series,
  axis,
  thresholds,
}: Pick<SeenMetric, 'series' | 'axis' | 'thresholds'>): Scale | null {
  const known = series.values.filter((value) => value !== null);
  if (known.length === 0) return null;
  let low = Math.min(...known);
  let high = Math.max(...known);
  if (high === low || high - low > littleSwing * Math.max(high, -low)) {
    low = Math.min(low, 0);
    high = Math.max(high, 0);
  }
  if (high === low) high = low + 1;
  const span = high - low;
  for (const limit of thresholds ? [thresholds.yellow, thresholds.red] : []) {
    if (Math.max(high, limit) - Math.min(low, limit) > 2 * span) continue;
    low = Math.min(low, limit);
    high = Math.max(high, limit);
  }
  const [min, max] = (axis.min ?? -Infinity) < (axis.max ?? Infinity) ? [axis.min, axis.max] : [null, null];
  low = min ?? (max !== null && max <= low ? max - span : low);
  high = max ?? (min !== null && min >= high ? min + span : high);
  const step = stepFor(low, high);
  const round = (steps: number) => Number((steps * step).toPrecision(12));
  low = min ?? round(Math.floor(low / step));
  high = max ?? round(Math.ceil(high / step));
  const ticks: number[] = [];
  for (let steps = Math.ceil(low / step); steps * step <= high * (1 + Math.sign(high) * 1e-9); steps += 1) {
    ticks.push(round(steps));
  }
  return { low, high, ticks: ticks.length > 1 ? ticks : [low, high] };
}

/** The finest of the round steps with which the axis has few enough. */
function stepFor(low: number, high: number): number {
  const span = high - low;
  const power = 10 ** Math.floor(Math.log10(span / mostTicks));
  const countWith = (step: number) => Math.ceil(high / step) - Math.floor(low / step) + 1;
  return [1, 2, 5, 10, 20].map((factor) => factor * power).find((step) => countWith(step) <= mostTicks) ?? span;
}

/** Where a value is, in hundredths of the height from above. */
export function heightOf(value: number, { low, high }: Scale): number {
  const hundredths = 100 - (100 * (value - low)) / (high - low);
  // What lies far outside is drawn outside, but with numbers that drawing can do.
  return Math.round(Math.min(200, Math.max(-100, hundredths)) * 10) / 10;
}
