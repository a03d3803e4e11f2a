import { type AdminGroup, DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stamp } from '../time/stamp.ts';
import { countGroups, findGroup, findGroups, findMembers, type GroupRow } from './store.ts';

/** One group with its members' ids in order. */
export async function readGroup(sql: Sql | Tx, id: string): Promise<AdminGroup> {
  const row = await findGroup(sql, id);
  if (!row) throw groupNotFound(id);
  const [group] = await withMembers(sql, [row]);
  if (!group) throw groupNotFound(id);
  return group;
}

/** Groups in the order of the page. */
export async function listGroups(
  sql: Sql,
  range: { limit: number; offset: number },
): Promise<{ groups: AdminGroup[]; total: number }> {
  return { groups: await withMembers(sql, await findGroups(sql, range)), total: await countGroups(sql) };
}

async function withMembers(sql: Sql | Tx, rows: GroupRow[]): Promise<AdminGroup[]> {
  const page = await readSettings(sql);
  const members = Map.groupBy(
    await findMembers(
      sql,
      rows.map((row) => row.id),
    ),
    (member) => member.group_id,
  );
  return rows.map((row) => ({
    id: row.id,
    page_id: page.id,
    name: row.name,
    description: row.description,
    components: (members.get(row.id) ?? []).map((member) => member.id),
    position: row.position,
    created_at: stamp(row.created_at, page.time_zone),
    updated_at: stamp(row.updated_at, page.time_zone),
    version: row.version,
  }));
}

export function groupNotFound(id: string): DomainError {
  return new DomainError('group-not-found', `There is no group ${id}.`);
}
