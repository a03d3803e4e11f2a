import type { ChannelName, SuppressionReason } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

export interface SuppressionRow {
  id: string;
  channel: ChannelName;
  address: string;
  reason: SuppressionReason;
  detail: string | null;
  created_at: Date;
}

// --- suppressions ---

/** False when it was there already. */
export async function insertSuppression(
  tx: Tx,
  row: Omit<SuppressionRow, 'id' | 'created_at'> & { address_key: string },
): Promise<boolean> {
  const rows = await tx`
    insert into suppressions ${tx(row)} on conflict (channel, address_key) do nothing
  `;
  return rows.count === 1;
}

/**
 * What waits to be sent to an address is not sent any more. Deliveries are looked up by their notices, which are few while
 * they are not settled: a search among all that wait would take long in the middle of a large one, when bounces come.
 */
export async function settleWaitingDeliveries(
  tx: Tx,
  channel: ChannelName,
  address_key: string,
  reason: string,
): Promise<void> {
  await tx`
    update deliveries d
    set state = 'suppressed', reason = ${reason}, settled_at = clock_timestamp(), lease = null, lease_until = null
    from notices n, subscriptions s
    where n.settled_at is null and n.expanded_at is not null
      and s.channel = ${channel} and s.address_key = ${address_key}
      and d.notice_id = n.id and d.subscription_id = s.id and d.state = 'waiting'
  `;
}

const matching = (sql: Db, q: string) =>
  q === '' ? sql`true` : sql`(position(lower(${q}) in lower(address)) > 0 or position(lower(${q}) in address_key) > 0)`;

/** Newest first. */
export async function findSuppressions(
  sql: Sql,
  { q, limit, offset }: { q: string; limit: number; offset: number },
): Promise<SuppressionRow[]> {
  return sql<SuppressionRow[]>`
    select id, channel, address, reason, detail, created_at from suppressions
    where ${matching(sql, q)} order by created_at desc, id desc limit ${limit} offset ${offset}
  `;
}

export async function countSuppressions(sql: Sql, q: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from suppressions where ${matching(sql, q)}
  `;
  return row?.count ?? 0;
}

/** What was removed. Its passing troubles are forgotten with it, or the next one would bring it back at once. */
export async function deleteSuppressions(
  tx: Tx,
  which: { id: string } | { address: string; address_key: string },
): Promise<{ id: string; channel: ChannelName; address: string }[]> {
  const condition =
    'id' in which ? tx`id::text = ${which.id}` : tx`(address_key = ${which.address_key} or address = ${which.address})`;
  return tx<{ id: string; channel: ChannelName; address: string }[]>`
    with removed as (
      delete from suppressions where ${condition} returning id, channel, address, address_key
    ), forgotten as (
      delete from bounces where address_key in (select address_key from removed where channel = 'email')
    )
    select id, channel, address from removed order by id
  `;
}

// --- reports ---

/** Remembers a report; false when it came before. */
export async function takeReport(tx: Tx, report_hash: Buffer): Promise<boolean> {
  const rows = await tx`
    insert into bounce_reports (report_hash, expires_at)
    values (${report_hash}, clock_timestamp() + interval '14 days')
    on conflict (report_hash) do nothing
  `;
  await tx`
    delete from bounce_reports where report_hash in (
      select report_hash from bounce_reports where expires_at < clock_timestamp() limit 20 for update skip locked
    )
  `;
  return rows.count === 1;
}

/** Counts a passing trouble of an email address, and answers how many there were within two weeks. */
export async function insertBounce(
  tx: Tx,
  { address_key, detail }: { address_key: string; detail: string | null },
): Promise<number> {
  await tx`delete from bounces where address_key = ${address_key} and at < clock_timestamp() - interval '14 days'`;
  await tx`insert into bounces ${tx({ address_key, detail })}`;
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from bounces where address_key = ${address_key}
  `;
  return row?.count ?? 0;
}

/** Whether anybody subscribed this email address. */
export async function isSubscribed(sql: Db, address_key: string): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`
    select exists (select from subscriptions where channel = 'email' and address_key = ${address_key}) as yes
  `;
  return row?.yes ?? false;
}

/** The email address of a subscription. */
export async function findAddress(sql: Db, id: string): Promise<string | undefined> {
  const [row] = await sql<{ address: string }[]>`
    select address from subscriptions where id = ${id}::bigint and channel = 'email'
  `;
  return row?.address;
}
