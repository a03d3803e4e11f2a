import { metric, metrics } from './metric.ts';

/** How reading metrics goes, in this process. */
export interface PollingFigures {
  /** By source, and by what came of it: `ok`, or why it gave nothing. */
  polls: readonly { source: string; result: string; count: number }[];
  inTheAir: number;
  /** Whether a source rests because it fails, as far as this process has seen. */
  breakers: readonly { source: string; isOpen: boolean }[];
}

export function pollingMetrics({ polls, inTheAir, breakers }: PollingFigures): string {
  return [
    metrics(
      'allswell_metric_polls_total',
      'counter',
      'Metrics that this process has asked for, by what came of it.',
      polls.map(({ source, result, count }) => ({ labels: { source, result }, value: count })),
    ),
    metric('allswell_metric_polls_running', 'gauge', 'Metrics that this process is asking for.', inTheAir),
    metrics(
      'allswell_metric_source_resting',
      'gauge',
      'Whether a source fails, and is asked once a minute only.',
      breakers.map(({ source, isOpen }) => ({ labels: { source }, value: isOpen ? 1 : 0 })),
    ),
  ].join('');
}
