import { type Admin, DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { refuseGuessable } from './guessable.ts';
import { readAdmin } from './list-admins.ts';
import { hashPassword } from './password.ts';
import { endSessionsOf, findAdminByEmail, readPageName, spendTokensOf, updatePassword } from './store.ts';

/** Gives an admin a new password from the command line and ends all their sessions. */
export async function resetPassword(
  sql: Sql,
  { email, password }: { email: string; password: string },
): Promise<Admin> {
  refuseGuessable(password, [email, await readPageName(sql)]);
  const password_hash = await hashPassword(password);
  return sql.begin(async (tx) => {
    const admin = await findAdminByEmail(tx, email);
    if (!admin) throw new DomainError('admin-not-found', `There is no admin with the address ${email}.`);
    await updatePassword(tx, admin.id, password_hash);
    await spendTokensOf(tx, 'reset', admin.id);
    await endSessionsOf(tx, admin.id, 'password reset');
    await recordAudit(tx, null, { action: 'admin.password_reset', subject_type: 'admin', subject_id: admin.id });
    return readAdmin(tx, admin.id);
  });
}
