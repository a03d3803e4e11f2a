import type postgres from 'postgres';
import { startAllowance } from './budget.ts';
import type { Sql } from './connect.ts';
import { translate, unavailable } from './database-error.ts';
import type { Gate, Place } from './gate.ts';
import { admit, runTimed, wrap } from './guarded-query.ts';

/** Reserves a connection within the deadline; each query on it has its own. */
export async function reserveGuarded(pool: Sql, gate: Gate, deadlineMs: number): Promise<postgres.ReservedSql> {
  const allowance = startAllowance(deadlineMs);
  const place = await admit(gate, allowance);
  const reserving = pool.reserve();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(unavailable(new Error('No database connection in time.')));
    reserving.then((unused) => unused.release()).catch(() => {});
  }, allowance.leftMs());
  try {
    return guardReserved(await Promise.race([reserving, late]), place, deadlineMs);
  } catch (error) {
    place.release();
    throw translate(error);
  } finally {
    clearTimeout(timer);
    allowance.end();
  }
}

function guardReserved(connection: postgres.ReservedSql, place: Place, deadlineMs: number): postgres.ReservedSql {
  const guarded = wrap(connection as unknown as Sql, (query, run) => {
    runTimed(query, run, startAllowance(deadlineMs), () => {});
  });
  return Object.assign(guarded, {
    release: () => {
      connection.release();
      place.release();
    },
  });
}
