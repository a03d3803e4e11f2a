import { type Allowance, startAllowance } from './budget.ts';
import type { Sql, Tx } from './connect.ts';
import { isConflict, translate, unavailable } from './database-error.ts';
import type { Gate } from './gate.ts';
import { admit, giveUp, onSettled, type Running, wrap } from './guarded-query.ts';

/** How many times a transaction is tried that met another one (serialization failure, deadlock). */
const tries = 4;

type Work = (tx: Tx) => unknown;

/** Runs a transaction under one deadline for all of it, and again when it met another one. */
export async function beginGuarded(pool: Sql, gate: Gate, deadlineMs: number, args: unknown[]): Promise<unknown> {
  const mode = typeof args[0] === 'string' ? args[0] : '';
  const work = args.at(-1) as Work;
  const allowance = startAllowance(deadlineMs);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await transact(pool, gate, allowance, mode, work);
      } catch (error) {
        if (!isConflict(error)) throw translate(error);
        if (attempt === tries) throw unavailable(error);
      }
    }
  } finally {
    allowance.end();
  }
}

async function transact(pool: Sql, gate: Gate, allowance: Allowance, mode: string, work: Work): Promise<unknown> {
  const place = await admit(gate, allowance);
  const { begun, opening } = beginOn(pool, mode, (tx) => work(wrapTx(tx)));
  begun.catch(() => {}); // after a missed deadline nobody waits for it any more
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    // After a COMMIT without an answer nobody knows whether it counted: the idempotency key of the request decides.
    const error = unavailable(new Error('The transaction did not end in time.'));
    reject(error);
    giveUp(opening, error);
  }, allowance.leftMs());
  try {
    return await Promise.race([begun, late]);
  } finally {
    clearTimeout(timer);
    place.release();
  }
}

/** Starts a transaction and catches hold of the query that opens it: it knows the connection. */
function beginOn(pool: Sql, mode: string, work: Work): { begun: Promise<unknown>; opening: Running } {
  const { unsafe } = pool;
  let opening: Running | undefined;
  pool.unsafe = ((...args: Parameters<Sql['unsafe']>) => {
    const query = unsafe(...args);
    opening = query as unknown as Running;
    return query;
  }) as Sql['unsafe'];
  try {
    const begun = pool.begin(mode, work);
    if (!opening) throw new Error('The driver opens transactions in another way than its guard knows.');
    return { begun, opening };
  } finally {
    pool.unsafe = unsafe;
  }
}

function wrapTx(tx: Tx): Tx {
  const guarded = wrap(tx, (query, run) => {
    onSettled(query, () => {});
    run();
  });
  return Object.assign(guarded, {
    savepoint: (...args: unknown[]) => {
      const work = args.at(-1) as Work;
      const save = tx.savepoint as (name: string | null, work: Work) => Promise<unknown>;
      return save(typeof args[0] === 'string' ? args[0] : null, (inner) => work(wrapTx(inner)));
    },
  });
}
