import { pickTimeLocale, withOurDigits } from './format.ts';

const minuteMs = 60_000;

/** "Sunday 29 November, 02:00 CET"; the year when it is not this one. */
export function sayMoment(at: number, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(pickTimeLocale(locale), {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...yearUnlessThis(at),
    ...clock,
    timeZoneName: 'short',
  }).format(at);
}

/** "02:00 CET" */
export function sayClock(at: number, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(pickTimeLocale(locale), { timeZone, ...clock, timeZoneName: 'short' }).format(at);
}

/** "Sunday 29 November" */
export function sayDay(at: number, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(pickTimeLocale(locale), {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...yearUnlessThis(at),
  }).format(at);
}

/** "Sun 29 Nov, 02:00–04:00 CET", with two days or two offsets where it has them. */
export function saySpan(from: number, until: number, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(pickTimeLocale(locale), {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...yearUnlessThis(from),
    ...clock,
    timeZoneName: 'short',
  }).formatRange(from, until);
}

/** "1 hour and 30 minutes" */
export function sayLength(minutes: number, locale: string): string {
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60];
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    [rest, 'minute'],
  ] as const;
  const said = parts
    .filter(([amount, unit]) => amount > 0 || (unit === 'minute' && minutes === 0))
    .map(([amount, unit]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', numberingSystem: 'latn' }).format(
        amount,
      ),
    );
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(said);
}

const steps: [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 1_440 * minuteMs],
  ['hour', 60 * minuteMs],
  ['minute', minuteMs],
];

/** "in 3 hours", "20 minutes ago". */
export function sayFromNow(at: number, locale: string, now = Date.now()): string {
  const distance = at - now;
  const [unit, size] = steps.find(([, ms]) => Math.abs(distance) >= ms) ?? ['minute', minuteMs];
  return new Intl.RelativeTimeFormat(withOurDigits(locale), { numeric: 'always' }).format(
    Math.trunc(distance / size) || 0,
    unit,
  );
}

/** "Europe/Berlin" as people read it. */
export function sayZone(timeZone: string): string {
  return timeZone.replaceAll('_', ' ');
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function yearUnlessThis(at: number): { year?: 'numeric' } {
  return new Date(at).getUTCFullYear() === new Date().getUTCFullYear() ? {} : { year: 'numeric' };
}
