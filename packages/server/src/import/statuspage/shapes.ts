import * as v from 'valibot';

// The documents of Statuspage as far as they are read here. They are other people's: whatever is not needed to understand
// them may be missing, and what is missing is left out or taken from elsewhere.

/** An instant in UTC; one without an offset is taken for UTC, as the API writes those. */
const instant = v.pipe(
  v.string('is no instant'),
  v.check((text) => readInstant(text) !== undefined, 'is no instant'),
  v.transform((text) => readInstant(text) ?? ''),
);
const maybeInstant = v.fallback(v.nullish(instant), null);
const text = v.fallback(v.nullish(v.string()), null);
const flag = v.fallback(v.nullish(v.boolean()), null);
const id = v.pipe(
  v.union([v.string('is no id'), v.pipe(v.number(), v.transform(String))], 'is missing'),
  v.check((value) => /^[\w.:-]{1,100}$/.test(value), 'is no id'),
);
const list = <T extends v.GenericSchema>(item: T) => v.array(item, 'is no list');

export const pageSchema = v.object({
  id,
  name: v.string('is missing'),
  url: text,
  time_zone: text,
  updated_at: maybeInstant,
});

export const componentSchema = v.object({
  id,
  name: v.string('is missing'),
  status: text,
  description: text,
  position: v.fallback(v.nullish(v.number()), null),
  showcase: flag,
  only_show_if_degraded: flag,
  start_date: text,
  created_at: maybeInstant,
  group_id: v.fallback(v.nullish(id), null),
  group: flag,
  /** Of a group: who is in it. */
  components: v.fallback(v.nullish(v.array(v.string())), null),
});
export type StatuspageComponent = v.InferOutput<typeof componentSchema>;

/** A component of an incident: a whole one, or as little as its name. */
const affectedSchema = v.object({
  id: v.fallback(v.nullish(id), null),
  name: v.fallback(v.string(), ''),
  status: text,
  group_id: v.fallback(v.nullish(id), null),
});

export const updateSchema = v.object({
  id: v.fallback(v.nullish(id), null),
  status: text,
  body: text,
  display_at: maybeInstant,
  created_at: maybeInstant,
  updated_at: maybeInstant,
  affected_components: v.fallback(
    v.nullish(
      v.array(v.object({ code: v.fallback(v.nullish(id), null), name: v.fallback(v.string(), ''), new_status: text })),
    ),
    null,
  ),
});
export type StatuspageUpdate = v.InferOutput<typeof updateSchema>;

export const incidentSchema = v.object({
  id,
  name: v.string('is missing'),
  status: v.string('is missing'),
  impact: text,
  impact_override: text,
  created_at: maybeInstant,
  updated_at: maybeInstant,
  started_at: maybeInstant,
  monitoring_at: maybeInstant,
  resolved_at: maybeInstant,
  scheduled_for: maybeInstant,
  scheduled_until: maybeInstant,
  scheduled_auto_in_progress: flag,
  scheduled_auto_completed: flag,
  auto_transition_to_maintenance_state: flag,
  auto_transition_to_operational_state: flag,
  incident_updates: list(updateSchema),
  components: v.fallback(v.nullish(v.array(affectedSchema)), null),
  postmortem_body: text,
  postmortem_body_last_updated_at: maybeInstant,
  postmortem_published_at: maybeInstant,
});
export type StatuspageIncident = v.InferOutput<typeof incidentSchema>;

export const componentGroupSchema = v.object({
  id,
  name: v.string('is missing'),
  description: text,
  position: v.fallback(v.nullish(v.number()), null),
  components: v.fallback(v.nullish(v.array(v.string())), null),
});

export const subscriberSchema = v.object({
  id,
  mode: text,
  email: text,
  quarantined_at: v.fallback(v.nullish(v.string()), null),
  purge_at: v.fallback(v.nullish(v.string()), null),
  skip_confirmation_notification: flag,
  components: v.fallback(v.nullish(v.array(v.string())), null),
  created_at: maybeInstant,
});

/** One page of the archive: three months, with a line for each incident. */
export const historySchema = v.object({
  months: list(
    v.object({
      name: text,
      year: v.fallback(v.nullish(v.number()), null),
      incidents: v.fallback(
        v.array(v.object({ code: id, name: text, message: text, impact: text, timestamp: text })),
        [],
      ),
    }),
  ),
});

/** An instant as ISO 8601 in UTC; undefined for what is none. */
export function readInstant(text: string): string | undefined {
  const written = text.trim().replace(/ UTC$/, 'Z');
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(written)) return undefined;
  const isZoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(written);
  const instant = new Date(`${written.replace(' ', 'T')}${isZoned ? '' : 'Z'}`);
  const year = instant.getUTCFullYear();
  return Number.isNaN(instant.getTime()) || year < 1970 || year > 9998 ? undefined : instant.toISOString();
}
