import type { DeletedUpdate, Incident, IncidentUpdate, Maintenance, MaintenanceUpdate } from '@allswell/protocol';
import { cleanLine } from '../../text/clean.ts';
import { escapeHtml } from '../../text/escape.ts';
import { html } from '../../text/html.ts';
import { plain } from '../../text/plain.ts';
import { isMaintenance } from '../../wire/row-writer.ts';
import type { Withdrawn } from '../beyond.ts';
import { instantSayer } from '../html/say.ts';
import type { Words } from '../html/words/shape.ts';
import { wordsFor } from '../html/words.ts';
import { type FeedEntry, tagUri } from './feed.ts';
import { feedWordsFor } from './words.ts';

export interface EntryContext {
  pageId: string;
  publicUrl: string;
  lang: string;
  timeZone: string;
}

type Story = Incident | Maintenance;
type Update = IncidentUpdate | MaintenanceUpdate;

/** Paragraphs in both forms that a feed needs. */
interface Passage {
  html: string;
  text: string;
}

export type EntryWriter = ReturnType<typeof entryWriter>;

/**
 * Writes entries of feeds in one language, each story once, in however many feeds it stands. Equal stories give equal
 * entries in every process.
 */
export function entryWriter({ pageId, publicUrl, lang, timeZone }: EntryContext) {
  const words = wordsFor(lang);
  const feedWords = feedWordsFor(lang);
  const sayInstant = instantSayer(lang, timeZone);
  const say = (stamp: string) => sayInstant(new Date(stamp));

  function ofStory(story: Story): FeedEntry {
    const passages = [...factsOf(story), ...thread(story)];
    return {
      id: tagUri(pageId, `incident/${story.id}`),
      url: addressOf(story.id),
      title: titleOf(story, words),
      summary: latestOf(story),
      ...joined(passages),
      publishedAt: new Date(story.created_at),
      updatedAt: lastChangeOf(story),
      tags: tagsOf(story, story.status, words),
    };
  }

  /** An entry for each update, and one in place of each that was taken back. */
  function ofUpdates(story: Story): FeedEntry[] {
    const written = story.incident_updates.map((update) => ({
      id: tagUri(pageId, `update/${update.id}`),
      url: `${addressOf(story.id)}#${update.id}`,
      title: cleanLine(words.labelled(statusOf(story, update, words), story.name)),
      summary: plain(update.body_nodes ?? []),
      ...joined([...factsOf(story), ...bodyOf(update)]),
      publishedAt: new Date(update.display_at),
      updatedAt: lastOf([update.display_at, update.created_at, update.updated_at, update.edited_at]),
      tags: tagsOf(story, update.status, words),
    }));
    const takenBack = (story.deleted_updates ?? []).map((update) => ({
      id: tagUri(pageId, `update/${update.id}`),
      url: addressOf(story.id),
      title: cleanLine(story.name),
      ...sayTakenBack(update),
      summary: sayTakenBack(update).text,
      publishedAt: new Date(update.display_at),
      updatedAt: new Date(update.deleted_at),
      tags: [],
    }));
    return [...written, ...takenBack];
  }

  /** What stands where something was: readers that keep entries replace what they have. */
  function ofWithdrawn(withdrawn: Withdrawn): FeedEntry {
    return { id: tagUri(pageId, `incident/${withdrawn.id}`), ...gone(withdrawn) };
  }

  function ofWithdrawnUpdates(withdrawn: Withdrawn): FeedEntry[] {
    return withdrawn.update_ids.map((id) => ({ id: tagUri(pageId, `update/${id}`), ...gone(withdrawn) }));
  }

  function gone({ id, kind, created_at, deleted_at }: Withdrawn): Omit<FeedEntry, 'id'> {
    return {
      url: addressOf(id),
      title: words.gone.title[kind],
      summary: words.gone.text(say(deleted_at)),
      ...paragraph(words.gone.text(say(deleted_at))),
      publishedAt: new Date(created_at),
      updatedAt: new Date(deleted_at),
      tags: [],
    };
  }

  /** What stands before the words: when it is planned, and whom it touches. */
  function factsOf(story: Story): Passage[] {
    const names = story.components.map(({ name }) => cleanLine(name));
    return [
      ...(isMaintenance(story)
        ? [paragraph(feedWords.planned(say(story.scheduled_for), say(story.scheduled_until)))]
        : []),
      ...(names.length > 0 ? [paragraph(feedWords.affects(names.join(', ')))] : []),
    ];
  }

  function latestOf(story: Story): string {
    const [latest] = story.incident_updates;
    return latest ? words.labelled(statusOf(story, latest, words), plain(latest.body_nodes ?? [])) : '';
  }

  /** All that was said, newest first, and where something was taken back. */
  function thread(story: Story): Passage[] {
    const told = story.incident_updates.map((update) => ({ at: update.display_at, passages: whole(story, update) }));
    const takenBack = (story.deleted_updates ?? []).map((update) => ({
      at: update.display_at,
      passages: [sayTakenBack(update)],
    }));
    return [...told, ...takenBack]
      .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
      .flatMap(({ passages }) => passages);
  }

  function whole(story: Story, update: Update): Passage[] {
    const status = statusOf(story, update, words);
    const edited = update.edited_at ? ` · ${feedWords.edited(say(update.edited_at))}` : '';
    const when = `${say(update.display_at)}${edited}`;
    const head = {
      html: `<p><strong>${escapeHtml(status)}</strong> · <time datetime="${escapeHtml(update.display_at)}">${escapeHtml(when)}</time></p>`,
      text: `${status} · ${when}`,
    };
    return [head, ...bodyOf(update)];
  }

  function sayTakenBack({ display_at, deleted_at }: DeletedUpdate): Passage {
    return paragraph(feedWords.updateDeleted(say(display_at), say(deleted_at)));
  }

  function addressOf(id: string): string {
    return `${publicUrl}/incidents/${id}`;
  }

  return { ofStory: once(ofStory), ofUpdates: once(ofUpdates), ofWithdrawn, ofWithdrawnUpdates };
}

function once<T>(write: (story: Story) => T): (story: Story) => T {
  const written = new WeakMap<Story, T>();
  return (story) => {
    const entry = written.get(story) ?? write(story);
    written.set(story, entry);
    return entry;
  };
}

/** When something that readers see of it was last changed; what was deleted counts, too, so that it never goes back. */
export function lastChangeOf(story: Story): Date {
  return lastOf([
    story.updated_at,
    ...story.incident_updates.flatMap(({ created_at, updated_at, edited_at }) => [created_at, updated_at, edited_at]),
    ...(story.deleted_updates ?? []).map(({ deleted_at }) => deleted_at),
  ]);
}

/** The name of a story, which says so when a maintenance was called off. */
export function titleOf(story: Story, words: Words): string {
  return cleanLine(isCalledOff(story) ? words.labelled(words.statuses.cancelled, story.name) : story.name);
}

/** Whether a maintenance does not take place. */
export function isCalledOff(story: Story): boolean {
  return isMaintenance(story) && story.cancelled_at !== undefined;
}

function tagsOf(story: Story, status: Story['status'], words: Words): string[] {
  const kind = isMaintenance(story) ? [words.maintenance] : [];
  return [...kind, words.statuses[status], ...story.components.map(({ name }) => cleanLine(name))];
}

/** The last word on what was called off is that it was. */
function statusOf(story: Story, update: Update, words: Words): string {
  const isLast = story.incident_updates[0]?.id === update.id;
  return words.statuses[isLast && isCalledOff(story) ? 'cancelled' : update.status];
}

function bodyOf({ body_nodes = [] }: Update): Passage[] {
  return body_nodes.length > 0 ? [{ html: html(body_nodes), text: plain(body_nodes) }] : [];
}

function paragraph(text: string): Passage {
  return { html: `<p>${escapeHtml(text)}</p>`, text };
}

function joined(passages: readonly Passage[]): Passage {
  return {
    html: passages.map((passage) => passage.html).join('\n'),
    text: passages.map((passage) => passage.text).join('\n\n'),
  };
}

function lastOf(stamps: readonly (string | null | undefined)[]): Date {
  return new Date(Math.max(...stamps.map((stamp) => (stamp ? Date.parse(stamp) : 0))));
}
