import { type Admin, DomainError, type Invite } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import type { Write } from '../db/write.ts';
import { postInviteLetter } from '../letters/post-invite-letter.ts';
import { readAdmin } from './list-admins.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { findAdminByEmail, insertAdmin, insertInvitation, lockAdmins } from './store.ts';

/**
 * Invites an admin by a link that is shown this once and is good for three days. Inviting again who has not come yet
 * makes a new link, and the earlier ones end. By letter it goes as well, with a link of its own.
 */
export async function inviteAdmin(
  { tx, by, publicUrl }: Write,
  { email, name }: Invite,
  { byLetter }: { byLetter: boolean },
): Promise<Admin> {
  await lockAdmins(tx);
  const known = await findAdminByEmail(tx, email);
  if (known && known.state !== 'invited') {
    throw new DomainError(
      'email-taken',
      'This address belongs to an admin already. Enable them again if they are disabled.',
    );
  }

  const id = known?.id ?? newId();
  if (!known) await insertAdmin(tx, { id, email, name: name ?? null, password_hash: null });
  const token = newSecret();
  const expiresAt = await insertInvitation(tx, id, hashSecret(token));
  if (byLetter) await postInviteLetter(tx, { admin_id: id, email });
  await recordAudit(tx, by, {
    action: 'admin.invited',
    subject_type: 'admin',
    subject_id: id,
    changes: { email: { from: null, to: email } },
  });
  return {
    ...(await readAdmin(tx, id)),
    invite_url: `${publicUrl}/admin#invite=${token}`,
    invite_expires_at: expiresAt.toISOString(),
  };
}
