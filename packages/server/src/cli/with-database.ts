import { DomainError } from '@allswell/protocol';
import type { Config } from '../config.ts';
import { connect, type Sql } from '../db/connect.ts';
import { attachEmbedded } from '../db/embedded/attach.ts';
import { EmbeddedImpossibleError } from '../db/embedded/binaries.ts';
import { embeddedAddress } from '../db/embedded/folder.ts';
import { prepareDatabase } from '../db/prepare.ts';

export interface WithDatabaseOptions {
  /** How long a query or a transaction may take. */
  deadlineMs?: number;
  /** Leave the tables as they are. */
  unprepared?: boolean;
}

/**
 * Runs a command's work on the database: joins the embedded Postgres of a running server, or starts it for as long as
 * the work takes. A server that comes meanwhile keeps it.
 */
export async function withDatabase<T>(
  config: Config,
  work: (sql: Sql) => Promise<T>,
  options: WithDatabaseOptions = {},
): Promise<T> {
  const embedded = config.databaseUrl === undefined ? await attach(config.dataDir) : undefined;
  const address = config.databaseDirectUrl ?? config.databaseUrl ?? embeddedAddress(config.dataDir);
  try {
    if (!options.unprepared) await prepareDatabase(address);
    const sql = connect(address, { max: 2, deadlineMs: options.deadlineMs ?? 5_000, name: 'allswell command' });
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 1 });
    }
  } finally {
    await embedded?.leave();
  }
}

async function attach(dataDir: string) {
  try {
    return await attachEmbedded(dataDir);
  } catch (cause) {
    if (cause instanceof EmbeddedImpossibleError) throw cause;
    throw new DomainError('database-unavailable', 'The database cannot be started.', { cause });
  }
}
