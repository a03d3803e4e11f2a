import { pickTimeLocale } from './format.ts';

/** The days of the week as RFC 5545 writes them, in the order of `Date.getUTCDay`. */
export const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
export type Weekday = (typeof weekdays)[number];

// 1 January 2023 was a Sunday.
const sunday = Date.UTC(2023, 0, 1);
const dayMs = 86_400_000;

/** "Sunday", "Sun" or "S". */
export function sayWeekday(weekday: Weekday, locale: string, width: 'long' | 'short' | 'narrow' = 'long'): string {
  const at = sunday + weekdays.indexOf(weekday) * dayMs;
  return new Intl.DateTimeFormat(pickTimeLocale(locale), { weekday: width, timeZone: 'UTC' }).format(at);
}

/** The days of the week, beginning with the one that a week begins with where the reader lives. */
export function weekOf(locale: string): readonly Weekday[] {
  const first = firstDay(pickTimeLocale(locale)) % 7;
  return [...weekdays.slice(first), ...weekdays.slice(0, first)];
}

interface WeekInfo {
  firstDay: number;
}

/** 1 is Monday, 7 Sunday. Some browsers have it as a property, some as a function, some not at all. */
export function firstDay(tag: string): number {
  const locale = new Intl.Locale(tag) as Intl.Locale & { weekInfo?: WeekInfo; getWeekInfo?: () => WeekInfo };
  const known = locale.getWeekInfo?.() ?? locale.weekInfo;
  return known?.firstDay ?? firstDayIn(locale.maximize().region ?? '');
}

const onSaturday = ['AE', 'AF', 'BH', 'DJ', 'DZ', 'EG', 'IQ', 'IR', 'JO', 'KW', 'LY', 'OM', 'QA', 'SD', 'SY'];
const onSunday = ['AU', 'BR', 'CA', 'CN', 'CO', 'HK', 'IL', 'IN', 'JP', 'KR', 'MX', 'PH', 'SA', 'SG', 'TH', 'TW', 'US'];

/** As CLDR has it, for the countries where most people live that do not begin with Monday. */
export function firstDayIn(region: string): number {
  if (onSaturday.includes(region)) return 6;
  return [...onSunday, 'PE', 'PT', 'VE', 'YE', 'ZA'].includes(region) ? 7 : 1;
}
