import type { Tx } from '../../db/connect.ts';
import { readClock } from '../../db/read-clock.ts';
import { findHandedOver } from './due-store.ts';
import { settleStates, updateCase } from './store.ts';

/**
 * After a source is gone with its alerts: what a rule has gathered from several goes on with what the others say, and is
 * over when they all say so. The page is locked.
 */
export async function handOverCases(tx: Tx): Promise<void> {
  const now = await readClock(tx);
  for (const id of await settleStates(tx, await findHandedOver(tx), now))
    await updateCase(tx, id, { next_look_at: now });
}
