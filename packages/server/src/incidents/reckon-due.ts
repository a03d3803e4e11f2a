import {
  type AffectedComponent,
  type ComponentStatus,
  isActiveMaintenance,
  restoredStatus,
  worstStatus,
} from '@allswell/protocol';
import type { Move } from '../components/record-moves.ts';
import type { Says } from './says.ts';
import type { AffectedRow, ComponentNow, HoldRow, IncidentRow } from './store.ts';
import type { Resumed } from './told-store.ts';

/** A maintenance whose start or end is due. */
export type DueMaintenance = Pick<
  IncidentRow,
  | 'id'
  | 'status'
  | 'scheduled_auto_in_progress'
  | 'scheduled_auto_completed'
  | 'auto_transition_to_maintenance_state'
  | 'auto_transition_to_operational_state'
  | 'deliver_notifications'
  | 'updated_at'
> & { scheduled_for: Date; scheduled_until: Date };

/** Everything that decides what the clock does now. */
export interface DueState {
  now: Date;
  /** Nothing after this is reckoned beyond the first step of each: others are due before it. */
  horizon: Date;
  maintenances: readonly DueMaintenance[];
  components: readonly ComponentNow[];
  /** What each maintenance affects. */
  affected: readonly (AffectedRow & { incident_id: string })[];
  /** What all open incidents and maintenances under way hold, the first of them first. */
  holds: readonly HoldRow[];
}

/** One step that a maintenance takes by itself. */
export interface Transition {
  incident_id: string;
  from: IncidentRow['status'];
  to: 'in_progress' | 'completed';
  /** When it happened: the planned instant, however late the clock came to it. */
  at: Date;
  affected_components: AffectedComponent[];
  says: Says;
  deliver_notifications: boolean;
}

/** What has to be written. */
export interface DueChanges {
  transitions: Transition[];
  grips: HoldRow[];
  moves: Move[];
  /** What others hold again once these let go. */
  resumed: Resumed[];
}

/**
 * Reckons what planned maintenance does by itself, in the order in which it was due. It takes place at its planned
 * instants, also when the server slept through them; but never before what was last written of it by hand. Who slept
 * through the start and the end tells only of the end.
 */
export function reckonDue({ now, horizon, maintenances, components, affected, holds }: DueState): DueChanges {
  const steps = maintenances.flatMap((one) => stepsOf(one, { now, horizon }));
  const world: World = {
    components: new Map(components.map((one) => [one.id, { ...one }])),
    affected: Map.groupBy(affected, (row) => row.incident_id),
    holds: [...holds],
    grips: [],
    moves: [],
    resumed: [],
  };
  const transitions = steps.toSorted(inOrder).map(({ maintenance, from, to, at }) => {
    const isPassed = steps.some(
      (later) => later.maintenance === maintenance && later.to !== to && to === 'in_progress',
    );
    return {
      incident_id: maintenance.id,
      from,
      to,
      at,
      ...(to === 'in_progress' ? start(world, maintenance, at) : end(world, maintenance, at)),
      deliver_notifications: maintenance.deliver_notifications && !isPassed,
    };
  });
  const own = new Set(maintenances.map(({ id }) => id));
  const resumed = world.resumed.filter((one) => !own.has(one.incident_id));
  return { transitions, grips: world.grips, moves: world.moves, resumed };
}

interface Step extends Pick<Transition, 'from' | 'to' | 'at'> {
  maintenance: DueMaintenance;
}

function stepsOf(maintenance: DueMaintenance, { now, horizon }: Pick<DueState, 'now' | 'horizon'>): Step[] {
  const { status, scheduled_for, scheduled_until, updated_at } = maintenance;
  const steps: Step[] = [];
  if (status === 'scheduled' && maintenance.scheduled_auto_in_progress && scheduled_for <= now) {
    steps.push({ maintenance, from: status, to: 'in_progress', at: later(scheduled_for, updated_at) });
  }
  const [started] = steps;
  const isActive = started !== undefined || isActiveMaintenance(status);
  if (isActive && maintenance.scheduled_auto_completed && scheduled_until <= now) {
    const at = later(scheduled_until, started?.at ?? updated_at);
    if (!started || at <= horizon) steps.push({ maintenance, from: started?.to ?? status, to: 'completed', at });
  }
  return steps;
}

/** What starts at the instant at which another ends comes first: their component is not free for a moment in between. */
function inOrder(one: Step, other: Step): number {
  const byKind = (step: Step) => (step.to === 'in_progress' ? 0 : 1);
  return (
    one.at.getTime() - other.at.getTime() ||
    byKind(one) - byKind(other) ||
    (one.maintenance.id < other.maintenance.id ? -1 : 1)
  );
}

interface World {
  components: Map<string, ComponentNow>;
  affected: Map<string, (AffectedRow & { incident_id: string })[]>;
  holds: HoldRow[];
  grips: HoldRow[];
  moves: Move[];
  resumed: Resumed[];
}

type Done = Pick<Transition, 'affected_components' | 'says'>;

/** Takes hold of the components, without making any look better than an incident holds it. */
function start(world: World, maintenance: DueMaintenance, at: Date): Done {
  const { id, auto_transition_to_maintenance_state } = maintenance;
  const says: Says = { components: {}, at: at.toISOString() };
  const affected_components = (world.affected.get(id) ?? []).flatMap(({ component_id, status: planned }) => {
    const component = world.components.get(component_id);
    if (!component) return [];
    const old_status = component.status;
    const status = planned ?? (auto_transition_to_maintenance_state ? 'under_maintenance' : null);
    if (status) {
      const other = world.holds.find((hold) => hold.component_id === component_id && hold.incident_id !== id);
      const grip = { incident_id: id, component_id, status, status_before: other?.status_before ?? old_status };
      says.components[component_id] = status;
      world.grips.push(grip);
      world.holds.push(grip);
      move(world, component, { status: other ? worstStatus([old_status, status]) : status, incident_id: id, at });
    }
    return [{ code: component_id, name: component.full_name, old_status, new_status: component.status }];
  });
  return { affected_components, says };
}

/** Lets go of the components: each gets the worst that another still holds it at, else what it had before them all. */
function end(world: World, maintenance: DueMaintenance, at: Date): Done {
  const says: Says = { components: {}, at: at.toISOString() };
  const held = world.holds.filter((hold) => hold.incident_id === maintenance.id);
  world.holds = world.holds.filter((hold) => hold.incident_id !== maintenance.id);
  if (!maintenance.auto_transition_to_operational_state) {
    return { affected_components: [], says: { ...says, keeps: true } };
  }
  const affected_components = held.flatMap(({ component_id, status_before }) => {
    const component = world.components.get(component_id);
    if (!component) return [];
    const old_status = component.status;
    const status = restoredStatus(component_id, world.holds, status_before);
    const holder = world.holds.find((hold) => hold.component_id === component_id && hold.status === status);
    move(world, component, { status, incident_id: holder?.incident_id ?? null, at });
    if (holder) world.resumed.push({ ...holder, holds_from: at });
    if (component.status === old_status) return [];
    return [{ code: component_id, name: component.full_name, old_status, new_status: component.status }];
  });
  return { affected_components, says };
}

function move(
  world: World,
  component: ComponentNow,
  { status, incident_id, at }: { status: ComponentStatus; incident_id: string | null; at: Date },
): void {
  if (component.status === status) return;
  component.status = status;
  world.moves.push({ component_id: component.id, status, incident_id, at });
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
