import {
  type AffectedComponent,
  type ComponentStatus,
  type Impact,
  impactOf,
  isActiveMaintenance,
  isOpenIncident,
  restoredStatus,
  worseImpact,
  worstStatus,
} from '@allswell/protocol';
import { setStatus } from '../components/set-status.ts';
import type { Tx } from '../db/connect.ts';
import {
  type AffectedRow,
  type ComponentNow,
  dropHolds,
  findAffected,
  findComponentsNow,
  findOtherHolds,
  type IncidentRow,
  readClock,
  upsertAffected,
} from './store.ts';
import { type Resumed, resumeHolds } from './told-store.ts';

/** What an incident does to components: gives some a status, and affects others without. */
export interface Grip {
  statuses: Partial<Record<string, ComponentStatus>>;
  ids: readonly string[];
  /** The same components as they are now. */
  components: readonly ComponentNow[];
  /** Whose status nobody has named: it never makes what another holds look better. */
  implied?: ReadonlySet<string>;
}

/** True while an incident decides what its components are. */
export function holds({ status }: Pick<IncidentRow, 'status'>): boolean {
  return isOpenIncident(status) || isActiveMaintenance(status);
}

/** Gives components the statuses an update names, remembers what they had before, and says what changed. */
export async function hold(
  tx: Tx,
  incident_id: string,
  { statuses, components, implied }: Grip,
): Promise<AffectedComponent[]> {
  if (components.length === 0) return [];
  const ids = components.map((component) => component.id);
  const known = new Map((await findAffected(tx, incident_id)).map((row) => [row.component_id, row]));
  const others = await findOtherHolds(tx, incident_id, ids);
  const changes: AffectedComponent[] = [];

  for (const component of components) {
    const status = statuses[component.id];
    const row = known.get(component.id);
    // Held by another already: what it had before the first of them is what the last one gives back.
    const other = others.find((one) => one.component_id === component.id);
    const before = other?.status_before ?? component.status;
    if (!row)
      await upsertAffected(tx, incident_id, {
        component_id: component.id,
        status: status ?? null,
        status_before: before,
      });
    else if (status) {
      const status_before = row.status === null ? before : row.status_before;
      await upsertAffected(tx, incident_id, { component_id: component.id, status, status_before });
    }
    const shown = status && other && implied?.has(component.id) ? worstStatus([component.status, status]) : status;
    if (shown) await setStatus(tx, component, { status: shown, incident_id });
    changes.push(changeOf(component, shown ?? component.status));
  }
  return changes;
}

/**
 * Writes down which components an incident of the past affected, or a maintenance to come will affect, and leaves them
 * as they are today.
 */
export async function note(tx: Tx, incident_id: string, { statuses, components }: Grip): Promise<AffectedComponent[]> {
  const known = new Set((await findAffected(tx, incident_id)).map((row) => row.component_id));
  for (const { id } of components) {
    const status = statuses[id] ?? null;
    if (status === null && known.has(id)) continue;
    await upsertAffected(tx, incident_id, { component_id: id, status, status_before: 'operational' });
  }
  return components.map((component) => ({
    ...changeOf({ ...component, status: 'operational' }, statuses[component.id] ?? 'operational'),
  }));
}

/**
 * What a maintenance does when it starts: components get the status it was planned with, or under_maintenance, or
 * keep theirs if it shall not touch them.
 */
export async function startGrip(
  tx: Tx,
  { id, auto_transition_to_maintenance_state }: Pick<IncidentRow, 'id' | 'auto_transition_to_maintenance_state'>,
  { statuses, ids }: Grip,
): Promise<Grip> {
  const rows = await findAffected(tx, id);
  const usual: ComponentStatus | undefined = auto_transition_to_maintenance_state ? 'under_maintenance' : undefined;
  const planned = Object.fromEntries(rows.map((row) => [row.component_id, row.status ?? usual]));
  const named = Object.fromEntries(ids.map((one) => [one, usual]));
  const all = { ...named, ...planned, ...statuses };
  // What they had before is what they have now, not what they had when it was planned.
  await dropHolds(tx, id);
  const implied = new Set(Object.keys(all).filter((one) => statuses[one] === undefined));
  return { statuses: all, ids, components: await findComponentsNow(tx, Object.keys(all)), implied };
}

/** Sets what components are at the end of an incident, as its last update says. What they were held at stays on record. */
export async function finish(
  tx: Tx,
  incident_id: string,
  { statuses, components }: Grip,
): Promise<AffectedComponent[]> {
  if (components.length === 0) return [];
  const known = new Set((await findAffected(tx, incident_id)).map((row) => row.component_id));
  const changes: AffectedComponent[] = [];
  for (const component of components) {
    const status = statuses[component.id] ?? component.status;
    if (!known.has(component.id)) {
      await upsertAffected(tx, incident_id, {
        component_id: component.id,
        status: null,
        status_before: component.status,
      });
    }
    await setStatus(tx, component, { status, incident_id: status === 'operational' ? null : incident_id });
    changes.push(changeOf(component, status));
  }
  return changes;
}

/**
 * Lets go of the components an incident holds: each gets the worst status that another still holds it at, else what it
 * had before the first of them. Says what changed.
 */
export async function release(tx: Tx, incident_id: string, rows: readonly AffectedRow[]): Promise<AffectedComponent[]> {
  const held = rows.filter((row) => row.status !== null);
  if (held.length === 0) return [];
  const ids = held.map((row) => row.component_id);
  const components = new Map((await findComponentsNow(tx, ids)).map((component) => [component.id, component]));
  const others = await findOtherHolds(tx, incident_id, ids);
  const now = await readClock(tx);
  const changes: AffectedComponent[] = [];
  const resumed: Resumed[] = [];

  for (const row of held) {
    const component = components.get(row.component_id);
    if (!component) continue;
    const status = restoredStatus(row.component_id, others, row.status_before);
    const holder = others.find((other) => other.component_id === row.component_id && other.status === status);
    if (status !== component.status) changes.push(changeOf(component, status));
    await setStatus(tx, component, { status, incident_id: holder?.incident_id ?? null });
    if (holder) resumed.push({ ...holder, holds_from: now });
  }
  await resumeHolds(tx, resumed);
  return changes;
}

/**
 * Takes hold again of what an incident held before it was closed by mistake; what another holds worse stays so. Answers
 * with what is held again.
 */
export async function holdAgain(tx: Tx, incident_id: string): Promise<Resumed[]> {
  const rows = await findAffected(tx, incident_id);
  const ids = rows.map((row) => row.component_id);
  const others = await findOtherHolds(tx, incident_id, ids);
  const holds_from = await readClock(tx);
  const resumed: Resumed[] = [];
  for (const component of await findComponentsNow(tx, ids)) {
    const held = rows.find((row) => row.component_id === component.id)?.status;
    if (!held) continue;
    const own = others.filter((other) => other.component_id === component.id);
    const status = worstStatus([held, ...own.map((other) => other.status)]);
    const holder = status === held ? incident_id : own.find((other) => other.status === status)?.incident_id;
    await setStatus(tx, component, { status, incident_id: holder ?? incident_id });
    resumed.push({ incident_id: holder ?? incident_id, component_id: component.id, status, holds_from });
  }
  return resumed;
}

/**
 * The impact after a change: the worst that the roll-up of the affected components ever was. What a component is today
 * counts only while the incident is live.
 */
export async function impactNow(
  tx: Tx,
  { id, impact }: Pick<IncidentRow, 'id' | 'impact'>,
  { live }: { live: boolean },
): Promise<Impact> {
  const rows = await findAffected(tx, id);
  if (rows.length === 0) return impact;
  const ids = rows.map((row) => row.component_id);
  const today = new Map(live ? (await findComponentsNow(tx, ids)).map((one) => [one.id, one.status]) : []);
  return worseImpact(impact, impactOf(rows.map((row) => row.status ?? today.get(row.component_id) ?? 'operational')));
}

function changeOf({ id, full_name, status }: ComponentNow, new_status: ComponentStatus): AffectedComponent {
  return { code: id, name: full_name, old_status: status, new_status };
}
