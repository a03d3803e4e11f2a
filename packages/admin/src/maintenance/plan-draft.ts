import type { AdminMaintenance, NewSeries, Series } from '@allswell/protocol';
import type { NewMaintenanceBody } from '../api/maintenance-api.ts';
import { readWall, withOffset } from '../time/wall-time.ts';
import { readFilling } from '../templates-screen/filling.ts';
import type { Filling } from '../templates-screen/filling.ts';
import { drop, keep, load } from './keep.ts';
import type { Kept } from './keep.ts';
import { composeRule, emptyRepeat, readRule } from './rule.ts';
import type { Repeat } from './rule.ts';
import { emptyWhen, minutesOf, spanOf, whenOf, withLength } from './when.ts';
import type { When } from './when.ts';

/** What happens by itself, each of which can be switched off. */
export const switches = [
  'scheduled_auto_in_progress',
  'scheduled_auto_completed',
  'auto_transition_to_maintenance_state',
  'auto_transition_to_operational_state',
  'scheduled_remind_prior',
] as const;
export type Switch = (typeof switches)[number];
export type Switches = Record<Switch, boolean>;

/** A plan as it is being written. */
export interface PlanDraft extends When, Switches {
  name: string;
  body: string;
  /** Ids of what is affected. */
  components: readonly string[];
  deliver_notifications: boolean;
  repeat: Repeat;
  /** What name and body are filled from; null when they are just what they say. */
  filling: Filling | null;
}

/** An untouched plan; its switches are on, as the server has them. */
export function emptyPlan(timeZone: string, day = ''): PlanDraft {
  return {
    ...emptyWhen(timeZone, day),
    name: '',
    body: '',
    components: [],
    ...allSwitches(() => true),
    deliver_notifications: true,
    repeat: emptyRepeat(),
    filling: null,
  };
}

/** The plan of a maintenance. */
export function planOf(maintenance: AdminMaintenance): PlanDraft {
  const [from, until] = [Date.parse(maintenance.scheduled_for), Date.parse(maintenance.scheduled_until)];
  return {
    ...whenOf(from, until, maintenance.time_zone),
    name: maintenance.name,
    body: maintenance.incident_updates.at(-1)?.body ?? '',
    components: maintenance.components.map((one) => one.id).sort(),
    ...allSwitches((name) => maintenance[name]),
    deliver_notifications: true,
    repeat: emptyRepeat(),
    filling: null,
  };
}

/** The plan of a series: its first start, and its rule. */
export function planOfSeries(series: Series): PlanDraft {
  const start = series.starts_at.slice(0, 16);
  const when = { ...emptyWhen(series.time_zone), start };
  // A rule's first start may be one that the clocks skip or show twice: each date is settled by itself.
  const reading = readWall(start, series.time_zone);
  const pick = reading?.kind === 'fold' ? 'earlier' : null;
  return {
    ...withLength({ ...when, startPick: pick }, series.duration_minutes),
    name: series.name,
    body: series.body,
    components: [...series.component_ids].sort(),
    ...allSwitches((name) => series[name]),
    deliver_notifications: series.deliver_notifications,
    repeat: readRule(series.rrule),
    filling: null,
  };
}

/** Whether there is anything in it that someone would miss. */
export function isWorthKeeping(draft: PlanDraft): boolean {
  return draft.name.trim() !== '' || draft.body.trim() !== '' || draft.components.length > 0;
}

/** What is sent to plan it once. The instants carry their offsets: nothing is left to be guessed. */
export function bodyOfPlan(draft: PlanDraft): NewMaintenanceBody {
  return {
    name: draft.name.trim(),
    status: 'scheduled',
    body: draft.body.trim(),
    ...instantsOf(draft),
    time_zone: draft.time_zone,
    component_ids: [...draft.components],
    ...allSwitches((name) => draft[name]),
    deliver_notifications: draft.deliver_notifications,
  };
}

/** The instants of a plan, with the offset of its zone. */
export function instantsOf(when: When): { scheduled_for?: string; scheduled_until?: string } {
  const { from, until } = spanOf(when);
  return {
    ...(from === null ? {} : { scheduled_for: withOffset(from, when.time_zone) }),
    ...(until === null ? {} : { scheduled_until: withOffset(until, when.time_zone) }),
  };
}

/** What is sent to plan it again and again. */
export function bodyOfSeries(draft: PlanDraft): NewSeries {
  return {
    name: draft.name.trim(),
    body: draft.body.trim(),
    starts_at: draft.start,
    duration_minutes: minutesOf(draft) ?? 0,
    time_zone: draft.time_zone,
    rrule: composeRule(draft.repeat, draft.start),
    component_ids: [...draft.components],
    ...allSwitches((name) => draft[name]),
    deliver_notifications: draft.deliver_notifications,
  };
}

function allSwitches(value: (name: Switch) => boolean): Switches {
  return Object.fromEntries(switches.map((name) => [name, value(name)])) as Switches;
}

const place = 'new';

/** The plan that is being written in this tab. */
export const keptPlan = {
  load(): Kept<PlanDraft> | null {
    const kept = load(place);
    const draft = kept && readPlan(kept.draft);
    return draft ? { ...kept, draft } : null;
  },
  save(kept: Kept<PlanDraft>): void {
    keep(place, kept);
  },
  drop(): void {
    drop(place);
  },
};

/** Reads what was kept of a plan, here or on the server; null when it is none. */
export function readPlan(draft: Partial<PlanDraft>): PlanDraft | null {
  const isPlan = typeof draft.name === 'string' && typeof draft.body === 'string' && Array.isArray(draft.components);
  if (!isPlan || typeof draft.time_zone !== 'string' || typeof draft.start !== 'string') return null;
  return { ...emptyPlan(draft.time_zone), ...draft, filling: readFilling(draft.filling) };
}
