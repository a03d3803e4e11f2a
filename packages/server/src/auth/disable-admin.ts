import { type Admin, DomainError } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { changeAdmin } from './change-admin.ts';
import { findAdminByEmail } from './store.ts';

/** Disables the admin of an address from the command line; their sessions end at once. */
export async function disableAdmin(sql: Sql, { email }: { email: string }): Promise<Admin> {
  return sql.begin(async (tx) => {
    const admin = await findAdminByEmail(tx, email);
    if (!admin) throw new DomainError('admin-not-found', `There is no admin with the address ${email}.`);
    return changeAdmin({ tx, by: null, publicUrl: '' }, admin.id, { disabled: true });
  });
}
