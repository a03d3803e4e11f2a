import type { MetricRange } from '@allswell/protocol';

/** A span of time that metrics are shown for, in equal steps of the clock. */
export interface Span {
  /** Where its document is. */
  path: string;
  stepSeconds: number;
  steps: number;
}

export const spans = {
  day: { path: '/api/v2/metrics.json', stepSeconds: 300, steps: 288 },
  week: { path: '/api/v2/metrics/week.json', stepSeconds: 3_600, steps: 168 },
  month: { path: '/api/v2/metrics/month.json', stepSeconds: 14_400, steps: 180 },
} as const satisfies Record<MetricRange, Span>;

const shortestStepMs = spans.day.stepSeconds * 1_000;

/**
 * The moment up to which everything is told: the end of the shortest step that `now` is in. It is the same for every
 * process that looks within this step, whenever it looks.
 */
export function endOfNow(now: Date): Date {
  return new Date((Math.floor(now.getTime() / shortestStepMs) + 1) * shortestStepMs);
}

/** Where a span begins that tells of the time until `endsAt`; steps begin where the clock of UTC has them. */
export function beginningOf({ stepSeconds, steps }: Span, endsAt: Date): Date {
  const stepMs = stepSeconds * 1_000;
  const lastStep = Math.ceil(endsAt.getTime() / stepMs) - 1;
  return new Date((lastStep - steps + 1) * stepMs);
}
