import { DomainError, type ResetPassword } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { countFailure, forgetFailures, refuseWhenLimited } from '../http/limits.ts';
import type { AccessTokens } from './access-token.ts';
import { type Begun, drawUpSession, storeSession } from './begin-session.ts';
import { refuseGuessable } from './guessable.ts';
import { hashPassword } from './password.ts';
import { hashSecret } from './secrets.ts';
import {
  endSessionsOf,
  findAdmin,
  findOneTimeToken,
  lockAdmins,
  readPageName,
  spendOneTimeToken,
  spendTokensOf,
  updatePassword,
} from './store.ts';
import { accountLimit, addressLimit } from './try-limits.ts';

/** Gives an admin a new password by the link of a letter, ends all their sessions, and signs them in. */
export async function resetForgottenPassword(
  sql: Sql,
  { token, password }: ResetPassword,
  { address, tokens }: { address: string; tokens: AccessTokens },
): Promise<Begun> {
  const token_hash = hashSecret(token);
  const limits = [addressLimit(address)];
  await refuseWhenLimited(sql, limits);
  const found = await findOneTimeToken(sql, 'reset', token_hash);
  if (!found?.admin_id) {
    await countFailure(sql, limits);
    throw new DomainError('token-invalid', 'Copy the whole link, or ask for a new one.');
  }
  const admin = await findAdmin(sql, found.admin_id);
  if (!found.is_good || admin?.state !== 'active') throw spent();
  refuseGuessable(password, [admin.email, admin.name, await readPageName(sql)]);
  const password_hash = await hashPassword(password);
  const begun = await drawUpSession(tokens, admin);

  await sql.begin(async (tx) => {
    await lockAdmins(tx);
    if (!(await spendOneTimeToken(tx, 'reset', token_hash))) throw spent();
    if ((await findAdmin(tx, admin.id))?.state !== 'active') throw spent();
    await spendTokensOf(tx, 'reset', admin.id);
    await updatePassword(tx, admin.id, password_hash);
    await endSessionsOf(tx, admin.id, 'password reset');
    const by = { admin_id: admin.id, email: admin.email };
    await recordAudit(tx, by, { action: 'admin.password_reset', subject_type: 'admin', subject_id: admin.id });
    await storeSession(tx, begun, address);
  });
  // Whoever guessed before must not keep the owner waiting.
  await forgetFailures(sql, [accountLimit(admin.email, undefined), accountLimit(admin.email, address)]);
  return begun;
}

function spent(): DomainError {
  return new DomainError('token-spent', 'Ask for a new link: each is good once, for an hour.');
}
