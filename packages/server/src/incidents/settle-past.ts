import { writePast } from '../components/write-past.ts';
import type { Tx } from '../db/connect.ts';
import { storeAffected } from './past-store.ts';
import { findAffected, findIncident, findUpdates, settleTimes, updateIncident } from './store.ts';
import { tellBackfilled, tellLive } from './story.ts';

/**
 * Brings the times of an incident, and what it says its components were in the past, to what its updates say now. What
 * they are today is no matter of this.
 */
export async function settlePast(tx: Tx, id: string): Promise<void> {
  await settleTimes(tx, id);
  const incident = await findIncident(tx, id);
  if (!incident) return;
  const updates = (await findUpdates(tx, [id])).reverse();
  const told = { incident, updates, components: await findAffected(tx, id) };
  const { past, affected, impact } = incident.backfilled ? tellBackfilled(told) : tellLive(told);
  await writePast(tx, id, past);
  for (const update of updates) {
    const now = affected.get(update.id);
    const isSame = now?.every((one, index) => one.old_status === update.affected_components[index]?.old_status) ?? true;
    if (now && !isSame) await storeAffected(tx, update.id, now);
  }
  if (impact !== null && impact !== incident.impact) await updateIncident(tx, id, { impact });
}

/** Takes components out of what the updates of a backfilled incident name: what is said of them now holds all along. */
export async function forgetNamed(tx: Tx, id: string, componentIds: readonly string[]): Promise<void> {
  for (const update of await findUpdates(tx, [id])) {
    const left = update.affected_components.filter((one) => !componentIds.includes(one.code));
    if (left.length < update.affected_components.length) await storeAffected(tx, update.id, left);
  }
}
