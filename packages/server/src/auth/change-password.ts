import { DomainError, type PasswordChange } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import type { Write } from '../db/write.ts';
import { countFailure, forgetFailures, refuseWhenLimited } from '../http/limits.ts';
import type { Actor } from '../http/route.ts';
import { invalidRequest } from '../http/validate.ts';
import { refuseGuessable } from './guessable.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { endSessionsOf, findStandingSession, readPageName, spendTokensOf, updatePassword } from './store.ts';

/** Checks the current password and hashes the new one: too slow to be done inside a transaction. */
export async function preparePassword(
  sql: Sql,
  { admin_id, session_id }: Actor,
  { current_password, new_password }: PasswordChange,
): Promise<string> {
  const admin = await findStandingSession(sql, session_id, admin_id);
  if (!admin) throw new DomainError('session-ended', 'Sign in again.');
  const limits = [
    {
      key: `password change of ${admin_id}`,
      free: 5,
      windowSeconds: 86_400,
      wait: { firstSeconds: 10, mostSeconds: 900 },
    },
  ];
  await refuseWhenLimited(sql, limits);
  const isRight = await verifyPassword(current_password, admin.password_hash, {
    before: () => refuseWhenLimited(sql, limits),
    failed: () => countFailure(sql, limits),
  });
  if (!isRight) throw invalidRequest([{ pointer: '#/current_password', detail: 'This is not your current password.' }]);
  await forgetFailures(sql, limits);
  refuseGuessable(new_password, [admin.email, await readPageName(sql)], 'new_password');
  return hashPassword(new_password);
}

/** Stores an admin's own new password and ends all their other sessions. */
export async function changePassword(
  { tx, by }: Write,
  { admin_id, session_id }: Actor,
  passwordHash: string,
): Promise<void> {
  await updatePassword(tx, admin_id, passwordHash);
  await spendTokensOf(tx, 'reset', admin_id);
  await endSessionsOf(tx, admin_id, 'password changed', session_id);
  await recordAudit(tx, by, { action: 'admin.changed_password', subject_type: 'admin', subject_id: admin_id });
}
