import { type AcceptInvite, DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { countFailure, refuseWhenLimited } from '../http/limits.ts';
import type { AccessTokens } from './access-token.ts';
import { type Begun, drawUpSession, storeSession } from './begin-session.ts';
import { refuseGuessable } from './guessable.ts';
import { hashPassword } from './password.ts';
import { hashSecret } from './secrets.ts';
import { findAdmin, findOneTimeToken, readPageName, spendOneTimeToken, updateAdmin, updatePassword } from './store.ts';
import { addressLimit } from './try-limits.ts';

/** Lets an invited admin choose a password, and signs them in. */
export async function acceptInvite(
  sql: Sql,
  { token, password, name }: AcceptInvite,
  { address, tokens }: { address: string; tokens: AccessTokens },
): Promise<Begun> {
  const token_hash = hashSecret(token);
  const limits = [addressLimit(address)];
  await refuseWhenLimited(sql, limits);
  const found = await findOneTimeToken(sql, 'invite', token_hash);
  if (!found?.admin_id) {
    await countFailure(sql, limits);
    throw new DomainError('token-invalid', 'Copy the whole link, or ask for a new invitation.');
  }
  const admin = await findAdmin(sql, found.admin_id);
  if (!found.is_good || admin?.state !== 'invited') throw spent();
  refuseGuessable(password, [admin.email, name, await readPageName(sql)]);
  const password_hash = await hashPassword(password);
  const begun = await drawUpSession(tokens, {
    id: admin.id,
    email: admin.email,
    name: name === undefined ? admin.name : name,
  });

  await sql.begin(async (tx) => {
    if (!(await spendOneTimeToken(tx, 'invite', token_hash))) throw spent();
    const invited = await findAdmin(tx, admin.id);
    if (invited?.state !== 'invited') throw spent();
    await updatePassword(tx, admin.id, password_hash);
    if (name !== undefined) await updateAdmin(tx, admin.id, { name });
    const by = { admin_id: admin.id, email: admin.email };
    await recordAudit(tx, by, { action: 'admin.accepted_invitation', subject_type: 'admin', subject_id: admin.id });
    await storeSession(tx, begun, address);
  });
  return begun;
}

function spent(): DomainError {
  return new DomainError('token-spent', 'Ask for a new invitation, or sign in if you have chosen a password already.');
}
