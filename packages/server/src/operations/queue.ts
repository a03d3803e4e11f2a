import { metric, metrics } from './metric.ts';

/** How telling subscribers goes. */
export interface QueueFigures {
  /** How many deliveries wait, by channel. */
  waiting: { channel: string; count: number }[];
  /** How long the oldest that is due has been waiting; null when none is. */
  oldestDueSeconds: number | null;
  isHeld: boolean;
  /** What this process has done so far. */
  results: { channel: string; result: string; count: number }[];
  /** How long ago this process last had an outcome of a try. */
  idleSeconds: number;
}

/** Subscribers are not told in time. */
const lateSeconds = 60;

/** Something has been due for a minute, nobody has asked to hold it, and this process gets nothing done. */
export function isLate({ oldestDueSeconds, isHeld, idleSeconds }: QueueFigures): boolean {
  return !isHeld && (oldestDueSeconds ?? 0) > lateSeconds && idleSeconds > lateSeconds;
}

export function queueMetrics({ waiting, oldestDueSeconds, isHeld, results }: QueueFigures): string {
  return [
    metrics(
      'allswell_deliveries_waiting',
      'gauge',
      'Deliveries that are not settled yet.',
      waiting.map(({ channel, count }) => ({ labels: { channel }, value: count })),
    ),
    metric(
      'allswell_oldest_due_seconds',
      'gauge',
      'How long the oldest delivery or letter that is due has been waiting.',
      oldestDueSeconds ?? 0,
    ),
    metric('allswell_sending_held', 'gauge', 'Whether sending waits for an operator.', isHeld ? 1 : 0),
    metrics(
      'allswell_deliveries_total',
      'counter',
      'Tries of this process, by what became of them.',
      results.map(({ channel, result, count }) => ({ labels: { channel, result }, value: count })),
    ),
  ].join('');
}
