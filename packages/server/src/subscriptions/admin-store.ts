import type { ChannelName } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import type { SubscriptionRow } from './store.ts';

/** What a list of subscribers is narrowed by. */
export interface SubscriberFilter {
  channel?: ChannelName | undefined;
  state?: 'pending' | 'confirmed' | undefined;
  /** A part of the address. */
  q?: string | undefined;
}

const where = (sql: Sql, { channel, state, q }: SubscriberFilter) => sql`
  where (${channel ?? null}::text is null or channel = ${channel ?? null})
    and (${state ?? null}::text is null or state = ${state ?? null})
    and (${q ?? null}::text is null or address ilike ${`%${(q ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`})
`;

export async function findSubscribers(
  sql: Sql,
  filter: SubscriberFilter & { limit: number; offset: number },
): Promise<SubscriptionRow[]> {
  return sql<SubscriptionRow[]>`
    select * from subscriptions ${where(sql, filter)} order by id desc limit ${filter.limit} offset ${filter.offset}
  `;
}

export async function countSubscribers(sql: Sql, filter: SubscriberFilter): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from subscriptions ${where(sql, filter)}
  `;
  return row?.count ?? 0;
}

export async function countByChannel(
  sql: Sql,
): Promise<{ channel: string; state: 'pending' | 'confirmed'; count: number }[]> {
  return sql<{ channel: string; state: 'pending' | 'confirmed'; count: number }[]>`
    select channel, state, count(*)::int as count from subscriptions group by channel, state order by channel
  `;
}

/** The channel of the one that is gone now; undefined when there was none. */
export async function deleteSubscriber(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx<{ channel: string }[]>`delete from subscriptions where id = ${id} returning channel`;
  return row?.channel;
}

/** What was stored of an address, now that it is not any more. */
export interface Erased {
  subscriptions: number;
  letters: number;
  suppressions: number;
  requests: number;
  bounces: number;
}

export async function eraseAddress(tx: Tx, address_key: string): Promise<Erased> {
  // Letters first: those of a subscription go with it, and would not be counted.
  const letters = await tx`
    delete from letters where lower(address) = lower(${address_key}) and admin_id is null
  `;
  const subscriptions = await tx`delete from subscriptions where address_key = ${address_key}`;
  const suppressions = await tx`delete from suppressions where address_key = ${address_key}`;
  const bounces = await tx`delete from bounces where address_key = ${address_key}`;
  const requests = await tx`delete from subscription_requests where wish ->> 'address_key' = ${address_key}`;
  return {
    subscriptions: subscriptions.count,
    letters: letters.count,
    suppressions: suppressions.count,
    requests: requests.count,
    bounces: bounces.count,
  };
}

/** One line of an import, read and found right. */
export interface ImportLine {
  line: number;
  channel: ChannelName;
  address: string;
  address_key: string;
  destination: string;
  details: Record<string, string>;
  component_ids: string[];
  group_ids: string[];
  kinds: string[];
  locale: string;
  time_zone: string;
  consented_at: string | null;
  consent_source: string | null;
}

/** What became of a line; the reason of a suppression comes with it. */
export type ImportOutcome = { line: number; suppressed: string | null; imported: boolean };

/** Stores what is not there yet. Who has asked already and not confirmed is taken at the operator's word. */
export async function insertLines(tx: Tx, lines: readonly ImportLine[]): Promise<ImportOutcome[]> {
  const outcomes = await tx<ImportOutcome[]>`
    with lines as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as line (
        line int, channel text, address text, address_key text, destination text, details jsonb, component_ids text[],
        group_ids text[], kinds text[], locale text, time_zone text, consented_at timestamptz, consent_source text
      )
    ), imported as (
      insert into subscriptions (
        channel, address, address_key, destination, details, component_ids, group_ids, kinds, locale, time_zone, state,
        source, consented_at, consent_source, confirmed_at
      )
      select channel, address, address_key, destination, details, component_ids, group_ids, kinds, locale, time_zone,
        'confirmed', 'import', consented_at, consent_source, clock_timestamp()
      from lines
      where not exists (
        select from suppressions s where s.channel = lines.channel and s.address_key = lines.address_key
      )
      order by line
      on conflict on constraint subscriptions_once do update set
        component_ids = excluded.component_ids, group_ids = excluded.group_ids, kinds = excluded.kinds,
        locale = excluded.locale, time_zone = excluded.time_zone, state = 'confirmed', source = 'import',
        consented_at = excluded.consented_at, consent_source = excluded.consent_source,
        confirmed_at = clock_timestamp(), version = subscriptions.version + 1, updated_at = clock_timestamp()
      where subscriptions.state = 'pending'
      returning channel, address_key
    )
    select line, s.reason as suppressed, i.address_key is not null as imported
    from lines
    left join imported i using (channel, address_key)
    left join suppressions s using (channel, address_key)
    order by line
  `;
  // Nobody is asked any more whether they want what they have.
  await tx`
    delete from letters l using subscriptions s
    where s.id = l.subscription_id and s.state = 'confirmed' and l.kind = 'confirm' and l.state = 'waiting'
  `;
  return outcomes;
}

/** Those that an export names, from one id on: who has confirmed, by channels that another system can use. */
export async function findToExport(tx: Tx, afterId: string, limit: number): Promise<SubscriptionRow[]> {
  return tx<SubscriptionRow[]>`
    select * from subscriptions
    where id > ${afterId} and state = 'confirmed' and incident_id is null and channel <> 'web_push'
    order by id limit ${limit}
  `;
}
