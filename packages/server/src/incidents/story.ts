import { type AffectedComponent, type ComponentStatus, type Impact, impactOf, worseImpact } from '@allswell/protocol';
import type { PastStatus } from '../components/write-past.ts';
import { isOver } from './next-status.ts';
import type { AffectedRow, IncidentRow, UpdateRow } from './store.ts';

/** Spans shorter than this come from the time that writing takes, not from the past. */
const shortestMs = 60_000;

/** What an incident says its components were in the past, as far as nothing recorded it at the time. */
export interface Story {
  past: PastStatus[];
  /** The changes that each update names, told one after the other. */
  affected: Map<string, AffectedComponent[]>;
  /** The worst of its life; null where that is not reckoned from the story. */
  impact: Impact | null;
}

interface Told {
  incident: Pick<
    IncidentRow,
    'started_at' | 'resolved_at' | 'scheduled_for' | 'auto_transition_to_maintenance_state' | 'impact'
  >;
  /** Oldest first. */
  updates: readonly Pick<UpdateRow, 'id' | 'status' | 'affected_components' | 'display_at' | 'created_at'>[];
  components: readonly Pick<AffectedRow, 'component_id' | 'status'>[];
}

/**
 * The story of a backfilled incident. An update gives components a status from its time on, the first one from when the
 * incident began; a component that none of them names has one status from beginning to end, and at the end all of it is
 * over.
 */
export function tellBackfilled({ incident, updates, components }: Told): Story {
  const begin = incident.started_at;
  const end = incident.resolved_at ?? begin;
  // Who is only said to be well again in the end was affected all along.
  const changes = updates.flatMap((update) => update.affected_components);
  const named = new Set(changes.filter((one) => one.new_status !== 'operational').map((one) => one.code));
  const usual = incident.scheduled_for && incident.auto_transition_to_maintenance_state ? 'under_maintenance' : null;
  const held = new Map<string, { status: ComponentStatus; since: Date }>();
  const past: PastStatus[] = [];
  const affected = new Map<string, AffectedComponent[]>();
  let impact: Impact = 'none';

  const set = (component_id: string, status: ComponentStatus, at: Date) => {
    const before = held.get(component_id);
    if (before && before.since < at) {
      past.push({ component_id, status: before.status, starts_at: before.since, ends_at: at });
    }
    if (status === 'operational') held.delete(component_id);
    else held.set(component_id, { status, since: at });
  };
  const look = () => {
    const ids = new Set([...components.map((one) => one.component_id), ...held.keys()]);
    impact = worseImpact(impact, impactOf([...ids].map((id) => held.get(id)?.status ?? 'operational')));
  };

  for (const { component_id, status } of components) {
    if (!named.has(component_id)) set(component_id, status ?? usual ?? 'operational', begin);
  }
  look();
  for (const [index, update] of updates.entries()) {
    const at = clamp(index === 0 && incident.scheduled_for === null ? begin : update.display_at, begin, end);
    affected.set(
      update.id,
      update.affected_components.map((one) => ({ ...one, old_status: held.get(one.code)?.status ?? 'operational' })),
    );
    // Said to be over twice in a row: it was the second time.
    const next = updates[index + 1];
    const isEnd = isOver(update.status) && !(next && isOver(next.status));
    if (isEnd) for (const id of [...held.keys()]) if (!names(update, id)) set(id, 'operational', at);
    for (const { code, new_status } of update.affected_components) set(code, new_status, at);
    look();
  }
  for (const id of [...held.keys()]) set(id, 'operational', end);
  return { past, affected, impact: incident.scheduled_for === null ? impact : incident.impact };
}

/**
 * What a live incident says of the time before it was posted: trouble that an update names began when the update, or the
 * incident, says that it did, and lasted until another update says otherwise. Since the posting it was recorded.
 */
export function tellLive({ incident, updates }: Told): Story {
  const past: PastStatus[] = [];
  if (incident.scheduled_for !== null) return { past, affected: new Map(), impact: null };
  for (const [index, { status, display_at, created_at, affected_components }] of updates.entries()) {
    if (isOver(status)) continue;
    const starts_at = index === 0 && incident.started_at < display_at ? incident.started_at : display_at;
    for (const { code, new_status } of affected_components) {
      const next = updates.slice(index + 1).find((later) => isOver(later.status) || names(later, code));
      const ends_at = next && next.display_at < created_at ? next.display_at : created_at;
      if (new_status === 'operational' || ends_at.getTime() - starts_at.getTime() < shortestMs) continue;
      past.push({ component_id: code, status: new_status, starts_at, ends_at });
    }
  }
  return { past, affected: new Map(), impact: null };
}

function names({ affected_components }: Pick<UpdateRow, 'affected_components'>, component_id: string): boolean {
  return affected_components.some((one) => one.code === component_id);
}

function clamp(at: Date, from: Date, until: Date): Date {
  return at < from ? from : at > until ? until : at;
}
