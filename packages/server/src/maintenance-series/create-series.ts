import type { NewSeries, Series } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import type { Write } from '../db/write.ts';
import { requireComponents } from '../incidents/require-components.ts';
import { readSettings } from '../settings/read-settings.ts';
import { requireClearStart, requireDatesAhead } from './dates.ts';
import { planDates } from './plan-dates.ts';
import { readSeries } from './read-series.ts';
import { insertSeries } from './store.ts';

/** Begins a series of maintenances, plans those that are near, and announces the first of them, not each. */
export async function createSeries(write: Write, input: NewSeries): Promise<Series> {
  const { tx, by } = write;
  await bumpSeq(tx);
  const facts = {
    ...input,
    id: newId(),
    time_zone: input.time_zone ?? (await readSettings(tx)).time_zone,
    component_ids: [...new Set(input.component_ids)],
    impact_override: input.impact_override ?? null,
    deliver_notifications: input.deliver_notifications ?? true,
    scheduled_auto_in_progress: input.scheduled_auto_in_progress ?? true,
    scheduled_auto_completed: input.scheduled_auto_completed ?? true,
    auto_transition_to_maintenance_state: input.auto_transition_to_maintenance_state ?? true,
    auto_transition_to_operational_state: input.auto_transition_to_operational_state ?? true,
    scheduled_remind_prior: input.scheduled_remind_prior ?? true,
  };
  requireClearStart(facts);
  const now = await readClock(tx);
  await requireDatesAhead(facts, now);
  await requireComponents(tx, { component_ids: facts.component_ids });

  await insertSeries(tx, facts);
  await recordAudit(tx, by, {
    action: 'series.created',
    subject_type: 'maintenance_series',
    subject_id: facts.id,
    changes: { name: { from: null, to: facts.name }, rrule: { from: null, to: facts.rrule } },
  });
  await planDates(write, facts, { now, tells: facts.deliver_notifications });
  return readSeries(tx, facts.id);
}
