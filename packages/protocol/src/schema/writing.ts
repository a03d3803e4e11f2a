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

const maintenanceEntries = {
  scheduled_for: plannedInstantSchema,
  scheduled_until: plannedInstantSchema,
  time_zone: timeZoneSchema,
  scheduled_auto_in_progress: flag,
  scheduled_auto_completed: flag,
  auto_transition_to_maintenance_state: flag,
  auto_transition_to_operational_state: flag,
  scheduled_remind_prior: flag,
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
});
export type NewUpdate = v.InferOutput<typeof newUpdateSchema>;

/** `PATCH /api/v1/incidents/:id/updates/:update_id` */
export const updateChangeSchema = v.partial(v.strictObject({ body: bodySchema, display_at: instantSchema }));
export type UpdateChange = v.InferOutput<typeof updateChangeSchema>;

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
  }),
);
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;
