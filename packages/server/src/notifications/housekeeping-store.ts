import type { ChannelName, DeliveryState } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

/** How many deliveries of one notice stand where, and why. */
export interface TallyLine {
  channel: ChannelName;
  state: DeliveryState;
  count: number;
  reason: string | null;
}

/** The commonest reasons are told, for each notice. */
const mostReasons = 20;

/** Counts the deliveries of notices as they stand. */
export async function countDeliveries(
  sql: Db,
  noticeIds: readonly string[],
): Promise<(TallyLine & { notice_id: string })[]> {
  if (noticeIds.length === 0) return [];
  return sql<(TallyLine & { notice_id: string })[]>`
    with counted as (
      select d.notice_id, d.channel, d.state, count(*)::int as count,
        case
          when d.state in ('failed', 'suppressed') then d.reason
          when d.state = 'waiting'
            then coalesce(case when x.backs_off_until > clock_timestamp() then x.reason end, d.reason)
        end as reason
      from deliveries d
      left join destinations x on d.state = 'waiting' and x.channel = d.channel and x.destination = d.destination
      where d.notice_id = any(${[...noticeIds]}::text[])
      group by 1, 2, 3, 5
    ), ranked as (
      select *, row_number() over (partition by notice_id order by reason is null, count desc, reason) as rank from counted
    )
    select notice_id, channel, state, sum(count)::int as count, case when rank <= ${mostReasons} then reason end as reason
    from ranked group by 1, 2, 3, 5
    order by count desc
  `;
}

/** Expanded notices of which something was still to be sent when that was last looked at. */
export async function findUnsettled(tx: Tx): Promise<{ id: string; is_taken_back: boolean }[]> {
  return tx<{ id: string; is_taken_back: boolean }[]>`
    select n.id, (i.deleted_at is not null or (n.kind = 'update' and u.deleted_at is not null)) as is_taken_back
    from notices n join incidents i on i.id = n.incident_id join incident_updates u on u.id = n.update_id
    where n.settled_at is null and n.expanded_at is not null
    order by n.number
  `;
}

/** What was deleted is not told any more; what is being sent at this moment comes to its end. */
export async function withdrawDeliveries(tx: Tx, noticeId: string): Promise<void> {
  await tx`
    update deliveries set state = 'superseded', reason = 'It was taken back.', settled_at = clock_timestamp()
    where notice_id = ${noticeId} and state = 'waiting'
  `;
}

export async function isAnythingOpen(tx: Tx, noticeId: string): Promise<boolean> {
  const [row] = await tx<{ open: boolean }[]>`
    select exists (
      select from deliveries where notice_id = ${noticeId} and state in ('waiting', 'sending')
    ) as open
  `;
  return row?.open ?? false;
}

export async function settleNotice(tx: Tx, noticeId: string, tally: readonly TallyLine[]): Promise<void> {
  await tx`
    update notices set settled_at = clock_timestamp(), tally = ${JSON.stringify(tally)}::text::jsonb
    where id = ${noticeId}
  `;
}

/** Gives up what has been due for so long and could not be tried; answers how many. */
export async function giveUpOld(sql: Db, hours: number): Promise<number> {
  const given = await sql`
    update deliveries d set state = 'failed', settled_at = clock_timestamp(), lease = null, lease_until = null,
      reason = 'It could not be sent within a day. ' || coalesce(
        (select x.reason from destinations x where x.channel = d.channel and x.destination = d.destination), d.reason, ''
      )
    from sending s
    where d.state = 'waiting' and s.held_since is null
      and greatest(d.due_at, s.resumed_at) < clock_timestamp() - ${hours}::float8 * interval '1 hour'
  `;
  const letters = await sql`
    update letters l set state = 'failed', settled_at = clock_timestamp(), lease = null, lease_until = null,
      reason = 'It could not be sent within a day. ' || coalesce(l.reason, '')
    from sending s
    where l.state = 'waiting' and s.held_since is null
      and greatest(l.created_at, s.resumed_at) < clock_timestamp() - ${hours}::float8 * interval '1 hour'
  `;
  return given.count + letters.count;
}

/** Folds away the deliveries of one notice that has been settled for long, some at a time. Answers whether there are more. */
export async function foldOne(sql: Sql, days: number, atOnce: number): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [notice] = await tx<{ id: string }[]>`
      select id from notices
      where settled_at < clock_timestamp() - ${days}::int * interval '1 day' and folded_at is null
      order by number limit 1 for update skip locked
    `;
    if (!notice) return false;
    const folded = await tx`
      delete from deliveries where notice_id = ${notice.id} and subscription_id in (
        select subscription_id from deliveries where notice_id = ${notice.id} limit ${atOnce}
      )
    `;
    if (folded.count < atOnce) await tx`update notices set folded_at = clock_timestamp() where id = ${notice.id}`;
    return true;
  });
}

export async function removeOldLetters(sql: Sql, days: number): Promise<void> {
  await sql`delete from letters where settled_at < clock_timestamp() - ${days}::int * interval '1 day'`;
}

/** Destinations that nobody has written to for long need not be remembered. */
export async function forgetTroubles(sql: Sql, days: number): Promise<void> {
  await sql`delete from destinations where backs_off_until < clock_timestamp() - ${days}::int * interval '1 day'`;
}
