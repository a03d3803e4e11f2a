import type { Sql } from '../db/connect.ts';
import { countFailure, type Limit, refuseWhenLimited } from '../http/limits.ts';
import { postResetLetter } from '../letters/post-reset-letter.ts';

/** Requests from one address, whomever they name. */
function requestLimit(address: string): Limit {
  return { key: `password letters from ${address}`, free: 20, windowSeconds: 3_600 };
}

/**
 * Sends a link for a new password to an active admin of this address. Whether there is one shows in nothing: the same
 * is written and committed for everyone, and the letter itself is made later.
 */
export async function forgotPassword(
  sql: Sql,
  email: string,
  { address, sendsEmail }: { address: string; sendsEmail: boolean },
): Promise<void> {
  const limits = [requestLimit(address)];
  await refuseWhenLimited(sql, limits);
  await sql.begin(async (tx) => {
    await countFailure(tx, limits);
    if (sendsEmail) await postResetLetter(tx, email);
  });
}
