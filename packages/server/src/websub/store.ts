import type { Sql, Tx } from '../db/connect.ts';
import type { PageState } from '../page/read.ts';
import type { Topic } from './list-topics.ts';

/** A topic that somebody has taken on to tell the hub of. */
export interface DueTopic extends Topic {
  attempts: number;
}

/** Readers have the news by then, and so will the hub when it asks. */
const settled = '2 seconds';
/** Who took a topic on and died is followed by another after this time. */
const lease = '60 seconds';

/** Whether the page has changed since its feeds were last looked at. */
export async function isLookDue(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ is_due: boolean }[]>`
    select (p.epoch, p.seq) is distinct from (w.epoch, w.seq)
      -- a history that is just being brought in is told of once, when all of it is there
      and not exists (select from imports where state = 'applying' and leased_until > clock_timestamp()) as is_due
    from page_state p, websub w
  `;
  return row?.is_due === true;
}

/** Holds everybody else off; false when another has looked at this state, or a later one, meanwhile. */
export async function beginLook(tx: Tx, { epoch, seq }: PageState): Promise<boolean> {
  const [row] = await tx<{ epoch: string | null; seq: string | null }[]>`select epoch, seq from websub for update`;
  if (!row) throw new Error('websub has lost its row.');
  if (row.epoch === epoch && Number(row.seq) >= seq) return false;
  await tx`update websub set epoch = ${epoch}, seq = ${seq}`;
  return true;
}

/** Keeps what the feeds are now. What is new has no readers yet; what has changed is due. */
export async function keepTopics(tx: Tx, topics: readonly Topic[]): Promise<void> {
  await tx`
    insert into websub_topics (topic, content_hash, told_hash)
    select topic, content_hash, content_hash
    from jsonb_to_recordset(${JSON.stringify(topics)}::text::jsonb) as r (topic text, content_hash text)
    on conflict (topic) do update set content_hash = excluded.content_hash, attempts = 0, reason = null,
      due_at = clock_timestamp() + ${settled}::interval
    where websub_topics.content_hash <> excluded.content_hash
  `;
  await tx`delete from websub_topics where topic <> all(${topics.map(({ topic }) => topic)})`;
}

/** Takes on what is due, unless nothing may be sent from this database. */
export async function claimTopics(sql: Sql, most: number): Promise<DueTopic[]> {
  return sql<DueTopic[]>`
    update websub_topics set attempts = attempts + 1, due_at = clock_timestamp() + ${lease}::interval
    where topic in (
      select topic from websub_topics
      where content_hash <> told_hash and due_at <= clock_timestamp()
        and exists (select from sending where held_since is null)
      order by due_at, topic limit ${most} for update skip locked
    )
    returning topic, content_hash, attempts
  `;
}

/** The hub knows of this content. If there is another by now, that stays due. */
export async function markTold(sql: Sql, { topic, content_hash }: DueTopic): Promise<void> {
  await sql`update websub_topics set told_hash = ${content_hash}, reason = null where topic = ${topic}`;
}

/** Tries again later; content that came meanwhile has its own time. */
export async function markFailed(
  sql: Sql,
  { topic, content_hash }: DueTopic,
  { reason, afterMs }: { reason: string; afterMs: number },
): Promise<void> {
  await sql`
    update websub_topics set reason = ${reason}, due_at = clock_timestamp() + ${afterMs} * interval '1 millisecond'
    where topic = ${topic} and content_hash = ${content_hash}
  `;
}

/** In how many milliseconds the next is due; null when none is, or nothing may be sent. */
export async function nextDueInMs(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ due_in_ms: number | null }[]>`
    select (extract(epoch from min(due_at) - clock_timestamp()) * 1000)::float8 as due_in_ms
    from websub_topics where content_hash <> told_hash and exists (select from sending where held_since is null)
  `;
  return row?.due_in_ms ?? null;
}
