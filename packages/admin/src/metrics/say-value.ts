import type { MetricLevel } from '@allswell/protocol';
import type { Tone } from '../templates/status-icon.ts';
import { withOurDigits } from '../time/format.ts';

/** "342 ms", as it stands on the page. */
export function sayValue(
  value: number,
  { decimal_places, suffix }: { decimal_places: number; suffix: string },
  locale: string,
): string {
  const number = new Intl.NumberFormat(withOurDigits(locale), {
    minimumFractionDigits: decimal_places,
    maximumFractionDigits: decimal_places,
  }).format(value);
  return suffix === '' ? number : `${number}\u00a0${suffix}`;
}

const tones: Record<MetricLevel, Tone> = { green: 'none', yellow: 'minor', red: 'critical' };

/** What a level looks like; without thresholds a value has none. */
export function toneOfLevel(level: MetricLevel | null): Tone {
  return level ? tones[level] : 'unknown';
}
