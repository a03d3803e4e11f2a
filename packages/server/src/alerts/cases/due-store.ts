import type { Sql, Tx } from '../../db/connect.ts';
import { type Db, fromCases, isOver } from './store.ts';

/** Cases that people have ended, and those whose draft they have published. */
const isLoose = (sql: Db) => sql`(${isOver(sql)} or (k.incident_id is null and i.id is not null))`;

/** Cases to look at now, those that have waited longest first. */
export async function findDue(
  sql: Sql,
  { now, limit, except }: { now: Date | null; limit: number; except: readonly string[] },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select k.id ${fromCases(sql)}
    where k.state <> 'closed' and (k.next_look_at <= ${now ?? sql`clock_timestamp()`} or ${isLoose(sql)})
      and k.id <> all(${[...except]})
    order by k.next_look_at nulls first, k.id limit ${limit}
  `;
  return rows.map((row) => row.id);
}

/** What could not be done is tried again a little later, and holds up nobody. */
export async function postpone(sql: Sql, id: string): Promise<void> {
  await sql`update alert_cases set next_look_at = clock_timestamp() + interval '1 minute' where id = ${id}`;
}

/** In how many milliseconds the next case is to be looked at; null when none is. */
export async function findWait(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ ms: number | null }[]>`
    select extract(epoch from min(next_look_at) - clock_timestamp())::float8 * 1000 as ms
    from alert_cases where state <> 'closed'
  `;
  return row?.ms ?? null;
}

/**
 * Takes cases with alerts of New Relic that nothing is heard of any more, to ask for them; nobody else asks meanwhile. A
 * rule may have gathered alerts of other senders in them.
 */
export async function takeUnheard(
  sql: Sql,
  { silentSeconds, limit }: { silentSeconds: number; limit: number },
): Promise<{ source_id: string; source_name: string; alerts: { key: string; title: string }[] }[]> {
  return sql`
    with silent as (
      select k.id from alert_cases k
      where k.state in ('firing', 'acknowledged')
        and coalesce(k.last_asked_at, '-infinity') < clock_timestamp() - make_interval(secs => ${silentSeconds})
        and exists (
          select from alerts a join alert_sources s on s.id = a.source_id
          where a.case_id = k.id and s.kind = 'new_relic' and a.state in ('firing', 'acknowledged')
            and a.last_seen_at <= clock_timestamp() - make_interval(secs => ${silentSeconds})
        )
      order by k.last_asked_at nulls first, k.id limit ${limit} for update of k skip locked
    ), taken as (
      update alert_cases k set last_asked_at = clock_timestamp() from silent where k.id = silent.id
      returning k.id
    )
    select a.source_id, s.name as source_name, json_agg(json_build_object('key', a.key, 'title', a.title)) as alerts
    from taken join alerts a on a.case_id = taken.id join alert_sources s on s.id = a.source_id
    where s.kind = 'new_relic' and a.state in ('firing', 'acknowledged')
      and a.last_seen_at <= clock_timestamp() - make_interval(secs => ${silentSeconds})
    group by a.source_id, s.name
  `;
}

/** Open cases that rules have gathered, each with a source that is still there, if one of its alerts has any. */
export async function findHandedOver(tx: Tx): Promise<string[]> {
  await tx`
    update alert_cases k set source_id = other.source_id
    from (select distinct on (case_id) case_id, source_id from alerts order by case_id, last_seen_at desc, id) as other
    where other.case_id = k.id and k.source_id is null and k.state <> 'closed'
  `;
  const rows = await tx<{ id: string }[]>`
    select id from alert_cases where state <> 'closed' and rule_id is not null order by id for update
  `;
  return rows.map((row) => row.id);
}

/** Forgets what nobody can come back to: alerts not heard of for a month, cases that were closed three months ago. */
export async function forgetOld(sql: Sql): Promise<void> {
  await sql`
    delete from alerts a where a.id in (
      select o.id from alerts o left join alert_cases k on k.id = o.case_id
      where o.last_seen_at < clock_timestamp() - interval '30 days' and (k.id is null or k.state = 'closed')
      limit 5000
    )
  `;
  await sql`
    delete from alert_cases where id in (
      select id from alert_cases where state = 'closed' and closed_at < clock_timestamp() - interval '90 days' limit 5000
    )
  `;
}
