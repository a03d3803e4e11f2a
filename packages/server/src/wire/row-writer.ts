import type {
  Component,
  DeletedIncident,
  DeletedUpdate,
  Incident,
  IncidentStatus,
  IncidentUpdate,
  Maintenance,
  MaintenanceStatus,
  MaintenanceUpdate,
} from '@allswell/protocol';
import { worstStatus } from '@allswell/protocol';
import { stampIn } from '../time/stamp.ts';
import { zoneOf } from '../time/zone.ts';
import type { ComponentRow, DeletedIncidentRow, DeletedUpdateRow, GroupRow, IncidentRow, UpdateRow } from './rows.ts';

/** What every row needs to know of the page it belongs to. */
export interface PageFacts {
  id: string;
  time_zone: string;
}

/** What stands in an incident beside its own row. */
interface Told {
  components: Component[];
  /** Updates that were taken back, newest first. */
  deletedUpdates?: readonly DeletedUpdateRow[] | undefined;
  /** The address of the status page. */
  publicUrl: string;
}

export type RowWriter = ReturnType<typeof rowWriter>;

/** Writes rows in the shapes that cross the wire, with stamps in the offset of the page's zone. */
export function rowWriter(page: PageFacts) {
  const zone = zoneOf(page.time_zone);
  const at = (instant: Date) => stampIn(instant, zone);
  const maybe = (instant: Date | null) => (instant === null ? null : at(instant));

  const deletedUpdate = ({ id, display_at, deleted_at }: DeletedUpdateRow): DeletedUpdate => ({
    id,
    display_at: at(display_at),
    deleted_at: at(deleted_at),
  });

  /** What incidents and maintenance have in common. */
  const told = (row: IncidentRow, { components, deletedUpdates = [], publicUrl }: Told) => ({
    id: row.id,
    name: row.name,
    // What was written down afterwards counts as made when it began: clients take the time from here to resolved_at.
    created_at: at(row.started_at < row.created_at ? row.started_at : row.created_at),
    updated_at: at(row.updated_at),
    monitoring_at: maybe(row.monitoring_at),
    resolved_at: maybe(row.resolved_at),
    shortlink: `${publicUrl}/incidents/${row.id}`,
    started_at: at(row.started_at),
    page_id: page.id,
    components,
    reminder_intervals: null,
    ...(deletedUpdates.length > 0 && { deleted_updates: deletedUpdates.map(deletedUpdate) }),
  });

  const update = <S extends IncidentStatus | MaintenanceStatus>(row: UpdateRow) => ({
    id: row.id,
    status: row.status as S,
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
    edited_at: maybe(row.edited_at),
    ...(row.is_automatic && { automatic: true }),
  });

  return {
    at,
    component: (row: ComponentRow): Component => ({
      id: row.id,
      name: row.name,
      status: row.status,
      created_at: at(row.created_at),
      updated_at: at(row.updated_at),
      position: row.position,
      description: row.description,
      showcase: row.showcase,
      start_date: row.start_date,
      group_id: row.group_id,
      page_id: page.id,
      group: false,
      only_show_if_degraded: row.only_show_if_degraded,
    }),
    group: (row: GroupRow, members: readonly ComponentRow[]): Component => ({
      id: row.id,
      name: row.name,
      status: worstStatus(members.map((member) => member.status)),
      created_at: at(row.created_at),
      updated_at: at(row.updated_at),
      position: row.position,
      description: row.description,
      showcase: false,
      start_date: null,
      group_id: null,
      page_id: page.id,
      group: true,
      only_show_if_degraded: false,
      components: members.map((member) => member.id),
    }),
    deletedIncident: ({ id, scheduled_for, started_at, deleted_at }: DeletedIncidentRow): DeletedIncident => ({
      id,
      kind: scheduled_for === null ? 'incident' : 'maintenance',
      started_at: at(started_at),
      deleted_at: at(deleted_at),
    }),
    update: update as (row: UpdateRow) => IncidentUpdate | MaintenanceUpdate,
    /** A maintenance where the row has a plan, else an incident. */
    incident: (
      row: IncidentRow,
      { updates, ...rest }: Told & { updates: readonly UpdateRow[] },
    ): Incident | Maintenance =>
      row.scheduled_for === null || row.scheduled_until === null
        ? {
            ...told(row, rest),
            status: row.status as IncidentStatus,
            impact: row.impact_override ?? row.impact,
            incident_updates: updates.map(update<IncidentStatus>),
          }
        : {
            ...told(row, rest),
            status: row.status as MaintenanceStatus,
            impact: row.impact_override ?? 'maintenance',
            incident_updates: updates.map(update<MaintenanceStatus>),
            scheduled_for: at(row.scheduled_for),
            scheduled_until: at(row.scheduled_until),
            ...(row.cancelled_at && { cancelled_at: at(row.cancelled_at) }),
            ...(row.series_id && { series_id: row.series_id }),
          },
  };
}

/** True for what has a plan. */
export function isMaintenance(incident: Incident | Maintenance): incident is Maintenance {
  return 'scheduled_for' in incident;
}
