import type { MetricsStrings } from './metrics-strings.ts';

/** Every word of `<status-metrics>`, in English. */
export const metricsEn: MetricsStrings = {
  language: 'en',
  direction: 'ltr',
  title: 'Metrics',
  ranges: 'Span of time',
  range: { day: '24 hours', week: '7 days', month: '30 days' },
  level: { green: 'Good', yellow: 'Fair', red: 'Poor' },
  asOf: (when) => `as of ${when}`,
  noData: 'No data',
  since: (when) => `since ${when}`,
  chart: (name, range) => `${name}, the last ${range}`,
  each: (duration) => `Each point is the mean of ${duration}.`,
  nothingIn: (range) => `Nothing was measured in the last ${range}.`,
  limit: {
    above: (level, value) => `${level} from ${value} up`,
    below: (level, value) => `${level} from ${value} down`,
  },
  lowest: 'Lowest',
  mean: 'Mean',
  highest: 'Highest',
  table: 'Show as table',
  time: 'Time',
  value: 'Value',
  levels: 'Level',
  measured: (when) => `Last measured ${when}.`,
  loading: 'Reading the metrics',
  failed: 'These values cannot be read at the moment. This page keeps asking.',
  empty: 'Nothing is measured here yet.',
  comma: ', ',
};
