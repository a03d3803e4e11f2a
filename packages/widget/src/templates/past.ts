import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenIncident, SeenMaintenance } from '../source/decode.ts';
import { instantOf } from '../time/say.ts';
import { statusIcon } from './status-icon.ts';
import { affectedNames, spanOf } from './story-card.ts';
import type { Telling } from './telling.ts';
import { thread } from './thread.ts';

const shownAtOnce = 8;
const recentMs = 24 * 3_600_000;

function pastRow(story: SeenIncident | SeenMaintenance, telling: Telling): TemplateResult {
  const { reader, strings } = telling;
  const tone = story.kind === 'maintenance' ? 'maintenance' : story.impact;
  // What has just ended is what people come to read.
  const isRecent = reader.now - instantOf(story.resolved_at) < recentMs;
  return html`<details class="row ${tone}" data-incident-id=${story.id} ?open=${isRecent}>
    <summary>
      ${statusIcon(tone)}
      <span class="what">
        <b><bdi>${story.name}</bdi></b>
        <span class="meta">${spanOf(story, telling)} ${affectedNames(story.components, telling)}</span>
      </span>
      <svg class="turn" viewBox="0 0 20 20" aria-hidden="true"><path d="m7 5 5 5-5 5"></path></svg>
    </summary>
    ${thread(story.incident_updates, reader, strings)}
  </details>`;
}

/** What is over, newest first: a line each, to be opened. Works without JavaScript. */
export function past(stories: readonly (SeenIncident | SeenMaintenance)[], telling: Telling): TemplateResult {
  const { strings } = telling;
  if (stories.length === 0) return html`<p class="empty" dir="auto">${strings.noPast}</p>`;
  const earlier = stories.slice(shownAtOnce);
  return html`<div class="card rows">
    ${stories.slice(0, shownAtOnce).map((story) => pastRow(story, telling))}
    ${
      earlier.length > 0
        ? html`<details class="earlier">
            <summary dir="auto">${strings.earlier(earlier.length)}</summary>
            <div class="rows">${earlier.map((story) => pastRow(story, telling))}</div>
          </details>`
        : nothing
    }
  </div>`;
}
