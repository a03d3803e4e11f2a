import { exists, idSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { invalidRequest } from '../http/validate.ts';
import { beginningOf } from '../time/day.ts';
import { zoneOf } from '../time/zone.ts';
import { longestSearch, wordsOf } from '../wire/search-words.ts';
import type { Search } from './search-store.ts';

const dayMs = 86_400_000;

const day = v.pipe(
  v.string('Send a day.'),
  v.isoDate('Write a day such as 2026-11-24.'),
  v.check(exists, 'This day does not exist.'),
);

/** `?q=&component=&from=&to=` */
export const searchEntries = {
  q: v.optional(
    v.pipe(
      v.string('Send words.'),
      v.maxLength(longestSearch, `Look for at most ${longestSearch} characters.`),
      v.check((text) => text.isWellFormed() && !text.includes('\u0000'), 'Send words.'),
      v.normalize('NFC'),
    ),
  ),
  component: v.optional(idSchema),
  from: v.optional(day),
  to: v.optional(day),
};
export type SearchQuery = { [K in keyof typeof searchEntries]?: string | undefined };

/** Reads what is looked for; days are days of the page's zone, from the first to the last one included. */
export function readSearch({ q, component, from, to }: SearchQuery, timeZone: string): Search {
  if (from !== undefined && to !== undefined && from > to) {
    throw invalidRequest([{ pointer: '?to', detail: 'Send a last day that is not before the first one.' }]);
  }
  const zone = zoneOf(timeZone);
  return {
    words: wordsOf(q ?? ''),
    component,
    since: from === undefined ? undefined : beginningOf(Date.parse(from) / dayMs, zone),
    before: to === undefined ? undefined : beginningOf(Date.parse(to) / dayMs + 1, zone),
  };
}
