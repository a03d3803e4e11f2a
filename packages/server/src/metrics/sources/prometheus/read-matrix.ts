import * as v from 'valibot';
import { MetricError, type MetricPoint } from '../../source.ts';

/** https://prometheus.io/docs/prometheus/latest/querying/api/#range-vectors: values are text, so that NaN can be told. */
const matrixSchema = v.object({
  status: v.literal('success'),
  data: v.object({
    resultType: v.literal('matrix'),
    result: v.array(v.object({ values: v.optional(v.array(v.tuple([v.number(), v.string()])), []) })),
  }),
});

/** Reads the one series of an answer. What is no number of ours is a gap. */
export function readMatrix(value: unknown): MetricPoint[] {
  const read = v.safeParse(matrixSchema, value);
  if (!read.success)
    throw new MetricError('garbled', 'The answer is not what Prometheus answers. Look at its address.');
  const [series, another] = read.output.data.result;
  if (another)
    throw new MetricError(
      'invalid',
      'The expression gives several series. Put sum(), avg() or max() around it, so that it gives one.',
    );
  const points = (series?.values ?? []).flatMap(([seconds, text]) => {
    const value = Number(text);
    const at = new Date(seconds * 1_000);
    return text.trim() === '' || !Number.isFinite(value) || Number.isNaN(at.getTime()) ? [] : [{ at, value }];
  });
  if (points.length === 0)
    throw new MetricError('empty', 'The expression gives no values. Look whether its name and labels are right.');
  return points;
}
