import type { ChannelName } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type { CheckedProof } from './challenge.ts';
import type { Looks } from '../page/html/document.ts';
import type { Choice, Known } from './choice.ts';
import type { SubscribeWish, Wish } from './wish.ts';

type Db = Sql | Tx;

export interface SubscriptionRow extends Choice {
  id: string;
  channel: ChannelName;
  address: string;
  address_key: string;
  details: Record<string, string>;
  incident_id: string | null;
  state: 'pending' | 'confirmed';
  link_salt: string;
  source: 'page' | 'import';
  consented_at: Date | null;
  consent_source: string | null;
  requested_at: Date;
  confirmed_at: Date | null;
}

const columns = (sql: Db) => sql`
  s.id, s.channel, s.address, s.address_key, s.details, s.component_ids, s.group_ids, s.kinds, s.incident_id, s.locale,
  s.time_zone, s.state, s.link_salt, s.source, s.consented_at, s.consent_source, s.requested_at, s.confirmed_at
`;

/** What a wish is measured against, as it is now. */
export interface Ground extends Known {
  now: Date;
  /** What the page offers. */
  channels: ChannelName[];
  default_language: string;
  time_zone: string;
  /** Null: there is no such incident. */
  incident: 'open' | 'over' | null;
}

export async function readGround(
  sql: Db,
  {
    component_ids,
    group_ids,
    incident_id,
  }: { component_ids: string[]; group_ids: string[]; incident_id: string | null },
): Promise<Ground> {
  const [ground] = await sql<Ground[]>`
    select clock_timestamp() as now, sending.channels, settings.default_language, settings.time_zone,
      array(select id from components where id = any(${component_ids}::text[]) and archived_at is null) as components,
      array(select id from component_groups where id = any(${group_ids}::text[])) as groups,
      (
        select case when ${isOver(sql)} then 'over' else 'open' end
        from incidents i where i.id = ${incident_id}::text and i.deleted_at is null
      ) as incident
    from sending, settings
  `;
  if (!ground) throw new Error('The page has lost its settings.');
  return ground;
}

const isOver = (sql: Db) => sql`(i.deleted_at is not null or i.status in ('resolved', 'postmortem', 'completed'))`;

/** How many requests came within about an hour, at most ten thousand of them. */
export async function countRecent(sql: Sql): Promise<{ now: Date; requests: number }> {
  const [row] = await sql<{ now: Date; requests: number }[]>`
    select clock_timestamp() as now, count(*)::int as requests
    from (
      select from spent_challenges where expires_at > clock_timestamp() - interval '50 minutes' limit 10000
    ) as recent
  `;
  if (!row) throw new Error('Postgres answers a count without a row.');
  return row;
}

/** Counts one request of a client, with those of the hour that began with its first. */
export async function countRequest(tx: Tx, from: string): Promise<{ tries: number; seconds_left: number }> {
  const [row] = await tx<{ tries: number; seconds_left: number }[]>`
    insert into rate_limits (key, tries) values (${`subscribe:${from}`}, 1)
    on conflict (key) do update set
      tries = case when rate_limits.window_started_at < clock_timestamp() - interval '1 hour'
        then 1 else rate_limits.tries + 1 end,
      window_started_at = case when rate_limits.window_started_at < clock_timestamp() - interval '1 hour'
        then clock_timestamp() else rate_limits.window_started_at end
    returning tries, extract(epoch from window_started_at + interval '1 hour' - clock_timestamp())::float8 as seconds_left
  `;
  if (!row) throw new Error('Postgres inserts a row and returns none.');
  return row;
}

/** Whether the challenge was not spent before. */
export async function spendChallenge(tx: Tx, { hash, expires_at }: CheckedProof): Promise<boolean> {
  const spent = await tx`
    insert into spent_challenges (challenge_hash, expires_at) values (${hash}, ${expires_at})
    on conflict do nothing returning 1
  `;
  return spent.length > 0;
}

/** Puts a wish in the line, and wakes whoever looks at them. */
export async function insertRequest(tx: Tx, wish: Wish): Promise<void> {
  await tx`insert into subscription_requests (wish) values (${JSON.stringify(wish)}::text::jsonb)`;
  await tx`select pg_notify('allswell_subscriptions', '')`;
}

/** The oldest wishes in their order, for one process at a time. */
export async function takeRequests(tx: Tx, limit: number): Promise<{ id: string; wish: Wish }[]> {
  const [lock] = await tx<{ taken: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('allswell:subscriptions')) as taken
  `;
  if (!lock?.taken) return [];
  return tx<{ id: string; wish: Wish }[]>`select id, wish from subscription_requests order by id limit ${limit}`;
}

export async function removeRequests(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx`delete from subscription_requests where id = any(${[...ids]}::bigint[])`;
}

/** The subscription of an address to everything, or to one incident. */
export async function lockByAddress(
  tx: Tx,
  { channel, address_key, incident_id }: Pick<SubscribeWish, 'channel' | 'address_key' | 'incident_id'>,
): Promise<SubscriptionRow | undefined> {
  const [row] = await tx<SubscriptionRow[]>`
    select ${columns(tx)} from subscriptions s
    where s.channel = ${channel} and s.address_key = ${address_key} and s.incident_id is not distinct from ${incident_id}
    for update
  `;
  return row;
}

/** Every other subscription of the same address. */
export async function findByAddress(
  db: Db,
  { channel, address_key }: Pick<SubscribeWish, 'channel' | 'address_key'>,
): Promise<SubscriptionRow[]> {
  return db<SubscriptionRow[]>`
    select ${columns(db)} from subscriptions s where s.channel = ${channel} and s.address_key = ${address_key}
  `;
}

export async function isSuppressed(
  tx: Tx,
  { channel, address_key }: Pick<SubscribeWish, 'channel' | 'address_key'>,
): Promise<boolean> {
  const rows = await tx`select from suppressions where channel = ${channel} and address_key = ${address_key}`;
  return rows.length > 0;
}

export async function insertSubscription(tx: Tx, wish: SubscribeWish, isConfirmed: boolean): Promise<string> {
  const { channel, address, address_key, destination, incident_id, locale, time_zone } = wish;
  const [row] = await tx<{ id: string }[]>`
    insert into subscriptions (
      channel, address, address_key, destination, details, component_ids, group_ids, kinds, incident_id, locale,
      time_zone, state, source, confirmed_at
    ) values (
      ${channel}, ${address}, ${address_key}, ${destination}, ${JSON.stringify(wish.details)}::text::jsonb,
      ${wish.component_ids}::text[], ${wish.group_ids}::text[], ${wish.kinds}::text[], ${incident_id}, ${locale},
      ${time_zone}, ${isConfirmed ? 'confirmed' : 'pending'}, 'page',
      case when ${isConfirmed} then clock_timestamp() end
    ) returning id
  `;
  if (!row) throw new Error('Postgres inserts a row and returns none.');
  return row.id;
}

/** Writes what somebody wants from now on. */
export async function updateChoice(tx: Tx, id: string, choice: Partial<Choice>, details?: object): Promise<void> {
  const { component_ids, group_ids, kinds, locale, time_zone } = choice;
  await tx`
    update subscriptions set
      component_ids = coalesce(${component_ids ?? null}::text[], component_ids),
      group_ids = coalesce(${group_ids ?? null}::text[], group_ids),
      kinds = coalesce(${kinds ?? null}::text[], kinds),
      locale = coalesce(${locale ?? null}::text, locale),
      time_zone = coalesce(${time_zone ?? null}::text, time_zone),
      details = coalesce(${details ? JSON.stringify(details) : null}::text::jsonb, details),
      version = version + 1, updated_at = clock_timestamp()
    where id = ${id}
  `;
}

/** A pending one may be confirmed for another while from now on. */
export async function renewPending(tx: Tx, id: string): Promise<void> {
  await tx`update subscriptions set requested_at = clock_timestamp() where id = ${id}`;
}

/** Locked, so that a link acts once. `is_expired`: nobody has confirmed it in time. */
export async function lockSubscription(
  tx: Tx,
  id: string,
): Promise<(SubscriptionRow & { is_expired: boolean }) | undefined> {
  const [row] = await tx<(SubscriptionRow & { is_expired: boolean })[]>`
    select ${columns(tx)}, ${isExpired(tx)} as is_expired from subscriptions s where s.id = ${id} for update
  `;
  return row;
}

export async function findSubscription(
  db: Db,
  id: string,
): Promise<(SubscriptionRow & { is_expired: boolean }) | undefined> {
  const [row] = await db<(SubscriptionRow & { is_expired: boolean })[]>`
    select ${columns(db)}, ${isExpired(db)} as is_expired from subscriptions s where s.id = ${id}
  `;
  return row;
}

const isExpired = (db: Db) => db`(s.state = 'pending' and s.requested_at < clock_timestamp() - interval '48 hours')`;

export async function confirm(tx: Tx, id: string): Promise<void> {
  await tx`
    update subscriptions set
      state = 'confirmed', confirmed_at = clock_timestamp(), version = version + 1, updated_at = clock_timestamp()
    where id = ${id} and state = 'pending'
  `;
}

export async function removeSubscription(db: Db, id: string): Promise<boolean> {
  const removed = await db`delete from subscriptions where id = ${id} returning 1`;
  return removed.length > 0;
}

export async function removePushSubscriptions(
  tx: Tx,
  { channel, address_key, auth }: { channel: string; address_key: string; auth: string },
): Promise<void> {
  await tx`
    delete from subscriptions
    where channel = ${channel} and address_key = ${address_key} and details ->> 'auth' = ${auth}
  `;
}

/** Counts a letter to an inbox; false when it has had its share. */
export async function countLetter(
  tx: Tx,
  inbox_hash: Buffer,
  { letters, everyHours }: { letters: number; everyHours: number },
): Promise<boolean> {
  const counted = await tx`
    insert into unanswered_letters (inbox_hash, letters) values (${inbox_hash}, 1)
    on conflict (inbox_hash) do update set letters = unanswered_letters.letters + 1, last_at = clock_timestamp()
      where unanswered_letters.letters < ${letters}
        and unanswered_letters.last_at <= clock_timestamp() - make_interval(hours => ${everyHours})
    returning 1
  `;
  return counted.length > 0;
}

export async function forgetLetters(tx: Tx, inbox_hash: Buffer): Promise<void> {
  await tx`delete from unanswered_letters where inbox_hash = ${inbox_hash}`;
}

/** No letter goes to this inbox any more, unless its owner subscribes another way. */
export async function exhaustLetters(tx: Tx, inbox_hash: Buffer, letters: number): Promise<void> {
  await tx`
    insert into unanswered_letters (inbox_hash, letters) values (${inbox_hash}, ${letters})
    on conflict (inbox_hash) do update set letters = ${letters}
  `;
}

/** Removes what has run out; each answer is how many rows went. */
export async function removeExpired(sql: Sql, limit: number): Promise<number> {
  const pending = await sql`
    delete from subscriptions where id in (
      select s.id from subscriptions s where ${isExpired(sql)} limit ${limit} for update skip locked
    )
  `;
  const spent = await sql`
    delete from spent_challenges where ctid in (
      select ctid from spent_challenges where expires_at < clock_timestamp() - interval '1 hour' limit ${limit}
      for update skip locked
    )
  `;
  const limits = await sql`
    delete from rate_limits where ctid in (
      select ctid from rate_limits
      where key like 'subscribe:%' and window_started_at < clock_timestamp() - interval '2 hours' limit ${limit}
      for update skip locked
    )
  `;
  const letters = await sql`
    delete from letters where id in (
      select id from letters where settled_at < clock_timestamp() - interval '30 days' limit ${limit}
      for update skip locked
    )
  `;
  return pending.count + spent.count + limits.count + letters.count;
}

/** Removes those who followed something that is over, once all that was to be said of it is. */
export async function removeFollowersOfPast(sql: Sql, limit: number): Promise<number> {
  const removed = await sql`
    delete from subscriptions where id in (
      select s.id from subscriptions s join incidents i on i.id = s.incident_id
      where ${isOver(sql)}
        and not exists (select from notices n where n.incident_id = i.id and n.expanded_at is null)
        and not exists (
          select from notices n join deliveries d on d.notice_id = n.id and d.subscription_id = s.id
          where n.incident_id = i.id and d.state in ('waiting', 'sending')
        )
      limit ${limit} for update of s skip locked
    )
  `;
  return removed.count;
}

export async function findPage(sql: Sql): Promise<Looks & { languages: string[]; default_language: string }> {
  const [page] = await sql<(Looks & { languages: string[]; default_language: string })[]>`
    select name, logo, favicon, accent_color, theme, languages, default_language from settings
  `;
  if (!page) throw new Error('The page has lost its settings.');
  return page;
}

export async function findGroups(db: Db): Promise<{ id: string; name: string }[]> {
  return db<{ id: string; name: string }[]>`select id, name from component_groups order by position, name, id`;
}

/** In the order of the page: those without a group stand among the groups by their position. */
export async function findComponents(db: Db): Promise<{ id: string; name: string; group_id: string | null }[]> {
  return db<{ id: string; name: string; group_id: string | null }[]>`
    select id, name, group_id from components where archived_at is null order by position, name, id
  `;
}

export async function findIncidentName(db: Db, id: string): Promise<string | undefined> {
  const [incident] = await db<{ name: string }[]>`select name from incidents where id = ${id} and deleted_at is null`;
  return incident?.name;
}
