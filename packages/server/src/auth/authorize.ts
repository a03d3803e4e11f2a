import { DomainError } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import type { Author } from '../db/write.ts';
import type { Actor } from '../http/route.ts';
import { lockStandingSession } from './store.ts';

/**
 * Checks, in the transaction of a write, that the session it comes from still stands. The row is held until the end,
 * so signing out, disabling and a new password come wholly before or wholly after a write.
 */
export async function authorize(tx: Tx, { admin_id, session_id }: Actor): Promise<Author> {
  const admin = await lockStandingSession(tx, session_id, admin_id);
  if (!admin) throw new DomainError('session-ended', 'Sign in again.');
  return { admin_id, email: admin.email };
}
