import type {
  AffectedComponent,
  BlockNode,
  ComponentStatus,
  Impact,
  IncidentStatus,
  MaintenanceStatus,
} from '@allswell/protocol';

// The part of each row that readers are told, whoever reads it: the page in one sweep, a domain one by one.

export interface GroupRow {
  id: string;
  name: string;
  description: string | null;
  position: number;
  created_at: Date;
  updated_at: Date;
}

export interface ComponentRow extends GroupRow {
  group_id: string | null;
  status: ComponentStatus;
  showcase: boolean;
  only_show_if_degraded: boolean;
  start_date: string | null;
}

export interface IncidentRow {
  id: string;
  name: string;
  status: IncidentStatus | MaintenanceStatus;
  impact: Impact;
  impact_override: Impact | null;
  started_at: Date;
  monitoring_at: Date | null;
  resolved_at: Date | null;
  scheduled_for: Date | null;
  scheduled_until: Date | null;
  cancelled_at: Date | null;
  series_id: string | null;
  created_at: Date;
  updated_at: Date;
}

/** An update that was taken back: what it said is not told. */
export interface DeletedUpdateRow {
  id: string;
  incident_id: string;
  display_at: Date;
  deleted_at: Date;
}

/** An incident or a maintenance that was deleted: what it said is not told. */
export interface DeletedIncidentRow {
  id: string;
  scheduled_for: Date | null;
  started_at: Date;
  deleted_at: Date;
}

export interface UpdateRow {
  id: string;
  incident_id: string;
  status: IncidentStatus | MaintenanceStatus;
  body: string;
  body_nodes: BlockNode[];
  affected_components: AffectedComponent[];
  deliver_notifications: boolean;
  /** No person wrote it. */
  is_automatic: boolean;
  display_at: Date;
  edited_at: Date | null;
  created_at: Date;
  updated_at: Date;
}
