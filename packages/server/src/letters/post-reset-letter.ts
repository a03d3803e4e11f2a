import type { Sql, Tx } from '../db/connect.ts';
import { noticesChannel } from '../notices/announce.ts';

/**
 * Posts the letter to whoever forgot a password: to an active admin of this address, at most three within an hour. It is
 * one statement, and wakes the senders in any case, so that it takes as long when there is no such admin.
 */
export async function postResetLetter(db: Sql | Tx, email: string): Promise<void> {
  await db`
    with posted as (
      insert into letters (kind, address, locale, admin_id)
      select 'reset', a.email, s.default_language, a.id
      from admins a, settings s
      where a.email = ${email} and a.disabled_at is null and a.password_hash is not null
        and (
          select count(*) from letters l
          where l.kind = 'reset' and l.admin_id = a.id and l.created_at > clock_timestamp() - interval '1 hour'
        ) < 3
    )
    select pg_notify(${noticesChannel}, 'letter')
  `;
}
