import type { Tx } from '../db/connect.ts';
import { postLetter } from './post-letter.ts';

/** Posts an invitation in the page's own language, at most three to one person within an hour. */
export async function postInviteLetter(
  tx: Tx,
  { admin_id, email }: { admin_id: string; email: string },
): Promise<void> {
  const [due] = await tx<{ locale: string }[]>`
    select default_language as locale from settings
    where (
      select count(*) from letters
      where kind = 'invite' and admin_id = ${admin_id} and created_at > clock_timestamp() - interval '1 hour'
    ) < 3
  `;
  if (due) await postLetter(tx, { kind: 'invite', address: email, locale: due.locale, admin_id });
}
