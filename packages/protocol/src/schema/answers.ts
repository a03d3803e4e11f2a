import * as v from 'valibot';
import { alertCaseStates, componentStatuses, impacts, incidentStatuses, maintenanceStatuses } from '../vocabulary.ts';
import { componentSchema, incidentSchema, maintenanceSchema } from './document.ts';

// What the write API answers with: the v2 shapes plus what only admins see.

const stamp = v.string();

const adminsOnly = {
  impact_override: v.nullable(v.picklist(impacts)),
  backfilled: v.boolean(),
  /** Changes with each edit; sent as ETag, expected in If-Match. */
  version: v.number(),
};

/** What will be, or was, published as the postmortem; null while nothing is written. */
export const postmortemDraftSchema = v.object({
  body: v.string(),
  edited_at: stamp,
  /** null while it is not published. */
  published_at: v.nullable(stamp),
});
export type PostmortemDraft = v.InferOutput<typeof postmortemDraftSchema>;

/** An incident as admins see it. */
export const adminIncidentSchema = v.object({
  ...incidentSchema.entries,
  ...adminsOnly,
  postmortem: v.nullable(postmortemDraftSchema),
});
export type AdminIncident = v.InferOutput<typeof adminIncidentSchema>;

/** A maintenance as admins see it. */
export const adminMaintenanceSchema = v.object({
  ...maintenanceSchema.entries,
  ...adminsOnly,
  time_zone: v.string(),
  scheduled_auto_in_progress: v.boolean(),
  scheduled_auto_completed: v.boolean(),
  auto_transition_to_maintenance_state: v.boolean(),
  auto_transition_to_operational_state: v.boolean(),
  scheduled_remind_prior: v.boolean(),
  counts_as_downtime: v.boolean(),
  /** The series it is an occurrence of, and the start that the series' rule gave it there. */
  series: v.nullable(v.object({ id: v.string(), starts_at: v.string(), is_moved: v.boolean() })),
});
export type AdminMaintenance = v.InferOutput<typeof adminMaintenanceSchema>;

/** One date of a series: to come, planned as a maintenance, or skipped. */
export const occurrenceSchema = v.object({
  /** The start that the rule gives, on the wall clock of the series' zone: its name in addresses. */
  starts_at: v.string(),
  scheduled_for: stamp,
  scheduled_until: stamp,
  incident_id: v.nullable(v.string()),
  /** Of its maintenance, if it has one. */
  status: v.nullable(v.picklist(maintenanceStatuses)),
  is_moved: v.boolean(),
  is_skipped: v.boolean(),
});
export type Occurrence = v.InferOutput<typeof occurrenceSchema>;

/** A maintenance that repeats. */
export const seriesSchema = v.object({
  id: v.string(),
  name: v.string(),
  body: v.string(),
  starts_at: v.string(),
  duration_minutes: v.number(),
  time_zone: v.string(),
  rrule: v.string(),
  component_ids: v.array(v.string()),
  impact_override: v.nullable(v.picklist(impacts)),
  deliver_notifications: v.boolean(),
  scheduled_auto_in_progress: v.boolean(),
  scheduled_auto_completed: v.boolean(),
  auto_transition_to_maintenance_state: v.boolean(),
  auto_transition_to_operational_state: v.boolean(),
  scheduled_remind_prior: v.boolean(),
  /** The next ones, up to ten; `GET …/occurrences?from=&to=` has all. */
  occurrences: v.array(occurrenceSchema),
  ended_at: v.nullable(stamp),
  created_at: stamp,
  updated_at: stamp,
  version: v.number(),
});
export type Series = v.InferOutput<typeof seriesSchema>;

/** What is written again and again. */
export const templateSchema = v.object({
  id: v.string(),
  kind: v.picklist(['incident', 'maintenance']),
  name: v.string(),
  title: v.string(),
  body: v.string(),
  status: v.nullable(v.picklist(incidentStatuses)),
  impact_override: v.nullable(v.picklist(impacts)),
  components: v.record(v.string(), v.picklist(componentStatuses)),
  component_ids: v.array(v.string()),
  duration_minutes: v.nullable(v.number()),
  position: v.number(),
  created_at: stamp,
  updated_at: stamp,
  version: v.number(),
});
export type Template = v.InferOutput<typeof templateSchema>;

/** Something that is being written and that no reader sees. */
export const draftSchema = v.object({
  id: v.string(),
  kind: v.picklist(['incident', 'maintenance', 'update']),
  incident_id: v.nullable(v.string()),
  content: v.record(v.string(), v.unknown()),
  /** Who began it. */
  admin: v.nullable(v.object({ id: v.string(), email: v.string() })),
  /** The alerts that it was written for by the machine: as what may become their incident, or proposes that it is over. */
  alert_case: v.optional(
    v.nullable(v.object({ id: v.string(), title: v.string(), state: v.picklist(alertCaseStates) })),
  ),
  created_at: stamp,
  updated_at: stamp,
  version: v.number(),
});
export type Draft = v.InferOutput<typeof draftSchema>;

/** What an update said before it was edited, newest first: `GET …/updates/:update_id/edits`. */
export const updateEditSchema = v.object({
  body: v.string(),
  display_at: stamp,
  edited_at: stamp,
  admin: v.nullable(v.object({ id: v.string(), email: v.string() })),
});
export type UpdateEdit = v.InferOutput<typeof updateEditSchema>;

/** A component as admins see it. */
export const adminComponentSchema = v.object({ ...componentSchema.entries, version: v.number() });
export type AdminComponent = v.InferOutput<typeof adminComponentSchema>;

/** A group as admins see it: its members' ids in order. */
export const adminGroupSchema = v.object({
  id: v.string(),
  page_id: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  components: v.array(v.string()),
  position: v.number(),
  created_at: stamp,
  updated_at: stamp,
  version: v.number(),
});
export type AdminGroup = v.InferOutput<typeof adminGroupSchema>;

/** The page's settings. */
export const settingsSchema = v.object({
  id: v.string(),
  name: v.string(),
  url: v.nullable(v.string()),
  time_zone: v.string(),
  languages: v.array(v.string()),
  default_language: v.string(),
  support_url: v.nullable(v.string()),
  logo: v.nullable(v.string()),
  favicon: v.nullable(v.string()),
  accent_color: v.nullable(v.string()),
  theme: v.picklist(['auto', 'light', 'dark']),
  remind_before_minutes: v.number(),
  resolved_shows_minutes: v.number(),
  notify_maintenance_announced: v.boolean(),
  notify_maintenance_reminder: v.boolean(),
  notify_maintenance_started: v.boolean(),
  notify_maintenance_ended: v.boolean(),
  notify_maintenance_rescheduled: v.boolean(),
  updated_at: stamp,
  version: v.number(),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** An admin, without secrets. `invite_url` is there once, in the answer to the invitation. */
export const adminSchema = v.object({
  id: v.string(),
  email: v.string(),
  name: v.nullable(v.string()),
  state: v.picklist(['active', 'invited', 'disabled']),
  created_at: stamp,
  last_signed_in_at: v.nullable(stamp),
  invite_url: v.optional(v.string()),
  invite_expires_at: v.optional(v.nullable(stamp)),
});
export type Admin = v.InferOutput<typeof adminSchema>;

/** One line of the audit trail: who did what to which thing, and when. */
export const auditEntrySchema = v.object({
  id: v.string(),
  at: stamp,
  admin: v.nullable(v.object({ id: v.string(), email: v.string() })),
  action: v.string(),
  subject_type: v.string(),
  subject_id: v.nullable(v.string()),
  changes: v.record(v.string(), v.unknown()),
});
export type AuditEntry = v.InferOutput<typeof auditEntrySchema>;

/** An RFC 9457 problem. */
export const problemSchema = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  errors: v.optional(v.array(v.object({ pointer: v.string(), detail: v.string() }))),
});
