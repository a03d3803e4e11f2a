import { html } from 'lit';
import { wholePage } from './whole-page.ts';
import type { FurtherView } from './view.ts';

/** Which component was in which state when, and what is planned. */
export const timelineView: FurtherView = {
  draw(view) {
    const { asked, seen } = view;
    if (!seen.allswell) return wholePage(view);
    if (!asked.timeline) return undefined;
    return html`<h1 class="view">${view.telling.strings.uptime}</h1>`;
  },
  wants: () => ({ name: 'timeline', path: 'timeline.json' }),
  query: ({ span, until }) => ({ ...(span && { span }), ...(until && { until }) }),
};
