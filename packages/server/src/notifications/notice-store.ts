import type { Notice } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { noticesChannel } from '../notices/announce.ts';
import type { TallyLine } from './housekeeping-store.ts';

type Db = Sql | Tx;

export interface NoticeRow extends Pick<Notice, 'id' | 'incident_id' | 'update_id' | 'kind'> {
  created_at: Date;
  expanded_at: Date | null;
  /** What became of it, once nothing is left to be sent. */
  tally: TallyLine[] | null;
}

export async function isIncident(sql: Db, id: string): Promise<boolean> {
  const rows = await sql`select from incidents where id = ${id}`;
  return rows.length > 0;
}

/** What subscribers were told of an incident, newest first. */
export async function findNotices(sql: Db, incidentId: string): Promise<NoticeRow[]> {
  return sql<NoticeRow[]>`
    select id, incident_id, update_id, kind, created_at, expanded_at, tally from notices
    where incident_id = ${incidentId} order by number desc
  `;
}

/** Locks a notice; answers whether there is one, and whether its deliveries are still there. */
export async function lockNotice(tx: Tx, id: string): Promise<{ is_folded: boolean } | undefined> {
  const [row] = await tx<{ is_folded: boolean }[]>`
    select folded_at is not null as is_folded from notices where id = ${id} for update
  `;
  return row;
}

/** What failed is due again, for those who have not been told anything newer of the same incident. Answers how many. */
export async function retryFailed(tx: Tx, id: string): Promise<number> {
  const retried = await tx`
    update deliveries d set state = 'waiting', attempts = 0, due_at = clock_timestamp(), settled_at = null
    from notices n
    where n.id = ${id} and d.notice_id = ${id} and d.state = 'failed'
      and exists (select from subscriptions s where s.id = d.subscription_id)
      and not exists (
        select from notices l join deliveries o on o.notice_id = l.id and o.subscription_id = d.subscription_id
        where l.incident_id = n.incident_id and l.number > n.number
      )
  `;
  if (retried.count > 0) {
    await tx`update notices set settled_at = null, tally = null where id = ${id}`;
    await tx`
      update destinations x set backs_off_until = clock_timestamp()
      from (select distinct channel, destination from deliveries where notice_id = ${id} and state = 'waiting') as d
      where x.channel = d.channel and x.destination = d.destination
    `;
    await tx`select pg_notify(${noticesChannel}, 'expanded')`;
  }
  return retried.count;
}
