import type { ComponentStatus } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

/** One version of the weights, as it is stored. */
export interface WeightsRow {
  id: string;
  major_outage: number;
  partial_outage: number;
  degraded_performance: number;
  effective_from: Date | null;
  created_at: Date;
  created_by: string | null;
}

const weightsColumns = (sql: Db) => sql`
  id, major_outage::float8, partial_outage::float8, degraded_performance::float8, effective_from, created_at, created_by
`;

/** Those that hold latest first. */
export async function findWeights(
  sql: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<WeightsRow[]> {
  return sql<WeightsRow[]>`
    select ${weightsColumns(sql)} from uptime_weights
    order by effective_from desc nulls last limit ${limit} offset ${offset}
  `;
}

export async function countWeights(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from uptime_weights`;
  return row?.count ?? 0;
}

export async function findWeightsById(sql: Db, id: string): Promise<WeightsRow | undefined> {
  const [row] = await sql<WeightsRow[]>`select ${weightsColumns(sql)} from uptime_weights where id = ${id}`;
  return row;
}

/** Those that begin to hold in the same millisecond: nobody can tell instants further apart than that. */
export async function findWeightsFrom(tx: Tx, instant: Date): Promise<WeightsRow | undefined> {
  const [row] = await tx<WeightsRow[]>`
    select ${weightsColumns(tx)} from uptime_weights where date_trunc('milliseconds', effective_from) = ${instant}
  `;
  return row;
}

export async function insertWeights(
  tx: Tx,
  weights: Omit<WeightsRow, 'created_at'> & { effective_from: Date },
): Promise<void> {
  await tx`insert into uptime_weights ${tx(weights)}`;
}

export async function removeWeightsRow(tx: Tx, id: string): Promise<void> {
  await tx`delete from uptime_weights where id = ${id}`;
}

/** A correction, as it is stored. */
export interface CorrectionRow {
  id: string;
  component_id: string;
  starts_at: Date;
  ends_at: Date;
  counts_as: ComponentStatus;
  reason: string;
  created_at: Date;
  created_by: string | null;
  revoked_at: Date | null;
  revoked_by: string | null;
}

const correctionColumns = (sql: Db) => sql`
  id, component_id, starts_at, ends_at, counts_as, reason, created_at, created_by, revoked_at, revoked_by
`;

/** The newest first, also those that were taken back. */
export async function findCorrections(
  sql: Db,
  { component_id, limit, offset }: { component_id: string | undefined; limit: number; offset: number },
): Promise<CorrectionRow[]> {
  return sql<CorrectionRow[]>`
    select ${correctionColumns(sql)} from uptime_corrections where ${isOf(sql, component_id)}
    order by created_at desc, id limit ${limit} offset ${offset}
  `;
}

export async function countCorrections(sql: Db, component_id: string | undefined): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from uptime_corrections where ${isOf(sql, component_id)}
  `;
  return row?.count ?? 0;
}

export async function findCorrection(sql: Db, id: string): Promise<CorrectionRow | undefined> {
  const [row] = await sql<CorrectionRow[]>`select ${correctionColumns(sql)} from uptime_corrections where id = ${id}`;
  return row;
}

export async function insertCorrection(
  tx: Tx,
  correction: Omit<CorrectionRow, 'created_at' | 'revoked_at' | 'revoked_by'>,
): Promise<void> {
  await tx`insert into uptime_corrections ${tx(correction)}`;
}

export async function markRevoked(tx: Tx, id: string, by: string | null): Promise<void> {
  await tx`update uptime_corrections set revoked_at = clock_timestamp(), revoked_by = ${by} where id = ${id}`;
}

function isOf(sql: Db, component_id: string | undefined) {
  return component_id === undefined ? sql`true` : sql`component_id = ${component_id}`;
}

/** Whether a component is on the page. */
export async function isOnPage(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx`select from components where id = ${id} and archived_at is null`;
  return rows.length > 0;
}

/** The page's zone. */
export async function findZone(sql: Db): Promise<string> {
  const [row] = await sql<{ time_zone: string }[]>`select time_zone from settings`;
  if (!row) throw new Error('settings has lost its row.');
  return row.time_zone;
}

/** Which change readers see last, when it was, and what time it is. */
export async function findMark(tx: Tx): Promise<{ seq: string; changed_at: Date; now: Date }> {
  const [row] = await tx<{ seq: string; changed_at: Date; now: Date }[]>`
    select seq, changed_at, clock_timestamp() as now from page_state
  `;
  if (!row) throw new Error('page_state has lost its row.');
  return row;
}
