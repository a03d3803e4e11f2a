import type { ImportSource, ImportState } from '@allswell/protocol/schema';
import type { Sql, Tx } from '../db/connect.ts';
import type { Author } from '../db/write.ts';
import type { ImportPage } from './pages.ts';
import type { Warning } from './warnings.ts';

type Db = Sql | Tx;

export const countKeys = ['groups', 'components', 'incidents', 'maintenances', 'updates', 'subscribers'] as const;
export type CountKey = (typeof countKeys)[number];
export interface Count {
  found: number;
  new: number;
  changed: number;
  same: number;
  skipped: number;
}
export type Counts = Record<CountKey, Count>;

/** How an import is to be done. */
export interface ImportOptions {
  subscribers?: boolean;
  page_id?: string;
  /** It came as a file: there is nothing to fetch. */
  given?: boolean;
  /** It failed because the source did not answer: later it may. */
  unreachable?: boolean;
}

export interface ImportRow {
  id: string;
  source: ImportSource;
  origin: string;
  state: ImportState;
  options: ImportOptions;
  counts: Partial<Counts>;
  warnings: Warning[];
  progress_done: number;
  progress_total: number | null;
  failure: string | null;
  created_at: Date;
  created_by: string | null;
  finished_at: Date | null;
}

const columns = (sql: Db) => sql`
  id, source, origin, state, options, counts, warnings, progress_done, progress_total, failure, created_at, created_by,
  finished_at
`;

export async function insertImport(
  tx: Tx,
  row: Pick<ImportRow, 'id' | 'source' | 'origin' | 'created_by'> & { options: ImportOptions; api_key: string | null },
): Promise<void> {
  await tx`insert into imports ${tx({ ...row, options: tx.json({ ...row.options }), state: 'fetching' })}`;
}

export async function findImports(
  sql: Sql,
  { limit, offset }: { limit: number; offset: number },
): Promise<ImportRow[]> {
  return sql<ImportRow[]>`
    select ${columns(sql)} from imports order by created_at desc, id limit ${limit} offset ${offset}
  `;
}

export async function countImports(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from imports`;
  return row?.count ?? 0;
}

export async function findImport(sql: Db, id: string): Promise<ImportRow | undefined> {
  const [row] = await sql<ImportRow[]>`select ${columns(sql)} from imports where id = ${id}`;
  return row;
}

export async function lockImport(tx: Tx, id: string): Promise<ImportRow | undefined> {
  const [row] = await tx<ImportRow[]>`select ${columns(tx)} from imports where id = ${id} for update`;
  return row;
}

/** The last import from there that is not over. */
export async function findUnfinished(
  sql: Sql,
  { source, origin }: Pick<ImportRow, 'source' | 'origin'>,
): Promise<ImportRow | undefined> {
  const [row] = await sql<ImportRow[]>`
    select ${columns(sql)} from imports
    where source = ${source} and origin = ${origin} and state in ('fetching', 'applying')
      and created_at > clock_timestamp() - interval '1 day'
    order by created_at desc limit 1
  `;
  return row;
}

/** A trial leaves nothing behind. */
export async function removeImport(tx: Db, id: string): Promise<void> {
  await tx`delete from imports where id = ${id}`;
}

/** What was looked through and never brought in is not kept for ever. */
export async function forgetChecked(sql: Sql): Promise<void> {
  await sql`
    with stale as (
      update imports set state = 'cancelled', finished_at = clock_timestamp()
      where state = 'checked' and created_at < clock_timestamp() - interval '7 days'
      returning id
    )
    delete from import_pages p using stale where p.import_id = stale.id
  `;
}

/** Another state, from which nothing is left of what only the work before needed. */
export async function moveTo(
  tx: Db,
  id: string,
  {
    state,
    failure = null,
    unreachable = false,
  }: { state: ImportState; failure?: string | null; unreachable?: boolean },
): Promise<void> {
  const isOver = state === 'done' || state === 'failed' || state === 'cancelled';
  await tx`
    update imports set state = ${state}, failure = ${failure}, leased_until = null,
      api_key = ${state === 'fetching' ? tx`api_key` : null},
      finished_at = ${isOver ? tx`clock_timestamp()` : null},
      options = options || ${unreachable ? '{"unreachable": true}' : '{}'}::text::jsonb
    where id = ${id}
  `;
}

export async function keepChecked(
  tx: Tx,
  id: string,
  { counts, warnings, total }: { counts: Counts; warnings: readonly Warning[]; total: number },
): Promise<void> {
  await tx`
    update imports set counts = ${JSON.stringify(counts)}::text::jsonb, warnings = ${JSON.stringify(warnings)}::text::jsonb,
      progress_done = 0, progress_total = ${total}
    where id = ${id}
  `;
}

export async function keepFinished(
  tx: Tx,
  id: string,
  { warnings, total }: { warnings: readonly Warning[]; total: number },
): Promise<void> {
  await tx`
    update imports set warnings = ${JSON.stringify(warnings)}::text::jsonb, progress_done = ${total}, progress_total = ${total}
    where id = ${id}
  `;
}

export async function findKey(sql: Db, id: string): Promise<string | null> {
  const [row] = await sql<{ api_key: string | null }[]>`select api_key from imports where id = ${id}`;
  return row?.api_key ?? null;
}

// --- who works on it ---

/** Work that nobody does: of one import, or of the oldest that waits. It is ours for so long; the answer says by what it is known. */
export async function takeLease(
  sql: Sql,
  { id, forMs }: { id?: string; forMs: number },
): Promise<(ImportRow & { lease: string }) | undefined> {
  const [row] = await sql<(ImportRow & { lease: string })[]>`
    update imports set leased_until = clock_timestamp() + ${forMs} * interval '1 millisecond'
    where id = (
      select id from imports
      where state in ('fetching', 'applying') and (leased_until is null or leased_until < clock_timestamp())
        and (${id ?? null}::text is null or id = ${id ?? null})
      order by created_at limit 1 for update skip locked
    )
    returning ${columns(sql)}, leased_until::text as lease
  `;
  return row;
}

/** Holds on to it; undefined when it is another's by now, or was cancelled. */
export async function renewLease(
  sql: Db,
  { id, lease, forMs, done, total }: { id: string; lease: string; forMs: number; done?: number; total?: number | null },
): Promise<string | undefined> {
  const [row] = await sql<{ lease: string }[]>`
    update imports set leased_until = clock_timestamp() + ${forMs} * interval '1 millisecond',
      progress_done = coalesce(${done ?? null}, progress_done),
      progress_total = ${total === undefined ? sql`progress_total` : total}
    where id = ${id} and leased_until = ${lease}::text::timestamptz and state in ('fetching', 'applying')
    returning leased_until::text as lease
  `;
  return row?.lease;
}

export async function dropLease(sql: Db, { id, lease }: { id: string; lease: string }): Promise<void> {
  await sql`update imports set leased_until = null where id = ${id} and leased_until = ${lease}::text::timestamptz`;
}

// --- what was fetched ---

export async function insertPage(tx: Db, import_id: string, { kind, number, body }: ImportPage): Promise<void> {
  await tx`
    insert into import_pages (import_id, kind, number, body)
    values (${import_id}, ${kind}, ${number}, ${JSON.stringify(body)}::text::jsonb)
    on conflict do nothing
  `;
}

export async function findPages(sql: Db, import_id: string): Promise<ImportPage[]> {
  return sql<ImportPage[]>`
    select kind, number, body from import_pages where import_id = ${import_id} order by kind, number
  `;
}

/** What was fetched is of no more use once all of it is there, and holds addresses of people. */
export async function removePages(tx: Tx, import_id: string): Promise<void> {
  await tx`delete from import_pages where import_id = ${import_id}`;
}

// --- what became of each thing ---

export type ImportedKind = 'component' | 'group' | 'incident' | 'update' | 'subscriber';

export interface ImportedRow {
  kind: ImportedKind;
  external_id: string;
  id: string;
  fingerprint: string;
  kept: string;
}

export async function findImported(sql: Db, source: string): Promise<ImportedRow[]> {
  return sql<ImportedRow[]>`select kind, external_id, id, fingerprint, kept from imported where source = ${source}`;
}

export async function keepImported(tx: Tx, source: string, rows: readonly ImportedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into imported (source, kind, external_id, id, fingerprint, kept)
    select ${source}, kind, external_id, id, fingerprint, kept
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (kind text, external_id text, id text, fingerprint text, kept text)
    on conflict (source, kind, external_id) do update set
      id = excluded.id, fingerprint = excluded.fingerprint, kept = excluded.kept, imported_at = clock_timestamp()
  `;
}

// --- people ---

/** The admin of an address, for the trail. */
export async function findAuthor(sql: Db, email: string | null): Promise<Author | null> {
  if (email === null) return null;
  const [row] = await sql<Author[]>`select id as admin_id, email from admins where email = ${email}`;
  return row ?? null;
}
