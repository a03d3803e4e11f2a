import type { AdminIncident, AdminMaintenance, FieldError, NewIncident } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { takeDraft } from '../drafts/discard-draft.ts';
import { invalidRequest } from '../http/validate.ts';
import { readSettings } from '../settings/read-settings.ts';
import { parse } from '../text/parse.ts';
import { note } from './hold.ts';
import { requirePast } from './past.ts';
import { readPlan } from './plan.ts';
import { readIncident } from './read-incident.ts';
import { requireBegun } from './require-begun.ts';
import { requireComponents } from './require-components.ts';
import { toldOf } from './says.ts';
import { settlePast } from './settle-past.ts';
import { insertIncident, insertUpdate, readClock } from './store.ts';
import { usualOf } from './story.ts';

/** True for a maintenance that took place and is written down afterwards. */
export function isPastMaintenance({ backfilled, status, scheduled_for }: NewIncident): boolean {
  if (!backfilled || status === 'scheduled') return false;
  return scheduled_for !== undefined || status === 'completed';
}

/** Writes down a maintenance that took place. It tells nobody and changes nothing today. */
export async function backfillMaintenance(
  { tx, by, publicUrl }: Write,
  input: NewIncident,
): Promise<AdminIncident | AdminMaintenance> {
  requireCompleted(input);
  await bumpSeq(tx);
  // A plan of the past is compared with no clock; that it is past is looked at here.
  const plan = readPlan(input, { zone: (await readSettings(tx)).time_zone, now: new Date(0) });
  const { scheduled_for, scheduled_until } = plan;
  if (!scheduled_for || !scheduled_until) throw new Error('A plan has a start and an end.');
  requirePast(scheduled_until, await readClock(tx), 'scheduled_until');
  const grip = await requireComponents(tx, input);
  await requireBegun(tx, toldOf(grip, scheduled_for, usualOf(plan)), '#/scheduled_for');
  await takeDraft(tx, input.draft_id, { kind: 'maintenance' });

  const id = newId();
  await insertIncident(tx, {
    id,
    name: input.name,
    status: 'completed',
    impact_override: input.impact_override ?? null,
    backfilled: true,
    deliver_notifications: false,
    started_at: scheduled_for,
    resolved_at: scheduled_until,
    reminded_at: scheduled_for,
    ...plan,
    counts_as_downtime: input.counts_as_downtime ?? false,
  });
  await note(tx, id, grip);
  await insertUpdate(tx, {
    id: newId(),
    incident_id: id,
    status: 'completed',
    body: input.body,
    body_nodes: parse(input.body),
    affected_components: [],
    deliver_notifications: false,
    display_at: scheduled_until,
  });
  await settlePast(tx, id);
  await recordAudit(tx, by, {
    action: 'maintenance.backfilled',
    subject_type: 'incident',
    subject_id: id,
    changes: {
      name: { from: null, to: input.name },
      scheduled_for: { from: null, to: scheduled_for },
      ...(input.counts_as_downtime && { counts_as_downtime: { from: null, to: true } }),
    },
  });
  return readIncident(tx, publicUrl, id);
}

function requireCompleted({ status, backfill_date }: NewIncident): void {
  const errors: FieldError[] = [];
  if (status !== undefined && status !== 'completed') {
    const detail = 'A backfilled maintenance is over: send completed, or leave the status out.';
    errors.push({ pointer: '#/status', detail });
  }
  if (backfill_date) {
    errors.push({ pointer: '#/backfill_date', detail: 'Remove this field: scheduled_for says when it began.' });
  }
  if (errors.length > 0) throw invalidRequest(errors);
}
