import type { Sql } from '../db/connect.ts';
import type { Letter } from './channel.ts';
import { staleHours } from './fence.ts';

export interface ClaimedLetter extends Letter {
  attempts: number;
}

/** Takes the letters that are due, the oldest first. */
export async function claimLetters(
  sql: Sql,
  { fence, token, leaseMs, limit }: { fence: string; token: string; leaseMs: number; limit: number },
): Promise<ClaimedLetter[]> {
  return sql<ClaimedLetter[]>`
    with due as (
      select id from letters
      where state in ('waiting', 'sending') and due_at <= clock_timestamp()
        and (state = 'waiting' or lease_until < clock_timestamp())
        and exists (
          select from sending
          where fence = ${fence} and held_since is null
            and last_sender_at > clock_timestamp() - ${staleHours}::float8 * interval '1 hour'
        )
      order by due_at limit ${limit}
      for update skip locked
    )
    update letters l set state = 'sending', attempts = l.attempts + 1, lease = ${token},
      lease_until = clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'
    from due where l.id = due.id
    returning l.id, l.kind, l.address, l.locale, l.subscription_id, l.admin_id, l.attempts
  `;
}

export interface LetterMark {
  token: string;
  state: 'sent' | 'failed' | 'waiting';
  reason: string | null;
  dueInMs: number | null;
  isRefunded: boolean;
}

export async function markLetter(sql: Sql, id: string, mark: LetterMark): Promise<void> {
  await sql`
    update letters set state = ${mark.state}, reason = ${mark.reason}, lease = null, lease_until = null,
      attempts = attempts - ${mark.isRefunded ? 1 : 0},
      due_at = coalesce(clock_timestamp() + ${mark.dueInMs}::float8 * interval '1 millisecond', due_at),
      settled_at = case when ${mark.state} = 'waiting' then null else clock_timestamp() end
    where id = ${id} and lease = ${mark.token} and state = 'sending'
  `;
}
