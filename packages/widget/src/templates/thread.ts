import type { DeletedUpdate } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { StoryStrings } from '../i18n/story-strings.ts';
import type { SeenUpdate, Story } from '../source/decode.ts';
import type { Reader } from '../time/say.ts';
import { instantOf, sayAgo, sayInFull, sayMoment, sayTime } from '../time/say.ts';
import { statusOf } from './story-status.ts';
import type { Telling } from './telling.ts';
import { textOf } from './text.ts';

/** "4 minutes ago", "just now", "in 2 hours"; "on 22 Nov, 14:32" in words that will be read later. */
export function sayWhen(at: number, reader: Reader, strings: StoryStrings, style: 'long' | 'short' = 'long'): string {
  if (reader.isNow === false) return strings.on(sayTime(at, reader));
  const past = reader.now - at;
  return Math.abs(past) < 60_000 || Number.isNaN(past) ? strings.justNow : sayAgo(past, reader, style);
}

const longAgo = 24 * 3_600_000;

/** Says of a text that it was changed after it had been published, and when. */
export function editedMark(editedAt: string | null, { reader, strings }: Telling): TemplateResult | typeof nothing {
  if (!editedAt) return nothing;
  const at = instantOf(editedAt);
  return html`<time class="edited" dir="auto" datetime=${editedAt} title=${sayInFull(at, reader)}
    >${strings.edited} ${Number.isNaN(at) ? nothing : strings.on(sayMoment(at, reader))}</time
  >`;
}

/** The updates of an incident, newest first: status and time beside the words. Those taken back leave a note. */
export function thread(
  story: Story,
  telling: Telling,
  updates: readonly SeenUpdate[] = story.incident_updates,
): TemplateResult {
  const entries: (SeenUpdate | DeletedUpdate)[] = [...updates];
  if (story.deleted_updates.length > 0) {
    entries.push(...story.deleted_updates);
    entries.sort((one, other) => instantOf(other.display_at) - instantOf(one.display_at));
  }
  return html`<ol class="thread">${entries.map((entry) =>
    'body' in entry ? said(entry, entry === updates[0], story, telling) : deleted(entry, telling),
  )}</ol>`;
}

function said(update: SeenUpdate, isLatest: boolean, story: Story, telling: Telling): TemplateResult {
  const { reader, strings } = telling;
  const at = instantOf(update.display_at);
  // How long ago the latest word was is what people want to know; for older ones the time does.
  const isFresh = isLatest && reader.isNow !== false && Math.abs(reader.now - at) < longAgo;
  return html`<li data-update-id=${update.id}><div>
      <b>${statusOf(story, update.status, strings)}</b>
      <time dir="auto" datetime=${update.display_at} title=${sayInFull(at, reader)}
        >${sayTime(at, reader)}${isFresh ? html`<span class="ago">${strings.comma}${sayWhen(at, reader, strings, 'short')}</span>` : nothing}</time
      >
      ${editedMark(update.edited_at, telling)}
    </div><div class="text">${textOf(update)}</div></li>`;
}

function deleted({ id, display_at, deleted_at }: DeletedUpdate, { reader, strings }: Telling): TemplateResult {
  const at = (stamp: string) => sayMoment(instantOf(stamp), reader);
  return html`<li class="gone" data-deleted-id=${id}>${strings.updateDeleted(at(display_at), at(deleted_at))}</li>`;
}
