import { type AdminIncident, type AdminMaintenance, DomainError, type PostmortemInput } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { isOver } from './next-status.ts';
import { storePostmortem } from './past-store.ts';
import { incidentNotFound, readIncident } from './read-incident.ts';
import { findUpdates, type IncidentRow, lockIncident, type UpdateRow } from './store.ts';

/**
 * Writes down what will be the postmortem of an incident that is over, or what the published one will become. Readers
 * see nothing of it before it is published.
 */
export async function writePostmortem(
  { tx, by, publicUrl, ifMatch }: Write,
  id: string,
  { body }: PostmortemInput,
): Promise<AdminIncident | AdminMaintenance> {
  const incident = await lockForPostmortem(tx, id);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, id));
  if (body !== incident.postmortem_body) {
    await storePostmortem(tx, id, body);
    await recordAudit(tx, by, {
      action: 'postmortem.written',
      subject_type: 'incident',
      subject_id: id,
      changes: { body: { from: incident.postmortem_body, to: body } },
    });
  }
  return readIncident(tx, publicUrl, id);
}

/** Throws away what was written and not published yet: all of it, or what would have changed the published one. */
export async function dropPostmortem({ tx, by, publicUrl, ifMatch }: Write, id: string): Promise<void> {
  const incident = await lockForPostmortem(tx, id);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, id));
  const published = await findPublished(tx, incident);
  if (incident.postmortem_body === null) throw nothingWritten();
  if (published?.body === incident.postmortem_body) {
    throw new DomainError('postmortem-published', 'Delete its update to take it off the page.');
  }
  await storePostmortem(tx, id, published?.body ?? null);
  await recordAudit(tx, by, {
    action: 'postmortem.dropped',
    subject_type: 'incident',
    subject_id: id,
    changes: { body: { from: incident.postmortem_body, to: published?.body ?? null } },
  });
}

/** Locks an incident that is over; only of such a one there is something to look back on. */
export async function lockForPostmortem(tx: Tx, id: string): Promise<IncidentRow> {
  const incident = await lockIncident(tx, id);
  if (!incident) throw incidentNotFound(id);
  if (incident.scheduled_for !== null) {
    throw new DomainError('not-an-incident', 'Post an update to the maintenance: only incidents have a postmortem.');
  }
  if (!isOver(incident.status)) throw new DomainError('not-resolved', 'Resolve the incident, then look back on it.');
  return incident;
}

/** The update that readers have as the postmortem now. One from before the incident was reopened is a part of its story. */
export async function findPublished(tx: Tx, { id, status }: IncidentRow): Promise<UpdateRow | undefined> {
  if (status !== 'postmortem') return undefined;
  return (await findUpdates(tx, [id])).find((update) => update.status === 'postmortem');
}

export function nothingWritten(): DomainError {
  return new DomainError('no-postmortem', 'Write the postmortem first: PUT …/postmortem with its body.');
}
