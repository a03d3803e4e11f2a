import type { Sql } from '../../../db/connect.ts';

/** A webhook that has not shown yet that it wants to be told. */
export interface Unproven {
  id: string;
  address: string;
  link_salt: string;
}

/**
 * Takes some that are to be asked now, and puts their next turn off, so that nobody else asks them and one that does not
 * answer is asked seven times within a day. One host is asked by at most twenty at a time: it may not want to be asked.
 * Where nobody may send, such as in a copy of a database, nobody is asked either.
 */
export async function takeUnproven(sql: Sql, limit: number): Promise<Unproven[]> {
  return sql<Unproven[]>`
    with due as (
      select s.id from subscriptions s, sending
      where s.channel = 'webhook' and s.state = 'pending' and sending.held_since is null
        and sending.last_sender_at > clock_timestamp() - interval '1 minute'
        and coalesce((s.details ->> 'asked')::int, 0) < 7
        and coalesce((s.details ->> 'ask_at')::timestamptz, '-infinity') <= clock_timestamp()
        and (
          select count(*) from subscriptions o
          where o.channel = 'webhook' and o.state = 'pending' and o.destination = s.destination and o.id < s.id
            and coalesce((o.details ->> 'asked')::int, 0) < 7
        ) < 20
      order by s.id limit ${limit} for update of s skip locked
    )
    update subscriptions s set details = s.details || jsonb_build_object(
      'asked', coalesce((s.details ->> 'asked')::int, 0) + 1,
      'ask_at', clock_timestamp() + interval '1 minute' * (4 ^ coalesce((s.details ->> 'asked')::int, 0))
    )
    from due where s.id = due.id
    returning s.id, s.address, s.link_salt
  `;
}

/** It has answered, and is told from now on. */
export async function markProven(sql: Sql, id: string): Promise<void> {
  await sql`
    update subscriptions set state = 'confirmed', confirmed_at = clock_timestamp(), updated_at = clock_timestamp(),
      details = details - 'asked' - 'ask_at', version = version + 1
    where id = ${id} and state = 'pending'
  `;
}

/** Since when every try has failed. */
export async function noteFailure(sql: Sql, id: string): Promise<Date | undefined> {
  const [row] = await sql<{ since: Date }[]>`
    update subscriptions set details = jsonb_build_object('failing_since', clock_timestamp()) || details
    where id = ${id} returning (details ->> 'failing_since')::timestamptz as since
  `;
  return row?.since;
}

/** It works again. */
export async function noteSuccess(sql: Sql, id: string): Promise<void> {
  await sql`update subscriptions set details = details - 'failing_since' where id = ${id}`;
}

export async function readPageHead(sql: Sql): Promise<{ id: string; name: string }> {
  const [page] = await sql<{ id: string; name: string }[]>`select id, name from settings`;
  if (!page) throw new Error('The page has lost its settings.');
  return page;
}
