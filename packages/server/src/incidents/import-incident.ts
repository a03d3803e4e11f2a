import type { ComponentStatus, Impact } from '@allswell/protocol';
import { isActiveMaintenance } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { parse } from '../text/parse.ts';
import { hold, holds, note, release } from './hold.ts';
import { removeUpdates, stampIncident, stampUpdates } from './import-store.ts';
import { isOver } from './next-status.ts';
import { settlePast } from './settle-past.ts';
import {
  findAffected,
  findComponentsNow,
  findIncident,
  type IncidentRow,
  insertIncident,
  insertUpdate,
  lockIncident,
  readClock,
  removeAffected,
  type StoredIncident,
  updateIncident,
} from './store.ts';

export { findSaid, findTakenIds, findTakenUpdateIds } from './import-store.ts';

/** An update of elsewhere, with the ids that it and its components have here. */
export interface ImportedUpdate {
  id: string;
  status: IncidentRow['status'];
  body: string;
  display_at: Date;
  created_at: Date;
  updated_at: Date;
  affected: { id: string; name: string; new_status: ComponentStatus }[];
}

/** An incident of elsewhere with its whole course; a maintenance where there is a plan. */
export interface ImportedIncident {
  id: string;
  name: string;
  status: IncidentRow['status'];
  /** What readers were told; null where that follows from its components. */
  impact: Impact | null;
  started_at: Date;
  resolved_at: Date | null;
  created_at: Date;
  updated_at: Date;
  plan:
    | (Pick<
        IncidentRow,
        | 'scheduled_auto_in_progress'
        | 'scheduled_auto_completed'
        | 'auto_transition_to_maintenance_state'
        | 'auto_transition_to_operational_state'
      > & { scheduled_for: Date; scheduled_until: Date })
    | null;
  postmortem: { body: string; edited_at: Date } | null;
  /** Whom it affects; with a status where none of its updates says one. */
  components: { id: string; status: ComponentStatus | null }[];
  /** While it is not over: what it makes of components today. */
  holds: Record<string, ComponentStatus>;
  /** Oldest first. */
  updates: ImportedUpdate[];
}

/**
 * Takes an incident over as it is elsewhere, with its whole course, or brings one that was taken over before to what it is
 * there now. What is over is written into the past; what is not holds its components as it stands. Nobody is told, not of
 * what the clock does to it either.
 */
export async function importIncident({ tx, by }: Write, story: ImportedIncident): Promise<void> {
  await bumpSeq(tx);
  const now = await readClock(tx);
  const before = await lockIncident(tx, story.id);
  const backfilled = before ? before.backfilled && isOver(story.status) : isOver(story.status);
  const row = toRow(story, { backfilled, now });
  if (before) {
    await letGo(tx, before, story);
    await removeUpdates(tx, story.id);
    await updateIncident(tx, story.id, row);
  } else {
    await insertIncident(tx, { ...row, id: story.id, name: story.name, status: story.status });
  }
  await writeUpdates(tx, story, { backfilled, now });
  await affect(tx, story, { backfilled });
  await settlePast(tx, story.id);
  await settleImpact(tx, story);
  await stampUpdates(
    tx,
    story.updates.map((update) => past(update, now)),
  );
  await stampIncident(tx, story.id, past(story, now));
  await recordAudit(tx, by, {
    action: story.plan ? 'maintenance.imported' : 'incident.imported',
    subject_type: 'incident',
    subject_id: story.id,
    changes: {
      name: { from: before?.name ?? null, to: story.name },
      status: { from: before?.status ?? null, to: story.status },
    },
  });
}

function toRow(
  story: ImportedIncident,
  { backfilled, now }: { backfilled: boolean; now: Date },
): Partial<StoredIncident> {
  const { name, status, plan, postmortem } = story;
  return {
    name,
    status,
    backfilled,
    started_at: plan ? plan.scheduled_for : earlier(story.started_at, now),
    resolved_at: isOver(status) ? earlier(story.resolved_at ?? story.updates.at(-1)?.display_at ?? now, now) : null,
    impact_override: null,
    deliver_notifications: false,
    postmortem_body: postmortem?.body ?? null,
    postmortem_edited_at: postmortem ? earlier(postmortem.edited_at, now) : null,
    ...(plan && {
      ...plan,
      // What should have begun or ended long ago and has not is left as it stands: somebody there means it so.
      scheduled_auto_in_progress: plan.scheduled_auto_in_progress && plan.scheduled_for > now,
      scheduled_auto_completed: plan.scheduled_auto_completed && plan.scheduled_until > now,
      reminded_at: now,
    }),
  };
}

/** Gives back the components that it does not hold any more, and forgets those that it does not even affect. */
async function letGo(tx: Tx, before: IncidentRow, story: ImportedIncident): Promise<void> {
  const rows = await findAffected(tx, story.id);
  const affected = new Set(story.components.map((one) => one.id));
  if (holds(before)) {
    const kept = holds(story) ? story.holds : {};
    await release(
      tx,
      story.id,
      rows.filter((row) => kept[row.component_id] === undefined),
    );
  }
  await removeAffected(
    tx,
    story.id,
    rows.map((row) => row.component_id).filter((id) => !affected.has(id)),
  );
}

async function writeUpdates(
  tx: Tx,
  story: ImportedIncident,
  { backfilled, now }: { backfilled: boolean; now: Date },
): Promise<void> {
  const { id: incident_id, updates } = story;
  const named = new Set(updates.flatMap((update) => update.affected.map((one) => one.id)));
  // Of whom no update speaks, the one that begins it does.
  const unnamed = Object.entries(story.holds).filter(([id]) => !named.has(id));
  const begins = updates.find(({ status }) => (story.plan ? isActiveMaintenance(status) : true)) ?? updates.at(-1);
  const known = new Map<string, ComponentStatus>();
  for (const update of updates) {
    const at = earlier(update.display_at, now);
    const says = [
      ...(update === begins ? unnamed : []),
      ...update.affected.map(({ id, new_status }) => [id, new_status] as const),
    ];
    const affected_components = update.affected.map(({ id, name, new_status }) => {
      const old_status = known.get(id) ?? 'operational';
      known.set(id, new_status);
      return { code: id, name, old_status, new_status };
    });
    await insertUpdate(tx, {
      id: update.id,
      incident_id,
      status: update.status,
      body: update.body,
      body_nodes: parse(update.body),
      affected_components,
      ...(!backfilled && {
        says: { components: Object.fromEntries(says), at: new Date(at.getTime() + 1).toISOString() },
      }),
      deliver_notifications: false,
      display_at: at,
    });
  }
}

async function affect(tx: Tx, story: ImportedIncident, { backfilled }: { backfilled: boolean }): Promise<void> {
  const ids = story.components.map((one) => one.id);
  const components = await findComponentsNow(tx, ids);
  const given = Object.fromEntries(
    story.components.flatMap(({ id, status }) => (status ? [[id, status] as const] : [])),
  );
  if (holds(story)) await hold(tx, story.id, { statuses: story.holds, ids, components });
  else await note(tx, story.id, { statuses: backfilled ? given : {}, ids, components });
}

/** What readers were told of the impact stays, also where it is not what would follow from the components. */
async function settleImpact(tx: Tx, { id, impact, plan, status }: ImportedIncident): Promise<void> {
  if (impact === null || plan) return;
  const now = await findIncident(tx, id);
  if (!now || now.impact === impact) return;
  await updateIncident(tx, id, isOver(status) ? { impact_override: impact } : { impact });
}

function past<T extends { created_at: Date; updated_at: Date }>(stamped: T, now: Date): T {
  return { ...stamped, created_at: earlier(stamped.created_at, now), updated_at: earlier(stamped.updated_at, now) };
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
