import {
  type AdminIncident,
  type AdminMaintenance,
  type FieldError,
  type IncidentStatus,
  incidentStatuses,
  type NewIncident,
} from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { takeDraft } from '../drafts/discard-draft.ts';
import { invalidRequest } from '../http/validate.ts';
import { announce } from '../notices/announce.ts';
import { parse } from '../text/parse.ts';
import { backfillMaintenance, isPastMaintenance } from './backfill-maintenance.ts';
import { finish, hold, holds, impactNow, note } from './hold.ts';
import { requirePast } from './past.ts';
import { refusePlan } from './plan.ts';
import { readIncident } from './read-incident.ts';
import { requireBegun } from './require-begun.ts';
import { requireComponents } from './require-components.ts';
import { saysOf, toldOf } from './says.ts';
import { scheduleMaintenance } from './schedule-maintenance.ts';
import { settlePast } from './settle-past.ts';
import { insertIncident, insertUpdate, readClock, updateIncident } from './store.ts';

/**
 * Opens an incident with its first update and tells everyone; a backfilled one is written into the past and tells
 * nobody, and one that is planned is a maintenance.
 */
export async function openIncident(
  { tx, by, alert, publicUrl }: Write,
  input: NewIncident,
): Promise<AdminIncident | AdminMaintenance> {
  if (isPastMaintenance(input)) return backfillMaintenance({ tx, by, publicUrl }, input);
  if (isPlanned(input)) return scheduleMaintenance({ tx, by, publicUrl }, input);
  const { status, backfilled } = requireIncident(input);
  // First of all: whoever changes the page waits here, so that two changes never see half of each other.
  await bumpSeq(tx);
  const now = await readClock(tx);
  const startedAt = input.backfill_date ? requirePast(input.backfill_date, now, 'backfill_date') : now;
  const grip = await requireComponents(tx, input);
  if (backfilled) await requireBegun(tx, toldOf(grip, startedAt), '#/backfill_date');
  await takeDraft(tx, input.draft_id, { kind: 'incident' });

  const id = newId();
  await insertIncident(tx, {
    id,
    name: input.name,
    // One of the past is over from the first, however its story begins.
    status: backfilled ? 'resolved' : status,
    started_at: startedAt,
    backfilled,
    impact_override: input.impact_override ?? null,
    draft_id: input.draft_id ?? null,
  });
  const affect = backfilled ? note : holds({ status }) ? hold : finish;
  const update = {
    id: newId(),
    incident_id: id,
    status,
    body: input.body,
    body_nodes: parse(input.body),
    affected_components: await affect(tx, id, grip),
    ...(!backfilled && { says: saysOf(grip, await readClock(tx)) }),
    deliver_notifications: !backfilled && (input.deliver_notifications ?? true),
    is_automatic: alert !== undefined,
    display_at: startedAt,
  };
  await insertUpdate(tx, update);
  await updateIncident(tx, id, { impact: await impactNow(tx, { id, impact: 'none' }, { live: !backfilled }) });
  await settlePast(tx, id);
  if (update.deliver_notifications) await announce(tx, { incident_id: id, update_id: update.id });
  await recordAudit(tx, by, {
    action: 'incident.opened',
    subject_type: 'incident',
    subject_id: id,
    changes: { name: { from: null, to: input.name }, status: { from: null, to: status }, ...(alert && { alert }) },
  });
  return readIncident(tx, publicUrl, id);
}

/** A maintenance says that it is scheduled, or simply when. */
function isPlanned({ status, scheduled_for }: NewIncident): boolean {
  return status === undefined ? scheduled_for !== undefined : status === 'scheduled';
}

/** What belongs together in a new incident, beyond the shape of each field. */
function requireIncident(input: NewIncident): { status: IncidentStatus; backfilled: boolean } {
  const errors: FieldError[] = refusePlan(input);
  const backfilled = input.backfilled ?? false;
  const status = input.status ?? (backfilled ? 'resolved' : 'investigating');
  if (!isIncidentStatus(status)) {
    errors.push({
      pointer: '#/status',
      detail: 'Send a status of an incident: investigating, identified, monitoring or resolved.',
    });
  }
  if (backfilled && !input.backfill_date)
    errors.push({ pointer: '#/backfill_date', detail: 'Send the instant at which it began.' });
  if (!backfilled && input.backfill_date)
    errors.push({ pointer: '#/backfilled', detail: 'Send true together with a backfill_date.' });
  if (errors.length > 0 || !isIncidentStatus(status)) throw invalidRequest(errors);
  return { status, backfilled };
}

/** A postmortem is not posted as a status: it is written once the incident is resolved. */
function isIncidentStatus(status: string): status is Exclude<IncidentStatus, 'postmortem'> {
  return status !== 'postmortem' && (incidentStatuses as readonly string[]).includes(status);
}
