import type {
  AdminComponent,
  AdminIncident,
  AdminMaintenance,
  Component,
  IncidentStatus,
  IncidentUpdate,
  MaintenanceStatus,
  MaintenanceUpdate,
} from '@allswell/protocol';
import { stamp } from '../time/stamp.ts';
import type { IncidentRow, UpdateRow } from './store.ts';

/** What an answer needs to know of the page. */
export interface PageFacts {
  id: string;
  time_zone: string;
  publicUrl: string;
}

/** An incident or a maintenance as admins see it: the v2 shape and what only they see. */
export function toIncident(
  row: IncidentRow,
  { updates, components, page }: { updates: UpdateRow[]; components: AdminComponent[]; page: PageFacts },
): AdminIncident | AdminMaintenance {
  const at = (instant: Date) => stamp(instant, page.time_zone);
  const maybe = (instant: Date | null) => (instant === null ? null : at(instant));
  const told = {
    id: row.id,
    name: row.name,
    // What was written down afterwards counts as made when it began: clients take the time from here to resolved_at.
    created_at: at(row.started_at < row.created_at ? row.started_at : row.created_at),
    updated_at: at(row.updated_at),
    monitoring_at: maybe(row.monitoring_at),
    resolved_at: maybe(row.resolved_at),
    shortlink: `${page.publicUrl}/incidents/${row.id}`,
    started_at: at(row.started_at),
    page_id: page.id,
    components: components.map(withoutVersion),
    reminder_intervals: null,
    impact_override: row.impact_override,
    backfilled: row.backfilled,
    version: row.version,
  };
  if (row.scheduled_for === null || row.scheduled_until === null) {
    return {
      ...told,
      status: row.status as IncidentStatus,
      impact: row.impact_override ?? row.impact,
      incident_updates: updates.map((update) => toUpdate(update, page) as IncidentUpdate),
    };
  }
  return {
    ...told,
    status: row.status as MaintenanceStatus,
    impact: row.impact_override ?? 'maintenance',
    incident_updates: updates.map((update) => toUpdate(update, page) as MaintenanceUpdate),
    scheduled_for: at(row.scheduled_for),
    scheduled_until: at(row.scheduled_until),
    time_zone: row.time_zone ?? page.time_zone,
    scheduled_auto_in_progress: row.scheduled_auto_in_progress,
    scheduled_auto_completed: row.scheduled_auto_completed,
    auto_transition_to_maintenance_state: row.auto_transition_to_maintenance_state,
    auto_transition_to_operational_state: row.auto_transition_to_operational_state,
    scheduled_remind_prior: row.scheduled_remind_prior,
  };
}

/** One update as it crosses the wire. */
export function toUpdate(row: UpdateRow, page: Pick<PageFacts, 'time_zone'>): IncidentUpdate | MaintenanceUpdate {
  const at = (instant: Date) => stamp(instant, page.time_zone);
  return {
    id: row.id,
    status: row.status as IncidentStatus,
    body: row.body,
    incident_id: row.incident_id,
    created_at: at(row.created_at),
    updated_at: at(row.updated_at),
    display_at: at(row.display_at),
    affected_components: row.affected_components.length > 0 ? row.affected_components : null,
    deliver_notifications: row.deliver_notifications,
    custom_tweet: null,
    tweet_id: null,
    body_nodes: row.body_nodes,
    edited_at: row.edited_at === null ? null : at(row.edited_at),
  };
}

function withoutVersion({ version: _, ...component }: AdminComponent): Component {
  return component;
}
