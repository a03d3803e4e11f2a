import type { Sql } from '../db/connect.ts';
import { cancelImport } from './apply-import.ts';
import { beginImport, type ImportWish } from './begin-import.ts';
import { secretOf } from './secret.ts';
import { findUnfinished } from './store.ts';

/**
 * Begins an import from the command line, or goes on with the one from there that was stopped half way. A file is begun
 * anew, as it may be another by now: what is there of it is not brought in twice.
 */
export async function beginAgain(
  sql: Sql,
  wish: ImportWish,
  { masterKey, isDry }: { masterKey: string | undefined; isDry: boolean },
): Promise<string> {
  const unfinished = await findUnfinished(sql, wish);
  const isSame = unfinished && (unfinished.options.subscribers === true) === (wish.subscribers === true);
  if (isSame && !wish.pages && !isDry) return unfinished.id;
  const secret = await secretOf(sql, masterKey);
  return sql.begin(async (tx) => {
    // Two of one source would overwrite each other, the older one the newer.
    if (unfinished && !isDry) await cancelImport({ tx, by: null }, unfinished.id);
    return beginImport({ tx, by: null }, wish, secret);
  });
}
