import type { Write } from '../db/write.ts';
import { newId } from '../db/new-id.ts';
import { type Repeated, scheduleOccurrences } from '../incidents/schedule-occurrences.ts';
import { reckonDates } from './dates.ts';
import { findOccurrences, type SeriesFacts, setPlanAt, upsertOccurrences } from './store.ts';

/** How far ahead dates become maintenances that readers see. */
const horizonMs = 35 * 86_400_000;

/**
 * Makes maintenances of the dates that have come near, and always of at least the next one; notes when there will be
 * more to do. Answers with how many it made. Dates that passed while no clock ran are not made up.
 */
export async function planDates(
  write: Pick<Write, 'tx' | 'by'>,
  series: SeriesFacts,
  { now, tells = false }: { now: Date; tells?: boolean },
): Promise<number> {
  const { tx } = write;
  const known = await findOccurrences(tx, [series.id]);
  const taken = new Set(known.map((row) => row.starts_at));
  const open = (await reckonDates(series)).filter((date) => date.scheduled_for > now && !taken.has(date.starts_at));
  const coming = known.flatMap(({ incident }) =>
    incident?.status === 'scheduled' && incident.scheduled_for > now ? [incident.scheduled_for] : [],
  );

  const near = open.filter((date) => date.scheduled_for.getTime() <= now.getTime() + horizonMs);
  const chosen = near.length > 0 || coming.length > 0 ? near : open.slice(0, 1);
  const times = chosen.map(({ starts_at, ...time }) => ({ ...time, starts_at, id: newId() }));
  await scheduleOccurrences(write, repeated(series), {
    times: times.map(({ id, scheduled_for, scheduled_until }) => ({ id, scheduled_for, scheduled_until })),
    tells,
  });
  if (times.length > 0) {
    await upsertOccurrences(
      tx,
      series.id,
      times.map(({ id, starts_at }) => ({ starts_at, incident_id: id, is_moved: false })),
    );
  }

  const next = open[chosen.length];
  const last = Math.max(...coming.map(Number), ...times.map((time) => time.scheduled_for.getTime()));
  const plan_at = next ? new Date(Math.min(next.scheduled_for.getTime() - horizonMs, last)) : null;
  await setPlanAt(tx, series.id, plan_at);
  return times.length;
}

/** What a series says of each of its maintenances. */
export function repeated(series: SeriesFacts): Repeated {
  const { name, body, time_zone, component_ids, impact_override, deliver_notifications } = series;
  const { scheduled_auto_in_progress, scheduled_auto_completed, scheduled_remind_prior } = series;
  const { auto_transition_to_maintenance_state, auto_transition_to_operational_state } = series;
  return {
    series_id: series.id,
    name,
    body,
    time_zone,
    component_ids,
    impact_override,
    deliver_notifications,
    scheduled_auto_in_progress,
    scheduled_auto_completed,
    auto_transition_to_maintenance_state,
    auto_transition_to_operational_state,
    scheduled_remind_prior,
  };
}
