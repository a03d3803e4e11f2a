import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

/** The page, and what time it is. */
export interface GroundRow {
  id: string;
  name: string;
  time_zone: string;
  now: Date;
}

export async function findGround(sql: Db): Promise<GroundRow> {
  const [row] = await sql<GroundRow[]>`select id, name, time_zone, clock_timestamp() as now from settings`;
  if (!row) throw new Error('settings has lost its row.');
  return row;
}

/** The names of components, archived ones too. */
export async function findNames(sql: Db): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }[]>`select id, name from components`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
