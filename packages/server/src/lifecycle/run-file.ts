import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a running server tells about itself in its data folder. */
export interface RunFile {
  pid: number;
  /** Null while the embedded Postgres does not run, and when there is none. */
  postgres_pid: number | null;
  page: string;
  panel: string;
  /** Null when there is no example app to show. */
  example: string | null;
  /** Null when there is no operations port. */
  operations: string | null;
  version: string;
}

const fileIn = (dataDir: string) => path.join(dataDir, 'run.json');

/** Writes run.json so that whoever reads it meets the old one or the new one. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  const fresh = `${fileIn(dataDir)}.${randomUUID()}.new`;
  writeFileSync(fresh, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, fileIn(dataDir));
}

/** What the last server wrote; undefined when none did, or it took the file along. */
export function readRunFile(dataDir: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as RunFile;
  } catch {
    return undefined;
  }
}

/** Removes run.json, if it is still the one of this process. */
export function removeRunFile(dataDir: string): void {
  if (readRunFile(dataDir)?.pid === process.pid) rmSync(fileIn(dataDir), { force: true });
}
