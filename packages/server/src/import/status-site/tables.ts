import type { ImportPage } from '../pages.ts';
import { unreadable } from '../unreadable.ts';

/** The tables of status_site that tell readers something. */
export const tables = ['issues', 'updates', 'messages', 'email_subscriptions'] as const;
export type Table = (typeof tables)[number];

/** A row as a dump, a driver or JSON gives it. */
export type Row = Record<string, unknown>;

/** What tells a table of status_site from one of the same name. */
const needed: Record<Table, readonly string[]> = {
  issues: ['id', 'title', 'body', 'created_at'],
  updates: ['id', 'issue_id', 'body', 'created_at'],
  messages: ['id', 'body', 'start_date'],
  email_subscriptions: ['id', 'email'],
};
const atOnce = 200;

/** Cuts rows into pieces that are kept; refuses tables of another product. */
export function splitTables(rows: Partial<Record<Table, readonly Row[]>>): ImportPage[] {
  if (!rows.issues && !rows.messages) {
    throw unreadable('This holds no table “issues” or “messages”: it is not the database of status_site.');
  }
  return tables.flatMap((table) => {
    const all = rows[table] ?? [];
    const [first] = all;
    const missing = first && needed[table].filter((column) => !(column in first));
    if (missing && missing.length > 0) {
      throw unreadable(`The table “${table}” is not that of status_site: it has no ${missing.join(', no ')}.`);
    }
    return Array.from({ length: Math.ceil(all.length / atOnce) }, (_, index) => ({
      kind: table,
      number: index + 1,
      body: all.slice(index * atOnce, (index + 1) * atOnce),
    }));
  });
}

/** Reads the tables as JSON: `{"issues": [...], "updates": [...], ...}`. */
export function readTables(document: unknown): Partial<Record<Table, Row[]>> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw unreadable('Give the tables as one JSON object: {"issues": [...], "updates": [...], "messages": [...]}.');
  }
  const found: Partial<Record<Table, Row[]>> = {};
  for (const table of tables) {
    const rows = (document as Record<string, unknown>)[table];
    if (rows === undefined) continue;
    if (!Array.isArray(rows) || !rows.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))) {
      throw unreadable(`“${table}” is no list of rows.`);
    }
    found[table] = rows as Row[];
  }
  return found;
}
