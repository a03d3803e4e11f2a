import { createHmac, randomBytes } from 'node:crypto';
import { DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import type { AccessTokens } from './access-token.ts';
import { type Begun, describeSession } from './begin-session.ts';
import { hashSecret } from './secrets.ts';
import {
  endSession,
  findRefreshToken,
  insertRefreshToken,
  lockSessionOfToken,
  spendRefreshToken,
  touchSession,
} from './store.ts';

/**
 * Goes on with a session: the refresh token is spent and followed by a new one. A spent token that comes again has been
 * copied, so the session ends; only the one just before the current one may come again for ten seconds, as it does when
 * an answer was lost or two tabs woke at once, and is then followed by the same token as the first time.
 */
export async function refresh(sql: Sql, token: string, tokens: AccessTokens): Promise<Begun> {
  const token_hash = hashSecret(token);
  const outcome = await sql.begin(async (tx) => {
    await lockSessionOfToken(tx, token_hash);
    const found = await findRefreshToken(tx, token_hash);
    if (!found) return 'unknown';
    if (!found.stands) return 'ended';

    if (found.is_spent && !(found.may_repeat && found.successor_salt)) {
      await endSession(tx, found.session_id, 'refresh token reused');
      const by = { admin_id: found.admin_id, email: found.email };
      await recordAudit(tx, by, {
        action: 'session.ended_by_reuse',
        subject_type: 'admin',
        subject_id: found.admin_id,
      });
      return 'reused';
    }

    const salt = found.successor_salt ?? randomBytes(32);
    const successor = successorOf(token, salt);
    if (!found.is_spent) {
      await insertRefreshToken(tx, found.session_id, hashSecret(successor));
      await spendRefreshToken(tx, token_hash, { hash: hashSecret(successor), salt });
    }
    await touchSession(tx, found.session_id);
    return { ...found, refresh_token: successor };
  });

  // Refused only now: an exception inside would have taken back that the session ended.
  if (outcome === 'unknown') throw new DomainError('not-signed-in', 'Sign in.');
  if (outcome === 'ended') throw new DomainError('session-ended', 'Sign in again.');
  if (outcome === 'reused')
    throw new DomainError('refresh-reused', 'Sign in again. If that was not you, change your password.');
  const { session_id, admin_id: id, email, name, refresh_token } = outcome;
  return { session_id, session: await describeSession(tokens, session_id, { id, email, name }), refresh_token };
}

/** Only who has the token, and the database, can reckon what follows it. */
function successorOf(token: string, salt: Buffer): string {
  return createHmac('sha256', token).update(salt).digest('base64url');
}
