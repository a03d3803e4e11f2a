import { DomainError, type SignIn } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { countFailure, forgetFailures, refuseWhenLimited } from '../http/limits.ts';
import type { AccessTokens } from './access-token.ts';
import { type Begun, drawUpSession, storeSession } from './begin-session.ts';
import { hashPassword, isOutdated, verifyPassword } from './password.ts';
import { findAdminByEmail, isKnownAddress, updatePassword } from './store.ts';
import { accountLimit, addressLimit } from './try-limits.ts';

/** Signs an admin in by password. An unknown, disabled or not yet active account is told the same as a wrong password. */
export async function signIn(
  sql: Sql,
  { email, password }: SignIn,
  { address, tokens }: { address: string; tokens: AccessTokens },
): Promise<Begun> {
  const admin = await findAdminByEmail(sql, email);
  const isKnown = admin !== undefined && (await isKnownAddress(sql, admin.id, address));
  const account = accountLimit(email, isKnown ? address : undefined);
  const limits = [account, addressLimit(address)];
  await refuseWhenLimited(sql, limits);

  const mayEnter = admin?.state === 'active' ? admin : undefined;
  const isRight = await verifyPassword(password, mayEnter?.password_hash ?? null, {
    before: () => refuseWhenLimited(sql, limits),
    failed: () => countFailure(sql, limits),
  });
  if (!mayEnter || !isRight) {
    throw new DomainError('wrong-credentials', 'Check the email address and the password, and try again.');
  }

  await forgetFailures(sql, [account]);
  const betterHash = isOutdated(mayEnter.password_hash ?? '') ? await hashPassword(password) : undefined;
  const begun = await drawUpSession(tokens, mayEnter);
  await sql.begin(async (tx) => {
    if (betterHash) await updatePassword(tx, mayEnter.id, betterHash);
    await storeSession(tx, begun, address);
    await recordAudit(
      tx,
      { admin_id: mayEnter.id, email },
      { action: 'admin.signed_in', subject_type: 'admin', subject_id: mayEnter.id },
    );
  });
  return begun;
}
