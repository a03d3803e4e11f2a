import type { MetricRange, SeriesOfPoints } from '@allswell/protocol';

/** How far apart the values of each span are, and how many there are. */
const grids: Record<MetricRange, { stepSeconds: number; count: number }> = {
  day: { stepSeconds: 300, count: 288 },
  week: { stepSeconds: 3_600, count: 168 },
  month: { stepSeconds: 14_400, count: 180 },
};

export interface Grid {
  begin: Date;
  end: Date;
  stepSeconds: number;
  count: number;
}

/** The steps of a span whose last one is under way. */
export function gridOf(range: MetricRange, now: Date): Grid {
  const { stepSeconds, count } = grids[range];
  const stepMs = stepSeconds * 1_000;
  const end = (Math.floor(now.getTime() / stepMs) + 1) * stepMs;
  return { begin: new Date(end - count * stepMs), end: new Date(end), stepSeconds, count };
}

/** Puts the mean of each step in its place. Where there is none it is a gap. */
export function toSeries(
  { begin, stepSeconds, count }: Grid,
  steps: readonly { at: number; mean: number }[],
  stampOf: (instant: Date) => string,
): SeriesOfPoints {
  const values = Array.from<number | null>({ length: count }).fill(null);
  for (const { at, mean } of steps) {
    const place = Math.round((at - begin.getTime() / 1_000) / stepSeconds);
    if (place >= 0 && place < count) values[place] = mean;
  }
  return { begins_at: stampOf(begin), step_seconds: stepSeconds, values };
}
