import * as v from 'valibot';
import { impacts } from '../vocabulary.ts';
import { componentSchema, incidentSchema, maintenanceSchema } from './document.ts';

// What the write API answers with: the v2 shapes plus what only admins see.

const stamp = v.string();

const adminsOnly = {
  impact_override: v.nullable(v.picklist(impacts)),
  backfilled: v.boolean(),
  /** Changes with each edit; sent as ETag, expected in If-Match. */
  version: v.number(),
};

/** An incident as admins see it. */
export const adminIncidentSchema = v.object({ ...incidentSchema.entries, ...adminsOnly });
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
});
export type AdminMaintenance = v.InferOutput<typeof adminMaintenanceSchema>;

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
