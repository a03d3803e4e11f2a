import type { Tx } from '../db/connect.ts';

/** A table of ours with the columns that hold data. */
export interface Table {
  name: string;
  columns: string[];
}

/** All tables, each after those it refers to, so that they can be filled in this order. The list of migrations is not data. */
export async function listTables(tx: Tx): Promise<Table[]> {
  const tables = await tx<Table[]>`
    select c.relname as name, array_agg(a.attname order by a.attnum)::text[] as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> 'migrations'
    group by c.relname
    order by c.relname
  `;
  const references = await tx<{ from: string; to: string }[]>`
    select f.relname as "from", t.relname as "to"
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid and f.relnamespace = current_schema()::regnamespace
  `;
  const ordered: Table[] = [];
  const remaining = new Map(tables.map((table) => [table.name, table]));
  while (remaining.size > 0) {
    const free = [...remaining.values()].filter(
      ({ name }) => !references.some(({ from, to }) => from === name && remaining.has(to)),
    );
    if (free.length === 0)
      throw new Error(`These tables refer to each other in a circle: ${[...remaining.keys()].join(', ')}.`);
    for (const table of free) {
      ordered.push(table);
      remaining.delete(table.name);
    }
  }
  return ordered;
}

/** The migrations that a database has had; undefined when it has never been one of ours. */
export async function listMigrations(tx: Tx): Promise<string[] | undefined> {
  const [{ known } = { known: null }] = await tx<
    { known: string | null }[]
  >`select to_regclass('migrations')::text as known`;
  if (known === null) return undefined;
  const rows = await tx<{ name: string }[]>`select name from migrations order by name`;
  return rows.map((row) => row.name);
}
