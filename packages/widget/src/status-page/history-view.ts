import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenMonth } from '../source/decode.ts';
import { decodeMonth } from '../source/decode.ts';
import { past } from '../templates/past.ts';
import { sayMonth } from '../time/say.ts';
import { monthAsked } from './month-asked.ts';
import { staleNote } from './stale-note.ts';
import type { FurtherView, View } from './view.ts';
import { wholePage } from './whole-page.ts';

/** What happened in one month, with the ways to the months beside it. */
export const historyView: FurtherView = {
  draw(view) {
    const { asked, seen } = view;
    if (!seen.allswell) return wholePage(view);
    const month = decodeMonth(asked.history);
    return month ? monthOf(view, month) : undefined;
  },
  wants(asked, seen) {
    if (asked.query) {
      return {
        name: 'found',
        path: `history/search.json?q=${encodeURIComponent(asked.query)}`,
        isIt: asked.found?.query === asked.query,
      };
    }
    const month = monthAsked(asked, seen);
    return { name: 'history', path: `history/${encodeURIComponent(month)}.json`, isIt: asked.history?.month === month };
  },
  query: ({ month, query }) => (query ? { q: query } : month ? { month } : {}),
};

function monthOf(view: View, month: SeenMonth): TemplateResult {
  const { telling, truth } = view;
  const { strings } = telling;
  return html`<h1 class="view">${sayMonth(month.month, telling.reader)}</h1>
    ${truth === 'fresh' ? nothing : staleNote(view)}
    ${
      month.stories.length + month.deleted.length > 0
        ? past(month, telling)
        : html`<p class="empty">${strings.nothingIn(sayMonth(month.month, telling.reader))}</p>`
    }
    ${(month.earlier ?? month.later) ? monthLinks(month, view) : nothing}`;
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

const arrow = html`<svg class="turn" viewBox="0 0 20 20" aria-hidden="true"><path d="m7 5 5 5-5 5"></path></svg>`;
