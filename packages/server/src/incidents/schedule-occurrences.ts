import { recordAll } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import type { Write } from '../db/write.ts';
import { announce } from '../notices/announce.ts';
import { readSettings } from '../settings/read-settings.ts';
import { parse } from '../text/parse.ts';
import { insertUpdates } from './due-store.ts';
import { firstTimes, type Plan } from './plan.ts';
import { findComponentsNow, type IncidentRow, insertIncidents, noteAffected, readClock } from './store.ts';

/** What all occurrences of a series have in common. */
export interface Repeated
  extends Pick<
    IncidentRow,
    | 'name'
    | 'impact_override'
    | 'deliver_notifications'
    | 'scheduled_auto_in_progress'
    | 'scheduled_auto_completed'
    | 'auto_transition_to_maintenance_state'
    | 'auto_transition_to_operational_state'
    | 'scheduled_remind_prior'
  > {
  series_id: string;
  body: string;
  time_zone: string;
  component_ids: readonly string[];
}

/** When one of them takes place, and what it will be called. */
export interface PlannedTime extends Pick<Plan, 'scheduled_for' | 'scheduled_until'> {
  id: string;
}

/**
 * Plans maintenances that belong to one series, all at once. Only the first of them is told, and only when that is
 * asked for. Components that have left the page since are left out.
 */
export async function scheduleOccurrences(
  { tx, by }: Pick<Write, 'tx' | 'by'>,
  { body, component_ids, ...repeated }: Repeated,
  { times, tells }: { times: readonly PlannedTime[]; tells: boolean },
): Promise<void> {
  if (times.length === 0) return;
  const now = await readClock(tx);
  const { remind_before_minutes } = await readSettings(tx);
  await insertIncidents(
    tx,
    times.map((time) => ({
      ...repeated,
      ...time,
      status: 'scheduled' as const,
      ...firstTimes(time, { remind_before_minutes, now }),
    })),
  );
  const components = await findComponentsNow(tx, component_ids);
  await noteAffected(
    tx,
    times.map(({ id }) => id),
    components.map(({ id }) => id),
  );
  const updates = times.map(({ id }, index) => ({
    id: newId(),
    incident_id: id,
    status: 'scheduled' as const,
    body,
    body_nodes: parse(body),
    affected_components: [],
    deliver_notifications: tells && index === 0,
    display_at: now,
  }));
  await insertUpdates(tx, updates);
  const [first] = updates;
  if (first?.deliver_notifications) await announce(tx, { incident_id: first.incident_id, update_id: first.id });
  await recordAll(
    tx,
    by,
    times.map(({ id, scheduled_for }) => ({
      action: 'maintenance.scheduled',
      subject_type: 'incident',
      subject_id: id,
      changes: { name: { from: null, to: repeated.name }, scheduled_for: { from: null, to: scheduled_for } },
    })),
  );
}
