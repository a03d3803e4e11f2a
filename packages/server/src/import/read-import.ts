import { DomainError } from '@allswell/protocol';
import type { Import } from '@allswell/protocol/schema';
import type { Sql, Tx } from '../db/connect.ts';
import { type Counts, countImports, countKeys, findImport, findImports, type ImportRow } from './store.ts';

/** One import. */
export async function readImport(sql: Sql | Tx, id: string): Promise<Import> {
  const row = await findImport(sql, id);
  if (!row) throw importNotFound(id);
  return toImport(row);
}

/** All imports, newest first. */
export async function listImports(
  sql: Sql,
  page: { limit: number; offset: number },
): Promise<{ imports: Import[]; total: number }> {
  return { imports: (await findImports(sql, page)).map(toImport), total: await countImports(sql) };
}

export function importNotFound(id: string): DomainError {
  return new DomainError('import-not-found', `There is no import ${id}.`);
}

export function toImport({ options: _, progress_done, progress_total, ...row }: ImportRow): Import {
  const none = { found: 0, new: 0, changed: 0, same: 0, skipped: 0 };
  return {
    ...row,
    counts: Object.fromEntries(countKeys.map((key) => [key, row.counts[key] ?? none])) as Counts,
    progress: { done: progress_done, total: progress_total },
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}
