import { type Format, syndicatedAddress } from './address.ts';
import { feedWordsFor } from './words.ts';
import { atomType } from './write-atom.ts';
import { jsonFeedType } from './write-json-feed.ts';
import { rssType } from './write-rss.ts';

/** What a page tells feed readers and calendars of itself. */
export interface Discoverable {
  type: string;
  title: string;
  href: string;
}

const typeOf: [Exclude<Format, 'badge'>, string][] = [
  ['atom', atomType],
  ['rss', rssType],
  ['json', jsonFeedType],
  ['calendar', 'text/calendar'],
];

/** The feeds of a page and its calendar, in one language; `inLanguage` where it is not the main one. */
export function discoverable(pageName: string, lang: string, inLanguage: string | undefined): Discoverable[] {
  const words = feedWordsFor(lang);
  return typeOf.map(([format, type]) => ({
    type,
    title: format === 'calendar' ? words.calendar(pageName) : words.feed(pageName),
    href: syndicatedAddress({ format, perUpdate: false }, inLanguage),
  }));
}
