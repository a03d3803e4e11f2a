import { html } from 'lit';
import { sayMonth } from '../time/say.ts';
import { monthAsked } from './month-asked.ts';
import { wholePage } from './whole-page.ts';
import type { FurtherView } from './view.ts';

/** A month in numbers, as a document that can be printed and sent. */
export const reportView: FurtherView = {
  draw(view) {
    const { asked, seen, telling } = view;
    if (!seen.allswell) return wholePage(view);
    if (!asked.report) return undefined;
    return html`<h1 class="view">${sayMonth(asked.report.month, telling.reader)}</h1>`;
  },
  wants(asked, seen) {
    const month = monthAsked(asked, seen);
    return { name: 'report', path: `reports/${encodeURIComponent(month)}.json`, isIt: asked.report?.month === month };
  },
};
