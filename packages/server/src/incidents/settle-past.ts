import type { Tx } from '../db/connect.ts';
import { storeAffected } from './past-store.ts';
import { requireBegun } from './require-begun.ts';
import { findAffected, findUpdates, type IncidentRow, settleTimes } from './store.ts';
import { throughoutOf } from './story.ts';
import { tellStories } from './tell-stories.ts';
import { findToldStarts, insertEdits } from './told-store.ts';

/**
 * Brings the times of an incident, and what it says of its components, to what its updates say now. What components are
 * today is no matter of this. Where somebody reaches further back with it (`pointer` is the field that does), it is
 * refused for components that had not begun by then.
 */
export async function settlePast(tx: Tx, id: string, pointer?: string): Promise<void> {
  const before = pointer === undefined ? new Map<string, Date>() : await findToldStarts(tx, id);
  await settleTimes(tx, id);
  await tellStories(tx, [id]);
  if (pointer === undefined) return;
  const further = [...(await findToldStarts(tx, id))].flatMap(([component_id, starts_at]) => {
    const earlier = before.get(component_id);
    return earlier && earlier <= starts_at ? [] : [{ component_id, starts_at }];
  });
  await requireBegun(tx, further, pointer);
}

/**
 * What is written down afterwards and then opened again is an incident of today, which holds what its updates name: of the
 * others it is kept that they were affected all along until then.
 */
export async function keepThroughout(tx: Tx, incident: IncidentRow): Promise<void> {
  const updates = await findUpdates(tx, [incident.id]);
  const components = await findAffected(tx, incident.id);
  await insertEdits(
    tx,
    [...throughoutOf({ incident, updates, components })].map(([component_id, { status }]) => ({
      incident_id: incident.id,
      component_id,
      status,
      holds_from: incident.started_at,
    })),
  );
}

/** Takes components out of what the updates of a backfilled incident name: what is said of them now holds all along. */
export async function forgetNamed(tx: Tx, id: string, componentIds: readonly string[]): Promise<void> {
  for (const update of await findUpdates(tx, [id])) {
    const left = update.affected_components.filter((one) => !componentIds.includes(one.code));
    if (left.length < update.affected_components.length) await storeAffected(tx, update.id, left);
  }
}
