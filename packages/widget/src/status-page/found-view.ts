import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { HistoryStrings } from '../i18n/history-strings.ts';
import { objects, referenceOf, type SeenReference, text } from '../source/decode-reference.ts';
import { statusIcon } from '../templates/status-icon.ts';
import type { Telling } from '../templates/telling.ts';
import { sayDuration, sayMoment } from '../time/say.ts';
import { longestQuery, searchForm } from './search-form.ts';
import { staleNote } from './stale-note.ts';
import type { View } from './view.ts';

/** What holds the words that were looked for, newest first; undefined while that is not known. */
export function foundView(view: View, words: HistoryStrings): TemplateResult | undefined {
  const { asked, telling, truth } = view;
  const { query } = asked;
  const isTooLong = query.length > longestQuery;
  const given = (asked.found ?? {}) as Partial<Record<string, unknown>>;
  if (!isTooLong && text(given.query) !== query) return undefined;
  const back = telling.links.to?.('history');
  return html`<h1 class="view">${words.search}</h1>
    ${truth === 'fresh' ? nothing : staleNote(view)} ${searchForm(query, telling, words)}
    ${isTooLong ? html`<p class="empty">${words.tooLong}</p>` : results(given, query, telling, words)}
    ${back ? html`<p class="ways"><a href=${back}>${words.back}</a></p>` : nothing}`;
}

function results(
  given: Partial<Record<string, unknown>>,
  query: string,
  telling: Telling,
  words: HistoryStrings,
): TemplateResult {
  const stories = objects(given.stories).flatMap((one) =>
    referenceOf(one).map((story) => ({ story, excerpt: text(one.excerpt) })),
  );
  const count = Math.max(stories.length, Number(given.count) || 0);
  if (count === 0) return html`<p class="empty" role="status">${words.nothingFound}</p>`;
  const parts = sought(query);
  return html`<p class="count" role="status">
      ${words.found(count)} ${count > stories.length ? words.newest(stories.length) : nothing}
    </p>
    <ol class="card rows found">
      ${stories.map(({ story, excerpt }) => foundRow(story, excerpt, parts, telling, words))}
    </ol>`;
}

function foundRow(
  story: SeenReference,
  excerpt: string,
  parts: RegExp | undefined,
  { links, reader, strings }: Telling,
  words: HistoryStrings,
): TemplateResult {
  const tone = story.kind === 'maintenance' ? 'maintenance' : story.impact;
  const { startsAt, endsAt } = story;
  const isAhead = startsAt > reader.now;
  const lasts = endsAt === null ? words.ongoing : sayDuration(endsAt - startsAt, reader);
  return html`<li class="row ${tone}" data-incident-id=${story.id}>
    ${statusIcon(tone)}
    <div>
      <p class="name"><a href=${links.story(story) ?? nothing}><bdi>${marked(story.name, parts)}</bdi></a></p>
      <p class="meta">
        <span>${words.kind[story.kind]}${story.kind === 'incident' ? html`<span class="visually-hidden">${strings.comma}${words.impact[tone]}</span>` : nothing}</span
        ><span>${sayMoment(startsAt, { ...reader, now: isAhead ? startsAt : reader.now })}</span
        ><span>${isAhead ? strings.phase.ahead : lasts}</span>
      </p>
      <p class="excerpt" dir="auto">${marked(excerpt, parts)}</p>
    </div>
  </li>`;
}

/** What finds any of the words, as letters; undefined where there is none. */
function sought(query: string): RegExp | undefined {
  const words = query.split(/\s+/).filter(Boolean);
  // The longest first, so that of words inside each other the whole is marked.
  words.sort((one, other) => other.length - one.length);
  const letters = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return letters.length > 0 ? new RegExp(`(${letters.join('|')})`, 'giu') : undefined;
}

/** A text with what was looked for marked in it. */
function marked(said: string, parts: RegExp | undefined): (string | TemplateResult)[] {
  if (!parts) return [said];
  // Splitting by what is found gives, in turn, what lies between and what was found.
  return said.split(parts).map((part, index) => (index % 2 > 0 ? html`<mark>${part}</mark>` : part));
}
