import {
  type AffectedComponent,
  type ComponentStatus,
  type Impact,
  impactOf,
  isActiveMaintenance,
  worseImpact,
} from '@allswell/protocol';
import type { ToldStatus } from '../components/write-told.ts';
import { isOver } from './next-status.ts';
import type { AffectedRow, IncidentRow, UpdateRow } from './store.ts';
import type { EditRow } from './told-store.ts';

/** What an incident says of its components. */
export interface Story {
  told: Omit<ToldStatus, 'incident_id'>[];
  /** The changes that each update names, told one after the other. */
  affected: Map<string, AffectedComponent[]>;
  /** The worst of its life. */
  impact: Impact;
}

type Update = Pick<UpdateRow, 'id' | 'status' | 'affected_components' | 'says' | 'display_at' | 'created_at'>;

/** Everything that a story is told from. */
export interface Material {
  incident: Pick<
    IncidentRow,
    'backfilled' | 'started_at' | 'resolved_at' | 'scheduled_for' | 'auto_transition_to_maintenance_state'
  >;
  /** Oldest first. */
  updates: readonly Update[];
  components: readonly Pick<AffectedRow, 'component_id' | 'status'>[];
  /** Oldest first. */
  edits?: readonly EditRow[];
  /** When a component changed next after an end took effect; null while it has not. */
  nextChange?: (component_id: string, at: string) => Date | null;
}

/** A status in the hands of the incident. */
interface Held {
  status: ComponentStatus;
  since: Date;
  /** What it left behind at its end, which counts until then (null: until now). */
  left?: { until: Date | null } | undefined;
}

/** A status that holds all along, whatever was said of the component until then (null: ever). */
interface Throughout {
  status: ComponentStatus | null;
  saidUntil: Date | null;
}

/**
 * Tells what an incident says that its components were. An update gives them a status from its time on, the first one
 * from when the incident began; at the end all of it is over, but for what the end leaves behind.
 *
 * What is written down afterwards is told as it stands: a component that no update names has one status from beginning to
 * end, and nothing of it is left today.
 */
export function tell(material: Material): Story {
  const { incident, components, nextChange = () => null } = material;
  const { backfilled, started_at: begin } = incident;
  const end = incident.resolved_at ?? begin;
  const throughout = throughoutOf(material);
  const held = new Map<string, Held>();
  const told: Story['told'] = [];
  const affected: Story['affected'] = new Map();
  let impact: Impact = 'none';
  let wasOver = false;

  const close = (component_id: string, { status, since, left }: Held, at: Date | null) => {
    const until = left?.until ?? null;
    const ends_at = at && until ? earlier(at, until) : (at ?? until);
    if (ends_at && ends_at <= since) return;
    const left_behind = left !== undefined && ends_at === null;
    const last = told.findLast((one) => one.component_id === component_id);
    const goesOn = last?.status === status && last.ends_at?.getTime() === since.getTime();
    if (goesOn) Object.assign(last, { ends_at, left_behind });
    else told.push({ component_id, status, starts_at: since, ends_at, left_behind });
  };
  const set = (component_id: string, status: ComponentStatus | null, at: Date, left?: Held['left']) => {
    const before = held.get(component_id);
    if (before) close(component_id, before, at);
    if (status === null || status === 'operational') held.delete(component_id);
    else held.set(component_id, { status, since: at, left });
  };
  const said = (update: Update) =>
    saidBy(update, backfilled).filter(([id]) => {
      const all = throughout.get(id);
      return !all?.saidUntil || update.created_at >= all.saidUntil;
    });
  const goOn = (update: Update, at: Date) => {
    for (const [id, { status, saidUntil }] of wasOver ? throughout : []) {
      if (!saidUntil || update.created_at < saidUntil) set(id, status, at);
    }
    wasOver = false;
    for (const [id, status] of said(update)) set(id, status, at);
  };
  const finish = (update: Update, at: Date) => {
    const { says } = update;
    const leave = (id: string, status: ComponentStatus) =>
      set(id, status, at, { until: says && nextChange(id, says.at) });
    const named = new Map(said(update));
    for (const [id, { status }] of wasOver ? [] : [...held]) {
      if (named.has(id)) continue;
      if (says?.keeps) leave(id, status);
      else set(id, null, at);
    }
    for (const [id, status] of named) leave(id, status);
    wasOver = true;
  };
  const look = () => {
    const ids = new Set([...components.map((one) => one.component_id), ...held.keys()]);
    impact = worseImpact(impact, impactOf([...ids].map((id) => held.get(id)?.status ?? 'operational')));
  };

  for (const [id, { status }] of throughout) set(id, status, begin);
  look();
  for (const step of stepsOf(material)) {
    const at = backfilled ? earlier(later(step.at, begin), end) : step.at;
    if ('edit' in step) {
      if (!wasOver) set(step.edit.component_id, step.edit.status, at);
      continue;
    }
    const { update, next } = step;
    const old = (id: string) => held.get(id)?.status ?? 'operational';
    affected.set(
      update.id,
      update.affected_components.map((one) => ({ ...one, old_status: old(one.code) })),
    );
    // Said afterwards to be over twice in a row: it was the second time.
    if (isOver(update.status) && !(backfilled && next && isOver(next.status))) finish(update, at);
    else if (isOver(update.status)) for (const [id, status] of said(update)) set(id, status, at);
    else goOn(update, at);
    look();
  }
  for (const [id, one] of held) close(id, one, backfilled ? end : null);
  return { told, affected, impact };
}

/** What an update gives components. Old ones of incidents that were live say it by what changed on the page. */
function saidBy({ status, says, affected_components }: Update, backfilled: boolean): [string, ComponentStatus][] {
  if (says) return Object.entries(says.components);
  if (!backfilled && isOver(status)) return [];
  return affected_components
    .filter((one) => backfilled || one.old_status !== one.new_status)
    .map((one) => [one.code, one.new_status]);
}

/** What holds all along. */
export function throughoutOf({ incident, updates, components, edits = [] }: Material): Map<string, Throughout> {
  if (!incident.backfilled) {
    return new Map(
      edits
        .filter((edit) => edit.holds_from === null)
        .map(({ component_id, status, created_at }) => [component_id, { status, saidUntil: created_at }]),
    );
  }
  // Who is only said to be well again in the end was affected all along.
  const changes = updates.flatMap((update) => update.affected_components);
  const named = new Set(changes.filter((one) => one.new_status !== 'operational').map((one) => one.code));
  return new Map(
    components
      .filter(({ component_id }) => !named.has(component_id))
      .map(({ component_id, status }) => [component_id, { status: status ?? usualOf(incident), saidUntil: null }]),
  );
}

/** What a maintenance does to components for which nothing else is planned. */
export function usualOf({
  scheduled_for,
  auto_transition_to_maintenance_state,
}: Pick<IncidentRow, 'scheduled_for' | 'auto_transition_to_maintenance_state'>): ComponentStatus | null {
  return scheduled_for && auto_transition_to_maintenance_state ? 'under_maintenance' : null;
}

type Step = { at: Date; update: Update; next: Update | undefined } | { at: Date; edit: EditRow };

/** Updates, and edits from their moment on, in the order in which they hold. */
function stepsOf({ incident, updates, edits = [] }: Material): Step[] {
  const { scheduled_for, backfilled, started_at } = incident;
  // A maintenance takes hold when it is said to have begun, also where that is told by an update of its own.
  const taking = updates.find(({ status, says }) => isActiveMaintenance(status) && says);
  const begins = (update: Update, index: number) =>
    scheduled_for === null ? index === 0 : !backfilled && update === taking && started_at < update.display_at;
  const steps: Step[] = updates.map((update, index) => ({
    at: begins(update, index) ? started_at : update.display_at,
    update,
    next: updates[index + 1],
  }));
  for (const [index, edit] of edits.entries()) {
    const { component_id, holds_from } = edit;
    const isReplaced = edits.some(
      (later, place) => place > index && later.component_id === component_id && later.holds_from === null,
    );
    if (holds_from && !isReplaced) steps.push({ at: holds_from, edit });
  }
  return steps.sort((one, other) => one.at.getTime() - other.at.getTime());
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
