import { beginningOfDay, dayAfter } from '@allswell/protocol';
import type { Reader } from '../time/say.ts';
import { format, sayTime } from '../time/say.ts';
import type { TimeWindow } from './window.ts';

/** A moment that the axis marks. */
export interface Tick {
  at: number;
  /** Empty for one without a word. */
  said: string;
  /** Its word is left out where there is little room. */
  isSpare: boolean;
}

const hour = 3_600_000;

/** Round moments on the reader's own clock: hours of a day, days of a week, Mondays of a month, months of a year. */
export function ticksOf({ span, first, last, from, until }: TimeWindow, reader: Reader): Tick[] {
  if (span === 'day') {
    // Counted from midnight; where the clocks change that night, what they show then is said.
    const hours = Array.from({ length: Math.ceil((until - from) / (3 * hour)) }, (_, index) => from + index * 3 * hour);
    return hours.map((at, index) => ({
      at,
      said: sayTime(at, { ...reader, now: at, isNow: true }),
      isSpare: index % 2 > 0,
    }));
  }
  const days: string[] = [];
  for (let day = first; day && day <= last; day = dayAfter(day, 1)) days.push(day);
  const isMonday = (day: string) => new Date(`${day}T00:00Z`).getUTCDay() === 1;
  const isFirst = (day: string) => day.endsWith('-01');
  const marked =
    span === 'week'
      ? days
      : days.filter(
          span === 'month' ? isMonday : span === 'quarter' ? (day) => isMonday(day) || isFirst(day) : isFirst,
        );
  const isWordy = marked.some(
    (day) => format(reader, { month: 'short' }).format(beginningOfDay(day, reader.timeZone)).length > 5,
  );
  return marked.map((day, index) => {
    const at = beginningOfDay(day, reader.timeZone);
    const say = (options: Intl.DateTimeFormatOptions) => format(reader, options).format(at);
    if (span === 'week') return { at, said: say({ weekday: 'short', day: 'numeric' }), isSpare: index % 2 > 0 };
    if (span === 'month') return { at, said: say({ day: 'numeric', month: 'short' }), isSpare: index % 2 > 0 };
    if (span === 'quarter') return { at, said: isFirst(day) ? say({ month: 'short' }) : '', isSpare: false };
    const month = say({ month: 'short' });
    // Twelve words have room side by side where they are short.
    return isWordy
      ? { at, said: index % 2 ? '' : month, isSpare: index % 4 > 0 }
      : { at, said: month, isSpare: index % 3 > 0 };
  });
}

/** "2 Nov 2026": a day alone. */
export function sayDay(at: number, reader: Reader): string {
  return format(reader, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** "24 October – 23 November 2026": the days that are shown. */
export function sayWindow({ from, until }: TimeWindow, reader: Reader): string {
  const whole: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
  const last = until - 1;
  const isOneDay = until - from < 36 * hour;
  const said = isOneDay
    ? format(reader, { weekday: 'long', ...whole }).format(from)
    : format(reader, whole).formatRange(from, last);
  return said.replace(/[\u2009\u202f\u00a0]/g, ' ');
}
