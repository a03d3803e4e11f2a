import { type AdminIncident, type AdminMaintenance, type Cancellation, DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { announce } from '../notices/announce.ts';
import { parse } from '../text/parse.ts';
import { holds, release } from './hold.ts';
import { isOver } from './next-status.ts';
import { incidentNotFound, readIncident } from './read-incident.ts';
import { settlePast } from './settle-past.ts';
import {
  findAffected,
  type IncidentRow,
  insertUpdate,
  lockIncident,
  lookAtSeries,
  readClock,
  updateIncident,
} from './store.ts';

/**
 * Calls a maintenance off: one that is planned does not take place, one under way is broken off and gives its
 * components back. It stays on the page, with what was said.
 */
export async function cancelMaintenance(
  { tx, by, publicUrl, ifMatch }: Write,
  id: string,
  { body, deliver_notifications = true }: Cancellation,
): Promise<AdminIncident | AdminMaintenance> {
  await bumpSeq(tx);
  const maintenance = await lockIncident(tx, id);
  if (!maintenance) throw incidentNotFound(id);
  await requireVersion(ifMatch, maintenance.version, () => readIncident(tx, publicUrl, id));
  requireGoingOn(maintenance);

  const now = await readClock(tx);
  const update_id = newId();
  await updateIncident(tx, id, { status: 'completed', cancelled_at: now });
  const affected_components = holds(maintenance) ? await release(tx, id, await findAffected(tx, id)) : [];
  await insertUpdate(tx, {
    id: update_id,
    incident_id: id,
    status: 'completed',
    body,
    body_nodes: parse(body),
    affected_components,
    deliver_notifications,
    display_at: now,
  });
  await settlePast(tx, id);
  await lookAtSeries(tx, maintenance.series_id);
  if (deliver_notifications) await announce(tx, { incident_id: id, update_id });
  await recordAudit(tx, by, {
    action: 'maintenance.cancelled',
    subject_type: 'incident',
    subject_id: id,
    changes: { status: { from: maintenance.status, to: 'completed' }, update_id },
  });
  return readIncident(tx, publicUrl, id);
}

function requireGoingOn({ scheduled_for, cancelled_at, status }: IncidentRow): void {
  if (!scheduled_for) throw new DomainError('not-a-maintenance', 'Resolve an incident instead: post an update.');
  if (cancelled_at) throw new DomainError('already-cancelled', 'Nothing is left to do: it was called off before.');
  if (isOver(status)) throw new DomainError('maintenance-over', 'Nothing is left to call off: it is over.');
}
