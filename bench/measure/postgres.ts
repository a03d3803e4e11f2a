import { randomInt } from 'node:crypto';
import { connect, type Sql } from '../../packages/server/src/db/connect.ts';
import { attachEmbedded } from '../../packages/server/src/db/embedded/attach.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A Postgres that no server owns, as operators run one of their own. */
export interface Postgres {
  /** What servers are given as DATABASE_URL. */
  url: string;
  /** A connection past everything that is being proved. */
  sql: Sql;
}

/** Starts an empty Postgres that listens on an address of the loopback net, and stops it when the work is over. Linux only. */
export async function withPostgres<T>(work: (postgres: Postgres) => Promise<T>): Promise<T> {
  await using folder = await temporaryFolder();
  // All of 127.0.0.0/8 is ours: an address by chance needs no free port.
  const host = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;
  const embedded = await attachEmbedded(folder.path, { settings: { listen_addresses: host, max_connections: '100' } });
  const sql = connect(embeddedAddress(folder.path), { max: 2, deadlineMs: 30_000 });
  try {
    return await work({ url: `postgres://allswell@${host}:5432/postgres`, sql });
  } finally {
    await sql.end({ timeout: 1 });
    await embedded.leave();
  }
}
