import type postgres from 'postgres';
import { translate } from './database-error.ts';
import { createGate } from './gate.ts';
import { loadPostgres } from './guard.ts';
import { guardQuery, wrap } from './guarded-query.ts';
import { reserveGuarded } from './guarded-reservation.ts';
import { beginGuarded } from './guarded-transaction.ts';

/** The connections to the database: tagged templates, `begin`, `listen`. */
export type Sql = postgres.Sql<Record<never, never>>;
/** The same inside a transaction. */
export type Tx = postgres.TransactionSql<Record<never, never>>;

/** Where a database is: an address for any Postgres, or the socket of the embedded one. */
export type DatabaseAddress = string | { path: string; user: string; database: string };

export interface ConnectOptions {
  /** How many connections at most. */
  max?: number;
  /** How long a query, a whole transaction or a wait for a connection may take. */
  deadlineMs?: number;
  /** How many may wait for a connection before newcomers are turned away. */
  line?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /** Further settings of its sessions, such as of the planner; a pooler knows none. */
  settings?: Record<string, string>;
}

const driver = await loadPostgres();

/**
 * Opens a pool on which nothing waits for ever. Every query and every transaction has a deadline, a connection that
 * missed one is thrown away, the line for connections is bounded, and all of that, like a database that is gone,
 * surfaces as `DomainError('database-unavailable')`. Streams (COPY) and cursors have no deadline of their own.
 */
export function connect(address: DatabaseAddress, options: ConnectOptions = {}): Sql {
  const { max = 10, deadlineMs = 1_500, line = 50, name = 'allswell', settings = {} } = options;
  const pool = open(address, { max, deadlineMs, name, settings });
  const gate = createGate({ places: max, line });
  const guarded = wrap(pool, (query, run) => void guardQuery(query, run, gate, deadlineMs));
  return Object.assign(guarded, {
    begin: (...args: unknown[]) => beginGuarded(pool, gate, deadlineMs, args),
    reserve: () => reserveGuarded(pool, gate, deadlineMs),
    listen: (...args: Parameters<Sql['listen']>) => listenGuarded(pool, ...args),
    notify: async (channel: string, payload: string) => guarded`select pg_notify(${channel}, ${payload})`,
  });
}

function open(
  address: DatabaseAddress,
  {
    max,
    deadlineMs,
    name,
    settings: wanted,
  }: Required<Pick<ConnectOptions, 'max' | 'deadlineMs' | 'name' | 'settings'>>,
): Sql {
  // A pooler in transaction mode knows no session settings; `?prepare=false` in the address says that there is one.
  const pooled = typeof address === 'string' && /[?&]prepare=false\b/.test(address);
  const limits = {
    statement_timeout: deadlineMs - 100,
    lock_timeout: deadlineMs - 200,
    idle_in_transaction_session_timeout: deadlineMs * 2,
  };
  const settings = {
    max,
    connect_timeout: Math.min(deadlineMs, 1_200) / 1_000,
    backoff: () => 0.2, // the driver's own grows to 20 s, and Postgres may be back long before that
    connection: { application_name: name, ...(pooled ? {} : { ...limits, ...wanted }) },
    onnotice: () => {},
  };
  return typeof address === 'string' ? driver(address, settings) : driver({ ...settings, ...address });
}

/**
 * Listens for as long as the pool lives. While the database is gone the driver tries again by itself, so the promise
 * waits instead of failing; `onListen` is called at each new beginning, when notices may have been missed.
 */
async function listenGuarded(
  pool: Sql,
  channel: string,
  onNotice: (value: string) => void,
  onListen?: () => void,
): Promise<Pick<postgres.ListenMeta, 'unlisten'>> {
  const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
  try {
    return await pool.listen(channel, onNotice, () => {
      hear();
      onListen?.();
    });
  } catch (error) {
    if (translate(error) === error) throw error;
    await heard;
    return { unlisten: async () => {} };
  }
}
