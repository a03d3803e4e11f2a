import type { MaintenancePhase } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenComponent, Story } from '../source/decode.ts';
import { instantOf, sayDuration, sayRange, sayTime } from '../time/say.ts';
import { statusIcon } from './status-icon.ts';
import { isOver, toneOf } from './story-status.ts';
import { subscribeLink } from './subscribe-link.ts';
import type { Telling } from './telling.ts';
import { thread } from './thread.ts';

const mostNames = 4;

/** The names of some components, the first few of many. */
export function namesOf(components: readonly SeenComponent[]): { names: string[]; more: number } {
  const names = components.filter((component) => !component.group).map((component) => component.name);
  const more = names.length > mostNames ? names.length - mostNames + 1 : 0;
  return { names: more > 0 ? names.slice(0, mostNames - 1) : names, more };
}

/** The names of what an incident affects, each in its own direction of writing. */
export function affectedNames(
  components: readonly SeenComponent[],
  { strings }: Telling,
): TemplateResult | typeof nothing {
  const { names, more } = namesOf(components);
  if (names.length === 0) return nothing;
  return html`<span class="names"
    >${names.map((name, index) => html`${index > 0 ? strings.comma : nothing}<bdi>${name}</bdi>`)}${more > 0 ? `${strings.comma}${strings.more(more)}` : nothing}</span
  >`;
}

/** A title that leads to the page of its own, where there is one. */
export function titleOf(story: Story, { links }: Telling): TemplateResult {
  const href = links.story(story);
  return href ? html`<a href=${href}><bdi>${story.name}</bdi></a>` : html`<bdi>${story.name}</bdi>`;
}

/** Says of a maintenance that it is one of many. */
export function repeats(story: Story, { strings }: Telling): TemplateResult | typeof nothing {
  return story.kind === 'maintenance' && story.series_id ? html`<span>${strings.recurring}</span>` : nothing;
}

/** An open incident, or a maintenance under way: a head that says what, and the thread of what was said. */
export function storyCard(story: Story, telling: Telling, phase?: MaintenancePhase): TemplateResult {
  const { reader, strings } = telling;
  const tone = toneOf(story);
  const until =
    story.kind === 'maintenance'
      ? html`<p class="when">${sayRange(instantOf(story.scheduled_for), instantOf(story.scheduled_until), reader)}</p>`
      : nothing;
  return html`<article class="card story ${tone}" data-incident-id=${story.id}><div class="head"><p class="meta"><span class="tag">${statusIcon(tone)}${phase ? strings.phase[phase] : strings.status[story.status]}</span>${repeats(story, telling)}${affectedNames(story.components, telling)}${subscribeLink(telling, story.id)}</p><h3>${titleOf(story, telling)}</h3>${until}</div>${thread(story, telling)}</article>`;
}

/** When it was, and for how long. */
export function spanOf(story: Story, { reader, strings }: Telling): TemplateResult {
  const from = instantOf(story.started_at);
  const until = instantOf(story.resolved_at);
  // Pages exist that say an incident was over before it began.
  const hasLasted = until > from && isOver(story);
  return html`<span>${sayTime(from, reader)}</span>${hasLasted ? html`<span>${strings.lasted(sayDuration(until - from, reader))}</span>` : nothing}`;
}
