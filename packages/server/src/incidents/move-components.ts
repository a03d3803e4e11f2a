import type { AffectedComponent } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { finish, type Grip, hold, holds, note, release, startGrip } from './hold.ts';
import { isOver } from './next-status.ts';
import { dropHolds, findAffected, type IncidentRow } from './store.ts';

/** Moves the components along with an incident that goes on to another status, or stays; says what changed. */
export async function moveComponents(
  tx: Tx,
  incident: IncidentRow,
  { status, grip }: { status: IncidentRow['status']; grip: Grip },
): Promise<AffectedComponent[]> {
  const { id } = incident;
  // What was over let go of its components; what it held them at then says nothing of today.
  if (isOver(incident.status)) await dropHolds(tx, id);

  if (holds({ status })) {
    const starts = incident.scheduled_for !== null && !holds(incident);
    return hold(tx, id, starts ? await startGrip(tx, incident, grip) : grip);
  }
  if (status === 'scheduled') {
    await note(tx, id, grip);
    return [];
  }

  const changes = await finish(tx, id, grip);
  const givesBack = incident.scheduled_for === null || incident.auto_transition_to_operational_state;
  if (!holds(incident) || !givesBack) return changes;
  const left = (await findAffected(tx, id)).filter((row) => grip.statuses[row.component_id] === undefined);
  return [...changes, ...(await release(tx, id, left))];
}
