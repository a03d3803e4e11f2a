import type { AffectedComponent } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { finish, type Grip, hold, holds, note, release, startGrip } from './hold.ts';
import { isOver } from './next-status.ts';
import { type Says, saysOf } from './says.ts';
import { dropHolds, findAffected, type IncidentRow, readClock } from './store.ts';

/** What an update does to components. */
export interface Moved {
  changes: AffectedComponent[];
  says: Says;
}

/** Moves the components along with an incident that goes on to another status, or stays; says what changed. */
export async function moveComponents(
  tx: Tx,
  incident: IncidentRow,
  { status, grip }: { status: IncidentRow['status']; grip: Grip },
): Promise<Moved> {
  const { id } = incident;
  // What was over let go of its components; what it held them at then says nothing of today.
  if (isOver(incident.status)) await dropHolds(tx, id);

  if (holds({ status })) {
    const starts = incident.scheduled_for !== null && !holds(incident);
    const taken = starts ? await startGrip(tx, incident, grip) : grip;
    return { changes: await hold(tx, id, taken), says: saysOf(taken, await readClock(tx)) };
  }
  if (status === 'scheduled') {
    await note(tx, id, grip);
    return { changes: [], says: { components: {}, at: new Date().toISOString() } };
  }

  const changes = await finish(tx, id, grip);
  const says = saysOf(grip, await readClock(tx));
  const givesBack = incident.scheduled_for === null || incident.auto_transition_to_operational_state;
  if (!holds(incident)) return { changes, says };
  if (!givesBack) return { changes, says: { ...says, keeps: true } };
  const left = (await findAffected(tx, id)).filter((row) => grip.statuses[row.component_id] === undefined);
  return { changes: [...changes, ...(await release(tx, id, left))], says };
}
