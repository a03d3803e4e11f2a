import { pickTimeLocale } from '../time/format.ts';
import { readWall, toWall } from '../time/wall-time.ts';

const dayMs = 86_400_000;

/** The day that it is in a zone. */
export function todayIn(timeZone: string, now = Date.now()): string {
  return toWall(now, timeZone).slice(0, 10);
}

/** So many days after a day, or before it. */
export function daysAfter(day: string, amount: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + amount * dayMs).toISOString().slice(0, 10);
}

/** How many days lie between two. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The first instant of a day; some days begin at one o'clock, and some have two midnights. */
export function startOfDay(day: string, timeZone: string): number {
  const reading = readWall(`${day}T00:00`, timeZone);
  if (!reading) return Number.NaN;
  if (reading.kind === 'once') return reading.at;
  return reading.kind === 'gap' ? reading.later : reading.earlier;
}

/** From its first instant to the first of the next one. */
export function spanOfDay(day: string, timeZone: string): { from: number; until: number } {
  return { from: startOfDay(day, timeZone), until: startOfDay(daysAfter(day, 1), timeZone) };
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** "Friday 20 November", or "Fri 20 Nov"; the year when it is not this one. */
export function sayDate(day: string, locale: string, width: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(pickTimeLocale(locale), {
    timeZone: 'UTC',
    weekday: width,
    day: 'numeric',
    month: width,
    ...(day.slice(0, 4) === new Date().toISOString().slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(Date.parse(`${day}T00:00:00Z`));
}
