import {
  DomainError,
  type IncidentStatus,
  type IncidentUpdate,
  isOpenIncident,
  type MaintenanceUpdate,
  type NewUpdate,
} from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requireVersion } from '../http/version.ts';
import { announce } from '../notices/announce.ts';
import { parse } from '../text/parse.ts';
import { finish, hold, holds, impactNow, release } from './hold.ts';
import { requirePast } from './past.ts';
import { incidentNotFound, readIncident, readUpdate } from './read-incident.ts';
import { requireComponents } from './require-components.ts';
import {
  dropHolds,
  findAffected,
  type IncidentRow,
  insertUpdate,
  lockIncident,
  readClock,
  settleTimes,
  updateIncident,
} from './store.ts';

/** Posts an update on an open incident and tells everyone who follows it. Resolving gives its components back. */
export async function postUpdate(
  { tx, by, publicUrl, ifMatch }: Write,
  incidentId: string,
  input: NewUpdate,
): Promise<IncidentUpdate | MaintenanceUpdate> {
  await bumpSeq(tx);
  const incident = await lockIncident(tx, incidentId);
  if (!incident) throw incidentNotFound(incidentId);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, incidentId));

  const isOver = !isOpenIncident(incident.status);
  if (isOver && !input.reopen) {
    throw new DomainError('incident-resolved', 'Send "reopen": true to open the incident again, or open a new one.');
  }
  const status = nextStatus(incident, input.status);
  const displayAt = requirePast(input.display_at ?? (await readClock(tx)), await readClock(tx), 'display_at');
  const grip = await requireComponents(tx, input);

  // A resolved incident let go of its components; what it held them at then says nothing of today.
  if (isOver) await dropHolds(tx, incidentId);
  const changes = holds({ status }) ? await hold(tx, incidentId, grip) : await finish(tx, incidentId, grip);
  const impact = await impactNow(tx, { ...incident, backfilled: false });
  if (!holds({ status })) {
    const left = (await findAffected(tx, incidentId)).filter((row) => grip.statuses[row.component_id] === undefined);
    changes.push(...(await release(tx, incidentId, left)));
  }

  const update = {
    id: newId(),
    incident_id: incidentId,
    status,
    body: input.body,
    body_nodes: parse(input.body),
    affected_components: changes,
    deliver_notifications: input.deliver_notifications ?? true,
    display_at: displayAt,
  };
  await updateIncident(tx, incidentId, { status, impact, backfilled: false });
  await insertUpdate(tx, update);
  await settleTimes(tx, incidentId);
  if (update.deliver_notifications) await announce(tx, { incident_id: incidentId, update_id: update.id });
  await recordAudit(tx, by, {
    action: isOver ? 'incident.reopened' : 'incident.updated',
    subject_type: 'incident',
    subject_id: incidentId,
    changes: { status: { from: incident.status, to: status }, update_id: update.id },
  });
  return readUpdate(tx, incidentId, update.id);
}

/** Where the incident stands from now on; without a word it stays where it is. */
function nextStatus(incident: IncidentRow, asked: NewUpdate['status']): IncidentStatus {
  if (asked === undefined)
    return isOpenIncident(incident.status) ? (incident.status as IncidentStatus) : 'investigating';
  if (isOpenIncident(asked) || asked === 'resolved') return asked as IncidentStatus;
  throw invalidRequest([
    { pointer: '#/status', detail: 'Send a status of an incident: investigating, identified, monitoring or resolved.' },
  ]);
}
