import { beginningOfDay, dayAfter } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenReference } from '../source/decode-reference.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { toneOfComponent } from '../templates/tone.ts';
import { sayDuration, sayMoment, sayRange } from '../time/say.ts';
import type { SeenDetail, SeenSpan } from './decode-uptime.ts';
import { sayCounted, type UptimeTelling } from './telling.ts';

/** All that is known of one day: what was, from when to when, how it counts, and what caused it. */
export function dayFacts(date: string, detail: SeenDetail, telling: UptimeTelling): TemplateResult {
  const { strings } = telling;
  const [from, until] = [beginningOfDay(date, detail.timeZone), beginningOfDay(dayAfter(date, 1), detail.timeZone)];
  const spans = detail.spans.filter((span) => span.startsAt < until && span.endsAt > from);
  const told = new Set(spans.flatMap(({ stories }) => stories));
  const related = (detail.days.find((day) => day.date === date)?.stories ?? []).filter((id) => !told.has(id));
  if (spans.length + related.length === 0) return html`<p class="meta">${strings.quiet}</p>`;
  return html`${spans.length > 0 ? html`<ul class="spans">${spans.map((span) => spanItem(span, detail, telling))}</ul>` : nothing}${storyLinks(related, detail, telling)}`;
}

/** When a time was, with its zone, or since when it has been going on. */
export function whenOf({ startsAt, endsAt, isOpen }: SeenSpan, { reader, strings }: UptimeTelling): string {
  if (!isOpen) return sayRange(startsAt, endsAt, reader);
  return [strings.since(sayMoment(startsAt, reader)), strings.ongoing].join(strings.comma);
}

/** What was, and what it counts as where that is something else. */
export function statusOf({ status, countsAs, isExcluded }: SeenSpan, { strings }: UptimeTelling): string {
  const said = strings.component[status];
  return countsAs === status || isExcluded ? said : `${said}. ${strings.countsAs(strings.component[countsAs])}`;
}

/** One time that was not plainly operational. */
function spanItem(span: SeenSpan, detail: SeenDetail, telling: UptimeTelling): TemplateResult {
  const tone = toneOfComponent(span.status);
  return html`<li class="span">
    <p class="status ${tone}">${statusIcon(tone)}${statusOf(span, telling)}</p>
    <p class="meta"><span>${whenOf(span, telling)}</span><span>${sayDuration(span.endsAt - span.startsAt, telling.reader)}</span><span>${sayCounted(span, telling)}</span></p>
    ${reasonOf(span, telling)} ${causeOf(span, detail, telling)}
  </li>`;
}

/** Why it counts as something else than what was published. */
export function reasonOf({ reason }: SeenSpan, { strings }: UptimeTelling): TemplateResult | typeof nothing {
  return reason === null ? nothing : html`<p class="reason" dir="auto">${strings.corrected(reason)}</p>`;
}

/** What caused it, with the ways there. */
export function causeOf(span: SeenSpan, detail: SeenDetail, telling: UptimeTelling): TemplateResult {
  return span.stories.length > 0
    ? html`${storyLinks(span.stories, detail, telling)}`
    : html`<p class="meta">${telling.strings.byHand}</p>`;
}

/** The names of what happened, each the way to all that was said of it. */
function storyLinks(
  ids: readonly string[],
  { stories }: SeenDetail,
  telling: UptimeTelling,
): TemplateResult | typeof nothing {
  const known = ids.flatMap((id) => stories.get(id) ?? []);
  if (known.length === 0) return nothing;
  return html`<ul class="stories">
    ${known.map((story) => html`<li>${storyLink(story, telling)}</li>`)}
  </ul>`;
}

function storyLink(story: SeenReference, { storyHref, strings }: UptimeTelling): TemplateResult {
  const href = storyHref(story);
  const counts = story.countsAsDowntime ? html` <span class="meta">${strings.countsAsDowntime}</span>` : nothing;
  return href ? html`<a href=${href}><bdi>${story.name}</bdi></a>${counts}` : html`<bdi>${story.name}</bdi>${counts}`;
}
