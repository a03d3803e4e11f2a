import { DatabaseSync } from 'node:sqlite';

/** A claim on a file, held until it is released or the process ends. */
export interface Claim {
  release(): void;
}

/**
 * Claims a file for this process alone; undefined when another process holds it. Node has no file locks of its own,
 * but SQLite takes the kernel's: they end with the process, even after kill -9, so a claim is never stale.
 */
export function claim(file: string): Claim | undefined {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    lock.close();
    const { errcode } = error as { errcode?: number };
    if (errcode === 5) return undefined; // SQLITE_BUSY
    throw new Error(`${file} cannot be locked.`, { cause: error });
  }
  return { release: () => lock.close() };
}
