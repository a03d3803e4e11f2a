import { en } from '../i18n/en.ts';
import { furtherEn } from '../i18n/further-en.ts';
import { patiently } from './patiently.ts';
import { incidentView } from './incident-view.ts';
import { maintenanceView } from './maintenance-view.ts';
import { ready } from './ready.ts';
import { subscribeView } from './subscribe-view.ts';
import type { FurtherView } from './view.ts';

// What several views share comes with this file, which is there before them: a file of its own would have to be waited for.
export { wordBook } from '../i18n/word-book.ts';
export { endOf, instant, objects, referenceOf, text, texts } from '../source/decode-reference.ts';
export { defined } from './defined.ts';
export { monthAsked } from './month-asked.ts';

Object.assign(en, furtherEn);

type Coming = FurtherView | Promise<FurtherView> | (() => Promise<FurtherView>);

/** Those that are read most are here, each of the others is fetched by who wants it. */
const views: Record<string, Coming> = {
  incident: incidentView,
  maintenance: maintenanceView,
  subscribe: subscribeView,
  history: () => import('./history-view.ts').then((found) => found.historyView),
  report: () => import('./report-view.ts').then((found) => found.reportView),
  timeline: () => import('./timeline-view.ts').then((found) => found.timelineView),
  uptime: () => import('./uptime-view.ts').then((found) => found.uptimeView),
};

/** In the build of the hosted page: a view with its words, or a promise while something of it is not there yet. */
export function furtherView(name: string, locale: string): ReturnType<typeof ready> | Promise<unknown> {
  const view = Object.hasOwn(views, name) ? views[name] : undefined;
  if (typeof view !== 'function') return view instanceof Promise ? view : ready(view, locale);
  return (views[name] = patiently(view).then((found) => (views[name] = found)));
}
