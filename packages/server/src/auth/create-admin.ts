import { type Admin, DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import { refuseGuessable } from './guessable.ts';
import { readAdmin } from './list-admins.ts';
import { hashPassword } from './password.ts';
import { findAdminByEmail, insertAdmin, lockAdmins, readPageName } from './store.ts';

/** Makes an admin from the command line. Whoever may run it owns the machine, so nobody is asked. */
export async function createAdmin(
  sql: Sql,
  { email, password, name = null }: { email: string; password: string; name?: string | null },
): Promise<Admin> {
  refuseGuessable(password, [email, await readPageName(sql)]);
  const password_hash = await hashPassword(password);
  return sql.begin(async (tx) => {
    await lockAdmins(tx);
    if (await findAdminByEmail(tx, email)) {
      throw new DomainError(
        'email-taken',
        `There is an admin with the address ${email}. Use reset-password for a new password.`,
      );
    }
    const id = newId();
    await insertAdmin(tx, { id, email, name, password_hash });
    await recordAudit(tx, null, {
      action: 'admin.created',
      subject_type: 'admin',
      subject_id: id,
      changes: { email: { from: null, to: email } },
    });
    return readAdmin(tx, id);
  });
}
