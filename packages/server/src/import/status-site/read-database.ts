import { DomainError } from '@allswell/protocol';
import { connect, type DatabaseAddress } from '../../db/connect.ts';
import { unreachable, unreadable } from '../unreadable.ts';
import { type Row, type Table, tables } from './tables.ts';

const patienceMs = 60_000;

/** Reads the tables from the database that status_site writes to, as of one moment, and changes nothing in it. */
export async function readDatabase(address: DatabaseAddress): Promise<Partial<Record<Table, Row[]>>> {
  const sql = connect(address, { max: 1, deadlineMs: patienceMs, name: 'allswell import' });
  try {
    return await sql.begin('isolation level repeatable read read only', async (tx) => {
      const there = await tx<{ name: Table }[]>`
        select name from unnest(${[...tables]}::text[]) name where to_regclass(quote_ident(name)) is not null
      `;
      const found: Partial<Record<Table, Row[]>> = {};
      for (const { name } of there) {
        // As text each: what a column holds is read in one way, whatever its type was in this version.
        const rows = await tx<{ row: Row }[]>`select to_jsonb(t) as row from ${tx(name)} t order by t.id`;
        found[name] = rows.map(({ row }) => row);
      }
      return found;
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === '42501') throw unreadable('This user may not read the tables of status_site.', error);
    if (error instanceof DomainError) throw unreachable('The database of status_site does not answer.', error);
    throw error;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
