import { historyView } from './history-view.ts';
import { incidentView } from './incident-view.ts';
import { maintenanceView } from './maintenance-view.ts';
import { ready } from './ready.ts';
import { reportView } from './report-view.ts';
import { subscribeView } from './subscribe-view.ts';
import { timelineView } from './timeline-view.ts';
import { uptimeView } from './uptime-view.ts';
import type { FurtherView } from './view.ts';

const views: Record<string, FurtherView> = {
  incident: incidentView,
  maintenance: maintenanceView,
  subscribe: subscribeView,
  history: historyView,
  report: reportView,
  timeline: timelineView,
  uptime: uptimeView,
};

/**
 * A view beyond the overview; a promise while something of it is not there yet, and undefined for what is none. See also
 * `views-on-demand.ts`, which stands in for this in the build of the hosted page.
 */
export function furtherView(name: string, locale: string): FurtherView | Promise<unknown> | undefined {
  return ready(Object.hasOwn(views, name) ? views[name] : undefined, locale);
}
