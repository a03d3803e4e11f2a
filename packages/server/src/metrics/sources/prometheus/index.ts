import type { Config } from '../../../config.ts';
import { MetricError, type MetricReader } from '../../source.ts';
import { createAskPrometheus, type PrometheusOptions } from './ask-prometheus.ts';
import { readMatrix } from './read-matrix.ts';

/** Reads range queries of the Prometheus that the environment names. */
export function createPrometheus(
  prometheus: Config['prometheus'],
  options: PrometheusOptions = {},
): MetricReader<'prometheus'> {
  const ask = prometheus && createAskPrometheus(prometheus, options);
  return {
    source: 'prometheus',
    state: () => ({
      source: 'prometheus',
      is_configured: prometheus !== undefined,
      detail: prometheus
        ? `Expressions are read from ${hostOf(prometheus.url)}.`
        : 'Set ALLSWELL_PROMETHEUS_URL, and restart the server.',
    }),
    async read({ promql }, { since, until, stepSeconds, signal }) {
      if (!ask) throw new MetricError('refused', 'Set ALLSWELL_PROMETHEUS_URL, and restart the server.');
      // At whole steps: a value that is read again is then of the same minute.
      const stepMs = stepSeconds * 1_000;
      const whole = (instant: Date) => String((Math.floor(instant.getTime() / stepMs) * stepMs) / 1_000);
      const answer = await ask(
        {
          query: promql,
          start: whole(since),
          end: whole(until),
          step: String(stepSeconds),
          timeout: '9s',
          // Two series say enough of how many there are; older ones of Prometheus do not know this, and send all.
          limit: '2',
        },
        signal,
      );
      return { points: readMatrix(answer) };
    },
  };
}

function hostOf(url: string): string {
  return new URL(url).host;
}
