import type { Sql, Tx } from '../db/connect.ts';
import { startOfDay } from '../time/day.ts';
import type { ComponentRow, GroupRow, IncidentRow, UpdateRow } from '../wire/rows.ts';

/** How many days page.json tells of, today included. */
export const historyDays = 90;
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

/** Everything the documents are built from, as it was at one moment. */
export interface PageRows {
  state: PageState;
  settings: SettingsRow;
  groups: GroupRow[];
  components: ComponentRow[];
  incidents: IncidentRow[];
  affected: { incident_id: string; component_id: string }[];
  updates: UpdateRow[];
}

/** Reads the page in one snapshot of the database, so that all documents agree with each other and with their seq. */
export function readPage(sql: Sql): Promise<PageRows> {
  return snapshot(sql, async (tx) => {
    const [head] = await tx<(Omit<PageState, 'seq'> & { seq: string } & SettingsRow)[]>`
      select s.epoch, s.seq, s.changed_at, p.id, p.name, p.time_zone, p.languages, p.default_language, p.support_url,
        p.logo, p.favicon, p.accent_color, p.theme, p.resolved_shows_minutes
      from page_state s, settings p
    `;
    if (!head) throw new Error('page_state or settings has lost its row.');
    const { epoch, seq, changed_at, ...settings } = head;
    const state = { epoch, seq: Number(seq), changed_at };
    const since = startOfDay(changed_at, settings.time_zone, 1 - historyDays);
    const [groups, components, incidents] = await Promise.all([
      readGroups(tx),
      readComponents(tx),
      readIncidents(tx, since),
    ]);
    const ids = incidents.map((incident) => incident.id);
    const [affected, updates] = await Promise.all([readAffected(tx, ids), readUpdates(tx, ids)]);
    return { state, settings, groups, components, incidents, affected, updates };
  });
}

/** Reads one incident that is older than what the documents hold; undefined when there is none. */
export function readIncident(sql: Sql, id: string): Promise<Pick<PageRows, 'incidents' | 'affected' | 'updates'>> {
  return snapshot(sql, async (tx) => {
    const [incidents, affected, updates] = await Promise.all([
      tx<IncidentRow[]>`select ${incidentColumns(tx)} from incidents where id = ${id} and deleted_at is null`,
      readAffected(tx, [id]),
      readUpdates(tx, [id]),
    ]);
    return { incidents, affected, updates };
  });
}

function snapshot<T>(sql: Sql, read: (tx: Tx) => Promise<T>): Promise<T> {
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

/** All that is open or planned, all that was going on within the history, and of each kind as many as a list holds. */
function readIncidents(tx: Tx, since: Date): Promise<IncidentRow[]> {
  return tx<IncidentRow[]>`
    with newest as (
      (select id from incidents where deleted_at is null and scheduled_for is null
        order by started_at desc, id limit ${listCap})
      union all
      (select id from incidents where deleted_at is null and scheduled_for is not null
        order by started_at desc, id limit ${listCap})
    )
    select ${incidentColumns(tx)} from incidents
    where deleted_at is null and (
      status not in ('resolved', 'postmortem', 'completed')
      or started_at >= ${since} or resolved_at >= ${since}
      or id in (select id from newest)
    )
  `;
}

function readAffected(tx: Tx, ids: string[]): Promise<PageRows['affected']> {
  return tx<PageRows['affected']>`
    select incident_id, component_id from incident_components where incident_id = any(${ids})
  `;
}

function readUpdates(tx: Tx, ids: string[]): Promise<UpdateRow[]> {
  return tx<UpdateRow[]>`
    select id, incident_id, status, body, body_nodes, affected_components, deliver_notifications, display_at,
      edited_at, created_at, updated_at
    from incident_updates where deleted_at is null and incident_id = any(${ids})
    order by display_at desc, created_at desc, id
  `;
}

function incidentColumns(tx: Tx) {
  return tx`
    id, name, status, impact, impact_override, started_at, monitoring_at, resolved_at, scheduled_for, scheduled_until,
    cancelled_at, series_id, created_at, updated_at
  `;
}
