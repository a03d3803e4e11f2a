import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { DomainError } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { version } from '../version.ts';
import { type BackupHead, type BackupTail, backupFormat, endOfTable } from './format.ts';
import { listMigrations, listTables } from './tables.ts';

/** Writes everything in the database, as it is at one moment, to a file. The file appears when it is complete. */
export async function writeBackup(sql: Sql, file: string): Promise<{ tables: number; rows: number }> {
  const fresh = `${file}.new`;
  const gzip = createGzip();
  const output = gzip.pipe(createWriteStream(fresh, { mode: 0o600 }));
  const written = finished(output);
  let refusal: unknown;
  written.catch((error: unknown) => {
    refusal = error;
    gzip.destroy();
  });
  const put = async (text: string | Buffer) => {
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), written]);
  };
  try {
    const counts = await sql.begin('isolation level repeatable read read only', async (tx) => {
      const head: BackupHead = {
        format: backupFormat,
        created_at: new Date().toISOString(),
        version,
        migrations: (await listMigrations(tx)) ?? [],
      };
      await put(`${JSON.stringify(head)}\n`);
      const tables = await listTables(tx);
      let rows = 0;
      for (const table of tables) {
        await put(`${JSON.stringify({ table: table.name, columns: table.columns })}\n`);
        const stream = await tx`copy ${tx(table.name)} (${tx(table.columns)}) to stdout`.readable();
        for await (const chunk of stream) {
          const text = chunk as Buffer;
          for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) rows++;
          await put(text);
        }
        await put(`${endOfTable}\n`);
      }
      const tail: BackupTail = { end: true, tables: tables.length, rows };
      await put(`${JSON.stringify(tail)}\n`);
      return { tables: tables.length, rows };
    });
    gzip.end();
    await written;
    rename(fresh, file);
    return counts;
  } catch (error) {
    gzip.destroy();
    rmSync(fresh, { force: true });
    throw refusal === undefined ? error : unwritable(file, refusal);
  }
}

function rename(fresh: string, file: string): void {
  try {
    renameSync(fresh, file);
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

/** A folder that is not there, or may not be written to, or is full: nothing that a bug report would mend. */
function unwritable(file: string, cause: unknown): DomainError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DomainError('invalid-request', `${file} cannot be written. Choose another place. (${why})`, { cause });
}
