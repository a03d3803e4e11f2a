import {
  type AffectedComponent,
  incidentStatuses,
  type IncidentUpdate,
  isOpenIncident,
  maintenanceStatuses,
  type MaintenanceUpdate,
  type NewUpdate,
} from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { announce } from '../notices/announce.ts';
import { parse } from '../text/parse.ts';
import { note } from './hold.ts';
import { isOver } from './next-status.ts';
import { requirePast, toleranceMs } from './past.ts';
import { readUpdate } from './read-incident.ts';
import { requireBegun } from './require-begun.ts';
import { requireComponents } from './require-components.ts';
import { requireOrder } from './require-order.ts';
import { toldOf } from './says.ts';
import { settlePast } from './settle-past.ts';
import {
  findAffected,
  findComponentsNow,
  findUpdates,
  type IncidentRow,
  insertUpdate,
  readClock,
  type UpdateRow,
  updateIncident,
} from './store.ts';
import { tell } from './story.ts';

type PastUpdate = NewUpdate & { display_at: Date };

/** True for what was said before the last word, or on a backfilled incident: it joins the thread and moves nothing today. */
export async function isOfThePast(tx: Tx, incident: IncidentRow, input: NewUpdate): Promise<boolean> {
  const { display_at } = input;
  if (!display_at || input.reopen) return false;
  if (incident.backfilled) return true;
  if (isOver(incident.status) || isMeantAsNow(display_at, await readClock(tx))) return false;
  const [last] = await findUpdates(tx, [incident.id]);
  return last !== undefined && display_at < last.display_at;
}

/** When an update counts that says where an incident stands from then on: never before what was said last. */
export async function timeOfLastWord(tx: Tx, incident: IncidentRow, display_at: Date | undefined): Promise<Date> {
  const now = await readClock(tx);
  if (!display_at) return now;
  const at = requirePast(display_at, now, 'display_at');
  const before = (await findUpdates(tx, [incident.id])).at(0)?.display_at ?? at;
  if (at >= before) return at;
  if (isMeantAsNow(display_at, now)) return before;
  const detail = `Send an instant after the last update (${before.toISOString()}).`;
  throw invalidRequest([{ pointer: '#/display_at', detail }]);
}

/** The clock of whoever sent it may be a little slow. */
function isMeantAsNow(instant: Date, now: Date): boolean {
  return now.getTime() - instant.getTime() <= toleranceMs;
}

/**
 * Adds to the story of an incident what was said, or went on, at an earlier time. Where the incident stands today does
 * not change; on a backfilled one the update tells what its components were from then on, and tells nobody.
 */
export async function postPastUpdate(
  { tx, by }: Write,
  incident: IncidentRow,
  input: PastUpdate,
): Promise<IncidentUpdate | MaintenanceUpdate> {
  const display_at = requirePast(input.display_at, await readClock(tx), 'display_at');
  const status = await statusThen(tx, incident, { ...input, display_at });
  const affected_components = incident.backfilled
    ? await nameThen(tx, incident, { ...input, status, display_at })
    : refuseComponents(input);
  const id = newId();
  if (incident.backfilled) {
    const updates = await findUpdates(tx, [incident.id]);
    requireOrder(incident, updates, { word: { id, status, display_at }, isNew: true });
  }
  const update = await insertUpdate(tx, {
    id,
    incident_id: incident.id,
    status,
    body: input.body,
    body_nodes: parse(input.body),
    affected_components,
    deliver_notifications: !incident.backfilled && (input.deliver_notifications ?? true),
    display_at,
  });
  await updateIncident(tx, incident.id, {});
  await settlePast(tx, incident.id, '#/display_at');
  if (update.deliver_notifications) await announce(tx, { incident_id: incident.id, update_id: update.id });
  await recordAudit(tx, by, {
    action: 'incident.updated',
    subject_type: 'incident',
    subject_id: incident.id,
    changes: { display_at: { from: null, to: display_at }, update_id: update.id },
  });
  return readUpdate(tx, incident.id, update.id);
}

/** Without a word it is that of the update before it. */
async function statusThen(
  tx: Tx,
  incident: IncidentRow,
  { status, display_at }: PastUpdate,
): Promise<UpdateRow['status']> {
  const updates = (await findUpdates(tx, [incident.id])).filter((update) => update.status !== 'postmortem');
  const before = updates.find((update) => update.display_at <= display_at) ?? updates.at(-1);
  const then = status ?? before?.status ?? incident.status;
  const words = wordsOf(incident);
  if ((words as readonly string[]).includes(then)) return then;
  throw invalidRequest([{ pointer: '#/status', detail: `Send one of: ${words.join(', ')}.` }]);
}

/** What can be said of the past: only a backfilled incident can have been over then, and begun. */
function wordsOf({ scheduled_for, status, backfilled }: IncidentRow): readonly UpdateRow['status'][] {
  if (scheduled_for === null) {
    return incidentStatuses.filter((one) => isOpenIncident(one) || (backfilled && one === 'resolved'));
  }
  if (backfilled) return maintenanceStatuses;
  return status === 'scheduled' ? ['scheduled'] : ['scheduled', 'in_progress', 'verifying'];
}

/** What an update names, and, where it says that all is over, what was held until then. */
async function nameThen(
  tx: Tx,
  incident: IncidentRow,
  { status, components, display_at }: PastUpdate & { status: UpdateRow['status'] },
): Promise<AffectedComponent[]> {
  const grip = await requireComponents(tx, { components });
  await requireBegun(tx, toldOf(grip, display_at), '#/display_at');
  if (!isOver(status)) return note(tx, incident.id, grip);

  const known = await findAffected(tx, incident.id);
  const knownIds = new Set(known.map((row) => row.component_id));
  const fresh = grip.components.filter((component) => !knownIds.has(component.id));
  await note(tx, incident.id, { statuses: {}, ids: [], components: fresh });
  const updates = (await findUpdates(tx, [incident.id])).filter((update) => update.display_at <= display_at).reverse();
  const { told } = tell({ incident: { ...incident, resolved_at: display_at }, updates, components: known });
  const held = told.filter((one) => one.ends_at && one.ends_at >= display_at).map((one) => one.component_id);
  const left = held.filter((id) => grip.statuses[id] === undefined);
  return [...grip.components, ...(await findComponentsNow(tx, left))].map(({ id, full_name }) => ({
    code: id,
    name: full_name,
    old_status: 'operational',
    new_status: grip.statuses[id] ?? 'operational',
  }));
}

function refuseComponents({ components }: NewUpdate): [] {
  if (!components || Object.keys(components).length === 0) return [];
  const detail = 'Send components with an update of now: this one is told for a time before the last one.';
  throw invalidRequest([{ pointer: '#/components', detail }]);
}
