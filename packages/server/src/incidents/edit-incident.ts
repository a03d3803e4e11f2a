import { type AdminIncident, type AdminMaintenance, DomainError, type IncidentChange } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requireVersion } from '../http/version.ts';
import { announce } from '../notices/announce.ts';
import { readSettings } from '../settings/read-settings.ts';
import { hold, holds, impactNow, note, release } from './hold.ts';
import { isOver } from './next-status.ts';
import { requirePast } from './past.ts';
import { firstTimes, movedTimes, type Plan, planFields, readPlan, refusePlan } from './plan.ts';
import { incidentNotFound, readIncident } from './read-incident.ts';
import { requireComponents } from './require-components.ts';
import { forgetNamed, settlePast } from './settle-past.ts';
import {
  findAffected,
  findUpdates,
  type IncidentRow,
  lockIncident,
  lookAtSeries,
  markMoved,
  readClock,
  removeAffected,
  updateIncident,
} from './store.ts';
import { usualOf } from './story.ts';
import { type EditRow, insertEdits } from './told-store.ts';

/**
 * Edits what is said of an incident: its name, when it began, its impact, its components; and when a maintenance is
 * planned. Subscribers are told only when a maintenance that is still to come is moved.
 */
export async function editIncident(
  { tx, by, publicUrl, ifMatch }: Write,
  id: string,
  change: IncidentChange,
): Promise<AdminIncident | AdminMaintenance> {
  await bumpSeq(tx);
  const incident = await lockIncident(tx, id);
  if (!incident) throw incidentNotFound(id);
  await requireVersion(ifMatch, incident.version, () => readIncident(tx, publicUrl, id));
  const { name, impact_override } = change;
  const said: Partial<IncidentRow> = {
    ...(name !== undefined && { name }),
    ...(impact_override !== undefined && { impact_override }),
    ...(incident.scheduled_for === null
      ? await changeOfIncident(tx, incident, change)
      : await changeOfMaintenance(tx, incident, change)),
  };
  const changes: Record<string, unknown> = differences(incident, said);
  if (change.components || change.component_ids) {
    await changeComponents(tx, incident, change);
    if (incident.scheduled_for === null && !incident.backfilled)
      said.impact = await impactNow(tx, incident, { live: holds(incident) });
    changes['components'] = { ...change.components };
  }
  if (Object.keys(changes).length > 0) {
    await updateIncident(tx, id, said);
    const isReclassified = changes['components'] !== undefined && !holds(incident);
    await settlePast(tx, id, said.started_at ? '#/started_at' : isReclassified ? '#/components' : undefined);
    await recordAudit(tx, by, { action: 'incident.edited', subject_type: 'incident', subject_id: id, changes });
  }
  return readIncident(tx, publicUrl, id);
}

/** `components` gives statuses and adds; `component_ids` says which ones it affects at all, and so takes away, too. */
async function changeComponents(tx: Tx, incident: IncidentRow, change: IncidentChange): Promise<void> {
  const grip = await requireComponents(tx, change);
  const affect = holds(incident) ? hold : note;
  const renamed = Object.keys(grip.statuses);
  const known = new Set((await findAffected(tx, incident.id)).map((row) => row.component_id));
  const says: Said[] = grip.components.flatMap(({ id }) => {
    const status = grip.statuses[id] ?? (known.has(id) || holds(incident) ? null : usualOf(incident));
    return status ? [{ component_id: id, status }] : [];
  });
  if (change.component_ids) {
    const kept = new Set(grip.components.map((component) => component.id));
    const dropped = (await findAffected(tx, incident.id)).filter((row) => !kept.has(row.component_id));
    renamed.push(...dropped.map((row) => row.component_id));
    says.push(...dropped.map(({ component_id }) => ({ component_id, status: null })));
    if (holds(incident)) await release(tx, incident.id, dropped);
    await removeAffected(
      tx,
      incident.id,
      dropped.map((row) => row.component_id),
    );
  }
  await affect(tx, incident.id, grip);
  if (incident.backfilled) await forgetNamed(tx, incident.id, renamed);
  else await noteEdits(tx, incident, says);
}

type Said = Pick<EditRow, 'component_id' | 'status'>;

/** What goes on is so from now on; of what is over it is said that it was so all along. */
async function noteEdits(tx: Tx, incident: IncidentRow, says: readonly Said[]): Promise<void> {
  if (incident.status === 'scheduled') return;
  const holds_from = holds(incident) ? await readClock(tx) : null;
  await insertEdits(
    tx,
    says.map((one) => ({ ...one, incident_id: incident.id, holds_from })),
  );
}

async function changeOfIncident(tx: Tx, incident: IncidentRow, change: IncidentChange): Promise<Partial<IncidentRow>> {
  const errors = refusePlan(change);
  if (errors.length > 0) throw invalidRequest(errors);
  return change.started_at ? { started_at: await requireStart(tx, incident, change.started_at) } : {};
}

/** What is over, or under way, is not moved to another start. */
async function changeOfMaintenance(
  tx: Tx,
  incident: IncidentRow,
  change: IncidentChange,
): Promise<Partial<IncidentRow>> {
  if (change.started_at) {
    const detail = 'Move scheduled_for: a maintenance starts when it is planned.';
    throw invalidRequest([{ pointer: '#/started_at', detail }]);
  }
  const { counts_as_downtime } = change;
  const counts = counts_as_downtime === undefined ? {} : { counts_as_downtime };
  if (planFields.every((field) => change[field] === undefined)) return counts;
  if (isOver(incident.status)) throw new DomainError('maintenance-over', 'Plan a new maintenance: this one is over.');

  const { time_zone: zone, remind_before_minutes } = await readSettings(tx);
  const now = await readClock(tx);
  const plan = readPlan(change, { before: incident, zone, now });
  const startsElsewhere = plan.scheduled_for?.getTime() !== incident.scheduled_for?.getTime();
  if (isMoved(incident, plan)) {
    await markMoved(tx, incident.id);
    await lookAtSeries(tx, incident.series_id);
  }
  if (incident.status === 'scheduled') {
    const isTold =
      isMoved(incident, plan) && change.deliver_notifications !== false && (await tellOfMove(tx, incident, plan));
    if (!startsElsewhere) return { ...plan, ...counts };
    return { ...plan, ...counts, ...(isTold ? firstTimes(plan, { remind_before_minutes, now }) : movedTimes(plan)) };
  }
  if (startsElsewhere) {
    const detail = 'Leave the start as it is: this maintenance is under way. Its end can still be moved.';
    throw invalidRequest([{ pointer: '#/scheduled_for', detail }]);
  }
  return { ...plan, ...counts };
}

function isMoved(before: Plan, after: Plan): boolean {
  const isSame = (field: 'scheduled_for' | 'scheduled_until') => before[field]?.getTime() === after[field]?.getTime();
  return !isSame('scheduled_for') || !isSame('scheduled_until');
}

/** Tells subscribers of another date. Answers whether it did: they may not want to know, or know nothing of it. */
async function tellOfMove(
  tx: Tx,
  { id, scheduled_for, deliver_notifications }: IncidentRow,
  to: Plan,
): Promise<boolean> {
  const [newest] = await findUpdates(tx, [id]);
  if (!newest || !deliver_notifications) return false;
  const startsElsewhere = scheduled_for?.getTime() !== to.scheduled_for?.getTime();
  return announce(tx, {
    incident_id: id,
    update_id: newest.id,
    moved: { from: startsElsewhere ? scheduled_for : null },
  });
}

async function requireStart(tx: Tx, incident: IncidentRow, startedAt: Date): Promise<Date> {
  const instant = requirePast(startedAt, await readClock(tx), 'started_at');
  const first = (await findUpdates(tx, [incident.id])).at(-1)?.display_at;
  if (first && instant > first) {
    const detail = `Send an instant before its first update (${first.toISOString()}), or move that update first.`;
    throw invalidRequest([{ pointer: '#/started_at', detail }]);
  }
  return instant;
}
