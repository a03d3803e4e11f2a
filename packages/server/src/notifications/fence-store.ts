import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

/** Who may send, as the database knows it. */
export interface FenceRow {
  fence: string | null;
  held_since: Date | null;
  held_because: string | null;
  last_sender_at: Date | null;
  resumed_at: Date | null;
  /** Hours since anybody sent, or was allowed to; null when nobody ever did. */
  idle_hours: number | null;
  /** Seconds since a sender said that it is alive. */
  silent_seconds: number | null;
  /** Nobody has sent since an operator let it go on. */
  is_free: boolean;
}

export async function readFenceRow(sql: Db): Promise<FenceRow> {
  const [row] = await sql<FenceRow[]>`
    select fence, held_since, held_because, last_sender_at, resumed_at,
      (extract(epoch from clock_timestamp() - greatest(last_sender_at, resumed_at)) / 3600)::float8 as idle_hours,
      extract(epoch from clock_timestamp() - last_sender_at)::float8 as silent_seconds,
      coalesce(resumed_at > coalesce(last_sender_at, '-infinity'), false) as is_free
    from sending
  `;
  if (!row) throw new Error('The table sending has lost its row.');
  return row;
}

/** Whether anything is waiting to be sent now, or should have been long ago. */
export async function isAnythingDue(sql: Db): Promise<boolean> {
  const [row] = await sql<{ due: boolean }[]>`
    select exists (
      select from deliveries where state in ('waiting', 'sending') and due_at <= clock_timestamp()
    ) or exists (
      select from letters where state in ('waiting', 'sending') and due_at <= clock_timestamp()
    ) as due
  `;
  return row?.due ?? false;
}

/** Whether anything was ever sent from this database. */
export async function wasAnythingSent(sql: Db): Promise<boolean> {
  const [row] = await sql<{ sent: boolean }[]>`
    select exists (select from notices where recipients > 0 and settled_at is not null)
      or exists (select from letters where state in ('sent', 'failed'))
      or exists (select from deliveries where state in ('sent', 'failed')) as sent
  `;
  return row?.sent ?? false;
}

/** Sets the fence of a database that has none. Answers whether this process was the one. */
export async function makeFence(sql: Db, token: string): Promise<boolean> {
  const made = await sql`update sending set fence = ${token} where fence is null and held_since is null returning 1`;
  return made.length > 0;
}

/** After an operator has let it go on, the first sender may keep the fence it knows. */
export async function takeFreeFence(sql: Db, token: string): Promise<boolean> {
  const taken = await sql`
    update sending set fence = ${token}
    where held_since is null and resumed_at > coalesce(last_sender_at, '-infinity') returning 1
  `;
  return taken.length > 0;
}

/**
 * Says that a sender with this fence is alive, unless another one stands there now, or nobody has been for hours while
 * something is due. Answers whether it may send.
 */
export async function sayAlive(sql: Db, fence: string, staleHours: number): Promise<boolean> {
  const said = await sql`
    update sending set last_sender_at = clock_timestamp(), held_since = null, held_because = null
    where fence = ${fence} and (
      coalesce(greatest(last_sender_at, resumed_at), 'infinity')
        > clock_timestamp() - ${staleHours}::float8 * interval '1 hour'
      or not (
        exists (select from deliveries where state in ('waiting', 'sending') and due_at <= clock_timestamp())
        or exists (select from letters where state in ('waiting', 'sending') and due_at <= clock_timestamp())
      )
    )
    returning 1
  `;
  return said.length > 0;
}

/** Notes for the operator that nothing is sent, and why. */
export async function writeHold(sql: Db, because: string): Promise<void> {
  await sql`
    update sending set held_since = clock_timestamp(), held_because = ${because} where held_since is null
  `;
}

/** Lets sending go on under this fence. */
export async function clearHold(sql: Db, fence: string): Promise<void> {
  await sql`
    update sending set fence = ${fence}, held_since = null, held_because = null, resumed_at = clock_timestamp()
  `;
}
