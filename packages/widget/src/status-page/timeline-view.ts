import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { timelineWords } from '../i18n/timeline-words.ts';
import type { TimelineStrings } from '../i18n/timeline-strings.ts';
import { defined } from './defined.ts';
import { staleNote } from './stale-note.ts';
import type { FurtherView, View } from './view.ts';
import { wholePage } from './whole-page.ts';

/** What was when, and what is planned: a line for each component. */
export const timelineView: FurtherView = {
  draw(view) {
    if (!view.seen.allswell) return wholePage(view);
    return view.asked.timeline ? timelineOf(view) : undefined;
  },
  words: (locale) => defined('status-timeline', () => import('../timeline/show-timeline.ts')) ?? timelineWords(locale),
  wants: () => ({ name: 'timeline', path: 'timeline.json' }),
  query: ({ span, until }) => ({ ...(span && { span }), ...(until && { until }) }),
};

function timelineOf(view: View): TemplateResult {
  const { asked, telling, truth } = view;
  const { reader, links, strings } = telling;
  // They were waited for.
  const words = timelineWords(strings.language) as TimelineStrings;
  const { to } = links;
  return html`<h1 class="view">${words.title}</h1>
    ${truth === 'fresh' ? nothing : staleNote(view)}
    <status-timeline
      span=${asked.span || 'month'}
      until=${asked.until}
      locale=${strings.language}
      .document=${asked.timeline}
      .audience=${reader}
      .addressOf=${to ? (span: string, until: string) => to('timeline', { span, ...(until && { until }) }) : null}
      .storyAddress=${links.story}
      .componentAddress=${to ? (id: string) => to(`uptime/${encodeURIComponent(id)}`) : null}
      .knownUntil=${truth === 'fresh' ? null : view.provenAt}
      ><span slot="title"></span
    ></status-timeline>
    ${to ? html`<p class="ways"><a href=${to('uptime')}>${strings.uptime}</a><a href=${to('history')}>${strings.history}</a></p>` : nothing}`;
}
