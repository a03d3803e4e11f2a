import type { PublicMetric } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { startOfDay } from '../time/day.ts';
import { findMonth, type Month, monthOf, shiftMonth } from '../time/month.ts';
import type {
  ComponentRow,
  DeletedIncidentRow,
  DeletedUpdateRow,
  GroupRow,
  IncidentRow,
  UpdateRow,
} from '../wire/rows.ts';
import { readStories, type StoryRow } from '../wire/story-rows.ts';
import { readUptime, type UptimePast } from './uptime/read-uptime.ts';

/** How many days page.json tells of, today included. */
export const historyDays = 90;
/** How many of these days' incidents it holds at most, and a month of the history likewise: the newest. */
export const historyCap = 500;
/** How many months the history goes back at most. */
const oldestMonth = 1_200;
/** How many incidents, and how many maintenances, a v2 list holds. */
export const listCap = 50;

/** Which bytes readers should have. Equal epoch and seq mean equal bytes in every process. */
export interface PageState {
  epoch: string;
  seq: number;
  changed_at: Date;
}

/** The page itself. */
export interface SettingsRow {
  id: string;
  name: string;
  time_zone: string;
  languages: string[];
  default_language: string;
  support_url: string | null;
  logo: string | null;
  favicon: string | null;
  accent_color: string | null;
  theme: 'auto' | 'light' | 'dark';
  resolved_shows_minutes: number;
}

/** How long feeds and calendars still tell of what was deleted: a calendar that reads again each week has to notice. */
export const withdrawnDays = 42;
const withdrawnCap = 200;

/** The ways to be told of news that senders have said they can send by. */
export interface SubscribeRow {
  channels: string[];
  vapid_public_key: string | null;
}

/** How often a maintenance was changed: calendars tell newer from older by it. */
export interface VersionRow {
  id: string;
  version: number;
}

/** Something that was deleted lately, whenever it was or would have been. What it said is not told. */
export interface WithdrawnRow extends VersionRow {
  scheduled_for: Date | null;
  scheduled_until: Date | null;
  started_at: Date;
  created_at: Date;
  deleted_at: Date;
  series_id: string | null;
  component_ids: string[];
  update_ids: string[];
}

/** A metric that readers see. Where it is read, and what is asked for there, is not looked at. */
export interface MetricRow extends PublicMetric {
  position: number;
}

/** Everything the documents are built from, as it was at one moment. */
export interface PageRows {
  state: PageState;
  settings: SettingsRow;
  subscribe: SubscribeRow;
  groups: GroupRow[];
  components: ComponentRow[];
  incidents: IncidentRow[];
  affected: { incident_id: string; component_id: string }[];
  updates: UpdateRow[];
  deletedUpdates: DeletedUpdateRow[];
  /** What was deleted of the days that page.json tells of, newest first. */
  deleted: DeletedIncidentRow[];
  /** The months in which something happened, newest first, up to now. */
  months: string[];
  /** Of each maintenance among the incidents. */
  versions: VersionRow[];
  /** What feeds and calendars take back, newest first. */
  withdrawn: WithdrawnRow[];
  /** What is measured for readers. */
  metrics: MetricRow[];
  /** What uptime is reckoned from. */
  uptime: UptimePast;
}

/** Incidents with what belongs to them. */
export type IncidentRows = Pick<PageRows, 'incidents' | 'affected' | 'updates' | 'deletedUpdates'>;

/** What is older than the documents, as it was at one moment, and which bytes readers should have had at that moment. */
export interface OlderRows extends IncidentRows {
  state: Pick<PageState, 'epoch' | 'seq'>;
  deleted: DeletedIncidentRow[];
}

/** A month that is older than the documents. */
export interface MonthRows extends OlderRows {
  /** What had begun before it and went on. */
  ongoing: StoryRow[];
}

/** Reads the page in one snapshot of the database, so that all documents agree with each other and with their seq. */
export function readPage(sql: Sql): Promise<PageRows> {
  return snapshot(sql, async (tx) => {
    const [head] = await tx<(Omit<PageState, 'seq'> & { seq: string } & SettingsRow & SubscribeRow)[]>`
      select s.epoch, s.seq, s.changed_at, p.id, p.name, p.time_zone, p.languages, p.default_language, p.support_url,
        p.logo, p.favicon, p.accent_color, p.theme, p.resolved_shows_minutes, t.channels, t.vapid_public_key
      from page_state s, settings p, sending t
    `;
    if (!head) throw new Error('page_state, settings or sending has lost its row.');
    const { epoch, seq, changed_at, channels, vapid_public_key, ...settings } = head;
    const state = { epoch, seq: Number(seq), changed_at };
    const since = startOfDay(changed_at, settings.time_zone, 1 - historyDays);
    const [groups, components, incidents, deleted, months, withdrawn, metrics, uptime] = await Promise.all([
      readGroups(tx),
      readComponents(tx),
      readIncidents(tx, since),
      readDeleted(tx, since, justAfter(changed_at)),
      readMonths(tx, changed_at, settings.time_zone),
      readWithdrawn(tx, startOfDay(changed_at, settings.time_zone, -withdrawnDays)),
      readMetrics(tx),
      readUptime(tx, { changed_at, timeZone: settings.time_zone }),
    ]);
    const [inside, versions] = await Promise.all([readInside(tx, incidents), readVersions(tx, incidents)]);
    const subscribe = { channels, vapid_public_key };
    const told = { groups, components, deleted, months, withdrawn, metrics, versions, uptime };
    return { state, settings, subscribe, ...told, ...inside };
  });
}

/** Reads one incident that is older than what the documents hold, or what is left of one that was deleted. */
export function readIncident(sql: Sql, id: string): Promise<OlderRows> {
  return snapshot(sql, async (tx) => {
    const [state, incidents, deleted] = await Promise.all([
      readState(tx),
      tx<IncidentRow[]>`select ${incidentColumns(tx)} from incidents where id = ${id} and deleted_at is null`,
      tx<DeletedIncidentRow[]>`
        select id, scheduled_for, started_at, deleted_at from incidents where id = ${id} and deleted_at is not null
      `,
    ]);
    return { state, deleted, ...(await readInside(tx, incidents)) };
  });
}

/** Reads what began in a month, up to now, and what went on from before. */
export function readMonth(sql: Sql, { startsAt, endsAt }: Month, now: Date): Promise<MonthRows> {
  const until = endOf(endsAt, now);
  return snapshot(sql, async (tx) => {
    const [state, incidents, deleted, ongoing] = await Promise.all([
      readState(tx),
      tx<IncidentRow[]>`
        select ${incidentColumns(tx)} from incidents
        where deleted_at is null and started_at >= ${startsAt} and started_at < ${until}
        order by started_at desc, id limit ${historyCap}
      `,
      readDeleted(tx, startsAt, until),
      readStories(tx, { from: startsAt, until: startsAt }),
    ]);
    const wentOn = ongoing.filter(
      (story) => story.startsAt < startsAt.getTime() && (story.endsAt ?? Infinity) > startsAt.getTime(),
    );
    return { state, deleted, ongoing: wentOn, ...(await readInside(tx, incidents)) };
  });
}

/** Where a month that goes on ends: with now. */
function endOf(endsAt: Date, now: Date): Date {
  return new Date(Math.min(endsAt.getTime(), justAfter(now).getTime()));
}

/** Postgres knows microseconds, a Date only the millisecond that they are in. */
function justAfter(instant: Date): Date {
  return new Date(instant.getTime() + 1);
}

/** Which bytes readers should have at this moment. */
export async function readState(tx: Tx): Promise<OlderRows['state']> {
  const [state] = await tx<{ epoch: string; seq: string }[]>`select epoch, seq from page_state`;
  if (!state) throw new Error('page_state has lost its row.');
  return { epoch: state.epoch, seq: Number(state.seq) };
}

async function readInside(tx: Tx, incidents: IncidentRow[]): Promise<IncidentRows> {
  const ids = incidents.map((incident) => incident.id);
  const [affected, updates, deletedUpdates] = await Promise.all([
    readAffected(tx, ids),
    readUpdates(tx, ids),
    readDeletedUpdates(tx, ids),
  ]);
  return { incidents, affected, updates, deletedUpdates };
}

/** Reads everything as it was at one moment. */
export function snapshot<T>(sql: Sql, read: (tx: Tx) => Promise<T>): Promise<T> {
  return sql.begin('isolation level repeatable read read only', read) as Promise<T>;
}

function readGroups(tx: Tx): Promise<GroupRow[]> {
  return tx<GroupRow[]>`
    select id, name, description, position, created_at, updated_at from component_groups order by position, name, id
  `;
}

function readComponents(tx: Tx): Promise<ComponentRow[]> {
  return tx<ComponentRow[]>`
    select id, group_id, name, description, status, position, showcase, only_show_if_degraded,
      start_date::text, created_at, updated_at
    from components where archived_at is null order by position, name, id
  `;
}

/**
 * All that is open or planned, the newest of what was going on within the history, and of each kind as many as a list
 * holds. Each part comes off an index, so that it costs the same whatever there was in the years before.
 */
function readIncidents(tx: Tx, since: Date): Promise<IncidentRow[]> {
  return tx<IncidentRow[]>`
    with wanted as (
      (select id from incidents where deleted_at is null and scheduled_for is null
        order by started_at desc, id limit ${listCap})
      union
      (select id from incidents where deleted_at is null and scheduled_for is not null
        order by started_at desc, id limit ${listCap})
      union
      (select id from incidents where deleted_at is null and status not in ('resolved', 'postmortem', 'completed'))
      union
      (select id from incidents where deleted_at is null and started_at >= ${since}
        order by started_at desc, id limit ${historyCap})
      union
      (select id from incidents where deleted_at is null and resolved_at >= ${since}
        order by resolved_at desc, id limit ${historyCap})
    )
    select ${incidentColumns(tx)} from incidents where id in (select id from wanted)
  `;
}

/** What began from one moment to another and was deleted. Dates of a series that was ended before them are not told. */
function readDeleted(tx: Tx, from: Date, until: Date): Promise<DeletedIncidentRow[]> {
  return tx<DeletedIncidentRow[]>`
    select id, scheduled_for, started_at, deleted_at from incidents
    where deleted_at is not null and started_at >= ${from} and started_at < ${until}
      and not (series_id is not null and deleted_at < started_at)
    order by started_at desc, id limit ${historyCap}
  `;
}

function readWithdrawn(tx: Tx, since: Date): Promise<WithdrawnRow[]> {
  return tx<WithdrawnRow[]>`
    select id, version, scheduled_for, scheduled_until, started_at, created_at, deleted_at, series_id,
      array(select component_id from incident_components where incident_id = i.id order by component_id) as component_ids,
      array(select id from incident_updates where incident_id = i.id order by display_at desc, id) as update_ids
    from incidents i where deleted_at >= ${since} order by deleted_at desc, id limit ${withdrawnCap}
  `;
}

function readMetrics(tx: Tx): Promise<MetricRow[]> {
  return tx<MetricRow[]>`
    select id, name, tooltip_description, suffix, decimal_places, y_axis_min, y_axis_max, y_axis_hidden, thresholds,
      interval_seconds, position
    from metrics where display
  `;
}

function readVersions(tx: Tx, incidents: readonly IncidentRow[]): Promise<VersionRow[]> {
  const ids = incidents.filter((incident) => incident.scheduled_for !== null).map((incident) => incident.id);
  return tx<VersionRow[]>`select id, version from incidents where id = any(${ids}) order by id`;
}

/** Which months hold something: a look into an index for each month since the first. */
async function readMonths(tx: Tx, now: Date, timeZone: string): Promise<string[]> {
  const [first] = await tx<{ started_at: Date | null }[]>`
    select least(
      (select min(started_at) from incidents where deleted_at is null),
      (select min(started_at) from incidents where deleted_at is not null)
    ) as started_at
  `;
  if (!first?.started_at) return [];
  const since = monthOf(first.started_at, timeZone);
  const months: Month[] = [];
  for (let name = monthOf(now, timeZone); name >= since && months.length < oldestMonth; name = shiftMonth(name, -1)) {
    const month = findMonth(name, timeZone);
    if (month) months.push(month);
  }
  const rows = await tx<{ name: string }[]>`
    select name from unnest(
      ${months.map((month) => month.name)}::text[],
      ${months.map((month) => month.startsAt.toISOString())}::timestamptz[],
      ${months.map((month) => endOf(month.endsAt, now).toISOString())}::timestamptz[]
    ) as months(name, starts_at, until)
    where exists (select from incidents where deleted_at is null and started_at >= starts_at and started_at < until)
      or exists (
        select from incidents where deleted_at is not null and started_at >= starts_at and started_at < until
          and not (series_id is not null and deleted_at < started_at)
      )
    order by name desc
  `;
  return rows.map(({ name }) => name);
}

function readAffected(tx: Tx, ids: string[]): Promise<PageRows['affected']> {
  return tx<PageRows['affected']>`
    select incident_id, component_id from incident_components where incident_id = any(${ids})
  `;
}

function readUpdates(tx: Tx, ids: string[]): Promise<UpdateRow[]> {
  return tx<UpdateRow[]>`
    select id, incident_id, status, body, body_nodes, affected_components, deliver_notifications, is_automatic,
      display_at, edited_at, created_at, updated_at
    from incident_updates where deleted_at is null and incident_id = any(${ids})
    order by display_at desc, created_at desc, id
  `;
}

function readDeletedUpdates(tx: Tx, ids: string[]): Promise<DeletedUpdateRow[]> {
  return tx<DeletedUpdateRow[]>`
    select id, incident_id, display_at, deleted_at
    from incident_updates where deleted_at is not null and incident_id = any(${ids})
    order by display_at desc, id
  `;
}

function incidentColumns(tx: Tx) {
  return tx`
    id, name, status, impact, impact_override, started_at, monitoring_at, resolved_at, scheduled_for, scheduled_until,
    cancelled_at, series_id, created_at, updated_at
  `;
}
