import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sql, Tx } from './connect.ts';
import { UnsuitableDatabaseError } from './unsuitable-database.ts';

/** Where the migrations are: `NNNN-name.sql`, applied in this order, never changed once released. */
export const migrationsDir = path.join(import.meta.dirname, 'migrations');

/**
 * Brings the tables up to date: one transaction, and one process at a time on any number of machines.
 * Takes a pool with a long deadline. Answers with the names of the files it applied.
 */
export async function migrate(sql: Sql, dir = migrationsDir): Promise<string[]> {
  const files = (await readdir(dir)).filter((name) => /^\d{4}-[\w-]+\.sql$/.test(name)).sort();
  return sql.begin((tx) => applyMigrations(tx, files, dir));
}

/** Applies those of the named migrations that the database has not had; throws when it knows others. */
export async function applyMigrations(tx: Tx, files: string[], dir = migrationsDir): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtext('allswell:migrate'))`;
  await tx`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`;
  const rows = await tx<{ name: string }[]>`select name from migrations`;
  const applied = new Set(rows.map((row) => row.name));
  const unknown = [...applied].filter((name) => !files.includes(name));
  if (unknown.length > 0) {
    throw new UnsuitableDatabaseError(
      `The database was made by a newer Allswell (it knows ${unknown.join(', ')}). Start that version or a newer one.`,
    );
  }
  const pending = files.filter((name) => !applied.has(name));
  for (const name of pending) {
    await tx.unsafe(await readFile(path.join(dir, name), 'utf8'));
    await tx`insert into migrations (name) values (${name})`;
  }
  return pending;
}
