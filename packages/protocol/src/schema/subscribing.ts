import * as v from 'valibot';
import { channels, deliveryStates, subscriptionKinds, suppressionReasons } from '../vocabulary.ts';
import { idSchema, timeZoneSchema } from './text.ts';

// Subscribing, and what admins see of subscribers and of what they are told.

const stamp = v.string();
const oneOf = <const T extends readonly string[]>(words: T) => v.picklist(words, `Send one of: ${words.join(', ')}.`);
const ids = v.pipe(v.array(idSchema, 'Send a list of ids.'), v.maxLength(500, 'Send at most 500 ids.'));
const kinds = v.pipe(
  v.array(oneOf(subscriptionKinds), 'Send a list of kinds.'),
  v.minLength(1, 'Name at least one of: incident, maintenance.'),
  v.maxLength(10, 'Name each kind once.'),
  v.transform((named) => subscriptionKinds.filter((kind) => named.includes(kind))),
);
const locale = v.pipe(
  v.string('Send a language tag.'),
  v.maxLength(35, 'Send a language tag such as en or pt-BR.'),
  v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Send a language tag such as en or pt-BR.'),
);

const base64url = (most: number) =>
  v.pipe(
    v.string('Send a string.'),
    v.maxLength(most, 'This is longer than any browser makes it.'),
    v.regex(/^[A-Za-z0-9_-]+={0,2}$/, 'Send it in base64url, as the browser gives it.'),
  );

/** A push subscription as `PushSubscription.toJSON()` gives it (W3C Push API). */
export const pushSubscriptionSchema = v.object({
  endpoint: v.pipe(
    v.string('Send the endpoint as a string.'),
    v.maxLength(2_000, 'Send an endpoint of at most 2,000 characters.'),
    v.url('Send the endpoint as the browser gives it.'),
  ),
  expirationTime: v.optional(v.nullable(v.number())),
  keys: v.object({ p256dh: base64url(100), auth: base64url(40) }, 'Send the keys p256dh and auth.'),
});
export type PushSubscriptionJson = v.InferOutput<typeof pushSubscriptionSchema>;

/** `GET /api/subscriptions/challenge`: the nonce makes SHA-256(challenge + nonce) begin with `difficulty` zero bits. */
export const challengeSchema = v.object({
  challenge: v.string(),
  difficulty: v.number(),
  /** A request that is sent earlier is refused. */
  not_before: stamp,
});
export type Challenge = v.InferOutput<typeof challengeSchema>;

const proof = v.strictObject(
  {
    challenge: v.pipe(v.string('Send the challenge.'), v.maxLength(300, 'This is no challenge of ours.')),
    nonce: v.pipe(
      v.union([v.string(), v.number()], 'Send the nonce as a string.'),
      v.transform(String),
      v.maxLength(64, 'Send a nonce of at most 64 characters.'),
    ),
  },
  'Ask GET /api/subscriptions/challenge for a challenge, and send {challenge, nonce}.',
);

const choiceEntries = {
  /** Empty together with `groups`: everything. */
  components: ids,
  /** With all components that ever belong to them. */
  groups: ids,
  kinds,
  locale,
  time_zone: timeZoneSchema,
};

/**
 * `POST /api/subscriptions`. `address` is an email address or the address of a webhook; a push subscription is sent as
 * `subscription`. The answer is the same for everyone.
 */
export const newSubscriptionSchema = v.strictObject({
  channel: oneOf(channels),
  address: v.optional(
    v.pipe(v.string('Send the address as a string.'), v.trim(), v.maxLength(2_000, 'Send a shorter address.')),
  ),
  subscription: v.optional(pushSubscriptionSchema),
  ...v.partial(v.strictObject(choiceEntries)).entries,
  /** Follows this one until it is over. */
  incident_id: v.optional(v.nullable(idSchema)),
  proof,
});
export type NewSubscription = v.InferOutput<typeof newSubscriptionSchema>;

/** `DELETE /api/subscriptions`: a browser that lets go of its push subscription says so. */
export const pushFarewellSchema = v.strictObject({
  channel: v.literal('web_push', 'Send web_push: only browsers let go of a subscription by themselves.'),
  subscription: pushSubscriptionSchema,
});

/** `PATCH /api/subscriptions/TOKEN` */
export const subscriptionChangeSchema = v.partial(v.strictObject(choiceEntries));
export type SubscriptionChange = v.InferOutput<typeof subscriptionChangeSchema>;

const viewEntries = {
  channel: v.picklist(channels),
  state: v.picklist(['pending', 'confirmed']),
  components: v.array(v.string()),
  groups: v.array(v.string()),
  kinds: v.array(v.picklist(subscriptionKinds)),
  incident_id: v.nullable(v.string()),
  locale: v.string(),
  time_zone: v.string(),
};

/** `GET /api/subscriptions/TOKEN`: what a subscriber sees of their own subscription. */
export const subscriptionSchema = v.object({
  ...viewEntries,
  /** Enough to recognise it, not enough to learn it: `m…@fernhill.example`. */
  address_hint: v.string(),
});
export type Subscription = v.InferOutput<typeof subscriptionSchema>;

/** `GET /api/v1/subscribers` */
export const subscriberSchema = v.object({
  id: v.string(),
  ...viewEntries,
  address: v.string(),
  source: v.picklist(['page', 'import']),
  consented_at: v.nullable(stamp),
  consent_source: v.nullable(v.string()),
  requested_at: stamp,
  confirmed_at: v.nullable(stamp),
});
export type Subscriber = v.InferOutput<typeof subscriberSchema>;

/** How many, by channel; channels that nobody uses are left out. */
const countByChannel = v.record(v.string(), v.number());

/** `GET /api/v1/subscribers/counts` */
export const subscriberCountsSchema = v.object({ confirmed: countByChannel, pending: countByChannel });
export type SubscriberCounts = v.InferOutput<typeof subscriberCountsSchema>;

/** `POST /api/v1/subscribers/audience`: what a composer asks before it publishes. */
export const audienceQuestionSchema = v.strictObject({
  kind: oneOf(subscriptionKinds),
  component_ids: ids,
  /** Whoever follows this one is told as well. */
  incident_id: v.optional(v.nullable(idSchema)),
});
export type AudienceQuestion = v.InferOutput<typeof audienceQuestionSchema>;

/** How many people would be told, by channel. */
export const audienceSchema = v.object({ counts: countByChannel, total: v.number() });
export type Audience = v.InferOutput<typeof audienceSchema>;

/** `POST /api/v1/subscribers/erase`: everything that is stored of an address. */
export const erasureSchema = v.strictObject({
  address: v.pipe(
    v.string('Send the address as a string.'),
    v.trim(),
    v.minLength(1, 'Send an address.'),
    v.maxLength(2_000, 'Send an address of at most 2,000 characters.'),
    v.check((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'Send an address without control characters.'),
  ),
});
export const erasedSchema = v.object({ erased: v.number() });

/** `POST /api/v1/subscribers/import` */
export const importResultSchema = v.object({
  imported: v.number(),
  /** Line 1 is the head. */
  skipped: v.array(v.object({ line: v.number(), reason: v.string() })),
});
export type ImportResult = v.InferOutput<typeof importResultSchema>;

const deliveryCounts = v.object({
  waiting: v.number(),
  sent: v.number(),
  failed: v.number(),
  superseded: v.number(),
  suppressed: v.number(),
});
export type DeliveryCounts = v.InferOutput<typeof deliveryCounts>;

/** One notice with how its deliveries stand; `waiting` includes those that are being sent. */
export const noticeSchema = v.object({
  id: v.string(),
  incident_id: v.string(),
  update_id: v.string(),
  kind: v.picklist(['update', 'reminder', 'rescheduled']),
  created_at: stamp,
  /** null while the deliveries are not planned yet. */
  expanded_at: v.nullable(stamp),
  counts: v.record(v.string(), deliveryCounts),
  /** The commonest reasons of what failed or has to wait. */
  reasons: v.array(
    v.object({
      channel: v.picklist(channels),
      state: v.picklist(deliveryStates),
      reason: v.string(),
      count: v.number(),
    }),
  ),
});
export type Notice = v.InferOutput<typeof noticeSchema>;

/** `POST /api/v1/notices/:id/retry`: how many failed deliveries are tried again. */
export const retriedSchema = v.object({ retried: v.number() });

/** `GET /api/v1/suppressions` */
export const suppressionSchema = v.object({
  id: v.string(),
  channel: v.picklist(channels),
  address: v.string(),
  reason: v.picklist(suppressionReasons),
  detail: v.nullable(v.string()),
  created_at: stamp,
});
export type Suppression = v.InferOutput<typeof suppressionSchema>;

/** `GET /api/v1/notifications`: how sending is going. */
export const sendingSchema = v.object({
  /** The channels that a sender has said it can send by. */
  channels: v.array(v.picklist(channels)),
  /** Why nothing is sent until an operator resumes it; null while sending goes on. */
  held: v.nullable(v.object({ since: stamp, because: v.string() })),
  last_sender_at: v.nullable(stamp),
  waiting: v.number(),
  /** Seconds that the oldest due delivery or letter has been waiting; null when none is. */
  oldest_due_seconds: v.nullable(v.number()),
  email: v.object({
    configured: v.boolean(),
    from: v.nullable(v.string()),
    /** Host and port, without user and password. */
    server: v.nullable(v.string()),
    signed_by: v.nullable(v.string()),
  }),
  /** Where mail providers report bounces and complaints to, by provider. */
  bounce_hooks: v.record(v.string(), v.string()),
});
export type Sending = v.InferOutput<typeof sendingSchema>;

/** `POST /api/v1/notifications/check-email`: whether the mail server can be reached and takes our sender. */
export const emailCheckSchema = v.object({
  works: v.boolean(),
  /** What was found, step by step, for a person. */
  steps: v.array(v.object({ step: v.string(), ok: v.boolean(), detail: v.string() })),
});
export type EmailCheck = v.InferOutput<typeof emailCheckSchema>;

/** `POST /api/v1/notifications/test`: a message to the admin who asks, as subscribers get them. */
export const testMessageSchema = v.strictObject({ channel: v.literal('email', 'Send email.') });
