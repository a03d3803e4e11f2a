import { DomainError } from '@allswell/protocol';
import type { Config } from '../config.ts';
import type { Sql } from '../db/connect.ts';
import { isConflict } from '../db/database-error.ts';
import { openLetterBudget } from './letter-budget.ts';
import { removeRequests, takeRequests } from './store.ts';
import { takeWish } from './take-wish.ts';

const atOnce = 25;

/**
 * Looks at all wishes that came in, in their order. Any number of processes may do so: one at a time does. A wish that
 * cannot be met for a reason of our own is let go, so that the others are; its error is thrown in the end.
 */
export async function settleRequests(sql: Sql, { masterKey }: Pick<Config, 'masterKey'>): Promise<void> {
  const errors: unknown[] = [];
  for (let settled = atOnce; settled === atOnce; ) settled = await settleSome(sql, masterKey, errors);
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} requests to be told could not be met.`);
}

async function settleSome(sql: Sql, masterKey: string | undefined, errors: unknown[]): Promise<number> {
  return sql.begin(async (tx) => {
    const requests = await takeRequests(tx, atOnce);
    if (requests.length === 0) return 0;
    const budget = await openLetterBudget(tx, masterKey);
    for (const { wish } of requests) {
      try {
        await tx.savepoint((inner) => takeWish(inner, wish, budget));
      } catch (error) {
        // The database is gone, or somebody else was in the way: all of it is tried again.
        if (error instanceof DomainError || isConflict(error)) throw error;
        errors.push(error);
      }
    }
    await removeRequests(
      tx,
      requests.map(({ id }) => id),
    );
    return requests.length;
  });
}
