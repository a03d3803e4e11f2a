import { type Admin, type AdminChange, DomainError } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import type { Write } from '../db/write.ts';
import { readAdmin } from './list-admins.ts';
import { countOtherActiveAdmins, endSessionsOf, findAdmin, lockAdmins, spendTokensOf, updateAdmin } from './store.ts';

/** Renames an admin, disables one (which ends all their sessions) or enables one again. One admin always remains. */
export async function changeAdmin({ tx, by }: Write, id: string, change: AdminChange): Promise<Admin> {
  await lockAdmins(tx);
  const before = await findAdmin(tx, id);
  if (!before) throw new DomainError('admin-not-found', `There is no admin ${id}.`);

  if (change.disabled) {
    if ((await countOtherActiveAdmins(tx, id)) === 0) {
      throw new DomainError('last-admin', 'Invite another admin and let them sign in first.');
    }
    await endSessionsOf(tx, id, 'disabled');
    await spendTokensOf(tx, 'reset', id);
  }
  await updateAdmin(tx, id, change);
  const was = { name: before.name, disabled: before.state === 'disabled' };
  const changes = differences(was, change);
  if (Object.keys(changes).length > 0) {
    await recordAudit(tx, by, { action: 'admin.changed', subject_type: 'admin', subject_id: id, changes });
  }
  return readAdmin(tx, id);
}
