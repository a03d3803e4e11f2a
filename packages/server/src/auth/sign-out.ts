import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { hashSecret } from './secrets.ts';
import { endSession, findRefreshToken, lockSessionOfToken } from './store.ts';

/** Ends the session of a refresh token; from now on nothing can be written with it. Ending it twice is no error. */
export async function signOut(sql: Sql, token: string): Promise<void> {
  const token_hash = hashSecret(token);
  await sql.begin(async (tx) => {
    await lockSessionOfToken(tx, token_hash);
    const found = await findRefreshToken(tx, token_hash);
    if (!found?.stands) return;
    await endSession(tx, found.session_id, 'signed out');
    const by = { admin_id: found.admin_id, email: found.email };
    await recordAudit(tx, by, { action: 'admin.signed_out', subject_type: 'admin', subject_id: found.admin_id });
  });
}
