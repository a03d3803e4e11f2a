import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import type { Author } from '../db/write.ts';
import { noticesChannel } from '../notices/announce.ts';
import { newFence } from './fence.ts';
import { clearHold, readFenceRow } from './fence-store.ts';

/** Who sends says that it is alive more often than this. */
const aliveSeconds = 10;

/**
 * Lets sending go on from this database, after it was held: the senders that run on it, or the first to come, take the
 * fence over. While somebody is sending nothing changes. Answers with the fence.
 */
export async function resumeSending(tx: Tx, by: Author | null, given?: string): Promise<string> {
  const { fence, held_since, held_because, silent_seconds } = await readFenceRow(tx);
  if (held_since === null && fence !== null && silent_seconds !== null && silent_seconds < aliveSeconds) return fence;
  const token = given ?? newFence();
  await clearHold(tx, token);
  await recordAudit(tx, by, {
    action: 'notifications.resumed',
    subject_type: 'notifications',
    changes: { held: { from: held_because, to: null } },
  });
  await tx`select pg_notify(${noticesChannel}, 'resumed')`;
  return token;
}
