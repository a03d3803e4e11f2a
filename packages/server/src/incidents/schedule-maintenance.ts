import { type AdminIncident, type AdminMaintenance, type FieldError, type NewIncident } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { takeDraft } from '../drafts/discard-draft.ts';
import { invalidRequest } from '../http/validate.ts';
import { announce } from '../notices/announce.ts';
import { readSettings } from '../settings/read-settings.ts';
import { parse } from '../text/parse.ts';
import { note } from './hold.ts';
import { firstTimes, readPlan } from './plan.ts';
import { readIncident } from './read-incident.ts';
import { requireComponents } from './require-components.ts';
import { insertIncident, insertUpdate, readClock } from './store.ts';

/** Plans a maintenance and tells everyone. Its components change when it starts, not now. */
export async function scheduleMaintenance(
  { tx, by, publicUrl }: Write,
  input: NewIncident,
): Promise<AdminIncident | AdminMaintenance> {
  requireMaintenance(input);
  await bumpSeq(tx);
  const { time_zone: zone, remind_before_minutes } = await readSettings(tx);
  const now = await readClock(tx);
  const plan = readPlan(input, { zone, now });
  const grip = await requireComponents(tx, input);
  await takeDraft(tx, input.draft_id, { kind: 'maintenance' });

  const id = newId();
  const update_id = newId();
  const deliver_notifications = input.deliver_notifications ?? true;
  await insertIncident(tx, {
    id,
    name: input.name,
    status: 'scheduled',
    impact_override: input.impact_override ?? null,
    deliver_notifications,
    ...plan,
    counts_as_downtime: input.counts_as_downtime ?? false,
    ...firstTimes(plan, { remind_before_minutes, now }),
  });
  await note(tx, id, grip);
  await insertUpdate(tx, {
    id: update_id,
    incident_id: id,
    status: 'scheduled',
    body: input.body,
    body_nodes: parse(input.body),
    affected_components: [],
    deliver_notifications,
    display_at: now,
  });
  if (deliver_notifications) await announce(tx, { incident_id: id, update_id });
  await recordAudit(tx, by, {
    action: 'maintenance.scheduled',
    subject_type: 'incident',
    subject_id: id,
    changes: {
      name: { from: null, to: input.name },
      scheduled_for: { from: null, to: plan.scheduled_for },
      ...(input.counts_as_downtime && { counts_as_downtime: { from: null, to: true } }),
    },
  });
  return readIncident(tx, publicUrl, id);
}

function requireMaintenance({ status, backfilled, backfill_date }: NewIncident): void {
  const errors: FieldError[] = [];
  if (status !== undefined && status !== 'scheduled') {
    errors.push({ pointer: '#/status', detail: 'A maintenance begins as scheduled; post an update to start it.' });
  }
  const detail = 'Remove this field: what is scheduled is planned ahead. A maintenance of the past is completed.';
  if (backfilled) errors.push({ pointer: '#/backfilled', detail });
  if (backfill_date) errors.push({ pointer: '#/backfill_date', detail });
  if (errors.length > 0) throw invalidRequest(errors);
}
