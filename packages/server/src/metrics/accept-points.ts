import type { MetricPoint } from './source.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Two clocks may differ by so much. */
export const aheadMs = 5 * minuteMs;
const mostPoints = 2_000;
/** Sums over a month of values up to here are still numbers. */
const largest = 1e300;

/** Whether a value can be kept. */
export function isKeepable(value: number): boolean {
  return Math.abs(value) <= largest;
}

/**
 * What is kept of what a source gave: numbers of the last day, one a minute, which is the last one measured in it. More
 * than anybody asked for is cut off at its old end.
 */
export function acceptPoints(
  points: readonly MetricPoint[],
  { factor, now }: { factor: number; now: Date },
): MetricPoint[] {
  // An hour more than a day: what was asked for begins at a whole step.
  const earliest = now.getTime() - dayMs - 60 * minuteMs;
  const latest = now.getTime() + aheadMs;
  const inTime = points.filter(({ at }) => at.getTime() >= earliest && at.getTime() <= latest);
  return oneAMinute(inTime.map(({ at, value }) => ({ at, value: value * factor }))).slice(-mostPoints);
}

/** Points by the minute, oldest first; of several in one minute the last one measured. What is no number is a gap. */
export function oneAMinute(points: readonly MetricPoint[]): MetricPoint[] {
  const inOrder = points
    .filter(({ value }) => isKeepable(value))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const byMinute = new Map(
    inOrder.map(({ at, value }) => [Math.floor(at.getTime() / minuteMs) * minuteMs, value] as const),
  );
  return [...byMinute].map(([at, value]) => ({ at: new Date(at), value }));
}
