import type { MetricLevel, MetricRange } from '@allswell/protocol';

/** Every word of `<status-metrics>`. A language is an object of this shape; the `strings` property replaces single ones. */
export interface MetricsStrings {
  /** The language that these words are in. */
  language: string;
  /** How it is written. */
  direction: 'ltr' | 'rtl';
  title: string;
  /** The name of the choice between spans of time. */
  ranges: string;
  range: Record<MetricRange, string>;
  level: Record<MetricLevel, string>;
  /** Beside a value that is not new any more. */
  asOf: (when: string) => string;
  noData: string;
  /** Below that there is none, from when on. */
  since: (when: string) => string;
  /** The name of a chart. */
  chart: (name: string, range: string) => string;
  /** What one point of a chart is: a mean over so much time. */
  each: (duration: string) => string;
  /** In the place of a chart without points. */
  nothingIn: (range: string) => string;
  /** From which value on a level counts: on and above it, or on and below it. */
  limit: Record<'above' | 'below', (level: string, value: string) => string>;
  lowest: string;
  mean: string;
  highest: string;
  table: string;
  time: string;
  value: string;
  levels: string;
  /** When the newest of all values was measured. */
  measured: (when: string) => string;
  loading: string;
  failed: string;
  empty: string;
  /** Between words that are said one after the other. */
  comma: string;
}
