import type { Strings } from '../i18n/en.ts';
import { pickTimeLocale } from '../time/format.ts';
import { parseWall } from '../time/wall-time.ts';
import { sayWeekday, weekOf } from '../time/weekdays.ts';
import { settle } from './rule.ts';
import type { Repeat } from './rule.ts';

export interface RuleContext {
  start: string;
  strings: Strings;
  locale: string;
}

/** How it repeats, as a sentence: "Every 2 weeks on Sunday, until 29 November 2027". */
export function sayRule(repeat: Repeat, { start, strings, locale }: RuleContext): string {
  const words = strings.maintenance.repeat.sentence;
  if (repeat.kind === 'other') return words.other(repeat.text);
  const settled = settle(repeat, start);
  const rule = sayFrequency(settled, { start, strings, locale });
  return settled.ends === 'count'
    ? words.times(rule, settled.times)
    : words.until(rule, sayDate(settled.until, locale));
}

function sayFrequency(settled: ReturnType<typeof settle>, { start, strings, locale }: RuleContext): string {
  const words = strings.maintenance.repeat.sentence;
  const { kind, every, days, monthDay, place, weekday } = settled;
  switch (kind) {
    case 'weekdays':
      return words.weekdays;
    case 'week': {
      const inOrder = weekOf(locale).filter((one) => days.includes(one));
      return words.week(
        every,
        inOrder.map((one) => sayWeekday(one, locale)),
      );
    }
    case 'month_day':
      return words.month_day(every, monthDay);
    case 'month_weekday':
      return words.month_weekday(every, place, sayWeekday(weekday, locale));
    case 'year':
      return words.year(every, sayDate(start.slice(0, 10), locale, false));
    default:
      return words.day(every);
  }
}

/** A day of the calendar, whatever the zone. */
function sayDate(day: string, locale: string, withYear = true): string {
  const at = parseWall(`${day}T00:00`);
  if (at === null) return day;
  return new Intl.DateTimeFormat(pickTimeLocale(locale), {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    ...(withYear ? { year: 'numeric' } : {}),
  }).format(at);
}
