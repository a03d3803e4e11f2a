import { indicators } from '@allswell/protocol';
import { safeHref } from '../templates/safe-href.ts';
import type { Tone } from '../templates/tone.ts';
import { instantOf } from '../time/say.ts';

// Read as a summary is, see `decode.ts`: each value is looked at before it is believed, what is not known is called
// unknown, and what has no time has no place.

/** An incident or a maintenance as timeline, history and reports name it. */
export interface SeenReference {
  id: string;
  name: string;
  kind: 'incident' | 'maintenance';
  impact: Tone;
  status: string;
  startsAt: number;
  /** null: it goes on. */
  endsAt: number | null;
  components: string[];
  shortlink: string;
  href: string | undefined;
  countsAsDowntime: boolean;
}

/** What came over the wire, before it is looked at. */
export type Given = Partial<Record<string, unknown>>;

/** The objects of a list; nothing for what is none. */
export const objects = (value: unknown): Given[] =>
  Array.isArray(value) ? value.filter((one): one is Given => typeof one === 'object' && one !== null) : [];
/** A text; empty for what is none. */
export const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
/** The texts of a list. */
export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter(Boolean) : []);
/** An instant; NaN for what is none. */
export const instant = (value: unknown): number => instantOf(text(value));
/** The end of what began: null while it goes on, and no earlier than its beginning. */
export const endOf = (value: unknown, startsAt: number): number | null => {
  const at = instant(value);
  return Number.isNaN(at) ? null : Math.max(startsAt, at);
};

/** An incident or a maintenance; nothing for what has no name to be found by, or no beginning. */
export function referenceOf(given: Given): SeenReference[] {
  const [id, startsAt] = [text(given.id), instant(given.starts_at)];
  if (!id || Number.isNaN(startsAt)) return [];
  const shortlink = text(given.shortlink);
  return [
    {
      id,
      name: text(given.name),
      kind: given.kind === 'maintenance' ? 'maintenance' : 'incident',
      impact: indicators.find((one) => one === given.impact) ?? 'unknown',
      status: text(given.status),
      startsAt,
      endsAt: endOf(given.ends_at, startsAt),
      components: texts(given.components),
      shortlink,
      href: safeHref(shortlink),
      countsAsDowntime: given.counts_as_downtime === true,
    },
  ];
}
