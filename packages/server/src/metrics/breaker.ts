import type { MetricFailure } from './source.ts';

// When a metric, or a source as a whole, is asked again after it gave nothing.

/** So many failures in a row open the breaker. */
export const breakerOpensAt = 5;
/** With an open breaker there is one try in this time. */
export const restMs = 60_000;
/** A key that is refused is not taken a minute later, either. */
const refusedRestMs = 5 * 60_000;
/** Nobody is made to wait longer by an answer. */
const longestRestMs = 60 * 60_000;

/** Failures that are the source's and not one metric's: all of its metrics rest. */
const ofTheSource: readonly MetricFailure[] = ['unreachable', 'limited', 'refused', 'garbled'];

/** Whether a failure says something of the source as a whole. */
export function isOfSource(code: MetricFailure): boolean {
  return ofTheSource.includes(code);
}

/** A failure as far as waiting depends on it. */
export interface Refusal {
  code: MetricFailure;
  retryAfterSeconds?: number | undefined;
}

/** How long a metric waits after its so-manieth failure in a row. */
export function metricRestMs({ code, retryAfterSeconds = 0 }: Refusal, failures: number): number {
  const usual = code === 'refused' && failures >= breakerOpensAt ? refusedRestMs : restMs;
  return Math.max(usual, Math.min(longestRestMs, retryAfterSeconds * 1_000));
}

/** How long a source rests as a whole after its so-manieth failure in a row; null: it does not. */
export function sourceRestMs(refusal: Refusal, failures: number): number | null {
  if (failures < breakerOpensAt && refusal.code !== 'limited' && refusal.retryAfterSeconds === undefined) return null;
  return metricRestMs(refusal, failures);
}
