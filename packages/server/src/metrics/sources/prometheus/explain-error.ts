import * as v from 'valibot';
import { MetricError } from '../../source.ts';

/** https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview */
const errorSchema = v.object({ status: v.literal('error'), errorType: v.string(), error: v.string() });

const longest = 300;

/** What an answer that is not 200 means, in words for admins. What Prometheus says of an expression is told as it is. */
export function explainError(status: number, value: unknown, retry: { retryAfterSeconds?: number }): MetricError {
  const told = v.safeParse(errorSchema, value);
  if (!told.success) {
    if (status === 404)
      return new MetricError(
        'unreachable',
        'There is no Prometheus at this address (HTTP 404). Look at ALLSWELL_PROMETHEUS_URL: it is where /api/v1 begins.',
      );
    return new MetricError('unreachable', `Prometheus is not well (HTTP ${status}).`, retry);
  }
  const { errorType, error } = told.output;
  const words = error.length > longest ? `${error.slice(0, longest)}…` : error;
  if (errorType === 'bad_data') return new MetricError('invalid', `Prometheus does not understand this: ${words}`);
  if (errorType === 'execution') return new MetricError('invalid', `Prometheus cannot reckon this: ${words}`);
  if (errorType === 'timeout')
    return new MetricError(
      'unreachable',
      'Prometheus took too long to reckon this. Ask for less, or by a recording rule.',
    );
  return new MetricError('unreachable', `Prometheus is not well (HTTP ${status}, ${errorType.slice(0, 40)}).`, retry);
}
