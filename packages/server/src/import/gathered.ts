import type { ComponentStatus, Impact, IncidentStatus, MaintenanceStatus } from '@allswell/protocol';

// What every source comes down to. Instants are ISO 8601 in UTC, texts are clean, Markdown, and within our limits: all of
// it is plain data, so that the same thing always has the same fingerprint.

export interface GatheredGroup {
  external_id: string;
  name: string;
  description: string | null;
}

export interface GatheredComponent {
  external_id: string;
  group: string | null;
  name: string;
  description: string | null;
  status: ComponentStatus;
  showcase: boolean;
  only_show_if_degraded: boolean;
  start_date: string | null;
  created_at: string | null;
}

/** A component as a story names it: by its id there, or by its name alone. */
export interface NamedComponent {
  code: string | null;
  name: string;
}

export interface GatheredUpdate {
  external_id: string;
  status: IncidentStatus | MaintenanceStatus;
  body: string;
  display_at: string;
  created_at: string;
  updated_at: string;
  affected: (NamedComponent & { new_status: ComponentStatus })[];
}

/** The plan of a maintenance. */
export interface GatheredPlan {
  scheduled_for: string;
  scheduled_until: string;
  scheduled_auto_in_progress: boolean;
  scheduled_auto_completed: boolean;
  auto_transition_to_maintenance_state: boolean;
  auto_transition_to_operational_state: boolean;
}

/** An incident, or a maintenance where there is a plan, with its whole course. */
export interface GatheredStory {
  external_id: string;
  name: string;
  status: IncidentStatus | MaintenanceStatus;
  /** As readers were told; null where nothing was. */
  impact: Impact | null;
  started_at: string;
  resolved_at: string | null;
  created_at: string;
  updated_at: string;
  plan: GatheredPlan | null;
  postmortem: { body: string; edited_at: string } | null;
  /** Whom it affects, beside those that updates name; with the status that it gave them, where that is known. */
  components: (NamedComponent & { status: ComponentStatus | null })[];
  /** Oldest first. */
  updates: GatheredUpdate[];
}

export interface GatheredSubscriber {
  external_id: string;
  address: string;
  /** Ids there; none: everything. */
  components: string[];
  consented_at: string | null;
}

/** Everything that one import brings. */
export interface Gathered {
  groups: GatheredGroup[];
  /** In the order of the page. */
  components: GatheredComponent[];
  /** Oldest first. */
  stories: GatheredStory[];
  subscribers: GatheredSubscriber[];
  /** From when on everything that happened is in it; null: from the beginning. */
  complete_since: string | null;
}

/** True for what is over. */
export function isOver({ status }: Pick<GatheredStory, 'status'>): boolean {
  return status === 'resolved' || status === 'postmortem' || status === 'completed';
}
