import type { Tx } from '../db/connect.ts';

/** So long a process may think between two statements of what only one may do. */
const thinksForMs = 5_000;

/**
 * Makes this transaction the only one of its kind, in whatever process; false when another one is at it. Whoever falls
 * asleep in the middle of it loses it after a moment, or everybody would wait until they wake.
 */
export async function isAlone(tx: Tx, kind: 'expand' | 'settle'): Promise<boolean> {
  const [row] = await tx<{ alone: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext(${`allswell:notifications:${kind}`})) as alone,
      set_config('idle_in_transaction_session_timeout', ${String(thinksForMs)}, true) as thinks
  `;
  return row?.alone ?? false;
}
