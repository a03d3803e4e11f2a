import type { ComponentStatus } from '@allswell/protocol';
import type { Write } from '../db/write.ts';
import { deleteUpdate } from '../incidents/delete-update.ts';
import { editUpdate } from '../incidents/edit-update.ts';
import { openIncident } from '../incidents/open-incident.ts';
import { postUpdate } from '../incidents/post-update.ts';
import { publishPostmortem } from '../incidents/publish-postmortem.ts';
import { writePostmortem } from '../incidents/write-postmortem.ts';
import { makeCorrection } from '../reclassify/corrections.ts';
import { type DemoClock, instantOf, minutesAfter } from './clock.ts';
import type { Part } from './company.ts';
import type { Ids } from './fill-page.ts';
import { correctedAt, editedAt, takenBackAt } from './store.ts';
import type { Parts, PastIncident, PastMaintenance, Said } from './story.ts';

/** What every story needs to know. */
export interface Telling {
  write: Write;
  clock: DemoClock;
  ids: Ids;
}

/** Writes down an incident that is over, as an operator would who moves here from another status page. */
export async function tellIncident(telling: Telling, incident: PastIncident): Promise<void> {
  const { write, clock, ids } = telling;
  const beginning = instantOf(clock, incident);
  const [first, ...rest] = incident.told;
  const { id, incident_updates } = await openIncident(write, {
    name: incident.name,
    status: first.status,
    body: first.edited?.from ?? first.body,
    components: statusesOf(first.parts, ids),
    component_ids: (incident.touches ?? []).map((part) => ids[part]),
    impact_override: incident.impact ?? null,
    backfilled: true,
    backfill_date: beginning,
  });
  await amend(telling, first, { incidentId: id, updateId: incident_updates[0]?.id ?? '', beginning });
  for (const said of rest) {
    const update = await postUpdate(write, id, {
      status: said.status,
      body: said.edited?.from ?? said.body,
      components: statusesOf(said.parts, ids),
      display_at: minutesAfter(beginning, said.after),
    });
    await amend(telling, said, { incidentId: id, updateId: update.id, beginning });
  }
  if (incident.falseAlarm) await clear(telling, { beginning, end: rest.at(-1) ?? first }, incident);
  if (incident.postmortem) await lookBack(write, { id, beginning }, incident.postmortem);
}

/** Lets what an incident said of its components count as nothing, because it was not so. */
async function clear(
  { write, ids }: Telling,
  { beginning, end }: { beginning: Date; end: Said },
  { told: [first], falseAlarm }: PastIncident,
): Promise<void> {
  if (!falseAlarm) return;
  for (const component_id of Object.keys(statusesOf(first.parts, ids))) {
    const { id } = await makeCorrection(write, {
      component_id,
      starts_at: beginning,
      ends_at: minutesAfter(beginning, end.after),
      counts_as: 'operational',
      reason: falseAlarm.reason,
    });
    await correctedAt(write.tx, id, minutesAfter(beginning, falseAlarm.afterHours * 60));
  }
}

/** Edits an update, or takes it back, where the story says so. */
async function amend(
  { write }: Telling,
  { after, body, edited, takenBack }: Said,
  { beginning, ...update }: { incidentId: string; updateId: string; beginning: Date },
): Promise<void> {
  if (edited) {
    await editUpdate(write, update, { body });
    await editedAt(write.tx, update.updateId, minutesAfter(beginning, after + edited.after));
  }
  if (takenBack) {
    await deleteUpdate(write, update);
    await takenBackAt(write.tx, update.updateId, minutesAfter(beginning, after + takenBack.after));
  }
}

async function lookBack(
  write: Write,
  { id, beginning }: { id: string; beginning: Date },
  { afterHours, body, edited }: NonNullable<PastIncident['postmortem']>,
): Promise<void> {
  await writePostmortem(write, id, { body: edited?.from ?? body });
  if (afterHours === null) return;
  const display_at = minutesAfter(beginning, afterHours * 60);
  const { incident_updates } = await publishPostmortem(write, id, { display_at });
  if (!edited) return;
  await writePostmortem(write, id, { body });
  await publishPostmortem(write, id, {});
  await editedAt(write.tx, incident_updates[0]?.id ?? '', minutesAfter(display_at, edited.afterHours * 60));
}

/** Writes down a maintenance that took place. */
export async function tellMaintenance({ write, clock, ids }: Telling, past: PastMaintenance): Promise<void> {
  const start = instantOf(clock, past);
  const end = minutesAfter(start, past.minutes);
  const { id } = await openIncident(write, {
    name: past.name,
    body: past.completed,
    backfilled: true,
    scheduled_for: start.toISOString(),
    scheduled_until: end.toISOString(),
    component_ids: past.parts.map((part) => ids[part]),
  });
  for (const [status, body, display_at] of [
    ['scheduled', past.announced.body, announcedOn(clock, past)],
    ['in_progress', past.started, start],
    ['verifying', past.verifying, minutesAfter(end, -12)],
  ] as const) {
    await postUpdate(write, id, { status, body, display_at });
  }
}

/** Announcements are written in the early afternoon. */
function announcedOn(clock: DemoClock, { daysAgo, announced }: PastMaintenance): Date {
  return instantOf(clock, { daysAgo: daysAgo + announced.daysBefore, at: '14:20' });
}

export function statusesOf(parts: Parts | undefined, ids: Ids): Record<string, ComponentStatus> {
  return Object.fromEntries(Object.entries(parts ?? {}).map(([part, status]) => [ids[part as Part], status]));
}
