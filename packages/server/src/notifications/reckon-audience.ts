import type { Audience, AudienceQuestion } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { countAudience, findGroups } from './audience-store.ts';

/** How many people would be told of something, before it is said: the same rules as when it is. */
export async function reckonAudience(
  sql: Sql,
  { kind, component_ids, incident_id = null }: AudienceQuestion,
): Promise<Audience> {
  const group_ids = await findGroups(sql, component_ids);
  const rows = await countAudience(sql, { kind, component_ids, group_ids, incident_id });
  return {
    counts: Object.fromEntries(rows.map(({ channel, count }) => [channel, count])),
    total: rows.reduce((sum, { count }) => sum + count, 0),
  };
}
