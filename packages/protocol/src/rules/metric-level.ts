import type { MetricLevel } from '../vocabulary.ts';

/** From where on a value is worth a look (yellow), and from where on it is bad (red), whichever side is worse. */
export interface MetricThresholds {
  yellow: number;
  red: number;
  worse: 'above' | 'below';
}

/** How a value stands to its thresholds; a value on a threshold is beyond it. Null where there is nothing to say. */
export function metricLevel(value: number | null, thresholds: MetricThresholds | null): MetricLevel | null {
  if (value === null || thresholds === null) return null;
  const isBeyond = (limit: number) => (thresholds.worse === 'above' ? value >= limit : value <= limit);
  if (isBeyond(thresholds.red)) return 'red';
  return isBeyond(thresholds.yellow) ? 'yellow' : 'green';
}

const staleAfterIntervals = 3;
const leastStaleMs = 5 * 60_000;
const goneAfterMs = 15 * 60_000;

/**
 * How much the newest value is worth: `stale` says how old it is beside it, `gone` shows none. A metric that is read
 * seldom is given three of its intervals.
 */
export function metricFreshness(asOf: number | null, now: number, intervalSeconds: number): 'fresh' | 'stale' | 'gone' {
  if (asOf === null) return 'gone';
  const staleMs = Math.max(leastStaleMs, staleAfterIntervals * intervalSeconds * 1_000);
  const age = now - asOf;
  if (age <= staleMs) return 'fresh';
  return age <= Math.max(goneAfterMs, staleMs * 2) ? 'stale' : 'gone';
}
