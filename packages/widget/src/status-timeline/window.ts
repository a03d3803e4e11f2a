import { beginningOfDay, dayAfter, localDay } from '@allswell/protocol';
import type { Reader } from '../time/say.ts';

/** How much time a timeline can show, from little to much. */
export const timeSpans = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type TimeSpan = (typeof timeSpans)[number];

/** How many days that is, and how many of them lie ahead where no day is named: what is planned is to be seen too. */
const lengths: Record<TimeSpan, [days: number, ahead: number]> = {
  day: [1, 0],
  week: [7, 2],
  month: [30, 7],
  quarter: [91, 21],
  year: [365, 30],
};

/** The time that is shown: whole days of the reader's zone. */
export interface TimeWindow {
  span: TimeSpan;
  /** Its first and its last day. */
  first: string;
  last: string;
  from: number;
  until: number;
  /** Where the last day was chosen; empty for the time around now. */
  chosen: string;
}

/** What an attribute says; a month for what it does not. */
export function timeSpan(written: string): TimeSpan {
  return timeSpans.find((span) => span === written) ?? 'month';
}

const isDay = (written: string) => /^\d{4}-\d\d-\d\d$/.test(written) && dayAfter(written, 0) === written;

/** The days up to and with a last one; around today where none is named. */
export function windowOf(span: TimeSpan, written: string, { now, timeZone }: Reader): TimeWindow {
  const [days, ahead] = lengths[span];
  const usual = dayAfter(localDay(now, timeZone), ahead);
  const last = isDay(written) ? written : usual;
  const first = dayAfter(last, 1 - days);
  return {
    span,
    first,
    last,
    from: beginningOfDay(first, timeZone),
    until: beginningOfDay(dayAfter(last, 1), timeZone),
    chosen: last === usual ? '' : last,
  };
}

/** The last day of the time before or after this one. */
export function moved({ span, last }: TimeWindow, times: number): string {
  return dayAfter(last, times * lengths[span][0]);
}

/** The next longer span (1) or shorter one (-1); undefined at the ends. */
export function zoomed(span: TimeSpan, by: number): TimeSpan | undefined {
  return timeSpans[timeSpans.indexOf(span) + by];
}

/** The last day of a span that has an instant in its middle. */
export function around(at: number, span: TimeSpan, { timeZone }: Reader): string {
  return dayAfter(localDay(at, timeZone), Math.floor(lengths[span][0] / 2));
}
