import type {
  AllswellInfo,
  BlockNode,
  Component,
  ComponentStatus,
  DeletedIncident,
  DeletedUpdate,
  Impact,
  Incident,
  IncidentStatus,
  IncidentUpdate,
  Indicator,
  Maintenance,
  MaintenanceStatus,
  Page,
} from '@allswell/protocol';
import { componentStatuses, incidentStatuses, indicators, maintenanceStatuses } from '@allswell/protocol';

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
export interface SeenUpdate extends Pick<IncidentUpdate, 'id' | 'body' | 'display_at'> {
  status: Known<IncidentStatus | MaintenanceStatus>;
  edited_at: string | null;
  body_nodes: readonly BlockNode[] | undefined;
}

interface SeenStory extends Pick<Incident, 'id' | 'name' | 'shortlink' | 'started_at' | 'resolved_at'> {
  incident_updates: SeenUpdate[];
  components: SeenComponent[];
  deleted_updates: DeletedUpdate[];
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
  cancelled_at: string | null;
  series_id: string | null;
}

/** An incident or a maintenance that is or was. */
export type Story = SeenIncident | SeenMaintenance;

/** How much of the last 90 days something was up, and each of these days in one character, oldest first. */
export interface SeenUptime {
  percent: number;
  levels: string;
}

/** What happened: in the last 90 days, or in a month. */
export interface SeenPast {
  stories: Story[];
  deleted: DeletedIncident[];
}

/** What a page document says beyond the summary. */
export interface SeenDocument extends SeenPast {
  /** By the id of a component or a group; of those alone of which something is known. */
  uptime: Partial<Record<string, SeenUptime>>;
}

/** A month of the history as it was understood. */
export interface SeenMonth extends SeenPast {
  month: string;
  earlier: string | null;
  later: string | null;
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

/** Reads one field, and where it is missing what stands beside it. */
type Read<T> = (value: unknown, beside?: Partial<Record<string, unknown>> | null) => T;

const text: Read<string> = (value) => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');
const textOrNull: Read<string | null> = (value) => text(value) || null;
const textOrCreated: Read<string> = (value, beside) => text(value ?? beside?.created_at);
const number: Read<number> = (value) => Number(value) || 0;
const isTrue: Read<boolean> = (value) => value === true;
const wordOf =
  <T extends string>(...words: T[]): Read<Known<T>> =>
  (value) =>
    words.find((word) => word === value) ?? 'unknown';
const listOf =
  <T>(read: Read<T>): Read<T[]> =>
  (value) =>
    Array.isArray(value) ? value.map((one) => read(one)) : [];
/** Reads an object field by field, each by its own rule. */
const objectOf =
  <T>(fields: { [K in keyof T]: Read<T[K]> }): Read<T> =>
  (value) => {
    const read = {} as T;
    const given = value as Partial<Record<string, unknown>> | null | undefined;
    for (const name in fields) read[name] = fields[name](given?.[name], given);
    return read;
  };

const readComponent = objectOf<SeenComponent>({
  id: text,
  name: text,
  status: wordOf(...componentStatuses),
  description: textOrNull,
  position: number,
  group: isTrue,
  group_id: textOrNull,
  only_show_if_degraded: isTrue,
});

const readUpdate = objectOf<SeenUpdate>({
  id: text,
  body: text,
  status: wordOf(...incidentStatuses, ...maintenanceStatuses),
  display_at: textOrCreated,
  edited_at: textOrNull,
  body_nodes: (value) => (Array.isArray(value) ? (value as BlockNode[]) : undefined),
});

const story = {
  id: text,
  name: text,
  shortlink: text,
  started_at: textOrCreated,
  resolved_at: textOrNull,
  incident_updates: listOf(readUpdate),
  components: listOf(readComponent),
  deleted_updates: listOf(objectOf<DeletedUpdate>({ id: text, display_at: text, deleted_at: text })),
};

const readIncident = objectOf<SeenIncident>({
  ...story,
  kind: () => 'incident',
  status: wordOf(...incidentStatuses),
  impact: wordOf(...indicators),
});

const readMaintenance = objectOf<SeenMaintenance>({
  ...story,
  kind: () => 'maintenance',
  status: wordOf(...maintenanceStatuses),
  impact: () => 'maintenance',
  scheduled_for: text,
  scheduled_until: text,
  cancelled_at: textOrNull,
  series_id: textOrNull,
});

const readSummary = objectOf<SeenSummary>({
  page: objectOf({ name: text, url: text, time_zone: (value) => text(value) || 'UTC' }),
  components: listOf(readComponent),
  incidents: listOf(readIncident),
  scheduled_maintenances: listOf(readMaintenance),
  status: objectOf({ indicator: wordOf(...indicators), description: text }),
  allswell: (value) => (value ? readStamp(value) : null),
});
const readStamp = objectOf({ epoch: text, seq: number, next_change_at: textOrNull });

/** A summary of any Statuspage-compatible page, in objects of our own; null for what is no summary at all. */
export function decodeSummary(value: unknown): SeenSummary | null {
  return (value as Partial<SeenSummary> | null | undefined)?.status ? readSummary(value) : null;
}

const readStory: Read<Story> = (value) =>
  (value as Partial<SeenMaintenance> | null)?.scheduled_for ? readMaintenance(value) : readIncident(value);

const readDeleted = objectOf<DeletedIncident>({
  id: text,
  kind: (value) => (value === 'maintenance' ? value : 'incident'),
  started_at: text,
  deleted_at: text,
});

/** What a page document or the history of a month says of the past, newest first; nothing when there is no such document. */
export function decodePast(value: unknown): SeenDocument {
  const { incidents, deleted, uptime } = (value ?? {}) as Partial<Record<string, unknown>>;
  return {
    stories: listOf(readStory)(incidents),
    deleted: listOf(readDeleted)(deleted),
    uptime: Object.fromEntries(
      Object.entries(uptime ?? {}).flatMap(([id, one]: [string, Partial<SeenUptime> | null]) =>
        typeof one?.percent === 'number' && typeof one.levels === 'string'
          ? [[id, { percent: one.percent, levels: one.levels.slice(-90) }]]
          : [],
      ),
    ),
  };
}

/** The history of a month; null for what is none. */
export function decodeMonth(value: unknown): SeenMonth | null {
  const { month, earlier, later } = (value ?? {}) as Partial<Record<string, unknown>>;
  return text(month)
    ? { month: text(month), earlier: textOrNull(earlier), later: textOrNull(later), ...decodePast(value) }
    : null;
}
