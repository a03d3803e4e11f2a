import { DomainError, type Template } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stamp } from '../time/stamp.ts';
import { countTemplates, findTemplate, findTemplates, type TemplateRow } from './store.ts';

/** One template. */
export async function readTemplate(sql: Sql | Tx, id: string): Promise<Template> {
  const row = await findTemplate(sql, id);
  if (!row) throw templateNotFound(id);
  return toTemplate(row, (await readSettings(sql)).time_zone);
}

/** Templates in their order. */
export async function listTemplates(
  sql: Sql | Tx,
  query: { kind?: Template['kind'] | undefined; limit: number; offset: number },
): Promise<{ templates: Template[]; total: number }> {
  const rows = await findTemplates(sql, query);
  const { time_zone } = await readSettings(sql);
  return { templates: rows.map((row) => toTemplate(row, time_zone)), total: await countTemplates(sql, query.kind) };
}

export function templateNotFound(id: string): DomainError {
  return new DomainError('template-not-found', `There is no template ${id}. It may have been deleted.`);
}

function toTemplate(row: TemplateRow, zone: string): Template {
  return { ...row, created_at: stamp(row.created_at, zone), updated_at: stamp(row.updated_at, zone) };
}
