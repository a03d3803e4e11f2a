import { usualWeights } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import type { ComponentRow, GroupRow, IncidentRow, UpdateRow } from '../../wire/rows.ts';
import type { ComponentRecord } from '../../wire/uptime-rows.ts';
import type { PageRows } from '../read.ts';

export const now = new Date('2026-11-22T14:36:00.000Z');
const minuteMs = 60_000;

/** An instant some minutes from the tests' own moment. */
export function minutes(amount: number): Date {
  return new Date(now.getTime() + amount * minuteMs);
}

let made = 0;

/** A readable id of 12 characters; without a name, a new one. */
export function id(name?: string): string {
  const letters = (name ?? `x${String(made++).padStart(11, '0')}`).toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters.padEnd(12, '0').slice(0, 12);
}

export function component(row: Partial<ComponentRow> & { name: string }): ComponentRow {
  const written = { created_at: minutes(-90_000), updated_at: minutes(-4) };
  const flags = { showcase: true, only_show_if_degraded: false, start_date: null };
  const place = { group_id: null, position: 1, description: null };
  return { id: id(row.name), status: 'operational', ...written, ...flags, ...place, ...row };
}

export function group(row: Partial<GroupRow> & { name: string }): GroupRow {
  return {
    id: id(`g${row.name}`),
    position: 1,
    description: null,
    created_at: minutes(-90_000),
    updated_at: minutes(-90_000),
    ...row,
  };
}

export function incident(row: Partial<IncidentRow>): IncidentRow {
  const started_at = row.started_at ?? minutes(-30);
  const isOver = ['resolved', 'postmortem', 'completed'].includes(row.status ?? '');
  return {
    id: id(row.name),
    name: 'Something is wrong',
    status: 'investigating',
    impact: 'minor',
    impact_override: null,
    started_at,
    monitoring_at: null,
    resolved_at: isOver ? new Date(started_at.getTime() + 20 * minuteMs) : null,
    scheduled_for: null,
    scheduled_until: null,
    cancelled_at: null,
    series_id: null,
    created_at: started_at,
    updated_at: started_at,
    ...row,
  };
}

/** A maintenance planned from one minute to another. */
export function maintenance(from: number, until: number, row: Partial<IncidentRow> = {}): IncidentRow {
  const planned = { started_at: minutes(from), scheduled_for: minutes(from), scheduled_until: minutes(until) };
  return incident({
    name: 'Database upgrade',
    status: 'scheduled',
    impact: 'none',
    created_at: minutes(-5_000),
    ...planned,
    ...row,
  });
}

export function update(row: Partial<UpdateRow> & Pick<UpdateRow, 'incident_id'>): UpdateRow {
  const body = row.body ?? 'We are looking into it.';
  return {
    id: id(),
    status: 'investigating',
    body,
    body_nodes: [{ type: 'paragraph', children: [{ type: 'text', value: body }] }],
    affected_components: [],
    deliver_notifications: true,
    is_automatic: false,
    display_at: minutes(-30),
    edited_at: null,
    created_at: minutes(-30),
    updated_at: minutes(-30),
    ...row,
  };
}

/** What the uptime of a component is reckoned from: since it was made, nothing happened but what is given. */
export function record(row: ComponentRow, more: Partial<ComponentRecord> = {}): ComponentRecord {
  return { id: row.id, since: row.created_at.getTime(), spans: [], corrections: [], archivedAt: null, ...more };
}

/** A page with nothing on it but what is given. */
export function page(rows: Partial<PageRows> = {}): PageRows {
  return {
    state: { epoch: 'testsepoch00', seq: 7, changed_at: now },
    settings: {
      id: id('fernhill'),
      name: 'Fernhill',
      time_zone: 'Europe/Berlin',
      languages: ['en'],
      default_language: 'en',
      support_url: null,
      logo: null,
      favicon: null,
      accent_color: null,
      theme: 'auto',
      resolved_shows_minutes: 5,
    },
    groups: [],
    components: [],
    incidents: [],
    affected: [],
    updates: [],
    deletedUpdates: [],
    deleted: [],
    months: [],
    subscribe: { channels: [], vapid_public_key: null },
    versions: (rows.incidents ?? []).filter((row) => row.scheduled_for !== null).map(({ id }) => ({ id, version: 1 })),
    withdrawn: [],
    metrics: [],
    uptime: {
      weights: [{ ...usualWeights, from: null }],
      components: (rows.components ?? []).map((row) => record(row)),
      stories: [],
    },
    ...rows,
  };
}

/** Writes rows into an empty database, and says that there is something new. */
export async function plant(sql: Sql, rows: PageRows): Promise<void> {
  const { state, settings, groups, components, incidents, affected, updates } = rows;
  await sql.begin(async (tx) => {
    await tx`update page_state set epoch = ${state.epoch}, seq = ${state.seq}, changed_at = ${state.changed_at}`;
    await tx`update settings set ${tx(settings)}`;
    for (const row of groups) await tx`insert into component_groups ${tx(row)}`;
    for (const row of components) await tx`insert into components ${tx(row)}`;
    for (const row of incidents) await tx`insert into incidents ${tx(row)}`;
    for (const row of affected)
      await tx`insert into incident_components ${tx({ ...row, status_before: 'operational' })}`;
    for (const { body_nodes, affected_components, ...row } of updates) {
      const json = {
        body_nodes: tx.json(body_nodes),
        affected_components: tx.json(affected_components),
      };
      await tx`insert into incident_updates ${tx({ ...row, ...json })}`;
    }
    await tx`select pg_notify('allswell_page', ${String(state.seq)})`;
  });
}
