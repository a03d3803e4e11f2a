import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

const fileIn = (dataDir: string) => path.join(dataDir, 'fence');
const proposalIn = (dataDir: string) => path.join(dataDir, 'fence.new');

/** The fence that a data folder knows, and since when. */
export interface KnownFence {
  token: string;
  since: Date;
}

/** What this data folder knows; a proposal counts once the database has taken it. */
export function readFence(dataDir: string, inDatabase: string | null): KnownFence | undefined {
  if (inDatabase !== null && read(proposalIn(dataDir)) === inDatabase) confirmFence(dataDir);
  const token = read(fileIn(dataDir));
  return token === undefined ? undefined : { token, since: statSync(fileIn(dataDir)).mtime };
}

/** Keeps a fence, in a way that outlives a power cut: without it nothing would be sent after the next start. */
export function writeFence(dataDir: string, token: string): void {
  proposeFence(dataDir, token);
  confirmFence(dataDir);
}

/** Keeps a fence that is about to be offered to the database. */
export function proposeFence(dataDir: string, token: string): void {
  const file = openSync(proposalIn(dataDir), 'w', 0o600);
  try {
    writeSync(file, `${token}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The database has taken it. */
export function confirmFence(dataDir: string): void {
  renameSync(proposalIn(dataDir), fileIn(dataDir));
}

/** Somebody else was first. */
export function withdrawFence(dataDir: string): void {
  rmSync(proposalIn(dataDir), { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
