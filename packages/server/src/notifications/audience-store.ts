import type { ChannelName, SubscriptionKind } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

/** What decides whom a piece of news concerns. */
export interface Reach {
  kind: SubscriptionKind;
  /** The components that it affects. */
  component_ids: readonly string[];
  /** The groups that these belong to now. */
  group_ids: readonly string[];
  incident_id: string | null;
}

/**
 * Whose general subscription `s` wants this: who chose nothing gets everything, the others what touches a component, or
 * a group, of their choice.
 */
export const wants = (sql: Db, { kind, component_ids, group_ids }: Reach) => sql`
  s.state = 'confirmed' and s.incident_id is null and ${kind} = any(s.kinds) and (
    (cardinality(s.component_ids) = 0 and cardinality(s.group_ids) = 0)
    or s.component_ids && ${[...component_ids]}::text[] or s.group_ids && ${[...group_ids]}::text[]
  )
`;

/** Who follows this one incident by `s`, and is not told by a general subscription of theirs, `g`, already. */
export const followsOnly = (sql: Db, reach: Reach) => sql`
  s.state = 'confirmed' and s.incident_id = ${reach.incident_id} and not exists (
    select from subscriptions g
    where g.channel = s.channel and g.address_key = s.address_key and g.state = 'confirmed' and g.incident_id is null
      and ${reach.kind} = any(g.kinds) and (
        (cardinality(g.component_ids) = 0 and cardinality(g.group_ids) = 0)
        or g.component_ids && ${[...reach.component_ids]}::text[] or g.group_ids && ${[...reach.group_ids]}::text[]
      )
  )
`;

/** The groups that components belong to. */
export async function findGroups(sql: Db, componentIds: readonly string[]): Promise<string[]> {
  if (componentIds.length === 0) return [];
  const rows = await sql<{ group_id: string }[]>`
    select distinct group_id from components where id = any(${[...componentIds]}::text[]) and group_id is not null
  `;
  return rows.map((row) => row.group_id);
}

/** How many would be told, by channel. */
export async function countAudience(sql: Db, reach: Reach): Promise<{ channel: ChannelName; count: number }[]> {
  const notSuppressed = sql`
    not exists (select from suppressions x where x.channel = s.channel and x.address_key = s.address_key)
  `;
  return sql<{ channel: ChannelName; count: number }[]>`
    select channel, count(*)::int as count from (
      select s.channel from subscriptions s where ${wants(sql, reach)} and ${notSuppressed}
      union all
      select s.channel from subscriptions s where ${followsOnly(sql, reach)} and ${notSuppressed}
    ) as told
    group by channel order by channel
  `;
}
