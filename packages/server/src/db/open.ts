import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@allswell/protocol';
import type { Log } from '../log.ts';
import { connect, type ConnectOptions, type Sql } from './connect.ts';
import { embeddedAddress } from './embedded/folder.ts';
import { type KeptPostgres, keepEmbedded } from './embedded/keep.ts';
import { hearsItself } from './hears-itself.ts';
import { prepareDatabase } from './prepare.ts';

const retryEveryMs = 300;

export interface OpenOptions {
  dataDir: string;
  databaseUrl: string | undefined;
  databaseDirectUrl: string | undefined;
  log: Log;
  /** The embedded Postgres runs, for the first time or again. */
  onPostgres?: (pid: number) => void;
  /** What else has to be done before the database counts as ready. */
  prepare?: (sql: Sql) => Promise<void>;
}

/** A database that may not be there yet, and may go at any time. */
export interface Database {
  /** For writers. */
  sql: Sql;
  /** For the page, so that a crowd of writers never keeps readers from the news. */
  pageSql: Sql;
  /** Past a pooler, where LISTEN works; undefined when `sql` is as good. */
  directSql: Sql | undefined;
  /** Opens connections of their own, for work that must neither wait for others nor keep them waiting. */
  openPool(options: ConnectOptions): Sql;
  /** Resolves once it was reached and its tables are up to date; rejects only when waiting cannot help. */
  ready: Promise<void>;
  postgresPid(): number | undefined;
  close(): Promise<void>;
}

/** Opens the database of a server without waiting for it: it is started, reached and migrated in the background. */
export function openDatabase(options: OpenOptions): Database {
  const { dataDir, databaseUrl, databaseDirectUrl, log } = options;
  const embedded =
    databaseUrl === undefined
      ? keepEmbedded(dataDir, { log, ...(options.onPostgres && { onStart: options.onPostgres }) })
      : undefined;
  const address = databaseUrl ?? embeddedAddress(dataDir);
  const sql = connect(address);
  const pageSql = connect(address, { max: 3, name: 'allswell page' });
  const directSql =
    databaseDirectUrl === undefined ? undefined : connect(databaseDirectUrl, { max: 2, name: 'allswell listen' });
  const pools = [sql, pageSql, ...(directSql ? [directSql] : [])];
  const closing = new AbortController();
  const prepare = async () => {
    const applied = await prepareDatabase(databaseDirectUrl ?? address);
    if (applied.length > 0) log.info({ migrations: applied }, 'the tables are up to date');
    await options.prepare?.(sql);
  };
  const ready = reach(prepare, embedded, closing.signal, log);
  ready.catch(() => {}); // told to whoever waits
  if (databaseUrl !== undefined) void ready.then(() => warnWhenDeaf(directSql ?? pageSql, log)).catch(() => {});
  return {
    sql,
    pageSql,
    directSql,
    openPool(poolOptions) {
      const pool = connect(address, poolOptions);
      pools.push(pool);
      return pool;
    },
    ready,
    postgresPid: () => embedded?.pid(),
    async close() {
      closing.abort();
      await Promise.all(pools.map((pool) => pool.end({ timeout: 1 })));
      await embedded?.close();
    },
  };
}

/** Tries until the database can be had; what is wrong for good is thrown. */
async function reach(
  prepare: () => Promise<void>,
  embedded: KeptPostgres | undefined,
  closing: AbortSignal,
  log: Log,
): Promise<void> {
  await embedded?.ready;
  for (let told = false; ; ) {
    try {
      await prepare();
      return;
    } catch (error) {
      const mayComeBack = error instanceof DomainError && error.code === 'database-unavailable';
      if (!mayComeBack || closing.aborted) throw error;
      if (!told) log.error({ err: error }, 'the database cannot be reached; trying on');
      told = true;
    }
    await sleep(retryEveryMs, undefined, { signal: closing });
  }
}

async function warnWhenDeaf(sql: Sql, log: Log): Promise<void> {
  if (await hearsItself(sql)) return;
  log.warn(
    {},
    'LISTEN does not work through this DATABASE_URL: set ALLSWELL_DATABASE_DIRECT_URL past the pooler; until then readers get news by polling, a second later',
  );
}
