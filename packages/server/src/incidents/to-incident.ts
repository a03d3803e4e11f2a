import type {
  AdminComponent,
  AdminIncident,
  AdminMaintenance,
  Component,
  Incident,
  IncidentUpdate,
  MaintenanceUpdate,
  PostmortemDraft,
} from '@allswell/protocol';
import { isMaintenance, type PageFacts, rowWriter } from '../wire/row-writer.ts';
import type { DeletedUpdateRow } from '../wire/rows.ts';
import type { IncidentRow, UpdateRow } from './store.ts';

/** An incident or a maintenance as admins see it: what readers get, and what only admins see. */
export function toIncident(
  row: IncidentRow,
  {
    updates,
    deletedUpdates,
    components,
    page,
  }: {
    updates: UpdateRow[];
    deletedUpdates: DeletedUpdateRow[] | undefined;
    components: AdminComponent[];
    page: PageFacts & { publicUrl: string };
  },
): AdminIncident | AdminMaintenance {
  const { publicUrl } = page;
  const written = rowWriter(page).incident(row, {
    components: components.map(withoutVersion),
    updates,
    deletedUpdates,
    publicUrl,
  });
  const { impact_override, backfilled, version } = row;
  if (!isMaintenance(written)) {
    const postmortem = postmortemOf(row, page);
    return { ...(written satisfies Incident), impact_override, backfilled, version, postmortem };
  }
  return {
    ...written,
    impact_override,
    backfilled,
    version,
    time_zone: row.time_zone ?? page.time_zone,
    scheduled_auto_in_progress: row.scheduled_auto_in_progress,
    scheduled_auto_completed: row.scheduled_auto_completed,
    auto_transition_to_maintenance_state: row.auto_transition_to_maintenance_state,
    auto_transition_to_operational_state: row.auto_transition_to_operational_state,
    scheduled_remind_prior: row.scheduled_remind_prior,
    counts_as_downtime: row.counts_as_downtime,
    series: row.series_id === null || row.occurrence === null ? null : { id: row.series_id, ...row.occurrence },
  };
}

function postmortemOf(
  { postmortem_body, postmortem_edited_at, postmortem_published_at }: IncidentRow,
  page: PageFacts,
): PostmortemDraft | null {
  if (postmortem_body === null || postmortem_edited_at === null) return null;
  const { at } = rowWriter(page);
  return {
    body: postmortem_body,
    edited_at: at(postmortem_edited_at),
    published_at: postmortem_published_at && at(postmortem_published_at),
  };
}

/** One update as it crosses the wire. */
export function toUpdate(row: UpdateRow, page: PageFacts): IncidentUpdate | MaintenanceUpdate {
  return rowWriter(page).update(row);
}

function withoutVersion({ version: _, ...component }: AdminComponent): Component {
  return component;
}
