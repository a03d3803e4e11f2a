import { setTimeout as sleep } from 'node:timers/promises';
import type { Import } from '@allswell/protocol/schema';
import type { Sql } from '../db/connect.ts';
import { applyImport } from './apply-import.ts';
import { beginAgain } from './begin-again.ts';
import type { ImportWish } from './begin-import.ts';
import { leaseMs, LostImportError } from './hold-import.ts';
import { readImport } from './read-import.ts';
import { findImport, removeImport, takeLease } from './store.ts';
import { type WorkOptions, workOnImport } from './work-on-import.ts';

const lookEveryMs = 250;

export interface CarryOutOptions extends WorkOptions {
  /** Looked through only; nothing of it stays. */
  isDry: boolean;
  signal: AbortSignal;
  /** Hears now and then how far it is. */
  onProgress(now: Import): void;
}

/** What became of an import; undefined when it was stopped before its end. */
export interface CarriedOut {
  result: Import;
  /** It failed because the source did not answer. */
  isUnreachable: boolean;
}

/** Does a whole import by itself, or looks on where a server is at it already. */
export async function carryOut(
  sql: Sql,
  wish: ImportWish,
  { isDry, signal, onProgress, ...options }: CarryOutOptions,
): Promise<CarriedOut | undefined> {
  const id = await beginAgain(sql, wish, { masterKey: options.masterKey, isDry });
  const showing = setInterval(() => {
    readImport(sql, id).then(onProgress, () => {});
  }, lookEveryMs);
  try {
    while (!signal.aborted) {
      const now = await readImport(sql, id);
      if (now.state === 'checked' && !isDry) await sql.begin((tx) => applyImport({ tx, by: null }, id));
      else if (now.state !== 'fetching' && now.state !== 'applying') {
        const row = await findImport(sql, id);
        if (isDry) await removeImport(sql, id);
        return { result: now, isUnreachable: row?.options.unreachable === true };
      }
      const leased = await takeLease(sql, { id, forMs: leaseMs });
      if (!leased) await sleep(lookEveryMs);
      else {
        await workOnImport(sql, leased, options, signal).catch((error: unknown) => {
          if (!(error instanceof LostImportError) && !signal.aborted) throw error;
        });
      }
    }
    if (isDry) await removeImport(sql, id);
    return undefined;
  } finally {
    clearInterval(showing);
  }
}
