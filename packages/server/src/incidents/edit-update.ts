import type { IncidentUpdate, MaintenanceUpdate, UpdateChange } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requireVersion } from '../http/version.ts';
import { parse } from '../text/parse.ts';
import { requirePast } from './past.ts';
import { storePostmortem } from './past-store.ts';
import { incidentNotFound, readIncident, readUpdate, updateNotFound } from './read-incident.ts';
import { requireOrder } from './require-order.ts';
import { settlePast } from './settle-past.ts';
import {
  changeUpdate,
  findUpdate,
  findUpdates,
  keepEdit,
  lockIncident,
  readClock,
  type UpdateRow,
  updateIncident,
} from './store.ts';
import { findPublished } from './write-postmortem.ts';

/** Edits the text or the time of an update. What it said before is kept, and readers see that it was edited. */
export async function editUpdate(
  { tx, by, publicUrl, ifMatch }: Write,
  { incidentId, updateId }: { incidentId: string; updateId: string },
  change: UpdateChange,
): Promise<IncidentUpdate | MaintenanceUpdate> {
  await bumpSeq(tx);
  const incident = await lockIncident(tx, incidentId);
  if (!incident) throw incidentNotFound(incidentId);
  const before = await findUpdate(tx, incidentId, updateId);
  if (!before) throw updateNotFound(incidentId, updateId);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, incidentId));

  const body = change.body ?? before.body;
  const display_at = change.display_at
    ? requirePast(change.display_at, await readClock(tx), 'display_at')
    : before.display_at;
  if (!incident.backfilled) await requireSameLastWord(tx, before, display_at);
  else if (change.display_at) {
    requireOrder(incident, await findUpdates(tx, [incidentId]), { word: { ...before, display_at }, isNew: false });
  }
  const changes = differences(before, { body, display_at });
  if (Object.keys(changes).length > 0) {
    await keepEdit(tx, before, by?.email ?? null);
    await changeUpdate(tx, updateId, { body, body_nodes: parse(body), display_at });
    const published = await findPublished(tx, incident);
    // What waits to be published in its place stays as it was written.
    if (published?.id === updateId && incident.postmortem_body === before.body)
      await storePostmortem(tx, incidentId, body);
    await updateIncident(tx, incidentId, {});
    await settlePast(tx, incidentId, changes['display_at'] && '#/display_at');
    await recordAudit(tx, by, { action: 'update.edited', subject_type: 'update', subject_id: updateId, changes });
  }
  return readUpdate(tx, incidentId, updateId);
}

/** The last word says where the incident stands: no other may come after it, and it stays behind the others. */
async function requireSameLastWord(tx: Tx, update: UpdateRow, display_at: Date): Promise<void> {
  const updates = await findUpdates(tx, [update.incident_id]);
  const last = updates[0];
  const neighbour = last?.id === update.id ? updates[1] : last;
  if (!last || !neighbour) return;
  const isLate = display_at > last.display_at;
  if (last.id === update.id ? display_at >= neighbour.display_at : !isLate) return;
  const side = last.id === update.id ? 'after the update before it' : 'before the last update';
  const detail = `Send an instant ${side} (${neighbour.display_at.toISOString()}): the last word says where it stands.`;
  throw invalidRequest([{ pointer: '#/display_at', detail }]);
}
