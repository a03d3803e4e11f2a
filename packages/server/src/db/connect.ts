import type postgres from 'postgres';
import { allowance } from './budget.ts';
import { isConflict, translate, unavailable } from './database-error.ts';
import { type Gate, type Place, createGate } from './gate.ts';
import { loadPostgres } from './guard.ts';

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
}

/** How many times a transaction is tried that met another one (serialization failure, deadlock). */
const tries = 4;

/** The parts of a driver's query that the guard has to reach: they are not in its types. */
interface Running {
  handler: (query: Running) => void;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  state: { discard?: (error: unknown) => void } | null;
  cursorFn?: unknown;
  streaming?: boolean;
  executed: boolean;
}

const driver = await loadPostgres();

/**
 * Opens a pool on which nothing waits for ever. Every query and every transaction has a deadline, a connection that
 * missed one is thrown away, the line for connections is bounded, and all of that, like a database that is gone,
 * surfaces as `DomainError('database-unavailable')`. Streams (COPY) and cursors have no deadline of their own.
 */
export function connect(address: DatabaseAddress, options: ConnectOptions = {}): Sql {
  const { max = 10, deadlineMs = 1_500, line = 50, name = 'allswell' } = options;
  const pool = open(address, { max, deadlineMs, name });
  const gate = createGate({ places: max, line });

  const guarded = wrap(pool, (query, run) => void guardQuery(query, run, gate, deadlineMs));
  return Object.assign(guarded, {
    begin: (...args: unknown[]) => beginGuarded(pool, gate, deadlineMs, args),
    reserve: () => reserveGuarded(pool, gate, deadlineMs),
    listen: (...args: Parameters<Sql['listen']>) => listenGuarded(pool, ...args),
    notify: (channel: string, payload: string) => guarded`select pg_notify(${channel}, ${payload})`,
    end: pool.end,
  });
}

function open(address: DatabaseAddress, { max, deadlineMs, name }: Required<Omit<ConnectOptions, 'line'>>): Sql {
  const url = typeof address === 'string' ? address : undefined;
  // A pooler in transaction mode knows no session settings; `?prepare=false` in the address says there is one.
  const pooled = url !== undefined && /[?&]prepare=false\b/.test(url);
  const limits = {
    statement_timeout: deadlineMs - 100,
    lock_timeout: deadlineMs - 200,
    idle_in_transaction_session_timeout: deadlineMs * 2,
  };
  const settings: postgres.Options<Record<never, never>> = {
    max,
    connect_timeout: Math.min(deadlineMs, 1_200) / 1_000,
    // The driver's own grows to 20 s; Postgres may be back long before that.
    backoff: () => 0.2,
    connection: { application_name: name, ...(pooled ? {} : limits) },
    onnotice: () => {},
  };
  return url === undefined ? driver({ ...settings, ...(address as object) }) : driver(url, settings);
}

/** A pool or transaction whose queries go through `guard` when they are run; fragments and helpers stay as they are. */
function wrap<T extends Sql | Tx>(inner: T, guard: (query: Running, run: () => void) => void): T {
  const watch = (made: unknown): unknown => {
    if (!(made instanceof Promise)) return made;
    const query = made as unknown as Running;
    const run = query.handler;
    query.handler = (started) => guard(started, () => run(started));
    return made;
  };
  const call = inner as unknown as (...args: unknown[]) => unknown;
  const outer = (...args: unknown[]): unknown => watch(call(...args));
  return Object.assign(outer as unknown as T, inner, {
    unsafe: (...args: Parameters<T['unsafe']>) => watch(inner.unsafe(...args)),
    file: (...args: Parameters<T['file']>) => watch(inner.file(...args)),
  });
}

/** Calls back when a query has settled, with its error turned into one that the caller can act on. */
function onSettled(query: Running, settled: () => void): void {
  const { resolve, reject } = query;
  query.resolve = (value) => {
    settled();
    resolve(value);
  };
  query.reject = (error) => {
    settled();
    reject(translate(error));
  };
}

async function guardQuery(query: Running, run: () => void, gate: Gate, deadlineMs: number): Promise<void> {
  if (query.cursorFn !== undefined || query.streaming) {
    run();
    return;
  }
  const allowed = allowance(deadlineMs);
  const start = performance.now();
  const place = gate.tryEnter() ?? (await gate.enter(allowed.ms));
  if (!place) {
    allowed.spent();
    query.reject(unavailable(new Error('The line for a database connection is full.')));
    return;
  }
  const timer = setTimeout(() => miss(query, deadlineMs), allowed.ms - (performance.now() - start));
  onSettled(query, () => {
    clearTimeout(timer);
    allowed.spent();
    place.release();
  });
  run();
}

/** A query has missed its deadline: its caller is told, and its connection, which may hang for ever, is thrown away. */
function miss(query: Running, deadlineMs: number): void {
  const error = unavailable(new Error(`No answer from the database within ${deadlineMs} ms.`));
  const connection = query.state;
  query.reject(error);
  connection?.discard?.(error);
}

async function beginGuarded(pool: Sql, gate: Gate, deadlineMs: number, args: unknown[]): Promise<unknown> {
  const mode = typeof args[0] === 'string' ? args[0] : '';
  const work = args.at(-1) as (tx: Tx) => unknown;
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(pool, gate, deadlineMs, mode, work);
    } catch (error) {
      if (!isConflict(error)) throw translate(error);
      if (attempt === tries) throw unavailable(error);
    }
  }
}

async function transact(pool: Sql, gate: Gate, deadlineMs: number, mode: string, work: (tx: Tx) => unknown): Promise<unknown> {
  const allowed = allowance(deadlineMs);
  const start = performance.now();
  const place = gate.tryEnter() ?? (await gate.enter(allowed.ms));
  if (!place) {
    allowed.spent();
    throw unavailable(new Error('The line for a database connection is full.'));
  }
  const { begun, opening } = beginOn(pool, mode, (tx) => work(wrapTx(tx)));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // After a COMMIT without an answer nobody knows whether it counted: the idempotency key of the request decides.
      const error = unavailable(new Error(`The transaction did not end within ${deadlineMs} ms.`));
      reject(error);
      const connection = opening.state;
      opening.reject(error);
      connection?.discard?.(error);
    }, allowed.ms - (performance.now() - start));
  });
  begun.catch(() => {}); // after a missed deadline nobody waits for it any more
  try {
    return await Promise.race([begun, late]);
  } finally {
    clearTimeout(timer);
    allowed.spent();
    place.release();
  }
}

/** Starts a transaction and catches hold of the query that opens it: it knows the connection. */
function beginOn(pool: Sql, mode: string, work: (tx: Tx) => unknown): { begun: Promise<unknown>; opening: Running } {
  const { unsafe } = pool;
  let opening: Running | undefined;
  pool.unsafe = ((...args: Parameters<Sql['unsafe']>) => {
    const query = unsafe(...args);
    opening = query as unknown as Running;
    return query;
  }) as Sql['unsafe'];
  try {
    const begun = pool.begin(mode, work);
    if (!opening) throw new Error('The driver opens transactions in another way than its guard knows.');
    return { begun, opening };
  } finally {
    pool.unsafe = unsafe;
  }
}

function wrapTx(tx: Tx): Tx {
  const guarded = wrap(tx, (query, run) => {
    onSettled(query, () => {});
    run();
  });
  return Object.assign(guarded, {
    savepoint: (...args: unknown[]) => {
      const work = args.at(-1) as (tx: Tx) => unknown;
      const save = tx.savepoint as (name: string | null, work: (tx: Tx) => unknown) => Promise<unknown>;
      return save(typeof args[0] === 'string' ? args[0] : null, (inner) => work(wrapTx(inner)));
    },
  });
}

async function reserveGuarded(pool: Sql, gate: Gate, deadlineMs: number): Promise<postgres.ReservedSql> {
  const allowed = allowance(deadlineMs);
  const place = gate.tryEnter() ?? (await gate.enter(allowed.ms));
  if (!place) {
    allowed.spent();
    throw unavailable(new Error('The line for a database connection is full.'));
  }
  const reserving = pool.reserve();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(unavailable(new Error(`No connection to the database within ${deadlineMs} ms.`)));
      reserving.then((unused) => unused.release()).catch(() => {});
    }, allowed.ms);
  });
  try {
    return reserved(await Promise.race([reserving, late]), place, deadlineMs);
  } catch (error) {
    place.release();
    throw translate(error);
  } finally {
    clearTimeout(timer);
    allowed.spent();
  }
}

function reserved(connection: postgres.ReservedSql, place: Place, deadlineMs: number): postgres.ReservedSql {
  const guarded = wrap(connection as unknown as Sql, (query, run) => {
    const allowed = allowance(deadlineMs);
    const timer = setTimeout(() => miss(query, deadlineMs), allowed.ms);
    onSettled(query, () => {
      clearTimeout(timer);
      allowed.spent();
    });
    run();
  });
  return Object.assign(guarded, {
    release: () => {
      connection.release();
      place.release();
    },
  }) as unknown as postgres.ReservedSql;
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
): Promise<postgres.ListenMeta> {
  const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
  const listening = pool.listen(channel, onNotice, () => {
    hear();
    onListen?.();
  });
  try {
    return await listening;
  } catch (error) {
    if (translate(error) === error) throw error;
    await heard;
    return { state: undefined as never, unlisten: async () => {} };
  }
}
