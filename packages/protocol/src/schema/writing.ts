import * as v from 'valibot';
import { componentStatuses, impacts, incidentStatuses, maintenanceStatuses } from '../vocabulary.ts';
import {
  bodySchema,
  descriptionSchema,
  exists,
  idSchema,
  instantSchema,
  nameSchema,
  plannedInstantSchema,
  timeZoneSchema,
  webAddressSchema,
} from './text.ts';

// What admins send. Field names are those of Statuspage's v1 API. Unknown keys are refused.

const flag = v.boolean('Send true or false.');
const oneOf = <const T extends readonly string[]>(words: T) => v.picklist(words, `Send one of: ${words.join(', ')}.`);
const wholeNumber = v.pipe(
  v.number('Send a number.'),
  v.integer('Send a whole number.'),
  v.minValue(0, 'Send a number that is not negative.'),
  v.maxValue(100_000, 'Send a smaller number.'),
);
const day = v.pipe(
  v.string('Send a day as a string.'),
  v.isoDate('Write a day such as 2026-11-24.'),
  v.check(exists, 'This day does not exist.'),
);
const ids = v.pipe(v.array(idSchema, 'Send a list of ids.'), v.maxLength(500, 'Send at most 500 ids.'));
const componentStatusById = v.pipe(
  v.record(idSchema, oneOf(componentStatuses), 'Send an object of component id to status.'),
  v.check((map) => Object.keys(map).length <= 500, 'Send at most 500 components.'),
);

const componentEntries = {
  name: nameSchema,
  description: descriptionSchema,
  group_id: v.nullable(idSchema),
  status: oneOf(componentStatuses),
  position: wholeNumber,
  showcase: flag,
  only_show_if_degraded: flag,
  start_date: v.nullable(day),
};

/** `POST /api/v1/components` */
export const newComponentSchema = v.strictObject({
  ...v.partial(v.strictObject(componentEntries)).entries,
  name: nameSchema,
});
export type NewComponent = v.InferOutput<typeof newComponentSchema>;

/** `PATCH /api/v1/components/:id`: named fields only. */
export const componentChangeSchema = v.partial(v.strictObject(componentEntries));
export type ComponentChange = v.InferOutput<typeof componentChangeSchema>;

/** `POST /api/v1/component-groups` */
export const newGroupSchema = v.strictObject({
  name: nameSchema,
  description: v.optional(descriptionSchema),
  components: v.optional(ids),
  position: v.optional(wholeNumber),
});
export type NewGroup = v.InferOutput<typeof newGroupSchema>;

/** `PATCH /api/v1/component-groups/:id` */
export const groupChangeSchema = v.partial(
  v.strictObject({ name: nameSchema, description: descriptionSchema, components: ids, position: wholeNumber }),
);
export type GroupChange = v.InferOutput<typeof groupChangeSchema>;

/** What a maintenance does by itself. */
const automaticEntries = {
  scheduled_auto_in_progress: flag,
  scheduled_auto_completed: flag,
  auto_transition_to_maintenance_state: flag,
  auto_transition_to_operational_state: flag,
  scheduled_remind_prior: flag,
};
const maintenanceEntries = {
  scheduled_for: plannedInstantSchema,
  scheduled_until: plannedInstantSchema,
  time_zone: timeZoneSchema,
  ...automaticEntries,
  /** Ours: whether the time of a maintenance counts as downtime. */
  counts_as_downtime: flag,
};

const incidentEntries = {
  name: nameSchema,
  status: oneOf([...incidentStatuses, ...maintenanceStatuses]),
  body: bodySchema,
  /** null takes the override back. */
  impact_override: v.nullable(oneOf(impacts)),
  components: componentStatusById,
  component_ids: ids,
  deliver_notifications: flag,
  ...maintenanceEntries,
};

/** `POST /api/v1/incidents`: an incident, or a maintenance when its status is `scheduled`. */
export const newIncidentSchema = v.strictObject({
  ...v.partial(v.strictObject(incidentEntries)).entries,
  name: nameSchema,
  body: bodySchema,
  backfilled: v.optional(flag),
  backfill_date: v.optional(v.nullable(instantSchema)),
  /** The draft that this was: it is gone once this is published. */
  draft_id: v.optional(idSchema),
});
export type NewIncident = v.InferOutput<typeof newIncidentSchema>;

/** `PATCH /api/v1/incidents/:id`: edits what was said of it; updates have their own address. */
export const incidentChangeSchema = v.partial(
  v.strictObject({
    name: nameSchema,
    impact_override: v.nullable(oneOf(impacts)),
    components: componentStatusById,
    component_ids: ids,
    started_at: instantSchema,
    ...maintenanceEntries,
    /** Whether subscribers are told of a new date of a maintenance. */
    deliver_notifications: flag,
  }),
);
export type IncidentChange = v.InferOutput<typeof incidentChangeSchema>;

/** `POST /api/v1/incidents/:id/updates` */
export const newUpdateSchema = v.strictObject({
  status: v.optional(oneOf([...incidentStatuses, ...maintenanceStatuses])),
  body: bodySchema,
  components: v.optional(componentStatusById),
  deliver_notifications: v.optional(flag),
  display_at: v.optional(instantSchema),
  /** Opens a resolved incident again. */
  reopen: v.optional(flag),
  /** The draft that this was: it is gone once this is published. */
  draft_id: v.optional(idSchema),
});
export type NewUpdate = v.InferOutput<typeof newUpdateSchema>;

/** `PATCH /api/v1/incidents/:id/updates/:update_id` */
export const updateChangeSchema = v.partial(v.strictObject({ body: bodySchema, display_at: instantSchema }));
export type UpdateChange = v.InferOutput<typeof updateChangeSchema>;

/** `POST /api/v1/incidents/:id/cancel`: a planned maintenance does not take place, or one under way is broken off. */
export const cancellationSchema = v.strictObject({ body: bodySchema, deliver_notifications: v.optional(flag) });
export type Cancellation = v.InferOutput<typeof cancellationSchema>;

/** `PUT /api/v1/incidents/:id/postmortem`: what will be published once it is ready. */
export const postmortemSchema = v.strictObject({ body: bodySchema });
export type PostmortemInput = v.InferOutput<typeof postmortemSchema>;

/** `PUT /api/v1/incidents/:id/postmortem/publish` */
export const postmortemPublicationSchema = v.strictObject({
  deliver_notifications: v.optional(flag),
  /** When it was published, where that was before it came here. */
  display_at: v.optional(instantSchema),
});
export type PostmortemPublication = v.InferOutput<typeof postmortemPublicationSchema>;

const minutes = v.pipe(
  v.number('Send a number of minutes.'),
  v.integer('Send whole minutes.'),
  v.minValue(1, 'Send at least one minute.'),
  v.maxValue(43_200, 'Send at most 30 days.'),
);
/** A start on the wall clock of a series' zone. */
const localStart = v.pipe(
  v.string('Send a local time as a string.'),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'Write a local time such as 2026-11-29T02:00.'),
  v.check(exists, 'This time does not exist. Send one between the years 1970 and 9998.'),
);

const seriesEntries = {
  name: nameSchema,
  body: bodySchema,
  /** The first start, on the wall clock of `time_zone`. */
  starts_at: localStart,
  duration_minutes: minutes,
  time_zone: timeZoneSchema,
  /** An RFC 5545 recurrence rule that ends, at most ten years after the first start. */
  rrule: v.pipe(v.string('Send a rule as a string.'), v.trim(), v.maxLength(500, 'Send a shorter rule.')),
  component_ids: ids,
  impact_override: v.nullable(oneOf(impacts)),
  deliver_notifications: flag,
  ...automaticEntries,
};

/** `POST /api/v1/maintenance-series`: a maintenance that repeats. */
export const newSeriesSchema = v.strictObject({
  ...v.partial(v.strictObject(seriesEntries)).entries,
  name: nameSchema,
  body: bodySchema,
  starts_at: localStart,
  duration_minutes: minutes,
  rrule: seriesEntries.rrule,
});
export type NewSeries = v.InferOutput<typeof newSeriesSchema>;

/** `POST /api/v1/maintenance-series/preview`: what decides the dates of a series. */
export const seriesPreviewSchema = v.strictObject({
  starts_at: localStart,
  duration_minutes: minutes,
  time_zone: timeZoneSchema,
  rrule: seriesEntries.rrule,
});
export type SeriesPreview = v.InferOutput<typeof seriesPreviewSchema>;

/** `PATCH /api/v1/maintenance-series/:id`: changes all that is still to come and was not moved by hand. */
export const seriesChangeSchema = v.partial(v.strictObject(seriesEntries));
export type SeriesChange = v.InferOutput<typeof seriesChangeSchema>;

/** `PATCH /api/v1/maintenance-series/:id/occurrences/:starts_at`: moves one of them, skips it, or takes it back in. */
export const occurrenceChangeSchema = v.partial(
  v.strictObject({ scheduled_for: plannedInstantSchema, scheduled_until: plannedInstantSchema, skipped: flag }),
);
export type OccurrenceChange = v.InferOutput<typeof occurrenceChangeSchema>;

const templateKind = oneOf(['incident', 'maintenance']);
const templateEntries = {
  /** What admins call it. */
  name: nameSchema,
  /** What the incident will be called; `{{names}}` are filled in when it is used. */
  title: nameSchema,
  body: bodySchema,
  status: v.nullable(oneOf(incidentStatuses)),
  impact_override: v.nullable(oneOf(impacts)),
  components: componentStatusById,
  component_ids: ids,
  duration_minutes: v.nullable(minutes),
  position: wholeNumber,
};

/** `POST /api/v1/templates` */
export const newTemplateSchema = v.strictObject({
  ...v.partial(v.strictObject(templateEntries)).entries,
  kind: templateKind,
  name: nameSchema,
  title: nameSchema,
  body: bodySchema,
});
export type NewTemplate = v.InferOutput<typeof newTemplateSchema>;

/** `PATCH /api/v1/templates/:id` */
export const templateChangeSchema = v.partial(v.strictObject(templateEntries));
export type TemplateChange = v.InferOutput<typeof templateChangeSchema>;

/** The fields of a form as they stand: nothing of it is checked before it is published. */
const draftContent = v.record(v.string(), v.unknown(), 'Send an object of what was written so far.');

/** `POST /api/v1/drafts` */
export const newDraftSchema = v.strictObject({
  kind: oneOf(['incident', 'maintenance', 'update']),
  /** The incident that an update is being written for. */
  incident_id: v.optional(v.nullable(idSchema)),
  content: draftContent,
});
export type NewDraft = v.InferOutput<typeof newDraftSchema>;

/** `PATCH /api/v1/drafts/:id` */
export const draftChangeSchema = v.strictObject({ content: draftContent });
export type DraftChange = v.InferOutput<typeof draftChangeSchema>;

/** `POST /api/v1/text/preview`: what readers will see of a body. */
export const textPreviewSchema = v.strictObject({
  body: v.pipe(v.string('Send a string.'), v.maxLength(25_000, 'Write at most 25,000 characters.')),
});

const languageTag = v.pipe(
  v.string('Send a language tag.'),
  v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Send a language tag such as en or pt-BR.'),
);

/** `PATCH /api/v1/settings` */
export const settingsChangeSchema = v.partial(
  v.strictObject({
    name: nameSchema,
    /** The customer's own site. */
    url: v.nullable(webAddressSchema),
    time_zone: timeZoneSchema,
    languages: v.pipe(
      v.array(languageTag, 'Send a list of language tags.'),
      v.minLength(1, 'Name at least one language.'),
      v.maxLength(20, 'Name at most 20 languages.'),
    ),
    default_language: languageTag,
    support_url: v.nullable(webAddressSchema),
    logo: v.nullable(webAddressSchema),
    favicon: v.nullable(webAddressSchema),
    accent_color: v.nullable(
      v.pipe(v.string('Send a colour.'), v.regex(/^#[0-9a-f]{6}$/i, 'Write a colour such as #1a4fd6.')),
    ),
    theme: oneOf(['auto', 'light', 'dark']),
    remind_before_minutes: v.pipe(wholeNumber, v.maxValue(10_080, 'Remind at most a week ahead.')),
    resolved_shows_minutes: v.pipe(wholeNumber, v.maxValue(1_440, 'Show it for at most a day.')),
    /** Whether subscribers are told of these steps of a maintenance. */
    notify_maintenance_announced: flag,
    notify_maintenance_reminder: flag,
    notify_maintenance_started: flag,
    notify_maintenance_ended: flag,
    notify_maintenance_rescheduled: flag,
  }),
);
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;
