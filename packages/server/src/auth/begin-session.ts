import type { Session } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import { type AccessTokens, accessTokenSeconds } from './access-token.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { clearOldSessions, insertRefreshToken, insertSession, markSignedIn } from './store.ts';

/** An admin as signing in names them. */
export interface SignedIn {
  id: string;
  email: string;
  name: string | null;
}

/** A session that begins or goes on: what the body says, and what the cookie carries. */
export interface Begun {
  session_id: string;
  session: Session;
  refresh_token: string;
}

/**
 * Draws up a session. It does not exist before it is stored: signing may ask the database for keys, which a
 * transaction must not do over a second connection.
 */
export async function drawUpSession(tokens: AccessTokens, admin: SignedIn): Promise<Begun> {
  const session_id = newId();
  return { session_id, session: await describeSession(tokens, session_id, admin), refresh_token: newSecret() };
}

/** Stores a session that was drawn up, in the caller's transaction. */
export async function storeSession(
  tx: Tx,
  { session_id, session, refresh_token }: Begun,
  address: string,
): Promise<void> {
  await insertSession(tx, { id: session_id, admin_id: session.admin.id, address });
  await insertRefreshToken(tx, session_id, hashSecret(refresh_token));
  await markSignedIn(tx, session.admin.id);
  await clearOldSessions(tx);
}

/** What signing in and refreshing answer. */
export async function describeSession(tokens: AccessTokens, session_id: string, admin: SignedIn): Promise<Session> {
  return {
    access_token: await tokens.issue({ admin_id: admin.id, session_id }),
    token_type: 'Bearer',
    expires_in: accessTokenSeconds,
    admin: { id: admin.id, email: admin.email, name: admin.name },
  };
}
