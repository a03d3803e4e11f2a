import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The major version of the bundled Postgres. It is in the folder's name because no other major can read the files. */
export const postgresMajor = 18;

/** A Unix socket's address holds 107 bytes at most; Postgres adds its own file name. */
const longestSocketDir = 107 - '/.s.PGSQL.5432.lock'.length;

/** Where the parts of an embedded Postgres live inside a data folder. */
export interface EmbeddedFolder {
  home: string;
  data: string;
  lib: string;
  users: string;
  log: string;
  launch: string;
  socketDir: string;
}

/** Names the places of the embedded Postgres under a data folder; creates nothing. */
export function embeddedFolder(dataDir: string): EmbeddedFolder {
  const home = path.join(path.resolve(dataDir), 'postgres');
  return {
    home,
    data: path.join(home, `pg${postgresMajor}`),
    lib: path.join(home, 'lib'),
    users: path.join(home, 'users'),
    log: path.join(home, 'postgres.log'),
    launch: path.join(home, 'launch.lock'),
    socketDir: Buffer.byteLength(home) <= longestSocketDir ? home : shortSocketDir(home),
  };
}

/** The address of the embedded Postgres: known before it runs, the same after each restart. */
export function embeddedAddress(dataDir: string) {
  const { socketDir } = embeddedFolder(dataDir);
  return { path: path.join(socketDir, '.s.PGSQL.5432'), user: 'allswell', database: 'postgres' };
}

/** Creates the private stand-in for a socket folder with too long a name. Others can write to /tmp: trust only ours. */
export function makeSocketDir({ home, socketDir }: EmbeddedFolder, uid: number | undefined): void {
  if (socketDir === home) return;
  mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  const found = lstatSync(socketDir);
  const trusted = [process.getuid?.(), uid];
  if (!found.isDirectory() || !trusted.includes(found.uid) || (found.mode & 0o077) !== 0) {
    throw new Error(
      `${socketDir} belongs to someone else. Remove it, or choose an ALLSWELL_DATA_DIR with a shorter name.`,
    );
  }
}

function shortSocketDir(home: string): string {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  return path.join(tmpdir(), `allswell-${name}`);
}
