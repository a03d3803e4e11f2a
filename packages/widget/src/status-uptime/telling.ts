import { dayAfter } from '@allswell/protocol';
import type { UptimeRange } from '@allswell/protocol';
import type { UptimeStrings } from '../i18n/uptime-strings.ts';
import type { SeenReference } from '../source/decode-reference.ts';
import type { Tone } from '../templates/tone.ts';
import { format, type Reader, sayDuration } from '../time/say.ts';
import { sayPercent } from '../time/say-percent.ts';
import type { SeenSpan } from './decode-uptime.ts';

/** To whom uptime is told, in which words, of how many days, and where things lead. */
export interface UptimeTelling {
  reader: Reader;
  strings: UptimeStrings;
  days: number;
  /** The page of a component, or of all where none is named; undefined where there is none. */
  hrefOf: (component: string, days?: number) => string | undefined;
  /** The page of an incident or a maintenance. */
  storyHref: (story: SeenReference) => string | undefined;
}

const dayMs = 86_400_000;

const days = new Map<string, string>();

/** "90 days". Making a formatter takes long, and every bar says it. */
export function sayDays(amount: number, { reader }: Pick<UptimeTelling, 'reader'>): string {
  const key = `${amount} ${reader.locale}`;
  let said = days.get(key);
  if (said === undefined) days.set(key, (said = sayDuration(amount * dayMs, reader)));
  return said;
}

const figures = new Map<string, Intl.NumberFormat>();

/** A formatter of numbers, made once. */
function figure({ locale }: Reader, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.unit}`;
  let made = figures.get(key);
  if (!made) figures.set(key, (made = new Intl.NumberFormat(locale, { numberingSystem: 'latn', ...options })));
  return made;
}

/** "Today", "90 days". */
export function sayRange(range: UptimeRange, telling: UptimeTelling): string {
  return range === 'today' ? telling.strings.today : sayDays(Number(range), telling);
}

/** "99.98%"; a dash where nothing is known. */
export function sayShare(percent: number | null, { reader }: UptimeTelling): string {
  return percent === null ? '–' : sayPercent(percent, reader.locale);
}

/** "Sun 22 Nov 2026": a day of the page, wherever its reader is. */
export function sayDate(date: string, { reader }: UptimeTelling, weekday: 'short' | 'long' = 'short'): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  if (Number.isNaN(at)) return '';
  const month = weekday;
  const said = format({ ...reader, timeZone: 'UTC' }, { weekday, day: 'numeric', month, year: 'numeric' }).format(at);
  // Engines differ by a comma behind the weekday, and by the width of blanks.
  return said.replace(/^(\p{L}+),/u, '$1').replace(/\s/g, ' ');
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "2 h 10 min": an amount of time to reckon with, so that nothing of it is left out. */
export function sayExactly(seconds: number, { reader }: UptimeTelling): string {
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount === 0 && (unit !== 'second' || parts.length > 0)) continue;
    const said = figure(reader, { style: 'unit', unit, unitDisplay: 'short' });
    parts.push(said.format(amount).replace(/\s/g, '\u00a0'));
  }
  return parts.join('\u00a0');
}

/** "0.3". */
export function sayWeight(weight: number, { reader }: UptimeTelling): string {
  return figure(reader, { maximumFractionDigits: 3 }).format(weight);
}

const tones: Record<string, Tone> = { '0': 'none', m: 'maintenance', '1': 'minor', '2': 'major', '3': 'critical' };

/** What a day looks like. */
export function toneOfLevel(level: string): Tone {
  return tones[level] ?? 'unknown';
}

/** What a day was, in a word. */
export function sayLevel(level: string, { strings }: UptimeTelling): string {
  const { component } = strings;
  switch (level) {
    case '0':
      return component.operational;
    case 'm':
      return component.under_maintenance;
    case '1':
      return component.degraded_performance;
    case '2':
      return component.partial_outage;
    case '3':
      return component.major_outage;
    default:
      return strings.notCounted;
  }
}

/** The day of a place among the levels that end with today. */
export function dateAt(index: number, count: number, today: string): string {
  return dayAfter(today, index + 1 - count);
}

/** The place of a day among them; outside of them where it is none. */
export function placeOf(date: string, count: number, today: string): number {
  return count - 1 - Math.round((Date.parse(today) - Date.parse(date)) / dayMs);
}

/** How much of a time counts, in words. */
export function sayCounted({ isExcluded, weight }: SeenSpan, telling: UptimeTelling): string {
  const { strings } = telling;
  return isExcluded ? strings.excluded : `${strings.weight}${strings.colon}${sayWeight(weight, telling)}`;
}
