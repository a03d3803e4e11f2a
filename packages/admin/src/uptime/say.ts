import type { UptimeLevel } from '@allswell/protocol';
import type { Strings } from '../i18n/en.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Tone } from '../templates/status-icon.ts';
import { withOurDigits } from '../time/format.ts';
import { sayLength } from '../time/say-plan.ts';

/** "99.71%", "100%"; a dash where nothing is known. The server has rounded it down already. */
export function sayPercent(percent: number | null, locale: string): string {
  if (percent === null) return '–';
  const digits = percent === 100 || percent === 0 ? 0 : 2;
  return new Intl.NumberFormat(withOurDigits(locale), {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(percent / 100);
}

/** A share from 0 to 1, such as "30%" or "12.5%". */
export function sayShare(share: number, locale: string): string {
  return new Intl.NumberFormat(withOurDigits(locale), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** What a time in a status weighs, in words. */
export function sayWeight(
  status: string,
  weight: number,
  { words, locale }: { words: LaterStrings['uptime']; locale: string },
): string {
  if (status === 'under_maintenance') return words.notCounted;
  return weight === 0 ? words.countsUp : words.weighs(sayShare(weight, locale));
}

/** "1 hour and 8 minutes"; seconds where it is less than two minutes. */
export function sayDuration(seconds: number, locale: string): string {
  if (seconds >= 120) return sayLength(Math.round(seconds / 60), locale);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
    maximumFractionDigits: 0,
    numberingSystem: 'latn',
  }).format(seconds);
}

const tones: Record<UptimeLevel, Tone> = {
  '-': 'unknown',
  '0': 'none',
  m: 'maintenance',
  '1': 'minor',
  '2': 'major',
  '3': 'critical',
};

const statuses: Record<string, string> = {
  '0': 'operational',
  m: 'under_maintenance',
  '1': 'degraded_performance',
  '2': 'partial_outage',
  '3': 'major_outage',
};

/** The level of a day in words: the worst that it had. */
export function sayLevel(level: string, strings: Strings, words: LaterStrings['uptime']): string {
  if (level === '-') return words.nothing;
  return strings.status.component[statuses[level] ?? ''] ?? strings.status.unknown;
}

/** What the level of a day looks like. A level that is not known is no green. */
export function toneOfLevel(level: string): Tone {
  return Object.hasOwn(tones, level) ? tones[level as UptimeLevel] : 'unknown';
}
