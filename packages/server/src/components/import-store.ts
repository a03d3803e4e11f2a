import type { Sql, Tx } from '../db/connect.ts';

// What was brought in from elsewhere: it began before it was written down here.

/** What is said of these components, as far as people write it. */
export async function findSaid(sql: Sql | Tx, ids: readonly string[]): Promise<{ id: string; said: string }[]> {
  return sql<{ id: string; said: string }[]>`
    select id, json_build_array(name, description, group_id, showcase, only_show_if_degraded, start_date)::text as said
    from components where id = any(${[...ids]}) and archived_at is null
    union all
    select id, json_build_array(name, description)::text from component_groups where id = any(${[...ids]})
  `;
}

/** What was known of a component first: that it was well, from then on. */
export async function insertBeginning(tx: Tx, component_id: string, starts_at: Date): Promise<void> {
  await tx`insert into component_changes (component_id, status, starts_at) values (${component_id}, 'operational', ${starts_at})`;
}

export async function stampComponent(tx: Tx, id: string, created_at: Date): Promise<void> {
  await tx`update components set created_at = ${created_at} where id = ${id}`;
}

/** Components and groups with the name they have on the page. */
export async function findNames(
  sql: Sql | Tx,
): Promise<{ id: string; name: string; group_id: string | null; is_group: boolean }[]> {
  return sql<{ id: string; name: string; group_id: string | null; is_group: boolean }[]>`
    select id, name, group_id, false as is_group from components where archived_at is null
    union all
    select id, name, null, true from component_groups
  `;
}

/** Which of these ids some component or group has, or had. */
export async function findTakenIds(sql: Sql | Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from components where id = any(${[...ids]})
    union select id from component_groups where id = any(${[...ids]})
  `;
  return rows.map((row) => row.id);
}
