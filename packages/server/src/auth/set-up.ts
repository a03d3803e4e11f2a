import { DomainError, type SetUp } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import { countFailure, refuseWhenLimited } from '../http/limits.ts';
import { changeSettings } from '../settings/change-settings.ts';
import type { AccessTokens } from './access-token.ts';
import { type Begun, drawUpSession, storeSession } from './begin-session.ts';
import { refuseGuessable } from './guessable.ts';
import { hashPassword } from './password.ts';
import { hashSecret } from './secrets.ts';
import { findOneTimeToken, insertAdmin, isSetUp, lockAdmins, spendOneTimeToken } from './store.ts';
import { addressLimit } from './try-limits.ts';

/** Makes the first admin, with the token that the server printed, and names the page. Of many who try at once one wins. */
export async function setUp(
  sql: Sql,
  { token, email, password, page_name, time_zone }: SetUp,
  { address, tokens, publicUrl }: { address: string; tokens: AccessTokens; publicUrl: string },
): Promise<Begun> {
  if (await isSetUp(sql)) throw alreadySetUp();
  const token_hash = hashSecret(token);
  const limits = [addressLimit(address)];
  await refuseWhenLimited(sql, limits);
  // Looked at before the password is hashed: a stranger's guess should cost little.
  const found = await findOneTimeToken(sql, 'setup', token_hash);
  if (!found?.is_good) {
    if (await isSetUp(sql)) throw alreadySetUp(); // someone else was quicker, and spent it
    await countFailure(sql, limits);
    throw invalidToken();
  }
  refuseGuessable(password, [email, page_name]);
  const password_hash = await hashPassword(password);
  const admin = { id: newId(), email, name: null };
  const begun = await drawUpSession(tokens, admin);

  await sql.begin(async (tx) => {
    await lockAdmins(tx);
    if (await isSetUp(tx)) throw alreadySetUp();
    if (!(await spendOneTimeToken(tx, 'setup', token_hash))) throw invalidToken();

    await insertAdmin(tx, { ...admin, password_hash });
    const by = { admin_id: admin.id, email };
    await recordAudit(tx, by, { action: 'admin.set_up', subject_type: 'admin', subject_id: admin.id });
    await changeSettings(
      { tx, by, publicUrl },
      { ...(page_name && { name: page_name }), ...(time_zone && { time_zone }) },
    );
    await storeSession(tx, begun, address);
  });
  return begun;
}

function alreadySetUp(): DomainError {
  return new DomainError('already-set-up', 'Sign in, or ask an admin to invite you.');
}

function invalidToken(): DomainError {
  return new DomainError(
    'token-invalid',
    'Use the newest set-up link: it is printed at each start and by "allswell setup-link".',
  );
}
