import type { DeletedIncident } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenPast, Story } from '../source/decode.ts';
import { instantOf, sayMoment, sayRange } from '../time/say.ts';
import { statusIcon } from './status-icon.ts';
import { affectedNames, spanOf } from './story-card.ts';
import { isCancelled, isOver, statusOf, toneOf } from './story-status.ts';
import type { Telling } from './telling.ts';
import { thread } from './thread.ts';

const recentMs = 24 * 3_600_000;

/** What is over, newest first: a line each, to be opened. Works without JavaScript. */
export function past({ stories, deleted }: SeenPast, telling: Telling): TemplateResult {
  const all = [...stories, ...deleted];
  if (deleted.length > 0) all.sort((one, other) => instantOf(other.started_at) - instantOf(one.started_at));
  return html`<div class="card rows">${all.map((one) => ('deleted_at' in one ? goneRow(one, telling) : pastRow(one, telling)))}</div>`;
}

function pastRow(story: Story, telling: Telling): TemplateResult {
  const { reader, strings, links } = telling;
  const isOpen = !isOver(story);
  const tone = isOpen || story.kind === 'maintenance' ? toneOf(story) : story.impact;
  // What has just ended is what people come to read.
  const isRecent = reader.now - instantOf(story.resolved_at) < recentMs;
  // A postmortem is long: it has its place on a page of its own.
  const updates = story.incident_updates.filter(({ status }) => status !== 'postmortem');
  const href = links.story(story);
  return html`<details class="row ${tone} ${isCancelled(story) ? 'cancelled' : ''}" data-incident-id=${story.id} ?open=${isRecent}><summary>${statusIcon(tone)}<span class="what"><b><bdi>${story.name}</bdi></b><span class="meta">${isOpen || isCancelled(story) ? html`<span class="tag">${statusOf(story, story.status, strings)}</span>` : nothing}${isCancelled(story) ? plannedSpan(story, telling) : spanOf(story, telling)}${affectedNames(story.components, telling)}</span></span><svg class="turn" viewBox="0 0 20 20" aria-hidden="true"><path d="m7 5 5 5-5 5"></path></svg></summary>${thread(story, telling, updates)}${
    href
      ? html`<p class="whole"><a href=${href}>${updates.length < story.incident_updates.length ? strings.readPostmortem : strings.ownPage}</a></p>`
      : nothing
  }</details>`;
}

/** When something was to be that was called off. */
function plannedSpan(story: Story, { reader }: Telling): TemplateResult | typeof nothing {
  if (story.kind !== 'maintenance') return nothing;
  return html`<span>${sayRange(instantOf(story.scheduled_for), instantOf(story.scheduled_until), reader)}</span>`;
}

/** What was taken back: that it was there stays visible, what it said does not. */
function goneRow({ id, kind, started_at, deleted_at }: DeletedIncident, { reader, strings }: Telling): TemplateResult {
  const at = (stamp: string) => sayMoment(instantOf(stamp), reader);
  return html`<p class="gone row" data-deleted-id=${id}>${strings.deleted[kind](at(started_at), at(deleted_at))}</p>`;
}
