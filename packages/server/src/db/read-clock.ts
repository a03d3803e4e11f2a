import type { Tx } from './connect.ts';

/** What time it is: the database's clock is the one that all processes share. */
export async function readClock(tx: Tx): Promise<Date> {
  const [row] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
  return row?.now ?? new Date();
}
