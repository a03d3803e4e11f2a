import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

/** A component or a group as a list names it. */
export interface SubjectRow {
  id: string;
  name: string;
  group: boolean;
  group_id: string | null;
  archived_at: Date | null;
}

/** Everything on the page in its order: a group before its members; or one by its id, also one that was archived. */
export async function findSubjects(sql: Db, id?: string): Promise<SubjectRow[]> {
  return sql<SubjectRow[]>`
    select s.id, s.name, s.is_group as group, s.group_id, s.archived_at
    from (
      select id, name, true as is_group, null as group_id, position, null::timestamptz as archived_at
      from component_groups
      union all
      select id, name, false, group_id, position, archived_at from components
    ) s left join component_groups g on g.id = s.group_id
    where ${id === undefined ? sql`s.archived_at is null` : sql`s.id = ${id}`}
    order by coalesce(g.position, s.position), coalesce(g.name, s.name), coalesce(g.id, s.id), not s.is_group,
      s.position, s.name, s.id
  `;
}

/** The members of groups that are on the page, in their order. */
export async function findMembers(sql: Db, groupIds: readonly string[]): Promise<{ id: string; group_id: string }[]> {
  return sql<{ id: string; group_id: string }[]>`
    select id, group_id from components where group_id = any(${[...groupIds]}) and archived_at is null
    order by position, name, id
  `;
}
