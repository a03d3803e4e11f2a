import type { IncidentUpdate, MaintenanceUpdate, NewUpdate } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { takeDraft } from '../drafts/discard-draft.ts';
import { requireVersion } from '../http/version.ts';
import { announce } from '../notices/announce.ts';
import { readSettings } from '../settings/read-settings.ts';
import { parse } from '../text/parse.ts';
import { impactNow } from './hold.ts';
import { moveComponents } from './move-components.ts';
import { clockAfter, isOver, nextStatus } from './next-status.ts';
import { isOfThePast, postPastUpdate, timeOfLastWord } from './post-past-update.ts';
import { incidentNotFound, readIncident } from './read-incident.ts';
import { requireComponents } from './require-components.ts';
import { keepThroughout, settlePast } from './settle-past.ts';
import { insertUpdate, lockIncident, readClock, updateIncident } from './store.ts';
import { toUpdate } from './to-incident.ts';

/**
 * Posts an update on an open incident, or on a maintenance, and tells everyone who follows it. Resolving gives its
 * components back.
 */
export async function postUpdate(
  { tx, by, alert, publicUrl, ifMatch }: Write,
  incidentId: string,
  input: NewUpdate,
): Promise<IncidentUpdate | MaintenanceUpdate> {
  await bumpSeq(tx);
  const incident = await lockIncident(tx, incidentId);
  if (!incident) throw incidentNotFound(incidentId);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, incidentId));
  await takeDraft(tx, input.draft_id, { kind: 'update', incident_id: incidentId });

  const { display_at } = input;
  if (display_at && (await isOfThePast(tx, incident, input))) {
    return postPastUpdate({ tx, by, publicUrl }, incident, { ...input, display_at });
  }
  const status = nextStatus(incident, input);
  const now = await readClock(tx);
  const grip = await requireComponents(tx, input);
  if (incident.backfilled) await keepThroughout(tx, incident);
  const { changes, says } = await moveComponents(tx, incident, { status, grip });
  const update = {
    id: newId(),
    incident_id: incidentId,
    status,
    body: input.body,
    body_nodes: parse(input.body),
    affected_components: changes,
    says,
    deliver_notifications: input.deliver_notifications ?? true,
    is_automatic: alert !== undefined,
    display_at: await timeOfLastWord(tx, incident, display_at),
  };
  // Work that was announced harms nobody.
  const impact = incident.scheduled_for === null ? await impactNow(tx, incident, { live: true }) : incident.impact;
  await updateIncident(tx, incidentId, {
    status,
    impact,
    backfilled: false,
    ...(!isOver(status) && { cancelled_at: null }),
    ...clockAfter(incident, status, now),
  });
  const posted = await insertUpdate(tx, update);
  await settlePast(tx, incidentId);
  if (update.deliver_notifications) await announce(tx, { incident_id: incidentId, update_id: update.id });
  await recordAudit(tx, by, {
    action: isOver(incident.status) ? 'incident.reopened' : 'incident.updated',
    subject_type: 'incident',
    subject_id: incidentId,
    changes: { status: { from: incident.status, to: status }, update_id: update.id, ...(alert && { alert }) },
  });
  return toUpdate(posted, await readSettings(tx));
}
