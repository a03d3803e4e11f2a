import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenUpdate, Story } from '../source/decode.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { affectedNames, repeats, spanOf } from '../templates/story-card.ts';
import { isCancelled, isOver, statusOf, toneOf } from '../templates/story-status.ts';
import { subscribeLink } from '../templates/subscribe-link.ts';
import type { Telling } from '../templates/telling.ts';
import { textOf } from '../templates/text.ts';
import { editedMark, thread } from '../templates/thread.ts';
import { instantOf, sayInFull, sayMoment, sayRange, sayTime } from '../time/say.ts';
import { staleNote } from './stale-note.ts';
import type { Asked, FurtherView, View } from './view.ts';

/** What each page showed last: the next document may no longer hold it. */
const kept = new WeakMap<Asked, Story>();

/** One incident or maintenance alone and whole, with the way back to everything. */
export const incidentView: FurtherView = {
  draw(view) {
    const { asked, seen, past } = view;
    const last = kept.get(asked);
    const all = [...seen.incidents, ...seen.scheduled_maintenances, ...(past?.stories ?? []), ...(last ? [last] : [])];
    const story = all.find(({ id }) => id === asked.incident);
    if (story) kept.set(asked, story);
    return oneStory(view, story);
  },
};

function oneStory(view: View, story: Story | undefined): TemplateResult {
  const { seen, truth, telling } = view;
  const { strings, links } = telling;
  const isKnown = truth !== 'unknown';
  const tone = isKnown ? seen.status.indicator : 'unknown';
  const sentence = isKnown ? strings.overall(seen.status.description) : strings.unknown;
  const back = html`<a class="back ${tone}" href=${links.home ?? nothing}
    >${statusIcon(tone)}<span>${strings.allStatus}${strings.colon}${sentence}</span></a
  >`;
  if (!story) return html`${back}<p class="empty">${strings.incidentGone}</p>`;
  const storyTone = isCancelled(story) || !isOver(story) ? toneOf(story) : 'none';
  const postmortem = story.incident_updates.find(({ status }) => status === 'postmortem');
  const updates = story.incident_updates.filter((update) => update !== postmortem);
  return html`${back}${truth === 'fresh' ? nothing : staleNote(view)}
    <article class="${storyTone} ${isCancelled(story) ? 'cancelled' : ''}" data-incident-id=${story.id}>
      <div class="title">
        <p class="meta">
          <span class="tag">${statusIcon(storyTone)}${statusOf(story, postmortem ? 'resolved' : story.status, strings)}</span>
          ${repeats(story, telling)}
        </p>
        <h1><bdi>${story.name}</bdi></h1>
        <p class="meta">${whenOf(story, telling)}${affectedNames(story.components, telling)}${isOver(story) ? nothing : subscribeLink(telling, story.id)}</p>
      </div>
      ${
        postmortem
          ? html`${postmortemOf(postmortem, telling)}
              <h2>${strings.updates}</h2>`
          : nothing
      }
      <div class="card">${thread(story, telling, updates)}</div>
    </article>`;
}

/** What was learnt: a text to be read, set apart from what was said while it lasted. */
function postmortemOf(update: SeenUpdate, telling: Telling): TemplateResult {
  const { reader, strings } = telling;
  const at = instantOf(update.display_at);
  return html`<section class="postmortem" aria-labelledby="postmortem" data-update-id=${update.id}>
    <h2 id="postmortem">${strings.status.postmortem}</h2>
    <p class="meta">
      <time dir="auto" datetime=${update.display_at} title=${sayInFull(at, reader)}
        >${strings.published(sayMoment(at, reader))}</time
      >
      ${editedMark(update.edited_at, telling)}
    </p>
    <div class="text">${textOf(update)}</div>
  </section>`;
}

/** When it was or will be, or since when it has been going on. */
function whenOf(story: Story, telling: Telling): TemplateResult {
  const { reader, strings } = telling;
  if (story.kind === 'maintenance') {
    return html`<span>${sayRange(instantOf(story.scheduled_for), instantOf(story.scheduled_until), reader)}</span>`;
  }
  if (isOver(story)) return spanOf(story, telling);
  return html`<span>${strings.since(sayTime(instantOf(story.started_at), reader))}</span>`;
}
