import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { HistoryStrings } from '../i18n/history-strings.ts';
import { historyWords } from '../i18n/history-words.ts';
import type { SeenMonth } from '../source/decode.ts';
import { decodeMonth } from '../source/decode.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { past } from '../templates/past.ts';
import { format, sayMoment, sayMonth, sayRange } from '../time/say.ts';
import { calendar } from './calendar.ts';
import type { SeenDays } from './decode-days.ts';
import { decodeDays } from './decode-days.ts';
import { foundView } from './found-view.ts';
import { monthAsked } from './month-asked.ts';
import { longestQuery, searchForm } from './search-form.ts';
import { staleNote } from './stale-note.ts';
import type { FurtherView, View } from './view.ts';
import { wholePage } from './whole-page.ts';

/** What happened in one month, with a calendar of it and the ways to all others; or what was found in all of them. */
export const historyView: FurtherView = {
  draw(view) {
    const { asked, seen, telling } = view;
    if (!seen.allswell) return wholePage(view);
    // They were waited for.
    const words = historyWords(telling.strings.language) as HistoryStrings;
    if (asked.query) return foundView(view, words);
    const month = decodeMonth(asked.history);
    return month ? monthOf(view, month, words) : undefined;
  },
  words: historyWords,
  wants(asked, seen) {
    const { query } = asked;
    if (query.length > longestQuery) return undefined;
    if (query) {
      const path = `history/search.json?q=${encodeURIComponent(query)}`;
      return { name: 'found', path, isIt: asked.found?.query === query };
    }
    const month = monthAsked(asked, seen);
    return { name: 'history', path: `history/${encodeURIComponent(month)}.json`, isIt: asked.history?.month === month };
  },
  query: ({ month, query }) => (query ? { q: query } : month ? { month } : {}),
};

function monthOf(view: View, month: SeenMonth, words: HistoryStrings): TemplateResult {
  const { asked, telling, truth, seen } = view;
  const { strings, reader, links } = telling;
  const days = decodeDays(asked.history);
  const said = sayMonth(month.month, reader);
  return html`<div class="month-head">
      <h1 class="view">${said}</h1>
      ${searchForm('', telling, words)}
    </div>
    ${truth === 'fresh' ? nothing : staleNote(view)}
    <div>
      ${monthLinks(month, view)} ${calendar(month, days, telling, words, seen.page.time_zone)}
      ${earlierOnes(days, view, words)}
      ${
        month.stories.length + month.deleted.length > 0
          ? past(month, telling)
          : html`<p class="empty">${strings.nothingIn(said)}</p>`
      }
    </div>
    ${allMonths(days.months, month.month, view, words)}
    ${
      links.to
        ? html`<p class="ways">
            <a href=${links.to(`reports/${encodeURIComponent(month.month)}`)}>${words.report}</a
            ><a href=${links.to('timeline')}>${words.timeline}</a>
          </p>`
        : nothing
    }`;
}

/** What began in an earlier month and went on in this one. */
function earlierOnes({ ongoing }: SeenDays, { telling }: View, words: HistoryStrings): TemplateResult | typeof nothing {
  const { links, reader, strings } = telling;
  if (ongoing.length === 0) return nothing;
  return html`<h2>${words.earlier}</h2>
    <ul class="card rows found">
      ${ongoing.map((story) => {
        const tone = story.kind === 'maintenance' ? 'maintenance' : story.impact;
        return html`<li class="row ${tone}">
          ${statusIcon(tone)}
          <div>
            <p class="name"><a href=${links.story(story) ?? nothing}><bdi>${story.name}</bdi></a></p>
            <p class="meta">
              <span>${words.kind[story.kind]}</span
              >${
                story.endsAt === null
                  ? html`<span>${strings.since(sayMoment(story.startsAt, reader))}</span><span>${words.ongoing}</span>`
                  : html`<span>${sayRange(story.startsAt, story.endsAt, reader)}</span>`
              }
            </p>
          </div>
        </li>`;
      })}
    </ul>`;
}

function monthLinks({ earlier, later }: SeenMonth, { telling: { links, strings, reader } }: View): TemplateResult {
  const link = (month: string | null, rel: string) =>
    month && links.to
      ? html`<a class=${rel} rel=${rel} href=${links.to('history', { month })}
          >${arrow}<span>${sayMonth(month, reader)}</span></a
        >`
      : nothing;
  return html`<nav class="months" aria-label=${strings.months}>${link(earlier, 'prev')}${link(later, 'next')}</nav>`;
}

/** Every month there is, by its year. */
function allMonths(
  months: readonly string[],
  current: string,
  { telling: { links, reader } }: View,
  words: HistoryStrings,
): TemplateResult | typeof nothing {
  const { to } = links;
  if (!to || months.length < 2) return nothing;
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const say = (month: string) =>
    format({ locale: reader.locale, timeZone: 'UTC' }, { month: 'short' }).format(Date.parse(`${month}-01T00:00:00Z`));
  return html`<details class="all-months">
    <summary>${words.allMonths}</summary>
    <dl>
      ${years.map(
        (year) =>
          html`<div>
            <dt>${year}</dt>
            <dd>
              ${months
                .filter((month) => month.startsWith(year))
                .reverse()
                .map(
                  (month) =>
                    html`<a href=${to('history', { month })} aria-current=${month === current ? 'page' : nothing}
                      >${say(month)}<span class="visually-hidden"> ${year}</span></a
                    >`,
                )}
            </dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

const arrow = html`<svg class="turn" viewBox="0 0 20 20" aria-hidden="true"><path d="m7 5 5 5-5 5"></path></svg>`;
