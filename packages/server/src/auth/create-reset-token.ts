import type { Sql } from '../db/connect.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { insertTokenOf } from './store.ts';

/** A secret for the link of one letter. */
export interface MadeToken {
  token: string;
  expires_at: Date;
}

/**
 * Makes the token for a new password, good for an hour and once: `PUBLIC_URL/admin#reset=TOKEN`. Undefined when the admin
 * is not active any more. Made while the letter is written; only its hash is kept.
 */
export async function createResetToken(sql: Sql, admin_id: string): Promise<MadeToken | undefined> {
  const token = newSecret();
  const expires_at = await insertTokenOf(sql, 'reset', admin_id, hashSecret(token));
  return expires_at && { token, expires_at };
}

/**
 * Makes the token of an invitation that goes by letter: `PUBLIC_URL/admin#invite=TOKEN`. The link that the panel has shown
 * stays good beside it; the first of them that is used ends both. Undefined when nobody has to be invited any more.
 */
export async function createInviteToken(sql: Sql, admin_id: string): Promise<MadeToken | undefined> {
  const token = newSecret();
  const expires_at = await insertTokenOf(sql, 'invite', admin_id, hashSecret(token));
  return expires_at && { token, expires_at };
}
