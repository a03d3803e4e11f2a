// Registers the element for the server's renderer; it is the one that readers' browsers load.
import { StatusPage } from '@allswell/widget/status-page';
// What it shows of metrics, where there are any.
import '@allswell/widget/status-metrics';
import '@allswell/widget/status-timeline';
import '@allswell/widget/status-uptime';
// The renderer waits for nothing, so all words are there before it starts.
import '@allswell/widget/languages';
import { render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { html, nothing } from 'lit';
import { escapeHtml } from '../../text/escape.ts';
import { inertJson } from './inert-json.ts';
import { documentFor, type Subject, type View } from './view.ts';
import { subscribeForm } from './without-script.ts';
import { wordsFor } from './words.ts';

/** Renders the inside of a page: safe HTML, and the style sheets that stand in it. */
export type Render = (view: View) => { html: string; styles: string[] };

/**
 * Renders <status-page> with all it knows into declarative shadow DOM, complete without a script. The same data stands
 * inside it as inert JSON, so that the browser takes over what it finds and changes nothing.
 */
export const renderStatusPage: Render = (view) => {
  const { snapshot, subject, lang, languages, staleSince, metrics } = view;
  const { summary, state, texts } = snapshot;
  const document = documentFor(view);
  const { view: name, ...asked } = attributesOf(subject);
  const shown = shownBy(subject);
  const element = collectResultSync(
    render(html`<status-page
      src="/"
      now=${state.changed_at.toISOString()}
      view=${name ?? nothing}
      incident=${asked.incident ?? nothing}
      month=${asked.month ?? nothing}
      query=${asked.query ?? nothing}
      component=${asked.component ?? nothing}
      days=${asked.days ?? nothing}
      span=${asked.span ?? nothing}
      until=${asked.until ?? nothing}
      locale=${lang}
      languages=${[...new Set([languages.main, ...languages.all])].join(' ')}
      stale-since=${staleSince?.toISOString() ?? nothing}
      .summary=${summary}
      .document=${document}
      .metrics=${metrics?.document ?? null}
      .uptime=${shown?.uptime ?? null}
      .detail=${shown?.detail ?? null}
      .timeline=${shown?.timeline ?? null}
      .history=${shown?.history ?? null}
      .found=${shown?.found ?? null}
      .report=${shown?.report ?? null}
    ></status-page>`),
  );
  const start = element.indexOf('<status-page');
  const end = element.lastIndexOf('</status-page>');
  const furtherStyles = StatusPage.styles.at(-1)?.cssText ?? '';
  const shadow = element.slice(start, end).replace(subject.view === 'overview' ? furtherStyles : '', '');
  // Texts are escaped in it, so every style sheet found is one of ours.
  const styles: string[] = [];
  const compacted = shadow.replaceAll(/(<style[^>]*>)([\s\S]*?)(?=<\/style>)/g, (_, tag: string, sheet: string) => {
    const shorter = compact(sheet);
    styles.push(shorter);
    return tag + shorter;
  });
  const figures = metrics ? `,"metrics":${metrics.text}` : '';
  const json = inertJson(
    `{"summary":${texts['summary.json']},"document":${JSON.stringify(document)}${shownText(subject)}${figures}}`,
  );
  // The logo comes before what it stands in, so that the name beside it has its place from the first drawing on.
  const begun = compacted.replace('<template', () => `${logoOf(view)}<template`);
  return { html: `${begun}${light(view, json)}</status-page>`, styles };
};

/** How the element is told what it shows. */
function attributesOf(subject: Subject): Partial<Record<AttributeName, string | undefined>> {
  switch (subject.view) {
    case 'incident':
      return { incident: subject.story.id };
    case 'detail':
      return { view: 'uptime', component: subject.detail.component.id, days: subject.days };
    case 'uptime':
      return { view: 'uptime', days: subject.days };
    case 'timeline':
      return { view: 'timeline', span: subject.span, until: subject.until };
    case 'history':
      return { view: 'history', month: subject.history.month };
    case 'search':
      return { view: 'history', query: subject.found.query };
    case 'report':
      return { view: 'report', month: subject.report.month };
    default:
      return { view: subject.view };
  }
}

type AttributeName = 'view' | 'incident' | 'month' | 'query' | 'component' | 'days' | 'span' | 'until';

/** The document that a page shows beside what every page has. */
function shownBy(subject: Subject): Shown | undefined {
  switch (subject.view) {
    case 'uptime':
      return { uptime: subject.uptime };
    case 'detail':
      return { detail: subject.detail };
    case 'timeline':
      return { timeline: subject.timeline };
    case 'history':
      return { history: subject.history };
    case 'search':
      return { found: subject.found };
    case 'report':
      return { report: subject.report };
    default:
      return undefined;
  }
}

type Shown = Partial<Pick<StatusPage, 'uptime' | 'detail' | 'timeline' | 'history' | 'found' | 'report'>>;

/** The same as it stands among the data of the page. */
function shownText(subject: Subject): string {
  const [name] = Object.keys(shownBy(subject) ?? {});
  if (name === undefined) return '';
  const text = subject.view === 'history' ? subject.historyText : 'text' in subject ? subject.text : 'null';
  return `,"${name}":${text}`;
}

/** A style sheet without the comments and blanks that only its writers need: half a kilobyte for every reader. */
function compact(sheet: string): string {
  return sheet
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+(?=[{}>])|(?<=[{};,>]|: ?)\s+/g, '')
    .replaceAll(';}', '}')
    .replaceAll(/\b0(?=\.\d)/g, '')
    .trim();
}

function logoOf({ snapshot: { settings } }: View): string {
  return settings.logo === null ? mark : `<img slot="logo" src="${escapeHtml(settings.logo)}" alt="" height="26">`;
}

/** What stands inside the element beside the logo: its data, links at the end. */
function light(view: View, json: string): string {
  const { snapshot, lang } = view;
  const words = wordsFor(lang);
  const { support_url } = snapshot.settings;
  return [
    `<script type="application/json">${json}</script>`,
    support_url === null ? '' : `<a slot="footer" href="${escapeHtml(support_url)}">${escapeHtml(words.support)}</a>`,
    `<a slot="footer" href="/api/v2/summary.json">${escapeHtml(words.data)}</a>`,
    view.subject.view === 'subscribe' ? subscribeForm(view) : '',
  ].join('');
}

const mark =
  '<svg slot="logo" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><rect width="32" height="32" rx="9" fill="currentColor"/><path d="m9 16.6 4.9 4.9L23.4 10.6" fill="none" stroke="var(--paper)" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>';
