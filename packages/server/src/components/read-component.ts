import { type AdminComponent, DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { rowWriter } from '../wire/row-writer.ts';
import { type ComponentRow, countComponents, findComponent, findComponents, findComponentsById } from './store.ts';

/** One component. */
export async function readComponent(sql: Sql | Tx, id: string): Promise<AdminComponent> {
  const row = await findComponent(sql, id);
  if (!row) throw componentNotFound(id);
  return toComponent(row, await readSettings(sql));
}

/** Components in the order of the page. */
export async function listComponents(
  sql: Sql,
  range: { limit: number; offset: number },
): Promise<{ components: AdminComponent[]; total: number }> {
  const page = await readSettings(sql);
  const rows = await findComponents(sql, range);
  return { components: rows.map((row) => toComponent(row, page)), total: await countComponents(sql) };
}

/** Components of incidents, in the order of the page; archived ones too, as an old incident keeps what it had. */
export async function readComponentsById(
  sql: Sql | Tx,
  ids: readonly string[],
  page: { id: string; time_zone: string },
): Promise<AdminComponent[]> {
  if (ids.length === 0) return [];
  return (await findComponentsById(sql, ids)).map((row) => toComponent(row, page));
}

/** A component as it crosses the wire. */
export function toComponent(row: ComponentRow, page: { id: string; time_zone: string }): AdminComponent {
  return { ...rowWriter(page).component(row), version: row.version };
}

export function componentNotFound(id: string): DomainError {
  return new DomainError('component-not-found', `There is no component ${id}. It may have been archived.`);
}
