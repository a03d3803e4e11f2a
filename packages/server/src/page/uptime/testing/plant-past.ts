import type { ComponentStatus } from '@allswell/protocol';
import type { Sql } from '../../../db/connect.ts';
import { readPage } from '../../read.ts';
import { type Snapshot, takeSnapshot } from '../../snapshot.ts';

/** A time that an incident says a component was something. */
export interface Told {
  component_id: string;
  incident_id: string;
  status: ComponentStatus;
  starts_at: Date;
  ends_at: Date | null;
}

/** A status that was set by hand. */
export interface Set {
  component_id: string;
  status: ComponentStatus;
  starts_at: Date;
  ends_at: Date | null;
}

export interface Corrected {
  component_id: string;
  starts_at: Date;
  ends_at: Date;
  counts_as: ComponentStatus;
  reason: string;
}

export const publicUrl = 'https://status.fernhill.example';
let made = 0;

/** Writes what uptime is reckoned from into a database that has the components and incidents. */
export async function plantPast(
  sql: Sql,
  { told = [], byHand = [], corrections = [] }: { told?: Told[]; byHand?: Set[]; corrections?: Corrected[] },
): Promise<void> {
  for (const row of told) await sql`insert into component_changes ${sql({ ...row, told: true })}`;
  for (const row of byHand) await sql`insert into component_changes ${sql({ ...row })}`;
  for (const row of corrections) {
    const id = `correct${String(made++).padStart(5, '0')}`;
    await sql`insert into uptime_corrections ${sql({ id, ...row })}`;
  }
}

/** What readers would get of a database as it is. */
export async function snapshotOf(sql: Sql): Promise<Snapshot> {
  return takeSnapshot(await readPage(sql), publicUrl);
}
