import type { MetricOrigin } from '@allswell/protocol';
import type { Fields } from './store.ts';

type Shown = Pick<Fields, 'suffix' | 'decimal_places' | 'thresholds' | 'y_axis_min' | 'y_axis_max'>;

const unknown: Shown = { suffix: '', decimal_places: 2, thresholds: null, y_axis_min: null, y_axis_max: null };

/** What is usual for the figures that every application has. New Relic's Apdex is reckoned with half a second. */
const golden = {
  response_time: {
    suffix: 'ms',
    decimal_places: 0,
    thresholds: { yellow: 500, red: 2_000, worse: 'above' },
    y_axis_min: 0,
    y_axis_max: null,
  },
  throughput: { suffix: 'rpm', decimal_places: 0, thresholds: null, y_axis_min: 0, y_axis_max: null },
  error_rate: {
    suffix: '%',
    decimal_places: 2,
    thresholds: { yellow: 1, red: 5, worse: 'above' },
    y_axis_min: 0,
    y_axis_max: null,
  },
  apdex: {
    suffix: '',
    decimal_places: 2,
    thresholds: { yellow: 0.85, red: 0.7, worse: 'below' },
    y_axis_min: 0,
    y_axis_max: 1,
  },
} as const satisfies Record<string, Shown>;

/** How a metric is shown: as is said, and as is usual where nothing is said. */
export function withDefaults({ query }: MetricOrigin, said: { [K in keyof Shown]?: Shown[K] | undefined }): Shown {
  const usual: Shown = 'figure' in query ? golden[query.figure] : unknown;
  return {
    suffix: said.suffix ?? usual.suffix,
    decimal_places: said.decimal_places ?? usual.decimal_places,
    // Null says that there shall be none.
    thresholds: said.thresholds === undefined ? usual.thresholds : said.thresholds,
    y_axis_min: said.y_axis_min === undefined ? usual.y_axis_min : said.y_axis_min,
    y_axis_max: said.y_axis_max === undefined ? usual.y_axis_max : said.y_axis_max,
  };
}
