import type {
  AllswellInfo,
  BlockNode,
  Component,
  ComponentStatus,
  Impact,
  Incident,
  IncidentStatus,
  IncidentUpdate,
  Indicator,
  Maintenance,
  MaintenanceStatus,
  Page,
  Summary,
} from '@allswell/protocol';
import { componentStatuses, impacts, incidentStatuses, indicators, maintenanceStatuses } from '@allswell/protocol';

// What comes over the wire was written by a server of another version, or of another vendor. Each value is looked at
// before it is believed; what is missing becomes empty, and what is not known is called unknown: never well.

/** A word of ours, or one that this version does not know. */
export type Known<T> = T | 'unknown';

/** A component as it was understood. */
export type SeenComponent = Pick<
  Component,
  'id' | 'name' | 'description' | 'position' | 'group' | 'group_id' | 'only_show_if_degraded'
> & { status: Known<ComponentStatus> };

/** An update as it was understood. */
export type SeenUpdate = Pick<IncidentUpdate, 'id' | 'body' | 'display_at' | 'edited_at'> & {
  status: Known<IncidentStatus | MaintenanceStatus>;
  body_nodes: readonly BlockNode[] | undefined;
};

interface SeenStory extends Pick<Incident, 'id' | 'name' | 'shortlink' | 'started_at' | 'resolved_at'> {
  incident_updates: SeenUpdate[];
  components: SeenComponent[];
}

/** An incident as it was understood. */
export interface SeenIncident extends SeenStory {
  kind: 'incident';
  status: Known<IncidentStatus>;
  impact: Known<Impact | 'maintenance'>;
}

/** A scheduled maintenance as it was understood. */
export interface SeenMaintenance extends SeenStory, Pick<Maintenance, 'scheduled_for' | 'scheduled_until'> {
  kind: 'maintenance';
  status: Known<MaintenanceStatus>;
  impact: 'maintenance';
}

/** A summary as it was understood. */
export interface SeenSummary {
  page: Pick<Page, 'name' | 'url' | 'time_zone'>;
  components: SeenComponent[];
  incidents: SeenIncident[];
  scheduled_maintenances: SeenMaintenance[];
  status: { indicator: Known<Indicator>; description: string };
  allswell: Pick<AllswellInfo, 'epoch' | 'seq' | 'next_change_at'> | null;
}

type Fields<T> = Partial<Record<keyof T, unknown>>;

const fieldsOf = <T>(value: unknown): Fields<T> => (typeof value === 'object' && value !== null ? value : {});
const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : '');
const stampOf = (value: unknown) => text(value) || null;
const known = <T extends string>(words: readonly T[], value: unknown): Known<T> =>
  words.find((word) => word === value) ?? 'unknown';
const list = <T>(value: unknown, read: (one: unknown) => T): T[] => (Array.isArray(value) ? value.map(read) : []);

function readComponent(value: unknown): SeenComponent {
  const { id, name, status, description, position, group, group_id, only_show_if_degraded } =
    fieldsOf<Component>(value);
  return {
    id: text(id),
    name: text(name),
    status: known(componentStatuses, status),
    description: stampOf(description),
    position: Number(position) || 0,
    group: group === true,
    group_id: stampOf(group_id),
    only_show_if_degraded: only_show_if_degraded === true,
  };
}

function readUpdate(value: unknown): SeenUpdate {
  const { id, body, status, display_at, created_at, edited_at, body_nodes } = fieldsOf<IncidentUpdate>(value);
  return {
    id: text(id),
    body: text(body),
    status: known<IncidentStatus | MaintenanceStatus>([...incidentStatuses, ...maintenanceStatuses], status),
    display_at: text(display_at ?? created_at),
    edited_at: stampOf(edited_at),
    body_nodes: Array.isArray(body_nodes) ? (body_nodes as BlockNode[]) : undefined,
  };
}

function readStory(value: unknown): SeenStory {
  const story = fieldsOf<Incident>(value);
  return {
    id: text(story.id),
    name: text(story.name),
    shortlink: text(story.shortlink),
    started_at: text(story.started_at ?? story.created_at),
    resolved_at: stampOf(story.resolved_at),
    incident_updates: list(story.incident_updates, readUpdate),
    components: list(story.components, readComponent),
  };
}

function readIncident(value: unknown): SeenIncident {
  const { status, impact } = fieldsOf<Incident>(value);
  return {
    kind: 'incident',
    ...readStory(value),
    status: known(incidentStatuses, status),
    impact: known<Impact | 'maintenance'>([...impacts, 'maintenance'], impact),
  };
}

function readMaintenance(value: unknown): SeenMaintenance {
  const { status, scheduled_for, scheduled_until } = fieldsOf<Maintenance>(value);
  return {
    kind: 'maintenance',
    ...readStory(value),
    status: known(maintenanceStatuses, status),
    impact: 'maintenance',
    scheduled_for: text(scheduled_for),
    scheduled_until: text(scheduled_until),
  };
}

/** A summary of any Statuspage-compatible page, in objects of our own; null for what is no summary at all. */
export function decodeSummary(value: unknown): SeenSummary | null {
  const { page, components, incidents, scheduled_maintenances, status, allswell } = fieldsOf<Summary>(value);
  if (!status) return null;
  const { name, url, time_zone } = fieldsOf<Page>(page);
  const { indicator, description } = fieldsOf<Summary['status']>(status);
  const { epoch, seq, next_change_at } = fieldsOf<AllswellInfo>(allswell);
  return {
    page: { name: text(name), url: text(url), time_zone: text(time_zone) || 'UTC' },
    components: list(components, readComponent),
    incidents: list(incidents, readIncident),
    scheduled_maintenances: list(scheduled_maintenances, readMaintenance),
    status: { indicator: known(indicators, indicator), description: text(description) },
    allswell: typeof seq === 'number' ? { epoch: text(epoch), seq, next_change_at: stampOf(next_change_at) } : null,
  };
}

/** The incidents and maintenances of a page document, newest first; none when there is no such document. */
export function decodeHistory(value: unknown): (SeenIncident | SeenMaintenance)[] {
  const { incidents } = fieldsOf<{ incidents: unknown }>(value);
  return list(incidents, (one) =>
    fieldsOf<Maintenance>(one).scheduled_for ? readMaintenance(one) : readIncident(one),
  );
}
