import { type Allowance, startAllowance } from './budget.ts';
import type { Sql, Tx } from './connect.ts';
import { translate, unavailable } from './database-error.ts';
import type { Gate, Place } from './gate.ts';

/** The parts of a driver's query that a guard has to reach: they are not in its types. */
export interface Running {
  handler: (query: Running) => void;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  cancel: () => void;
  /** The connection that it waits for or runs on; null while it stands in the driver's own line. */
  state: { discard?: (error: unknown) => void } | null;
  cursorFn?: unknown;
  streaming?: boolean;
}

/** A pool or transaction whose queries go through `guard` when they are run; fragments and helpers stay as they are. */
export function wrap<T extends Sql | Tx>(inner: T, guard: (query: Running, run: () => void) => void): T {
  const watch = (made: unknown): unknown => {
    if (!(made instanceof Promise)) return made;
    const query = made as unknown as Running;
    const run = query.handler;
    query.handler = (started) => guard(started, () => run(started));
    return made;
  };
  const watched = (make: unknown) => {
    const call = make as (...args: unknown[]) => unknown;
    return (...args: unknown[]) => watch(call(...args));
  };
  return Object.assign(watched(inner) as unknown as T, inner, {
    unsafe: watched(inner.unsafe),
    file: watched(inner.file),
  });
}

/** Calls back when a query has settled; its error is turned into one that the caller can act on. */
export function onSettled(query: Running, settled: () => void): void {
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

/** Waits for a place at the connections; throws when the line is full or the time is over. */
export async function admit(gate: Gate, allowance: Allowance): Promise<Place> {
  const left = allowance.leftMs();
  const place = left > 0 ? (gate.tryEnter() ?? (await gate.enter(left))) : undefined;
  if (place) return place;
  allowance.end();
  throw unavailable(new Error('No database connection became free in time.'));
}

/** Runs a query under a deadline, once there is a place for it. */
export async function guardQuery(query: Running, run: () => void, gate: Gate, deadlineMs: number): Promise<void> {
  if (query.cursorFn !== undefined || query.streaming) {
    onSettled(query, () => {});
    run();
    return;
  }
  const allowance = startAllowance(deadlineMs);
  let place: Place;
  try {
    place = await admit(gate, allowance);
  } catch (error) {
    query.reject(error);
    return;
  }
  runTimed(query, run, allowance, () => place.release());
}

/** Runs a query that has its connection, under a deadline. */
export function runTimed(query: Running, run: () => void, allowance: Allowance, settled: () => void): void {
  const timer = setTimeout(
    () => giveUp(query, unavailable(new Error('The database did not answer in time.'))),
    allowance.leftMs(),
  );
  onSettled(query, () => {
    clearTimeout(timer);
    allowance.end();
    settled();
  });
  run();
}

/** Ends a query that missed its deadline. Its connection may hang for ever and is thrown away. */
export function giveUp(query: Running, error: unknown): void {
  const connection = query.state;
  if (!connection) query.cancel(); // it leaves the driver's line, or it would run later for nobody
  query.reject(error);
  connection?.discard?.(error);
}
