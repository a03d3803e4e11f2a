import type { ComponentStatus } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';

// What incidents say of their components beside their updates, and what decides when it ends.

/** What an incident says of a component without an update. */
export interface EditRow {
  incident_id: string;
  component_id: string;
  /** null: it holds it no more. */
  status: ComponentStatus | null;
  /** From when on; null: all along, in place of what was said before. */
  holds_from: Date | null;
  created_at: Date;
}

/** In the order in which they were made. */
export async function findEdits(tx: Tx, incidentIds: readonly string[]): Promise<EditRow[]> {
  return tx<EditRow[]>`
    select incident_id, component_id, status, holds_from, created_at from incident_component_edits
    where incident_id = any(${[...incidentIds]}) order by id
  `;
}

export async function insertEdits(tx: Tx, rows: readonly Omit<EditRow, 'created_at'>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into incident_component_edits (incident_id, component_id, status, holds_from)
    select incident_id, component_id, status, holds_from from ${recordsOf(tx, rows)}
  `;
}

/** A component that an incident holds again, because another has given it back. */
export interface Resumed {
  incident_id: string;
  component_id: string;
  status: ComponentStatus;
  holds_from: Date;
}

/** Those that an incident never let go of it holds already; the others it holds from now on. */
export async function resumeHolds(tx: Tx, rows: readonly Resumed[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    with again as (
      insert into incident_component_edits (incident_id, component_id, status, holds_from)
      select r.incident_id, r.component_id, r.status, r.holds_from from ${recordsOf(tx, rows)}
      where r.status <> 'operational' and not exists (
        select from component_changes c
        where c.component_id = r.component_id and c.incident_id = r.incident_id and c.told and c.ends_at is null
      )
      returning incident_id, component_id, status, holds_from
    )
    insert into component_changes (incident_id, component_id, status, starts_at, told)
    select incident_id, component_id, status, holds_from, true from again
  `;
}

/** Where somebody asks what became of a component. */
export interface Moment {
  component_id: string;
  at: string;
}

/** When each of these components changed next, as far as it has. */
export async function findNextChanges(tx: Tx, moments: readonly Moment[]): Promise<(Moment & { next: Date })[]> {
  if (moments.length === 0) return [];
  return tx<(Moment & { next: Date })[]>`
    select r.component_id, r.at, next.starts_at as next
    from jsonb_to_recordset(${JSON.stringify(moments)}::text::jsonb) as r (component_id text, at text), lateral (
      select starts_at from component_changes c
      where c.component_id = r.component_id and not c.told and c.starts_at > r.at::timestamptz
      order by starts_at limit 1
    ) next
  `;
}

function recordsOf(tx: Tx, rows: readonly object[]) {
  return tx`
    jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (incident_id text, component_id text, status text, holds_from timestamptz)
  `;
}

/** Since when each component is told to be one of an incident's, by what is written down. */
export async function findToldStarts(tx: Tx, incident_id: string): Promise<Map<string, Date>> {
  const rows = await tx<{ component_id: string; starts_at: Date }[]>`
    select component_id, min(starts_at) as starts_at from component_changes
    where incident_id = ${incident_id} and told group by component_id order by component_id
  `;
  return new Map(rows.map((row) => [row.component_id, row.starts_at]));
}

/** Those of these components that have a start date. */
export async function findStartDates(
  tx: Tx,
  componentIds: readonly string[],
): Promise<{ id: string; name: string; start_date: string }[]> {
  return tx<{ id: string; name: string; start_date: string }[]>`
    select id, name, start_date::text from components
    where id = any(${[...componentIds]}) and start_date is not null order by id
  `;
}
