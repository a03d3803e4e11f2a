import type { MetricRange } from '@allswell/protocol';
import type { MetricsStrings } from '../i18n/metrics-strings.ts';
import type { Reader } from '../time/say.ts';
import { sayMoment, sayTime } from '../time/say.ts';

/** To whom values are told, in which words, and of which span of time. */
export interface MetricsTelling {
  reader: Reader;
  strings: MetricsStrings;
  range: MetricRange;
}

/** When a point was measured: within a day its time says enough. */
export function sayPoint(at: number, { reader, range }: MetricsTelling): string {
  return range === 'day' ? sayTime(at, reader) : sayMoment(at, reader);
}
