import type { AlertDeliveryState, AlertMapping, AlertOutcome, AlertSourceKind } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';

type Db = Sql | Tx;

export interface DeliveryRow {
  id: string;
  source_id: string;
  received_at: Date;
  content_type: string | null;
  state: AlertDeliveryState;
  reason: string | null;
  outcomes: AlertOutcome[];
  bytes: number;
}
export interface WholeDeliveryRow extends DeliveryRow {
  body: Buffer;
  kind: AlertSourceKind;
  name: string;
  mapping: AlertMapping | null;
  tries: number;
}

/** What came in, on its way into the store. */
export interface Arrival {
  source_id: string;
  content_type: string | null;
  body: Buffer;
  state: 'waiting' | 'done' | 'refused';
  reason: string | null;
  /** Null: it may come again. */
  fingerprint: Buffer | null;
}

/** How much is kept of what is not read: enough to see what it was. */
const keptOfUnread = 16 * 1024;

/**
 * Keeps what came in. What came before is only noted: two of one kind that come at once wait for each other, and one of
 * them is the first. Whoever reads deliveries is woken once this is through.
 */
export async function keepArrival(
  sql: Db,
  { source_id, content_type, body, state, reason, fingerprint }: Arrival,
): Promise<{ id: string; state: AlertDeliveryState }> {
  const start = body.subarray(0, keptOfUnread);
  const [row] = await sql<{ id: string; state: AlertDeliveryState }[]>`
    with arrival as (
      select ${fingerprint}::bytea as fingerprint, ${state === 'refused'} as is_refused
    ), first as (
      insert into alert_fingerprints (source_id, fingerprint)
      select ${source_id}, fingerprint from arrival where fingerprint is not null
      on conflict do nothing
      returning fingerprint
    ), heard as (
      update alert_sources set last_received_at = clock_timestamp()
      from arrival where id = ${source_id} and not is_refused
    ), judged as (
      select fingerprint is not null and not exists (select from first) as is_repeated, is_refused from arrival
    ), kept as (
      insert into alert_deliveries (source_id, content_type, body, state, reason, done_at)
      select ${source_id}, ${content_type},
        case when is_repeated or is_refused then ${start}::bytea else ${body}::bytea end,
        case when is_repeated then 'repeated' else ${state} end,
        case when is_repeated then 'The same came before.' else ${reason} end,
        case when is_repeated or ${state !== 'waiting'} then clock_timestamp() end
      from judged
      returning id, state
    )
    select id::text, state, case when state = 'waiting' then pg_notify('allswell_alerts', '') end from kept
  `;
  if (!row) throw new Error('A delivery could not be kept.');
  return { id: row.id, state: row.state };
}

/**
 * Takes the next delivery that waits, and holds it. Those of one source come in their order, whoever takes them; those
 * of several sources at once.
 */
export async function claimNext(tx: Tx, except: readonly string[]): Promise<WholeDeliveryRow | undefined> {
  const [row] = await tx<WholeDeliveryRow[]>`
    select ${whole(tx)}
    from alert_deliveries d join alert_sources s on s.id = d.source_id
    where d.state = 'waiting' and d.id <> all(${[...except]}::bigint[])
      and not exists (
        select from alert_deliveries earlier
        where earlier.source_id = d.source_id and earlier.state = 'waiting' and earlier.id < d.id
      )
    order by d.id limit 1
    for update of d skip locked
  `;
  return row;
}

export async function settle(
  tx: Tx,
  id: string,
  { state, reason, outcomes }: Pick<DeliveryRow, 'state' | 'reason' | 'outcomes'>,
): Promise<void> {
  await tx`
    update alert_deliveries
    set state = ${state}, reason = ${reason}, outcomes = ${tx.json([...outcomes])}, done_at = clock_timestamp()
    where id = ${id}
  `;
}

/** Notes a try that did not work; the last of them settles it. */
export async function noteFailure(
  tx: Db,
  id: string,
  { reason, isLast }: { reason: string; isLast: boolean },
): Promise<void> {
  await tx`
    update alert_deliveries set tries = tries + 1, reason = ${reason},
      state = case when ${isLast} then 'failed' else state end, done_at = case when ${isLast} then clock_timestamp() end
    where id = ${id} and state = 'waiting'
  `;
}

export async function findDeliveries(
  sql: Sql,
  { sourceId, limit, offset }: { sourceId: string; limit: number; offset: number },
): Promise<DeliveryRow[]> {
  return sql<DeliveryRow[]>`
    select ${columns(sql)} from alert_deliveries d
    where d.source_id = ${sourceId} order by d.id desc limit ${limit} offset ${offset}
  `;
}

export async function countDeliveries(sql: Sql, sourceId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from alert_deliveries where source_id = ${sourceId}
  `;
  return row?.count ?? 0;
}

export async function findDelivery(sql: Db, id: string): Promise<WholeDeliveryRow | undefined> {
  const [row] = await sql<WholeDeliveryRow[]>`
    select ${whole(sql)} from alert_deliveries d join alert_sources s on s.id = d.source_id where d.id = ${id}
  `;
  return row;
}

/** The last one whose sender was believed, or a certain one, of a source. */
export async function findSample(sql: Db, sourceId: string, id?: string): Promise<WholeDeliveryRow | undefined> {
  const [row] = await sql<WholeDeliveryRow[]>`
    select ${whole(sql)} from alert_deliveries d join alert_sources s on s.id = d.source_id
    where d.source_id = ${sourceId} and d.state not in ('refused', 'repeated')
      and (${id ?? null}::bigint is null or d.id = ${id ?? null}::bigint)
    order by d.id desc limit 1
  `;
  return row;
}

export async function lockDelivery(
  tx: Tx,
  id: string,
): Promise<Pick<DeliveryRow, 'id' | 'source_id' | 'state'> | undefined> {
  const [row] = await tx<Pick<DeliveryRow, 'id' | 'source_id' | 'state'>[]>`
    select id::text, source_id, state from alert_deliveries where id = ${id} for update
  `;
  return row;
}

/** Lets a delivery be read once more. */
export async function reopen(tx: Tx, id: string): Promise<void> {
  await tx`
    with reopened as (
      update alert_deliveries set state = 'waiting', reason = null, outcomes = '[]', tries = 0, done_at = null
      where id = ${id} returning id
    )
    select pg_notify('allswell_alerts', '') from reopened
  `;
}

/** How much of what came in is kept, and for how long. */
export interface Keeping {
  days: number;
  deliveries: number;
  /** Of those that were refused, and of those that came before. */
  unread: number;
  bytes: number;
}

/** Lets go of what is kept no longer. What waits stays. */
export async function removeOld(sql: Db, { days, deliveries, unread, bytes }: Keeping): Promise<void> {
  await sql`
    with placed as (
      select id, state, received_at,
        case when state in ('refused', 'repeated') then ${unread}::int else ${deliveries}::int end as most,
        row_number() over (
          partition by source_id, case when state in ('refused', 'repeated') then state else 'read' end order by id desc
        ) as place,
        sum(octet_length(body)) over (partition by source_id order by id desc) as bytes
      from alert_deliveries
    )
    delete from alert_deliveries d using placed
    where d.id = placed.id and d.state <> 'waiting' and (
      placed.received_at < clock_timestamp() - make_interval(days => ${days})
      or placed.place > placed.most or placed.bytes > ${bytes}
    )
  `;
  await sql`delete from alert_fingerprints where seen_at < clock_timestamp() - make_interval(days => ${days})`;
}

const columns = (sql: Db) => sql`
  d.id::text, d.source_id, d.received_at, d.content_type, d.state, d.reason, d.outcomes, octet_length(d.body) as bytes
`;
const whole = (sql: Db) => sql`${columns(sql)}, d.body, d.tries, s.kind, s.name, s.mapping`;
