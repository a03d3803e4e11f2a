import type { Component, Incident, Maintenance } from '@allswell/protocol';
import { cleanLine } from '../../text/clean.ts';
import { isMaintenance } from '../../wire/row-writer.ts';
import type { Withdrawn } from '../beyond.ts';
import { addressOf } from '../html/address.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Syndicated, syndicatedAddress } from './address.ts';
import { type Feed, type FeedEntry, tagUri } from './feed.ts';
import { touches } from './touches.ts';
import { type EntryWriter, entryWriter, lastChangeOf } from './write-entries.ts';
import type { FeedWords } from './words/shape.ts';
import { feedWordsFor } from './words.ts';

export interface FeedContext {
  snapshot: Snapshot;
  publicUrl: string;
  lang: string;
  /** The page's main language, whose addresses do not name it. */
  mainLang: string;
  hub: string | undefined;
  /** Writes the entries; shared by feeds of the same snapshot and language. */
  write: EntryWriter;
}

/** What feeds of one snapshot in one language are composed of. */
export function feedContext({ snapshot, publicUrl, lang, mainLang, hub }: Omit<FeedContext, 'write'>): FeedContext {
  const { id: pageId, time_zone: timeZone } = snapshot.summary.page;
  return { snapshot, publicUrl, lang, mainLang, hub, write: entryWriter({ pageId, publicUrl, lang, timeZone }) };
}

const mostStories = 50;
const mostUpdates = 100;
/** Very long texts make it fewer: nobody's reader should have to load more. */
const mostCharacters = 1_000_000;

/** Puts a feed together: of the page, or of one component or group. */
export function composeFeed(what: Syndicated, component: Component | undefined, context: FeedContext): Feed {
  const { snapshot, publicUrl, lang, mainLang, hub } = context;
  const { page } = snapshot.summary;
  const words = feedWordsFor(lang);
  const entries = entriesOf(what, component, context);
  const about = nameOf(page, component, words);
  const inLanguage = lang === mainLang ? undefined : lang;
  return {
    id: tagUri(page.id, `${component ? `component/${component.id}` : 'history'}${what.perUpdate ? '/updates' : ''}`),
    title: words.feed(about),
    subtitle: words.aboutFeed(about),
    lang,
    author: { name: cleanLine(page.name), url: publicUrl },
    home: publicUrl + addressOf({ view: 'history' }, inLanguage),
    self: publicUrl + syndicatedAddress(what, inLanguage),
    // The hub hears of the feeds that most people read: those in the page's main language.
    hub: inLanguage === undefined ? hub : undefined,
    icon: webAddress(snapshot.settings.favicon),
    updatedAt: entries[0]?.updatedAt ?? foundedAt(snapshot),
    entries,
  };
}

/** What a feed, or a calendar, is about: the page, or one of its parts. */
export function nameOf(page: { name: string }, component: Component | undefined, words: FeedWords): string {
  const name = cleanLine(page.name);
  return component ? words.part(name, cleanLine(component.name)) : name;
}

function entriesOf(
  { perUpdate }: Syndicated,
  component: Component | undefined,
  { snapshot, write }: FeedContext,
): FeedEntry[] {
  const stories = [...snapshot.incidents.values()].filter((story) => touches(component, story.components));
  const withdrawn = snapshot.beyond.withdrawn.filter(({ component_ids }) =>
    touches(
      component,
      component_ids.map((id) => ({ id })),
    ),
  );
  const told = [
    ...nextOfEachSeries(stories).map((story) => ({ id: story.id, changedAt: lastChangeOf(story), story })),
    ...firstOfEachSeries(withdrawn).map((gone) => ({ id: gone.id, changedAt: new Date(gone.deleted_at), gone })),
  ];
  // Only what can come into the feed is written at all.
  const latest = told.sort(byChange).slice(0, perUpdate ? mostUpdates : mostStories);
  if (!perUpdate)
    return fitting(latest.map((one) => ('story' in one ? write.ofStory(one.story) : write.ofWithdrawn(one.gone))));
  const updates = latest.flatMap((one) =>
    'story' in one ? write.ofUpdates(one.story) : write.ofWithdrawnUpdates(one.gone),
  );
  const ordered = updates.toSorted((one, other) =>
    byChange({ id: one.id, changedAt: one.updatedAt }, { id: other.id, changedAt: other.updatedAt }),
  );
  return fitting(ordered.slice(0, mostUpdates));
}

/** Of a maintenance that repeats, only the next planned date: the others are in the calendar, and come in their turn. */
function nextOfEachSeries(stories: readonly (Incident | Maintenance)[]): (Incident | Maintenance)[] {
  const next = new Map<string, Maintenance>();
  for (const story of stories) {
    if (!isMaintenance(story) || story.status !== 'scheduled' || story.series_id === undefined) continue;
    const known = next.get(story.series_id);
    if (!known || Date.parse(story.scheduled_for) < Date.parse(known.scheduled_for)) next.set(story.series_id, story);
  }
  return stories.filter(
    (story) =>
      !isMaintenance(story) ||
      story.status !== 'scheduled' ||
      story.series_id === undefined ||
      next.get(story.series_id) === story,
  );
}

/** The first of the dates that a series lost is the one that feeds had told of. */
function firstOfEachSeries(withdrawn: readonly Withdrawn[]): Withdrawn[] {
  const bySeries = Map.groupBy(withdrawn, ({ id, series_id }) => series_id ?? id);
  return [...bySeries.values()].flatMap((group) => {
    const [first] = group.toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from));
    return first ?? [];
  });
}

interface Changed {
  id: string;
  changedAt: Date;
}

function byChange(one: Changed, other: Changed): number {
  return other.changedAt.getTime() - one.changedAt.getTime() || (one.id < other.id ? -1 : 1);
}

function fitting(entries: readonly FeedEntry[]): FeedEntry[] {
  let left = mostCharacters;
  return entries.filter(({ html, text }, index) => {
    left -= html.length + text.length;
    return left >= 0 || index === 0;
  });
}

/** Since when there is something to tell of, for a feed that has nothing to tell yet. */
function foundedAt({ summary: { components, page } }: Snapshot): Date {
  if (components.length === 0) return new Date(page.updated_at);
  return new Date(Math.min(...components.map(({ created_at }) => Date.parse(created_at))));
}

function webAddress(address: string | null): string | undefined {
  return address !== null && /^https?:\/\//.test(address) ? address : undefined;
}
