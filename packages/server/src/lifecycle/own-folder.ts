import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Claim, claim } from './claim.ts';
import { readRunFile } from './run-file.ts';

/** Somebody else is at it: trying again later makes sense. */
export class BusyError extends Error {}

/** Creates the data folder. Root's Postgres is another account's process and has to pass through it. */
export function makeDataDir(dataDir: string): void {
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}

/** Makes this process the one server of a data folder, until it ends; throws when there is another. */
export function ownFolder(dataDir: string): Claim {
  makeDataDir(dataDir);
  const owned = claim(path.join(dataDir, 'server.lock'));
  if (owned) return owned;
  const other = readRunFile(dataDir);
  const who = other ? `process ${other.pid}, ${other.page}` : 'it is just starting or stopping';
  throw new BusyError(
    `Another Allswell runs on ${dataDir} (${who}). Stop it first, or choose another ALLSWELL_DATA_DIR.`,
  );
}
