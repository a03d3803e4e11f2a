import type { SubscriptionKind } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { noticesChannel } from '../notices/announce.ts';
import { isAlone } from './one-at-a-time.ts';
import { followsOnly, type Reach, wants } from './audience-store.ts';

/** A notice whose deliveries are not planned yet. */
export interface NextNotice {
  id: string;
  number: string;
  incident_id: string;
  is_aside: boolean;
  /** The incident or the update was deleted before anybody was told. */
  is_taken_back: boolean;
}

/** The oldest notice that is still to be expanded; undefined when there is none, or another process is at it. */
export async function lockNextNotice(tx: Tx): Promise<NextNotice | undefined> {
  if (!(await isAlone(tx, 'expand'))) return undefined;
  const [notice] = await tx<NextNotice[]>`
    select n.id, n.number, n.incident_id, n.is_aside,
      (i.deleted_at is not null or (n.kind = 'update' and u.deleted_at is not null)) as is_taken_back
    from notices n join incidents i on i.id = n.incident_id join incident_updates u on u.id = n.update_id
    where n.expanded_at is null
    order by n.number limit 1
    for update of n
  `;
  return notice;
}

/** What decides who hears of an incident. */
export async function findReach(
  tx: Tx,
  incidentId: string,
): Promise<{ kind: SubscriptionKind; component_ids: string[] }> {
  const [row] = await tx<{ kind: SubscriptionKind; component_ids: string[] }[]>`
    select case when i.scheduled_for is null then 'incident' else 'maintenance' end as kind,
      array(select component_id from incident_components where incident_id = i.id) as component_ids
    from incidents i where i.id = ${incidentId}
  `;
  if (!row) throw new Error(`Incident ${incidentId} is gone before anybody was told of it.`);
  return row;
}

/** One row for each whom it concerns, and one only for each address. Answers how many. */
export async function insertDeliveries(tx: Tx, noticeId: string, reach: Reach): Promise<number> {
  const insert = (whom: ReturnType<typeof wants>) => tx`
    insert into deliveries (notice_id, subscription_id, channel, destination, state, reason, settled_at)
    select ${noticeId}, s.id, s.channel, s.destination,
      case when x.id is null then 'waiting' else 'suppressed' end, x.reason,
      case when x.id is null then null else clock_timestamp() end
    from subscriptions s left join suppressions x on x.channel = s.channel and x.address_key = s.address_key
    where ${whom}
  `;
  const general = await insert(wants(tx, reach));
  const own = await insert(followsOnly(tx, reach));
  return general.count + own.count;
}

/**
 * What was said before of the same incident, and still waits to be told to the same people, is told no more: this takes
 * its place. What is being sent at this moment comes to its end.
 */
export async function supersedeOlder(tx: Tx, { id, incident_id, number, is_aside }: NextNotice): Promise<void> {
  const older = await tx<{ id: string }[]>`
    select id from notices
    where incident_id = ${incident_id} and number < ${number} and settled_at is null and (is_aside or not ${is_aside})
  `;
  for (const one of older) {
    await tx`
      update deliveries d set state = 'superseded', reason = null, settled_at = clock_timestamp()
      from deliveries n
      where d.notice_id = ${one.id} and d.state = 'waiting'
        and n.notice_id = ${id} and n.subscription_id = d.subscription_id
    `;
  }
}

export async function closeNotice(tx: Tx, id: string, recipients: number): Promise<void> {
  await tx`update notices set expanded_at = clock_timestamp(), recipients = ${recipients} where id = ${id}`;
}

/** Wakes whoever sends. */
export async function tellLanes(tx: Tx): Promise<void> {
  await tx`select pg_notify(${noticesChannel}, 'expanded')`;
}
