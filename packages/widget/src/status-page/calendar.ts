import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { HistoryStrings } from '../i18n/history-strings.ts';
import type { SeenMonth } from '../source/decode.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { isCancelled, toneOf } from '../templates/story-status.ts';
import type { Telling } from '../templates/telling.ts';
import type { Tone } from '../templates/tone.ts';
import { dayOf, format, sayMonth } from '../time/say.ts';
import { firstWeekday, weeksOf } from '../time/weeks.ts';
import type { SeenDays } from './decode-days.ts';

const mostMarks = 3;
const mostWhereNarrow = 2;
const order: readonly Tone[] = ['none', 'unknown', 'maintenance', 'minor', 'major', 'critical'];

/** One thing on a day: how it looks, what it is called, and where its page is. */
interface Mark {
  id: string;
  name: string;
  tone: Tone;
  href: string | undefined;
}

/** A month as a calendar: each day with what went on on it. A day leads to its first entry below, or to the page of that. */
export function calendar(
  month: SeenMonth,
  seen: SeenDays,
  { reader, strings, links }: Telling,
  words: HistoryStrings,
  timeZone: string,
): TemplateResult {
  const { locale } = reader;
  const say = (day: string, options: Intl.DateTimeFormatOptions) =>
    format({ locale, timeZone: 'UTC' }, options).format(Date.parse(`${day}T00:00:00Z`));
  const first = firstWeekday(locale);
  // 1 January 2024 was a Monday.
  const weekdays = Array.from({ length: 7 }, (_, index) => `2024-01-0${((first - 1 + index) % 7) + 1}`);
  const today = dayOf(reader.now, { ...reader, timeZone });
  const known = marksOf(month, seen, links);
  const cell = (day: string): TemplateResult => {
    if (!day) return html`<td></td>`;
    const marks = (seen.days.get(day)?.stories ?? []).flatMap((id) => known.get(id) ?? []);
    const impact = seen.days.get(day)?.impact;
    const number = html`<time datetime=${day}>${say(day, { day: 'numeric' })}</time>`;
    const isToday = day === today;
    const note = isToday ? html`<span class="visually-hidden">${strings.comma}${words.today}</span>` : nothing;
    const current = isToday ? 'date' : nothing;
    if (!impact)
      return html`<td class=${day > today ? 'ahead' : nothing} aria-current=${current}>${number}${note}</td>`;
    const [shown] = marks;
    const inside = html`${number}${note}${signs(marks, impact, strings.comma, words)}`;
    return html`<td class=${impact} aria-current=${current}>
      ${shown ? html`<a href=${shown.href ?? nothing} data-shows=${shown.id} @click=${show}>${inside}</a>` : inside}
    </td>`;
  };
  return html`<table class="calendar">
    <caption class="visually-hidden">
      ${words.calendar(sayMonth(month.month, reader))}
    </caption>
    <thead>
      <tr>
        ${weekdays.map(
          (day) =>
            html`<th scope="col">
              <span class="visually-hidden">${say(day, { weekday: 'long' })}</span
              ><span class="wide" aria-hidden="true">${say(day, { weekday: 'short' })}</span
              ><span class="slim" aria-hidden="true">${say(day, { weekday: 'narrow' })}</span>
            </th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${weeksOf(month.month, first).map((week) => html`<tr>${week.map(cell)}</tr>`)}
    </tbody>
  </table>`;
}

/** Opens the entry that a day leads to; without a script the link leads to the page of it. */
function show(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.currentTarget as HTMLElement;
  const id = CSS.escape(link.dataset.shows ?? '');
  const entry = (link.getRootNode() as ShadowRoot).querySelector<HTMLElement>(`[data-incident-id="${id}"]`);
  const summary = entry?.querySelector('summary');
  if (!entry || !summary) return;
  event.preventDefault();
  if (entry instanceof HTMLDetailsElement) entry.open = true;
  summary.focus({ preventScroll: true });
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  entry.scrollIntoView({ behavior: isStill ? 'auto' : 'smooth', block: 'center' });
}

/** The signs of a day, the first few of many; with their names for those who do not see them. */
function signs(marks: readonly Mark[], impact: Tone, comma: string, words: HistoryStrings): TemplateResult {
  const tones = marks.length > 0 ? marks.map(({ tone }) => tone) : [impact];
  // The worst is seen first.
  tones.sort((one, other) => order.indexOf(other) - order.indexOf(one));
  const more = (shown: number, kind: string) =>
    tones.length > shown ? html`<i class=${kind} dir="ltr">+${tones.length - shown}</i>` : nothing;
  return html`<span class="signs" aria-hidden="true"
      >${tones.slice(0, mostMarks).map(statusIcon)}${more(mostMarks, 'wide')}${more(mostWhereNarrow, 'slim')}</span
    ><span class="visually-hidden"
      >${
        marks.length > 0
          ? marks.map(({ name, tone }) => html`${comma}<bdi>${name}</bdi>${comma}${words.impact[tone]}`)
          : html`${comma}${words.impact[impact]}`
      }</span
    >`;
}

/** What can be on a day, by its id. */
function marksOf(month: SeenMonth, { ongoing }: SeenDays, links: Telling['links']): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { id, name, kind, impact, shortlink } of ongoing) {
    marks.set(id, {
      id,
      name,
      tone: kind === 'maintenance' ? 'maintenance' : impact,
      href: links.story({ id, shortlink }),
    });
  }
  for (const story of month.stories) {
    const tone = isCancelled(story) ? 'unknown' : story.kind === 'maintenance' ? toneOf(story) : story.impact;
    marks.set(story.id, { id: story.id, name: story.name, tone, href: links.story(story) });
  }
  return marks;
}
