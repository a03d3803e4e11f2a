import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { applyMigrations, migrate } from '../db/migrate.ts';
import { BusyError } from '../lifecycle/own-folder.ts';
import { type BackupHead, type BackupTail, backupFormat, endOfTable } from './format.ts';
import { listMigrations, listTables } from './tables.ts';

/** Fills an empty database from a backup: all of it or nothing. Then the tables are brought up to date. */
export async function restoreBackup(sql: Sql, file: string): Promise<{ tables: number; rows: number }> {
  const lines = readLines(file);
  const head = await readHead(lines, file);
  const counts = await sql.begin(async (tx) => {
    await refuseOthers(tx);
    await makeTables(tx, head.migrations);
    const filled = await fill(tx, lines, file);
    await moveSequences(tx);
    // Readers keep the newer of two answers: without a new epoch they would hold on to what came after the backup.
    await tx`update page_state set epoch = ${randomBytes(6).toString('hex')}, seq = seq + 1, changed_at = clock_timestamp()`;
    await tx`select pg_notify('allswell_page', seq::text) from page_state`;
    await holdSending(tx);
    return filled;
  });
  await migrate(sql);
  return counts;
}

/** Lines end with a line feed and nothing else: readline would also split at U+2028, which may stand in a text. */
async function* readLines(file: string): AsyncGenerator<string, undefined> {
  const source = createReadStream(file);
  const text = source.pipe(createGunzip()).setEncoding('utf8');
  source.once('error', (error) => text.destroy(error));
  let rest = '';
  try {
    for await (const chunk of text) {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (cause) {
    throw unusable(file, 'It cannot be read.', cause);
  }
}

async function readHead(lines: AsyncGenerator<string, undefined>, file: string): Promise<BackupHead> {
  const { value } = await lines.next();
  const head = parse<BackupHead>(value ?? '');
  if (head?.format !== backupFormat) throw unusable(file, 'It is not a backup of Allswell.');
  return head;
}

/** A database that somebody works with is not overwritten, and neither is one that holds anything. */
async function refuseOthers(tx: Tx): Promise<void> {
  const others = await tx<{ name: string }[]>`
    select application_name as name from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name like 'allswell%'
      and application_name <> 'allswell command'
  `;
  if (others.length > 0) throw new BusyError('The database is in use. Stop every server on it first.');
}

async function makeTables(tx: Tx, migrations: string[]): Promise<void> {
  const present = await listMigrations(tx);
  if (present === undefined) {
    await applyMigrations(tx, migrations);
  } else if (present.join() !== migrations.join()) {
    throw new BusyError(
      'The database has the tables of another version than the backup. Restore into an empty database.',
    );
  } else {
    const [row] = await tx<{ used: boolean }[]>`
      select exists (select from admins) or exists (select from components) or exists (select from incidents) as used
    `;
    if (row?.used) throw new BusyError('There is something in the database already. Restore into an empty one.');
  }
  const tables = await listTables(tx);
  await tx`truncate ${tx(tables.map((table) => table.name))}`;
}

async function fill(
  tx: Tx,
  lines: AsyncGenerator<string, undefined>,
  file: string,
): Promise<{ tables: number; rows: number }> {
  let tables = 0;
  let rows = 0;
  for (;;) {
    const { value } = await lines.next();
    const head = parse<{ table?: string; columns?: string[] } & Partial<BackupTail>>(value ?? '');
    if (head?.end) {
      if (head.tables === tables && head.rows === rows) return { tables, rows };
      throw unusable(file, 'It is not complete.');
    }
    if (!head?.table || !head.columns) throw unusable(file, 'It is not complete.');
    const into = await tx`copy ${tx(head.table)} (${tx(head.columns)}) from stdin`.writable();
    const rowsOfTable = async function* () {
      for (;;) {
        const line = await lines.next();
        if (line.done) throw unusable(file, 'It is not complete.');
        if (line.value === endOfTable) return;
        rows++;
        yield `${line.value}\n`;
      }
    };
    await pipeline(Readable.from(rowsOfTable()), into);
    tables++;
  }
}

/** Numbers that Postgres gives out go on after the largest that is there. */
async function moveSequences(tx: Tx): Promise<void> {
  const columns = await tx<{ table: string; column: string; sequence: string }[]>`
    select c.relname as "table", a.attname as "column", pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null
  `;
  for (const { table, column, sequence } of columns) {
    await tx`select setval(${sequence}::regclass, coalesce(max(${tx(column)}), 0) + 1, false) from ${tx(table)}`;
  }
}

/**
 * The system that the backup is of may still be sending what waited then: from here nobody is told anything until an
 * operator wants it, wherever this database is brought up.
 */
async function holdSending(tx: Tx): Promise<void> {
  await tx`
    update sending set fence = ${randomBytes(18).toString('base64url')}, held_since = clock_timestamp(),
      held_because = 'This database was restored from a backup.'
  `;
}

function parse<T>(line: string): T | undefined {
  try {
    return JSON.parse(line) as T;
  } catch {
    return undefined;
  }
}

function unusable(file: string, why: string, cause?: unknown): DomainError {
  return new DomainError('invalid-request', `${file} cannot be restored. ${why}`, { cause });
}
