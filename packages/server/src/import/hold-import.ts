import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql, Tx } from '../db/connect.ts';
import { dropLease, type ImportRow, moveTo, renewLease } from './store.ts';

/** For how long an import belongs to who works on it, after the last sign of life. */
export const leaseMs = 10_000;
const beatMs = 3_000;

/** Somebody else works on it by now, or it was cancelled. */
export class LostImportError extends Error {
  constructor() {
    super('This import is in other hands now.');
    this.name = 'LostImportError';
  }
}

export interface Progress {
  done: number;
  total?: number | null;
}

/** An import in our hands. Whatever is kept of the work is kept only as long as it is ours. */
export interface HeldImport {
  row: ImportRow;
  signal: AbortSignal;
  /** Does a piece of work in a transaction, with how far it got; nothing of it stays when the import is ours no more. */
  step(work: (tx: Tx) => Promise<unknown>, progress?: Progress): Promise<void>;
  /** The last piece, after which it is in another state and in nobody's hands. */
  end(to: Parameters<typeof moveTo>[2], work?: (tx: Tx) => Promise<unknown>): Promise<void>;
}

/** Works on an import, and holds on to it meanwhile. */
export async function withImport<T>(
  sql: Sql,
  { lease: first, ...row }: ImportRow & { lease: string },
  signal: AbortSignal,
  work: (held: HeldImport) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const both = AbortSignal.any([signal, lost.signal]);
  let lease = first;
  // One at a time: each renewal names the one before it.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <R>(act: () => Promise<R>): Promise<R> => {
    const turn = queue.then(act);
    queue = turn.catch(() => {});
    return turn;
  };
  const renew = async (db: Sql | Tx, progress: Partial<Progress> = {}) => {
    const renewed = await renewLease(db, { id: row.id, lease, forMs: leaseMs, ...progress });
    if (renewed === undefined) {
      const error = new LostImportError();
      lost.abort(error);
      throw error;
    }
    return renewed;
  };
  const step: HeldImport['step'] = (act, progress) =>
    inTurn(async () => {
      both.throwIfAborted();
      lease = await sql.begin(async (tx) => {
        await act(tx);
        // Last: whoever changes the page waits for the page first, and for this row after it.
        return renew(tx, progress);
      });
    });
  const end: HeldImport['end'] = (to, act) =>
    inTurn(async () => {
      both.throwIfAborted();
      await sql.begin(async (tx) => {
        await renew(tx);
        await act?.(tx);
        await moveTo(tx, row.id, to);
      });
      ended.abort();
    });

  const ended = new AbortController();
  const beating = beat();
  try {
    return await work({ row, signal: both, step, end });
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    ended.abort();
    await beating;
    await dropLease(sql, { id: row.id, lease }).catch(() => {});
  }

  async function beat(): Promise<void> {
    for (;;) {
      await sleep(beatMs, undefined, { signal: ended.signal, ref: false }).catch(() => {});
      if (ended.signal.aborted) return;
      // A database that is gone for a moment is no reason to give up; one that is gone for long has lost us the import.
      await inTurn(async () => {
        lease = await renew(sql);
      }).catch(() => {});
    }
  }
}
