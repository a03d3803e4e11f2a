import type {
  AllswellInfo,
  Component,
  DeletedIncident,
  Incident,
  Maintenance,
  Page,
  PageDocument,
  PublicMetric,
  Status,
  Summary,
} from '@allswell/protocol';
import { isActiveMaintenance, isOpenIncident, maintenancePhase, overallStatus } from '@allswell/protocol';
import { startOfDay } from '../time/day.ts';
import { isMaintenance, type RowWriter, rowWriter } from '../wire/row-writer.ts';
import type { DeletedIncidentRow, DeletedUpdateRow, IncidentRow, UpdateRow } from '../wire/rows.ts';
import type { IncidentRows, MetricRow, PageRows, PageState, SettingsRow } from './read.ts';
import { historyDays, listCap } from './read.ts';
import { buildPageUptime } from './uptime/build-uptime.ts';
import { type Head, PageUptime } from './uptime/page-uptime.ts';
import { isGoingDown, type RecentDays, reckonRecent, wasDownToday } from './uptime/reckon-page.ts';

/** The documents under /api/v2, by the end of their address. */
export interface Documents {
  'summary.json': Summary & Head;
  'status.json': Head & { status: Status };
  'components.json': Head & { components: Component[] };
  'incidents.json': Head & { incidents: Incident[] };
  'incidents/unresolved.json': Head & { incidents: Incident[] };
  'scheduled-maintenances.json': Head & { scheduled_maintenances: Maintenance[] };
  'scheduled-maintenances/upcoming.json': Head & { scheduled_maintenances: Maintenance[] };
  'scheduled-maintenances/active.json': Head & { scheduled_maintenances: Maintenance[] };
  'page.json': PageDocument;
}

/** Turns rows into what readers are sent. It knows no clock: equal rows give equal documents in every process. */
export function buildDocuments(rows: PageRows, publicUrl: string): Documents {
  return buildPage(rows, publicUrl).documents;
}

/** The same, and what readers can know of uptime beside it. */
export function buildPage(rows: PageRows, publicUrl: string): { documents: Documents; uptime: PageUptime } {
  const { settings, state } = rows;
  const write = rowWriter(settings);
  const components = orderComponents(rows, write);
  const { incidents, maintenances, all } = writeIncidents(rows, components, write, publicUrl);
  const open = incidents.filter((incident) => isOpenIncident(incident.status));
  const planned = [...maintenances].sort(byPlannedStart);
  const upcoming = planned.filter((maintenance) => maintenance.status === 'scheduled').slice(0, listCap);
  const active = planned.filter((maintenance) => isActiveMaintenance(maintenance.status)).slice(0, listCap);
  const unresolved = open.slice(0, listCap);
  const recent = reckonRecent(components, rows.uptime, { ...state, time_zone: settings.time_zone });

  const head = {
    page: pageOf(settings, state, write, publicUrl),
    allswell: describe(rows, recent, maintenances, write, publicUrl),
  };
  const status = pageStatus(rows);
  const documents: Documents = {
    'summary.json': {
      page: head.page,
      components,
      incidents: unresolved,
      scheduled_maintenances: [...active, ...upcoming].sort(byPlannedStart).slice(0, listCap),
      status,
      allswell: { ...head.allswell, ended: endings(all, state) },
    },
    'status.json': { page: head.page, status, allswell: head.allswell },
    'components.json': { page: head.page, components, allswell: head.allswell },
    'incidents.json': { page: head.page, incidents: incidents.slice(0, listCap), allswell: head.allswell },
    'incidents/unresolved.json': { page: head.page, incidents: unresolved, allswell: head.allswell },
    'scheduled-maintenances.json': {
      page: head.page,
      scheduled_maintenances: maintenances.slice(0, listCap),
      allswell: head.allswell,
    },
    'scheduled-maintenances/upcoming.json': {
      page: head.page,
      scheduled_maintenances: upcoming,
      allswell: head.allswell,
    },
    'scheduled-maintenances/active.json': { page: head.page, scheduled_maintenances: active, allswell: head.allswell },
    'page.json': {
      page: head.page,
      allswell: head.allswell,
      incidents: history(all, rows),
      ...(rows.deleted.length > 0 && { deleted: buildDeleted(rows.deleted, settings) }),
      uptime: buildPageUptime(recent.reckoned, historyDays),
      metrics: [...rows.metrics].sort(byPosition).map(writeMetric),
      subscribe: subscribeOf(rows),
    },
  };
  const { stories, ...reckonedFrom } = rows.uptime;
  const known = { rows: reckonedFrom, stories };
  return { documents, uptime: new PageUptime({ known, head, components, ...recent, publicUrl }) };
}

/** Named one by one: a database keeps the parts of what is JSON in an order of its own. */
function writeMetric({ thresholds, interval_seconds, position: _, ...metric }: MetricRow): PublicMetric {
  const limits = thresholds && { yellow: thresholds.yellow, red: thresholds.red, worse: thresholds.worse };
  return { ...metric, thresholds: limits, interval_seconds };
}

function subscribeOf({ subscribe: { channels, vapid_public_key } }: PageRows): PageDocument['subscribe'] {
  return { channels, ...(vapid_public_key !== null && { vapid_public_key }) };
}

/** Incidents and maintenance as a document would hold them, newest first, with the components as they are now. */
export function buildIncidents(
  rows: IncidentRows,
  { settings, components, publicUrl }: { settings: SettingsRow; components: Component[]; publicUrl: string },
): (Incident | Maintenance)[] {
  return writeIncidents(rows, components, rowWriter(settings), publicUrl).all;
}

/** What is left of what was deleted, newest first. */
export function buildDeleted(rows: readonly DeletedIncidentRow[], settings: SettingsRow): DeletedIncident[] {
  return [...rows].sort(byStart).map(rowWriter(settings).deletedIncident);
}

function pageOf(settings: SettingsRow, state: PageState, { at }: RowWriter, publicUrl: string): Page {
  return {
    id: settings.id,
    name: settings.name,
    url: publicUrl,
    time_zone: settings.time_zone,
    updated_at: at(state.changed_at),
  };
}

/** Groups and components without one share the order of the page; a group is followed by its members. */
function orderComponents(
  { groups, components }: Pick<PageRows, 'groups' | 'components'>,
  write: RowWriter,
): Component[] {
  const members = Map.groupBy(components, (component) => component.group_id);
  const single = (members.get(null) ?? []).map((row) => ({ row, written: [write.component(row)] }));
  const grouped = groups.map((row) => {
    const inside = [...(members.get(row.id) ?? [])].sort(byPosition);
    return { row, written: [write.group(row, inside), ...inside.map(write.component)] };
  });
  return [...single, ...grouped].sort((one, other) => byPosition(one.row, other.row)).flatMap(({ written }) => written);
}

function writeIncidents(rows: IncidentRows, components: Component[], write: RowWriter, publicUrl: string) {
  const updatesOf = Map.groupBy(rows.updates, (update) => update.incident_id);
  const deletedOf = Map.groupBy(rows.deletedUpdates, (update) => update.incident_id);
  const affectedBy = Map.groupBy(rows.affected, (row) => row.incident_id);
  const all = [...rows.incidents].sort(byStart).map((row) => {
    const ids = new Set(affectedBy.get(row.id)?.map((one) => one.component_id));
    const affected = ids.size > 0 ? components.filter((component) => ids.has(component.id)) : [];
    const updates = [...(updatesOf.get(row.id) ?? [])].sort(byDisplay);
    const deletedUpdates = deletedOf.get(row.id)?.sort(byDisplayAlone);
    return write.incident(row, { components: affected, updates, deletedUpdates, publicUrl });
  });
  const maintenances = all.filter(isMaintenance);
  const incidents = all.filter((incident): incident is Incident => !isMaintenance(incident));
  return { incidents, maintenances, all };
}

function pageStatus({ components, incidents, affected }: PageRows): Status {
  const open = incidents.filter((incident) => incident.scheduled_for === null && isOpenIncident(incident.status));
  const counts = Map.groupBy(affected, (row) => row.incident_id);
  return overallStatus(
    components.map((component) => component.status),
    open.map(({ id, impact, impact_override }) => ({ impact, impact_override, affected: counts.get(id)?.length ?? 0 })),
  );
}

/** What happened, or went on, within the days that page.json tells of, and what is still to come. */
function history(all: (Incident | Maintenance)[], { state, settings }: PageRows): (Incident | Maintenance)[] {
  const since = startOfDay(state.changed_at, settings.time_zone, 1 - historyDays).getTime();
  return all.filter(
    ({ started_at, resolved_at }) =>
      resolved_at === null || Math.max(Date.parse(started_at), Date.parse(resolved_at)) >= since,
  );
}

const endingsToldMs = 24 * 3_600_000;

/** What became of what ended within a day: whoever showed it while it was open learns how it ended. */
function endings(all: readonly (Incident | Maintenance)[], { changed_at }: PageState): AllswellInfo['ended'] {
  const since = changed_at.getTime() - endingsToldMs;
  const ended = all.filter(({ resolved_at }) => resolved_at !== null && Date.parse(resolved_at) >= since);
  return Object.fromEntries(ended.slice(0, listCap).map((story) => [story.id, endingOf(story)]));
}

function endingOf(story: Incident | Maintenance): 'resolved' | 'completed' | 'cancelled' {
  if (!isMaintenance(story)) return 'resolved';
  return story.cancelled_at === undefined ? 'completed' : 'cancelled';
}

function describe(
  { state, settings }: Pick<PageRows, 'state' | 'settings'>,
  recent: RecentDays,
  maintenances: Maintenance[],
  { at }: RowWriter,
  publicUrl: string,
): AllswellInfo {
  const now = state.changed_at.getTime();
  const changes = maintenances.flatMap((maintenance) => maintenancePhase(maintenance, now).changesAt ?? []);
  const nextDay = startOfDay(state.changed_at, settings.time_zone, 1).getTime();
  return {
    epoch: state.epoch,
    seq: state.seq,
    generated_at: at(state.changed_at),
    next_change_at: at(new Date(Math.min(nextDay, now + followsWithin(recent), ...changes))),
    links: {
      page: publicUrl,
      summary: `${publicUrl}/api/v2/summary.json`,
      page_json: `${publicUrl}/api/v2/page.json`,
      stream: `${publicUrl}/api/v2/stream`,
    },
  };
}

const minuteMs = 60_000;

/** How long percentages may stay as they are: what goes on takes from them, what is over today weighs less by the hour. */
function followsWithin({ reckoned, now }: RecentDays): number {
  if (isGoingDown(reckoned, now)) return 10 * minuteMs;
  return wasDownToday(reckoned) ? 60 * minuteMs : Infinity;
}

type Started = Pick<IncidentRow, 'id' | 'started_at'>;

interface Placed {
  position: number;
  name: string;
  id: string;
}

function byPosition(one: Placed, other: Placed): number {
  return one.position - other.position || compareText(one.name, other.name) || compareText(one.id, other.id);
}

function byStart(one: Started, other: Started): number {
  return other.started_at.getTime() - one.started_at.getTime() || compareText(one.id, other.id);
}

function byDisplay(one: UpdateRow, other: UpdateRow): number {
  return (
    other.display_at.getTime() - one.display_at.getTime() ||
    other.created_at.getTime() - one.created_at.getTime() ||
    compareText(one.id, other.id)
  );
}

function byDisplayAlone(one: DeletedUpdateRow, other: DeletedUpdateRow): number {
  return other.display_at.getTime() - one.display_at.getTime() || compareText(one.id, other.id);
}

function byPlannedStart(one: Maintenance, other: Maintenance): number {
  return Date.parse(one.scheduled_for) - Date.parse(other.scheduled_for) || compareText(one.id, other.id);
}

/** By code units: the same in every process, whatever its locale. */
function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
