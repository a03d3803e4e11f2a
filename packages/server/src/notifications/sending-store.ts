import type { ChannelName } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

/** Writes down what can be sent by. Answers whether that is new. */
export async function writeOffers(
  tx: Tx,
  channels: readonly ChannelName[],
  publicKey: string | null,
): Promise<boolean> {
  const changed = await tx`
    update sending set channels = ${[...channels]}, vapid_public_key = ${publicKey}
    where channels <> ${[...channels]}::text[] or vapid_public_key is distinct from ${publicKey}
    returning 1
  `;
  return changed.length > 0;
}

/** What the queue holds. */
export interface QueueRow {
  channels: ChannelName[];
  held_since: Date | null;
  held_because: string | null;
  last_sender_at: Date | null;
  waiting: number;
  oldest_due_seconds: number | null;
}

export async function readQueue(sql: Sql | Tx): Promise<QueueRow> {
  const [row] = await sql<QueueRow[]>`
    select s.channels, s.held_since, s.held_because, s.last_sender_at,
      (
        (select count(*) from deliveries where state in ('waiting', 'sending'))
        + (select count(*) from letters where state in ('waiting', 'sending'))
      )::int as waiting,
      extract(epoch from clock_timestamp() - least(
        (
          select min(d.due_at) from deliveries d
          where d.state in ('waiting', 'sending') and d.due_at <= clock_timestamp() and not exists (
            select from destinations x
            where x.channel = d.channel and x.destination = d.destination and x.backs_off_until > clock_timestamp()
          )
        ),
        (select min(due_at) from letters where state in ('waiting', 'sending') and due_at <= clock_timestamp()),
        (select min(created_at) from notices where expanded_at is null)
      ))::float8 as oldest_due_seconds
    from sending s
  `;
  if (!row) throw new Error('The table sending has lost its row.');
  return row;
}

/** How many deliveries wait, by channel. */
export async function countWaiting(sql: Sql): Promise<{ channel: ChannelName; count: number }[]> {
  return sql<{ channel: ChannelName; count: number }[]>`
    select channel, count(*)::int as count from deliveries where state in ('waiting', 'sending') group by channel
  `;
}
