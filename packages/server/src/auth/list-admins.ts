import { type Admin, DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { findAdmin, findAdmins } from './store.ts';
import { toAdmin } from './to-admin.ts';

/** Admins, oldest first; all of them unless a range is named. */
export async function listAdmins(sql: Sql, range = { limit: 10_000, offset: 0 }): Promise<Admin[]> {
  return (await findAdmins(sql, range)).map(toAdmin);
}

/** One admin. */
export async function readAdmin(sql: Sql | Tx, id: string): Promise<Admin> {
  const row = await findAdmin(sql, id);
  if (!row) throw new DomainError('admin-not-found', `There is no admin ${id}.`);
  return toAdmin(row);
}
