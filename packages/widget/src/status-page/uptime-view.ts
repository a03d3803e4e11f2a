import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { uptimeWords } from '../i18n/uptime-words.ts';
import type { UptimeStrings } from '../i18n/uptime-strings.ts';
import { defined } from './defined.ts';
import { staleNote } from './stale-note.ts';
import type { FurtherView, View } from './view.ts';
import { wholePage } from './whole-page.ts';

/** How much of the time everything was up; of one component also why. */
export const uptimeView: FurtherView = {
  draw(view) {
    const { asked, seen } = view;
    if (!seen.allswell) return wholePage(view);
    return (asked.component ? asked.detail : asked.uptime) ? uptimeOf(view) : undefined;
  },
  words: (locale) => defined('status-uptime', () => import('../uptime/show-uptime.ts')) ?? uptimeWords(locale),
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

function uptimeOf(view: View): TemplateResult {
  const { asked, telling, truth } = view;
  const { reader, links, strings } = telling;
  // They were waited for.
  const words = uptimeWords(strings.language) as UptimeStrings;
  const { component, days } = asked;
  const { to } = links;
  const path = (id: string) => (id ? `uptime/${encodeURIComponent(id)}` : 'uptime');
  const title = component ? (asked.detail?.component.name ?? strings.uptime) : strings.uptime;
  return html`${component && to ? html`<p class="ways"><a href=${to('uptime', days ? { days } : {})}>${words.allComponents}</a></p>` : nothing}
    <h1 class="view"><bdi>${title}</bdi></h1>
    ${truth === 'fresh' ? nothing : staleNote(view)}
    <status-uptime
      component=${component}
      days=${days || '90'}
      locale=${strings.language}
      .document=${asked.uptime}
      .detail=${asked.detail}
      .audience=${reader}
      .addressOf=${to ? (id: string, shown: number) => to(path(id), shown === 90 ? {} : { days: `${shown}` }) : null}
      .storyAddress=${links.story}
      ><h2 class="visually-hidden" slot="title">${component ? strings.uptime : strings.components}</h2></status-uptime
    >
    ${to ? html`<p class="ways"><a href=${to('timeline')}>${words.timeline}</a><a href=${to('reports')}>${words.reports}</a><a href=${to('history')}>${strings.history}</a></p>` : nothing}`;
}
