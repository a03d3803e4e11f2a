import type { FieldError, MetricOrigin } from '@allswell/protocol';
import { invalidRequest } from '../http/validate.ts';
import { pointerOf } from './origin-pointer.ts';
import { MetricError, type MetricReader } from './source.ts';
import type { Fields } from './store.ts';

/** Refuses what each field allows by itself, but not beside the others, and a query that cannot be right. */
export function requireMetric(
  readers: readonly MetricReader[],
  { y_axis_min, y_axis_max }: Pick<Fields, 'y_axis_min' | 'y_axis_max'>,
  origin: MetricOrigin | undefined,
): void {
  const errors: FieldError[] = [];
  if (y_axis_min !== null && y_axis_max !== null && y_axis_min >= y_axis_max)
    errors.push({ pointer: '#/y_axis_max', detail: 'Send an upper end that lies above the lower one.' });
  if (origin) {
    try {
      readers.find(({ source }) => source === origin.source)?.check?.(origin.query);
    } catch (error) {
      if (!(error instanceof MetricError)) throw error;
      errors.push({ pointer: pointerOf(origin), detail: error.message });
    }
  }
  if (errors.length > 0) throw invalidRequest(errors);
}
