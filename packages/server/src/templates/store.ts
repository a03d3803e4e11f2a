import type { ComponentStatus, Template } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

export interface TemplateRow extends Omit<Template, 'created_at' | 'updated_at'> {
  created_at: Date;
  updated_at: Date;
}
type Fields = Omit<TemplateRow, 'id' | 'kind' | 'position' | 'version' | 'created_at' | 'updated_at'>;
type Db = Sql | Tx;

// Components that have left the page are not offered any more.
const columns = (sql: Db) => sql`
  t.id, t.kind, t.name, t.title, t.body, t.status, t.impact_override,
  (
    select coalesce(jsonb_object_agg(named.key, named.value), '{}')
    from jsonb_each_text(t.components) as named
    join components c on c.id = named.key and c.archived_at is null
  ) as components,
  array(
    select named.id from unnest(t.component_ids) with ordinality as named (id, place)
    join components c on c.id = named.id and c.archived_at is null order by named.place
  ) as component_ids,
  t.duration_minutes, t.position, t.version, t.created_at, t.updated_at
`;

export async function findTemplates(
  sql: Db,
  { kind, limit, offset }: { kind?: Template['kind'] | undefined; limit: number; offset: number },
): Promise<TemplateRow[]> {
  return sql<TemplateRow[]>`
    select ${columns(sql)} from templates t ${kind === undefined ? sql`` : sql`where t.kind = ${kind}`}
    order by t.position, t.name, t.id limit ${limit} offset ${offset}
  `;
}

export async function countTemplates(sql: Db, kind: Template['kind'] | undefined): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from templates ${kind === undefined ? sql`` : sql`where kind = ${kind}`}
  `;
  return row?.count ?? 0;
}

export async function findTemplate(sql: Db, id: string): Promise<TemplateRow | undefined> {
  const [row] = await sql<TemplateRow[]>`select ${columns(sql)} from templates t where t.id = ${id}`;
  return row;
}

export async function lockTemplate(tx: Tx, id: string): Promise<TemplateRow | undefined> {
  const [row] = await tx<TemplateRow[]>`select ${columns(tx)} from templates t where t.id = ${id} for update of t`;
  return row;
}

export async function insertTemplate(tx: Tx, template: Fields & Pick<TemplateRow, 'id' | 'kind'>): Promise<void> {
  await tx`insert into templates ${tx({ ...stored(tx, template), position: 2_147_483_647 })}`;
}

export async function updateTemplate(tx: Tx, id: string, change: Partial<Fields>): Promise<void> {
  await tx`
    update templates set ${tx({ id, ...stored(tx, change) })}, updated_at = clock_timestamp(), version = version + 1
    where id = ${id}
  `;
}

export async function removeTemplate(tx: Tx, id: string): Promise<void> {
  await tx`delete from templates where id = ${id}`;
}

/** All ids in their order; whoever changes the order waits for the other. */
export async function lockOrder(tx: Tx): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtext('allswell:templates'))`;
  const rows = await tx<{ id: string }[]>`select id from templates order by position, name, id`;
  return rows.map((row) => row.id);
}

/** Numbers the templates from 1. */
export async function writeOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx`
    update templates t set position = list.place
    from unnest(${[...ids]}::text[]) with ordinality as list (id, place)
    where t.id = list.id and t.position <> list.place
  `;
}

/** Which of these components are on the page. */
export async function findKnown(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from components where id = any(${[...ids]}) and archived_at is null
  `;
  return rows.map((row) => row.id);
}

function stored<T extends { components?: Record<string, ComponentStatus> | undefined }>(tx: Tx, fields: T) {
  const { components, ...plain } = fields;
  return { ...plain, ...(components && { components: tx.json(components) }) };
}
