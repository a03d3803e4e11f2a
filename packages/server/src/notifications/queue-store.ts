import type { ChannelName, DeliveryState } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { staleHours } from './fence.ts';

// The deliveries are the queue: what is claimed, what became of it, and what others have to leave alone.

/** A delivery as it is named everywhere. */
export interface DeliveryKey {
  notice_id: string;
  subscription_id: string;
}

/** A delivery that was claimed, with whom it goes to. */
export interface ClaimedRow extends DeliveryKey {
  destination: string;
  /** This try included. */
  attempts: number;
  /** `sending`: it is ours to send. Anything else: it was settled by the claim, and there is nothing to do. */
  state: DeliveryState;
  due_at: string;
  address: string;
  details: Record<string, unknown>;
  locale: string;
  time_zone: string;
  incident_id: string | null;
  link_salt: string;
}

export interface ClaimQuestion {
  channel: ChannelName;
  /** The fence that has to stand in the database: whoever has another one gets nothing. */
  fence: string;
  token: string;
  leaseMs: number;
  limit: number;
  /** Looks from here on: what was due before was looked through a moment ago. */
  after: string;
  /** Destinations that are left alone for now. */
  blocked: readonly string[];
}

/** The beginning of all that is due. */
export const fromTheFirst = '-infinity';

/**
 * Takes what is due, the oldest first, and leaves what others are taking. Older news of the same incident go first: while
 * they are being sent to somebody, or have to be told besides, the newer ones wait for that person. Whoever finds that
 * news were overtaken, taken back or are wanted no more settles them instead. All of that is one statement, so that it
 * holds however many processes claim.
 */
export async function claimDeliveries(sql: Sql, question: ClaimQuestion): Promise<ClaimedRow[]> {
  const { channel, fence, token, leaseMs, limit, after, blocked } = question;
  return sql<ClaimedRow[]>`
    with due as materialized (
      select d.notice_id, d.subscription_id, d.due_at
      from deliveries d
      where d.channel = ${channel} and d.state in ('waiting', 'sending')
        and d.due_at >= ${after}::text::timestamptz and d.due_at <= clock_timestamp()
        and (d.state = 'waiting' or d.lease_until < clock_timestamp())
        and d.destination <> all(${[...blocked]}::text[])
        and exists (
          select from sending
          where fence = ${fence} and held_since is null
            and last_sender_at > clock_timestamp() - ${staleHours}::float8 * interval '1 hour'
        )
        and not exists (
          select from notices n
          join notices m on m.incident_id = n.incident_id and m.number < n.number and m.settled_at is null
          join deliveries o on o.notice_id = m.id and o.subscription_id = d.subscription_id
          where n.id = d.notice_id and o.state in ('waiting', 'sending') and (
            (n.is_aside and not m.is_aside) or (o.state = 'sending' and o.lease_until >= clock_timestamp())
          )
        )
      order by d.due_at limit ${limit}
      for update of d skip locked
    ), judged as materialized (
      select due.notice_id, due.subscription_id, due.due_at,
        s.address, s.details, s.locale, s.time_zone, s.incident_id, s.link_salt,
        case
          when i.id is null or i.deleted_at is not null or (n.kind = 'update' and u.deleted_at is not null)
            then 'superseded'
          when s.id is null or s.state <> 'confirmed' or x.id is not null then 'suppressed'
          when exists (
            select from notices l join deliveries o on o.notice_id = l.id and o.subscription_id = due.subscription_id
            where l.incident_id = n.incident_id and l.number > n.number and (n.is_aside or not l.is_aside)
          ) then 'superseded'
          else 'sending'
        end as fate,
        case
          when i.id is null or i.deleted_at is not null or u.deleted_at is not null then 'It was taken back.'
          when s.id is null or s.state <> 'confirmed' then 'unsubscribed'
          else x.reason
        end as why
      from due
      left join notices n on n.id = due.notice_id
      left join incidents i on i.id = n.incident_id
      left join incident_updates u on u.id = n.update_id
      left join subscriptions s on s.id = due.subscription_id
      left join suppressions x on x.channel = s.channel and x.address_key = s.address_key
    )
    update deliveries d set
      state = j.fate,
      attempts = d.attempts + (j.fate = 'sending')::int::smallint,
      lease = case when j.fate = 'sending' then ${token} end,
      lease_until = case when j.fate = 'sending'
        then clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond' end,
      reason = case when j.fate = 'sending' then d.reason else j.why end,
      settled_at = case when j.fate = 'sending' then null else clock_timestamp() end
    from judged j
    where d.notice_id = j.notice_id and d.subscription_id = j.subscription_id
    returning d.notice_id, d.subscription_id, d.destination, d.attempts, d.state, ${moment(sql)} as due_at, j.address,
      j.details, j.locale, j.time_zone, j.incident_id, j.link_salt
  `;
}

/** With all digits that Postgres has, and in an order that the letters keep. */
const moment = (sql: Sql) => sql`to_char(j.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What is to stand in a row after a try. */
export interface Mark extends DeliveryKey {
  token: string;
  state: 'sent' | 'failed' | 'waiting';
  reason: string | null;
  /** When it is tried again; null leaves it as it was due. */
  dueInMs: number | null;
  /** It was no try. */
  isRefunded: boolean;
}

/** Whoever takes several rows takes them in this order, so that two statements never wait for each other. */
function byKey(one: DeliveryKey, other: DeliveryKey): number {
  if (one.notice_id !== other.notice_id) return one.notice_id < other.notice_id ? -1 : 1;
  return Number(BigInt(one.subscription_id) - BigInt(other.subscription_id));
}

/** Writes down what became of deliveries, each only while it is still ours. */
export async function markDeliveries(sql: Sql, unordered: readonly Mark[]): Promise<void> {
  const marks = unordered.toSorted(byKey);
  await sql`
    update deliveries d set
      state = m.state,
      reason = case when m.state = 'waiting' then coalesce(m.reason, d.reason) else m.reason end,
      attempts = d.attempts - m.refund,
      due_at = coalesce(clock_timestamp() + m.due_in_ms * interval '1 millisecond', d.due_at),
      lease = null,
      lease_until = null,
      settled_at = case when m.state = 'waiting' then null else clock_timestamp() end
    from unnest(
      ${marks.map((mark) => mark.notice_id)}::text[],
      ${marks.map((mark) => mark.subscription_id)}::bigint[],
      ${marks.map((mark) => mark.token)}::text[],
      ${marks.map((mark) => mark.state)}::text[],
      ${marks.map((mark) => mark.reason)}::text[],
      ${marks.map((mark) => mark.dueInMs)}::float8[],
      ${marks.map((mark) => (mark.isRefunded ? 1 : 0))}::smallint[]
    ) as m (notice_id, subscription_id, token, state, reason, due_in_ms, refund)
    where d.notice_id = m.notice_id and d.subscription_id = m.subscription_id and d.lease = m.token
      and d.state = 'sending'
  `;
}

/** Prolongs leases; answers with the deliveries whose lease still stood. */
export async function prolongLeases(
  sql: Sql,
  unordered: readonly (DeliveryKey & { token: string })[],
  leaseMs: number,
): Promise<DeliveryKey[]> {
  const rows = unordered.toSorted(byKey);
  return sql<DeliveryKey[]>`
    update deliveries d set lease_until = clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'
    from unnest(
      ${rows.map((row) => row.notice_id)}::text[],
      ${rows.map((row) => row.subscription_id)}::bigint[],
      ${rows.map((row) => row.token)}::text[]
    ) as m (notice_id, subscription_id, token)
    where d.notice_id = m.notice_id and d.subscription_id = m.subscription_id and d.lease = m.token
      and d.state = 'sending' and d.lease_until >= clock_timestamp()
    returning d.notice_id, d.subscription_id
  `;
}

/** Removes subscriptions whose endpoint is gone for good. */
export async function removeSubscriptions(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`delete from subscriptions where id = any(${[...ids]}::bigint[])`;
}

/** How a destination stands that did not work. */
export interface DestinationTrouble {
  destination: string;
  failures: number;
  /** In how many milliseconds it is tried again. */
  backsOffMs: number;
  reason: string;
}

export async function writeTrouble(sql: Sql, channel: ChannelName, trouble: DestinationTrouble): Promise<void> {
  const { destination, failures, backsOffMs, reason } = trouble;
  await sql`
    insert into destinations (channel, destination, failures, backs_off_until, reason)
    values (${channel}, ${destination}, ${failures},
      clock_timestamp() + ${backsOffMs}::float8 * interval '1 millisecond', ${reason})
    on conflict (channel, destination) do update set failures = greatest(destinations.failures, excluded.failures),
      backs_off_until = greatest(destinations.backs_off_until, excluded.backs_off_until), reason = excluded.reason
  `;
}

export async function clearTrouble(sql: Sql, channel: ChannelName, destination: string): Promise<void> {
  await sql`delete from destinations where channel = ${channel} and destination = ${destination}`;
}

/** The destinations that are in trouble, as any process has found. */
export async function findTroubles(sql: Sql, channel: ChannelName): Promise<DestinationTrouble[]> {
  const rows = await sql<{ destination: string; failures: number; backs_off_ms: number; reason: string | null }[]>`
    select destination, failures, reason,
      greatest(0, extract(epoch from backs_off_until - clock_timestamp()) * 1000)::float8 as backs_off_ms
    from destinations where channel = ${channel} and backs_off_until is not null
  `;
  return rows.map(({ backs_off_ms, reason, ...row }) => ({ ...row, backsOffMs: backs_off_ms, reason: reason ?? '' }));
}
