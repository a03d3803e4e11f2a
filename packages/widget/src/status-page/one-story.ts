import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenIncident, SeenMaintenance } from '../source/decode.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { affectedNames, isOver, spanOf, toneOf } from '../templates/story-card.ts';
import { thread } from '../templates/thread.ts';
import { instantOf, sayRange, sayTime } from '../time/say.ts';
import { staleNote } from './stale-note.ts';
import type { View } from './view.ts';

/** One incident or maintenance alone, with the way back to everything. */
export function oneStory(view: View, story: SeenIncident | SeenMaintenance | undefined): TemplateResult {
  const { seen, truth, home, telling } = view;
  const { reader, strings } = telling;
  const isKnown = truth !== 'unknown';
  const tone = isKnown ? seen.status.indicator : 'unknown';
  const sentence = isKnown ? strings.overall(seen.status.description) : strings.unknown;
  const back = html`<a class="back ${tone}" href=${home ?? nothing}
    >${statusIcon(tone)}<span>${strings.allStatus}: ${sentence}</span></a
  >`;
  if (!story) return html`${back}<p class="empty">${strings.incidentGone}</p>`;
  const storyTone = isOver(story) ? 'none' : toneOf(story);
  return html`${back}${truth === 'fresh' ? nothing : staleNote(view)}
    <article class=${storyTone} data-incident-id=${story.id}>
      <div class="title">
        <p class="meta"><span class="tag">${statusIcon(storyTone)}${strings.status[story.status]}</span></p>
        <h1><bdi>${story.name}</bdi></h1>
        <p class="meta">${whenOf(story, view)}${affectedNames(story.components, telling)}</p>
      </div>
      <div class="card">${thread(story.incident_updates, reader, strings)}</div>
    </article>`;
}

/** When it was or will be, or since when it has been going on. */
function whenOf(story: SeenIncident | SeenMaintenance, { telling }: View): TemplateResult {
  const { reader, strings } = telling;
  if (story.kind === 'maintenance') {
    return html`<span>${sayRange(instantOf(story.scheduled_for), instantOf(story.scheduled_until), reader)}</span>`;
  }
  if (isOver(story)) return spanOf(story, telling);
  return html`<span>${strings.since(sayTime(instantOf(story.started_at), reader))}</span>`;
}
