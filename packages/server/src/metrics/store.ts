import type { Metric, MetricOrigin } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

/** Why the last try gave nothing. */
export interface LastError {
  code: string;
  detail: string;
  at: string;
}

export interface MetricRow
  extends Omit<
    Metric,
    'origin' | 'level' | 'last_fetched_at' | 'most_recent_data_at' | 'last_error' | 'created_at' | 'updated_at'
  > {
  source: MetricOrigin['source'];
  query: object;
  last_fetched_at: Date | null;
  most_recent_data_at: Date | null;
  last_error: LastError | null;
  created_at: Date;
  updated_at: Date;
}
/** What admins write. */
export type Fields = Omit<
  MetricRow,
  | 'id'
  | 'position'
  | 'has_push_token'
  | 'last_fetched_at'
  | 'most_recent_data_at'
  | 'most_recent_value'
  | 'failures'
  | 'last_error'
  | 'created_at'
  | 'updated_at'
  | 'version'
>;

const columns = (sql: Db) => sql`
  id, name, tooltip_description, suffix, decimal_places, y_axis_min, y_axis_max, y_axis_hidden, thresholds, position,
  display, source, query, factor, interval_seconds, push_token_hash is not null as has_push_token, last_fetched_at,
  most_recent_data_at, most_recent_value, failures, last_error, version, created_at, updated_at
`;

export async function findMetrics(sql: Db, { limit, offset }: { limit: number; offset: number }): Promise<MetricRow[]> {
  return sql<MetricRow[]>`
    select ${columns(sql)} from metrics order by position, name, id limit ${limit} offset ${offset}
  `;
}

export async function countMetrics(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from metrics`;
  return row?.count ?? 0;
}

/** How many readers see. */
export async function countShown(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from metrics where display`;
  return row?.count ?? 0;
}

export async function findMetric(sql: Db, id: string): Promise<MetricRow | undefined> {
  const [row] = await sql<MetricRow[]>`select ${columns(sql)} from metrics where id = ${id}`;
  return row;
}

/** Whoever writes points of it, or changes it, waits for the other. */
export async function lockMetric(tx: Tx, id: string): Promise<MetricRow | undefined> {
  const [row] = await tx<MetricRow[]>`select ${columns(tx)} from metrics where id = ${id} for no key update`;
  return row;
}

export async function insertMetric(tx: Tx, id: string, fields: Fields): Promise<void> {
  // It is put in its place right after; the highest position keeps it behind the others until then.
  await tx`insert into metrics ${tx({ id, ...stored(tx, fields), position: 2_147_483_647 })}`;
}

export async function updateMetric(
  tx: Tx,
  id: string,
  change: { [K in keyof Fields]?: Fields[K] | undefined },
): Promise<void> {
  await tx`
    update metrics set ${tx({ id, ...stored(tx, change) })}, updated_at = clock_timestamp(), version = version + 1
    where id = ${id}
  `;
}

export async function removeMetric(tx: Tx, id: string): Promise<void> {
  await tx`delete from metrics where id = ${id}`;
}

/** All ids in their order; whoever changes the order waits for the other. */
export async function lockOrder(tx: Tx): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtext('allswell:metrics'))`;
  const rows = await tx<{ id: string }[]>`select id from metrics order by position, name, id`;
  return rows.map((row) => row.id);
}

/** Numbers the metrics from 1. */
export async function writeOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx`
    update metrics m set position = list.place
    from unnest(${[...ids]}::text[]) with ordinality as list (id, place)
    where m.id = list.id and m.position <> list.place
  `;
}

// --- tokens to push with ---

export async function setPushToken(tx: Tx, id: string, hash: Buffer | null): Promise<void> {
  await tx`
    update metrics set push_token_hash = ${hash}, updated_at = clock_timestamp(), version = version + 1 where id = ${id}
  `;
}

/** The metric that a token pushes to. */
export async function findByPushToken(sql: Db, hash: Buffer): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`select id from metrics where push_token_hash = ${hash}`;
  return row?.id;
}

function stored<T extends { thresholds?: Fields['thresholds'] | undefined; query?: object | undefined }>(
  tx: Tx,
  fields: T,
) {
  const { thresholds, query, ...plain } = fields;
  return {
    ...plain,
    ...(thresholds !== undefined && { thresholds: thresholds && tx.json({ ...thresholds }) }),
    ...(query !== undefined && { query: tx.json(query as never) }),
  };
}
