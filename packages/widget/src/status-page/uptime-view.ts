import { html } from 'lit';
import { wholePage } from './whole-page.ts';
import type { FurtherView } from './view.ts';

/** How much of the time everything was up; of one component also why. */
export const uptimeView: FurtherView = {
  draw(view) {
    const { asked, seen, telling } = view;
    if (!seen.allswell) return wholePage(view);
    if (!(asked.component ? asked.detail : asked.uptime)) return undefined;
    return html`<h1 class="view">${telling.strings.uptime}</h1>`;
  },
  wants: ({ component, detail }) =>
    component
      ? {
          name: 'detail',
          path: `uptime/${encodeURIComponent(component)}.json`,
          isIt: detail?.component.id === component,
        }
      : { name: 'uptime', path: 'uptime.json' },
  query: ({ days }) => (days ? { days } : {}),
};
