import { DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { takeBack } from '../notices/announce.ts';
import { holdAgain, holds, release } from './hold.ts';
import { clockAfter, isOver } from './next-status.ts';
import { incidentNotFound, readIncident, updateNotFound } from './read-incident.ts';
import { settlePast } from './settle-past.ts';
import {
  findAffected,
  findUpdate,
  findUpdates,
  type IncidentRow,
  keepEdit,
  lockIncident,
  markUpdateDeleted,
  readClock,
  type UpdateRow,
  updateIncident,
} from './store.ts';
import { resumeHolds } from './told-store.ts';

/**
 * Takes an update back. The incident stands again where the update before it left it: who deletes a "resolved" posted
 * by mistake has the open incident and the statuses of its components again.
 */
export async function deleteUpdate(
  { tx, by, publicUrl, ifMatch }: Write,
  { incidentId, updateId }: { incidentId: string; updateId: string },
): Promise<void> {
  await bumpSeq(tx);
  const incident = await lockIncident(tx, incidentId);
  if (!incident) throw incidentNotFound(incidentId);
  const update = await findUpdate(tx, incidentId, updateId);
  if (!update) throw updateNotFound(incidentId, updateId);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, incidentId));
  const updates = await findUpdates(tx, [incidentId]);
  if (updates.length === 1) {
    throw new DomainError('last-update', 'Edit this update, or delete the whole incident.');
  }

  await keepEdit(tx, update, by?.email ?? null);
  await markUpdateDeleted(tx, updateId);
  await takeBack(tx);
  const status = statusWithout(incident, updates, update);
  await updateIncident(tx, incidentId, {
    status,
    ...(!isOver(status) && { cancelled_at: null }),
    ...clockAfter(incident, status, await readClock(tx)),
  });
  const heldAgain = holds({ status }) && !holds(incident) ? await holdAgain(tx, incidentId) : [];
  if (!holds({ status }) && holds(incident)) await release(tx, incidentId, await findAffected(tx, incidentId));
  await settlePast(tx, incidentId);
  await resumeHolds(tx, heldAgain);
  await recordAudit(tx, by, {
    action: 'update.deleted',
    subject_type: 'update',
    subject_id: updateId,
    changes: { body: { from: update.body, to: null }, incident_id: incidentId },
  });
}

/** Only the last word says where an incident stands; one of the past is over, whatever is said of its course. */
function statusWithout(
  { status, backfilled }: IncidentRow,
  updates: readonly UpdateRow[],
  deleted: UpdateRow,
): IncidentRow['status'] {
  const rest = updates.filter((update) => update.id !== deleted.id);
  if (backfilled)
    return rest.some((update) => update.status === 'postmortem') || status === 'completed' ? status : 'resolved';
  return updates[0]?.id === deleted.id ? (rest[0]?.status ?? status) : status;
}
