import * as v from 'valibot';
import {
  alertActions,
  alertCaseStates,
  alertDeliveryStates,
  alertOutcomes,
  alertSeverities,
  alertSourceKinds,
  alertStates,
  componentStatuses,
  impacts,
} from '../vocabulary.ts';
import { bodySchema, idSchema, nameSchema, textWithin } from './text.ts';

// Alerts that come in, the rules that say what becomes of them, and what admins see of both.

const stamp = v.string();
const flag = v.boolean('Send true or false.');
const oneOf = <const T extends readonly string[]>(words: T) => v.picklist(words, `Send one of: ${words.join(', ')}.`);
const filled = (most: number) => v.pipe(textWithin(most), v.minLength(1, 'Write at least one character.'));

/** The name of a header of HTTP. */
const headerName = v.pipe(
  v.string('Send the name of a header.'),
  v.maxLength(64, 'Send a shorter name.'),
  v.regex(/^[A-Za-z0-9-]+$/, 'Send the name of a header: letters, digits and hyphens.'),
  v.toLowerCase(),
);

/**
 * How a sender proves itself beside its secret address: `header`, `bearer` and `basic` send a secret as it is, the
 * others sign each delivery.
 */
export const alertVerificationSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({ kind: v.literal('header'), header: headerName }),
  v.strictObject({ kind: v.literal('bearer') }),
  /** The secret is user:password. */
  v.strictObject({ kind: v.literal('basic') }),
  v.strictObject({ kind: v.literal('pagerduty') }),
  v.strictObject({
    kind: v.literal('grafana'),
    header: v.optional(headerName, 'x-grafana-alerting-signature'),
    timestamp_header: v.optional(v.nullable(headerName), null),
  }),
  v.strictObject({ kind: v.literal('standard_webhooks') }),
  v.strictObject({ kind: v.literal('sns') }),
]);
export type AlertVerification = v.InferOutput<typeof alertVerificationSchema>;

/** A dotted path with indexes, such as `alerts[0].labels.severity`. */
const dottedPath = v.pipe(
  textWithin(200),
  v.regex(
    /^$|^[^.[\]\s]+(\[\d{1,4}\])*(\.[^.[\]\s]+(\[\d{1,4}\])*)*$|^(\[\d{1,4}\])+(\.[^.[\]\s]+(\[\d{1,4}\])*)*$/,
    'Write a path such as alerts[0].labels.severity.',
  ),
);
const part = v.union(
  [v.strictObject({ path: dottedPath }), v.strictObject({ value: textWithin(500) })],
  'Send {path} or {value}.',
);
const wordMap = <const T extends readonly string[]>(words: T) =>
  v.pipe(
    v.record(textWithin(200), oneOf(words), 'Send an object of what the sender says to what it means.'),
    v.check((map) => Object.keys(map).length <= 50, 'Send at most 50 words.'),
  );

/** Where the parts of an alert stand in JSON of any shape. */
export const alertMappingSchema = v.strictObject({
  /** The path to a list of alerts in one delivery; empty: the delivery is one alert. The other paths begin in it. */
  alerts: v.optional(dottedPath, ''),
  key: part,
  title: part,
  state: part,
  /** What the sender says to what it means, without regard to case; `*` is any other word. */
  states: v.optional(wordMap(alertStates), {}),
  severity: v.optional(v.nullable(part), null),
  severities: v.optional(wordMap(alertSeverities), {}),
  body: v.optional(v.nullable(part), null),
  url: v.optional(v.nullable(part), null),
  started_at: v.optional(v.nullable(part), null),
  ended_at: v.optional(v.nullable(part), null),
  entities: v.optional(v.nullable(part), null),
  labels: v.optional(
    v.pipe(
      v.record(filled(100), part),
      v.check((map) => Object.keys(map).length <= 50, 'Send at most 50 labels.'),
    ),
    {},
  ),
});
export type AlertMapping = v.InferOutput<typeof alertMappingSchema>;

const arn = v.pipe(
  v.string('Send a topic as a string.'),
  v.regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d+:[A-Za-z0-9_.-]{1,256}$/, 'Send the ARN of a topic.'),
);
const sourceEntries = {
  name: nameSchema,
  is_enabled: flag,
  verification: alertVerificationSchema,
  mapping: v.nullable(alertMappingSchema),
  topic_arns: v.pipe(v.array(arn, 'Send a list of topics.'), v.maxLength(20, 'Send at most 20 topics.')),
};

/** `POST /api/v1/alert-sources` */
export const newAlertSourceSchema = v.strictObject({
  ...v.partial(v.strictObject(sourceEntries)).entries,
  kind: oneOf(alertSourceKinds),
  name: nameSchema,
});
export type NewAlertSource = v.InferOutput<typeof newAlertSourceSchema>;

/** `PATCH /api/v1/alert-sources/:id`: named fields only. */
export const alertSourceChangeSchema = v.partial(v.strictObject(sourceEntries));
export type AlertSourceChange = v.InferOutput<typeof alertSourceChangeSchema>;

/** `POST /api/v1/alert-sources/:id/secrets`: one of the sender's, or none to be given a new one. */
export const newAlertSecretSchema = v.strictObject({
  secret: v.optional(
    v.pipe(
      v.string('Send a string.'),
      v.minLength(8, 'Send at least 8 characters.'),
      v.maxLength(500, 'Send at most 500 characters.'),
      v.regex(/^[\x21-\x7e]+$/, 'Send printable ASCII without blanks.'),
    ),
  ),
  /** How long the others stay good; by default a day. */
  others_expire_in_minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(43_200)), 1_440),
});
export type NewAlertSecret = v.InferOutput<typeof newAlertSecretSchema>;

/** A secret, of which only the end is told. */
export const alertSecretSchema = v.object({
  id: v.string(),
  hint: v.string(),
  created_at: stamp,
  expires_at: v.nullable(stamp),
});
/** The answer to a new one: the only time that it is told. */
export const madeAlertSecretSchema = v.object({ ...alertSecretSchema.entries, secret: v.string() });
export type MadeAlertSecret = v.InferOutput<typeof madeAlertSecretSchema>;

/** A source as admins see it. */
export const alertSourceSchema = v.object({
  id: v.string(),
  kind: v.picklist(alertSourceKinds),
  name: v.string(),
  is_enabled: v.boolean(),
  /** Where the sender posts to. It is a secret. */
  address: v.string(),
  /** Until when the address before it works. */
  previous_address_until: v.nullable(stamp),
  verification: alertVerificationSchema,
  secrets: v.array(alertSecretSchema),
  mapping: v.nullable(alertMappingSchema),
  topic_arns: v.array(v.string()),
  last_received_at: v.nullable(stamp),
  created_at: stamp,
  updated_at: stamp,
  version: v.number(),
});
export type AlertSource = v.InferOutput<typeof alertSourceSchema>;

/** An alert, whoever sent it. */
export const innerAlertSchema = v.object({
  key: v.string(),
  state: v.picklist(alertStates),
  severity: v.nullable(v.picklist(alertSeverities)),
  title: v.string(),
  body: v.nullable(v.string()),
  url: v.nullable(v.string()),
  started_at: v.nullable(stamp),
  ended_at: v.nullable(stamp),
  labels: v.record(v.string(), v.string()),
  entities: v.array(v.string()),
  /** The sender only tries its address: nothing is opened. */
  is_test: v.boolean(),
});
export type InnerAlert = v.InferOutput<typeof innerAlertSchema>;

/** What became of one alert of a delivery. */
export const alertOutcomeSchema = v.object({
  key: v.string(),
  state: v.picklist(alertStates),
  title: v.string(),
  became: v.picklist(alertOutcomes),
  rule_id: v.nullable(v.string()),
  case_id: v.nullable(v.string()),
  draft_id: v.nullable(v.string()),
  incident_id: v.nullable(v.string()),
});
export type AlertOutcome = v.InferOutput<typeof alertOutcomeSchema>;

/** Something that a source delivered: `GET /api/v1/alert-sources/:id/deliveries`, newest first. */
export const alertDeliverySchema = v.object({
  id: v.string(),
  source_id: v.string(),
  received_at: stamp,
  state: v.picklist(alertDeliveryStates),
  reason: v.nullable(v.string()),
  outcomes: v.array(alertOutcomeSchema),
  bytes: v.number(),
});
export type AlertDelivery = v.InferOutput<typeof alertDeliverySchema>;

/** `GET /api/v1/alert-deliveries/:id`: with what came in, as text, and the alerts that are read from it now. */
export const wholeAlertDeliverySchema = v.object({
  ...alertDeliverySchema.entries,
  body: v.string(),
  alerts: v.array(innerAlertSchema),
});
export type WholeAlertDelivery = v.InferOutput<typeof wholeAlertDeliverySchema>;

/** `POST /api/v1/alert-sources/:id/try-mapping`: what a mapping would read from a delivery; by default the last one. */
export const mappingTrialSchema = v.strictObject({
  mapping: alertMappingSchema,
  delivery_id: v.optional(v.pipe(v.string(), v.regex(/^\d{1,18}$/, 'Send the id of a delivery.'))),
});
export type MappingTrial = v.InferOutput<typeof mappingTrialSchema>;

/** What it read, and what it missed: one sentence for each part that is not there. */
export const mappingTrialResultSchema = v.object({
  delivery_id: v.nullable(v.string()),
  body: v.nullable(v.string()),
  alerts: v.array(innerAlertSchema),
  complaints: v.array(v.string()),
});
export type MappingTrialResult = v.InferOutput<typeof mappingTrialResultSchema>;

/** What a rule looks at. `label` needs the name of one; `policy` and `condition` are labels of New Relic. */
export const alertConditionFields = ['severity', 'title', 'entity', 'policy', 'condition', 'label', 'key'] as const;
/** `matches`: with * for any characters. All without regard to case. `at_least` is for severity. */
export const alertConditionOperators = ['equals', 'contains', 'matches', 'not_equals', 'at_least'] as const;

/** One thing that has to hold. */
export const alertConditionSchema = v.pipe(
  v.strictObject({
    field: oneOf(alertConditionFields),
    name: v.optional(v.nullable(filled(100)), null),
    is: oneOf(alertConditionOperators),
    value: filled(300),
  }),
  v.forward(
    v.check(({ field, name }) => field !== 'label' || name !== null, 'Send the name of the label.'),
    ['name'],
  ),
  v.forward(
    v.check(
      ({ field, is, value }) =>
        is !== 'at_least' || (field === 'severity' && (alertSeverities as readonly string[]).includes(value)),
      `Compare a severity: send one of ${alertSeverities.join(', ')}.`,
    ),
    ['value'],
  ),
);
export type AlertCondition = v.InferOutput<typeof alertConditionSchema>;

const ruleEntries = {
  name: nameSchema,
  is_enabled: flag,
  position: v.pipe(v.number('Send a number.'), v.integer(), v.minValue(0), v.maxValue(100_000)),
  source_id: v.nullable(idSchema),
  conditions: v.pipe(v.array(alertConditionSchema, 'Send a list.'), v.maxLength(20, 'Send at most 20 conditions.')),
  action: oneOf(alertActions),
  groups_alerts: flag,
  components: v.pipe(
    v.record(idSchema, oneOf(componentStatuses), 'Send an object of component id to status.'),
    v.check((map) => Object.keys(map).length <= 500, 'Send at most 500 components.'),
  ),
  impact_override: v.nullable(oneOf(impacts)),
  template_id: v.nullable(idSchema),
  incident_name: v.nullable(nameSchema),
  body: v.nullable(bodySchema),
  deliver_notifications: flag,
  hold_seconds: v.pipe(v.number('Send a number of seconds.'), v.integer(), v.minValue(0), v.maxValue(86_400)),
  resolves: flag,
};

/** `POST /api/v1/alert-rules`. In name and body, `{{title}}`, `{{severity}}`, `{{entity}}` and `{{label.NAME}}` stand for the alert's. */
export const newAlertRuleSchema = v.strictObject({
  ...v.partial(v.strictObject(ruleEntries)).entries,
  name: nameSchema,
});
export type NewAlertRule = v.InferOutput<typeof newAlertRuleSchema>;

/** `PATCH /api/v1/alert-rules/:id`: named fields only. `position` moves, the others shift. */
export const alertRuleChangeSchema = v.partial(v.strictObject(ruleEntries));
export type AlertRuleChange = v.InferOutput<typeof alertRuleChangeSchema>;

/** A rule as admins see it. */
export const alertRuleSchema = v.object({
  id: v.string(),
  name: v.string(),
  is_enabled: v.boolean(),
  position: v.number(),
  source_id: v.nullable(v.string()),
  conditions: v.array(alertConditionSchema),
  action: v.picklist(alertActions),
  groups_alerts: v.boolean(),
  components: v.record(v.string(), v.picklist(componentStatuses)),
  impact_override: v.nullable(v.picklist(impacts)),
  template_id: v.nullable(v.string()),
  incident_name: v.nullable(v.string()),
  body: v.nullable(v.string()),
  deliver_notifications: v.boolean(),
  hold_seconds: v.number(),
  resolves: v.boolean(),
  created_at: stamp,
  updated_at: stamp,
  version: v.number(),
});
export type AlertRule = v.InferOutput<typeof alertRuleSchema>;

/** `POST /api/v1/alert-rules/dry-run`: one rule as it is being written, at its place, over what came in the last days. */
export const ruleTrialSchema = v.strictObject({
  rule: newAlertRuleSchema,
  /** The rule that it would replace; without, it would be a new one. */
  rule_id: v.optional(v.nullable(idSchema), null),
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)), 7),
});
export type RuleTrial = v.InferOutput<typeof ruleTrialSchema>;

/** What would have become of each alert, newest first. */
export const ruleTrialResultSchema = v.object({
  looked_at: v.number(),
  matched: v.number(),
  alerts: v.array(
    v.object({
      delivery_id: v.string(),
      received_at: stamp,
      source_id: v.string(),
      alert: innerAlertSchema,
      /** Whether this rule decides; if not, which one does (null: none, so the default draft). */
      matches: v.boolean(),
      decided_by: v.nullable(v.string()),
      action: v.picklist(alertActions),
    }),
  ),
});
export type RuleTrialResult = v.InferOutput<typeof ruleTrialResultSchema>;

/** One thing that a source says is wrong. */
export const caseAlertSchema = v.object({
  key: v.string(),
  state: v.picklist(alertStates),
  severity: v.nullable(v.string()),
  title: v.string(),
  url: v.nullable(v.string()),
  entities: v.array(v.string()),
  labels: v.record(v.string(), v.string()),
  times_fired: v.number(),
  first_seen_at: stamp,
  last_seen_at: stamp,
  ended_at: v.nullable(stamp),
});

/** What some alerts became: `GET /api/v1/alert-cases?state=open|closed`. */
export const alertCaseSchema = v.object({
  id: v.string(),
  title: v.string(),
  state: v.picklist(alertCaseStates),
  source: v.nullable(v.object({ id: v.string(), name: v.string(), kind: v.picklist(alertSourceKinds) })),
  rule: v.nullable(v.object({ id: v.string(), name: v.string() })),
  draft_id: v.nullable(v.string()),
  incident_id: v.nullable(v.string()),
  /** The proposal that waits for a person: to resolve the incident. */
  proposal_draft_id: v.nullable(v.string()),
  /** Whether a person has changed the incident since the machine last did. */
  touched: v.boolean(),
  alerts: v.array(caseAlertSchema),
  opened_at: stamp,
  recovered_at: v.nullable(stamp),
  closed_at: v.nullable(stamp),
});
export type AlertCase = v.InferOutput<typeof alertCaseSchema>;
