import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What a running Postgres says about itself in its lock file. */
export interface Postmaster {
  pid: number;
  socketDir: string;
  /** `ready` takes connections; everything else is on its way up or down. */
  status: string;
}

/** Reads who runs a data directory; undefined when nobody does. */
export function readPostmaster(data: string): Postmaster | undefined {
  const lines = linesOf(path.join(data, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !runs(pid, data)) return undefined;
  return { pid, socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() };
}

/**
 * Removes lock files whose process is gone. Postgres itself only asks kill(pid, 0), so a zombie, or in a restarted
 * container some other program with that number, would keep it from ever starting again.
 */
export function dropStaleLocks(data: string, socketDir: string): void {
  for (const file of [path.join(data, 'postmaster.pid'), path.join(socketDir, '.s.PGSQL.5432.lock')]) {
    const pid = Number(linesOf(file)[0]);
    if (pid > 0 && !runs(pid, data)) rmSync(file, { force: true });
  }
}

/** Whether a process lives and, where the system can tell, is the Postgres of this data directory. */
export function runs(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data);
  } catch {
    return false;
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
