import type { Component } from '@allswell/protocol';
import { composeBadge, composeUptimeBadge } from '../badge/compose-badge.ts';
import type { FlatHeaders } from '../bytes.ts';
import { Prepared } from '../bytes.ts';
import { listEvents } from '../calendar/list-events.ts';
import { documentHeaders } from '../headers.ts';
import { type Syndicated, syndicatedAddress } from './address.ts';
import { composeFeed, type FeedContext, nameOf } from './compose-feed.ts';
import type { Feed } from './feed.ts';
import { feedWordsFor } from './words.ts';
import { atomType, writeAtom } from './write-atom.ts';
import { jsonFeedType, writeJsonFeed } from './write-json-feed.ts';
import { rssType, writeRss } from './write-rss.ts';

/** What is answered may load nothing and run nothing, should somebody open it as a page. */
const policy: FlatHeaders = ['Content-Security-Policy', "default-src 'none'; sandbox"];

const writers = {
  atom: { type: atomType, write: writeAtom },
  rss: { type: rssType, write: writeRss },
  json: { type: jsonFeedType, write: writeJsonFeed },
} satisfies Record<string, { type: string; write: (feed: Feed) => string }>;

/** Writes what an address stands for: a feed, a calendar or a badge. */
export async function composeSyndicated(
  what: Syndicated,
  component: Component | undefined,
  context: FeedContext,
): Promise<Prepared> {
  const { snapshot, lang } = context;
  switch (what.format) {
    case 'calendar': {
      const text = await writeCalendar(what, component, context);
      return prepare(text, 'text/calendar; charset=utf-8; method=PUBLISH', context);
    }
    case 'badge':
      return prepare(composeBadge(component, snapshot, lang), badgeType, context);
    case 'uptime':
      return prepare(composeUptimeBadge(component, snapshot, lang), badgeType, context);
    default: {
      const { type, write } = writers[what.format];
      const feed = composeFeed(what, component, context);
      return prepare(write(feed), `${type}; charset=utf-8`, context, linksOf(feed, type));
    }
  }
}

export const badgeType = 'image/svg+xml; charset=utf-8';

/** The headers of everything that is syndicated. */
export function syndicatedHeaders({ state }: FeedContext['snapshot'], more: FlatHeaders = []): FlatHeaders {
  return [...documentHeaders, 'Last-Modified', state.changed_at.toUTCString(), ...policy, ...more];
}

function prepare(text: string, type: string, { snapshot }: FeedContext, more?: FlatHeaders): Prepared {
  return new Prepared(text, { type, headers: syndicatedHeaders(snapshot, more), proven: true });
}

/** RFC 8288: what WebSub looks for before it reads the feed. */
function linksOf({ self, hub }: Feed, type: string): FlatHeaders {
  const links = [`<${self}>; rel="self"; type="${type}"`, ...(hub === undefined ? [] : [`<${hub}>; rel="hub"`])];
  return ['Link', links.join(', ')];
}

async function writeCalendar(
  what: Syndicated,
  component: Component | undefined,
  { snapshot, publicUrl, lang, mainLang }: FeedContext,
): Promise<string> {
  // Servers start sooner without it.
  const { composeCalendar } = await import('../../calendar/compose-calendar.ts');
  const { page } = snapshot.summary;
  const words = feedWordsFor(lang);
  const about = nameOf(page, component, words);
  return composeCalendar({
    page,
    name: words.calendar(about),
    description: words.aboutCalendar(about),
    source: publicUrl + syndicatedAddress(what, lang === mainLang ? undefined : lang),
    lang,
    events: listEvents(component, snapshot, lang),
  });
}
