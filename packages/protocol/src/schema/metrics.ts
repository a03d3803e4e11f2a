import * as v from 'valibot';
import { metricLevels, metricRanges, metricSources } from '../vocabulary.ts';
import { descriptionSchema, idSchema, nameSchema } from './text.ts';

// Metrics: what admins send and see of them, and what readers get. Names are those of Statuspage's v1 API where it has
// one. Values are numbers in the unit that `suffix` names; instants are ISO 8601.

const stamp = v.string();
const flag = v.boolean('Send true or false.');
const oneOf = <const T extends readonly string[]>(words: T) => v.picklist(words, `Send one of: ${words.join(', ')}.`);
const number = v.pipe(v.number('Send a number.'), v.finite('Send a finite number.'));
const text = (most: number) =>
  v.pipe(
    v.string('Send a string.'),
    v.trim(),
    v.maxLength(most, `Write at most ${most.toLocaleString('en')} characters.`),
  );
const something = v.minLength<string, 1, string>(1, 'Write at least one character.');
const accountId = v.pipe(v.number('Send the number of an account.'), v.integer('Send a whole number.'), v.minValue(1));

/** From where on a value is yellow, and from where on red. */
export const thresholdsSchema = v.pipe(
  v.strictObject({
    yellow: number,
    red: number,
    worse: v.picklist(['above', 'below'], 'Send above or below.'),
  }),
  v.forward(
    v.check(
      ({ yellow, red, worse }) => (worse === 'above' ? red >= yellow : red <= yellow),
      'Send a red threshold that is worse than the yellow one.',
    ),
    ['red'],
  ),
);

/** The four figures that New Relic keeps of every application. */
export const goldenFigures = ['response_time', 'throughput', 'error_rate', 'apdex'] as const;

/** What is asked of New Relic by NerdGraph: a golden figure of an entity, or a query of the admin's own. */
export const newRelicQuerySchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('golden'),
    entity_guid: v.pipe(text(300), something),
    figure: oneOf(goldenFigures),
  }),
  v.strictObject({
    kind: v.literal('nrql'),
    /** One SELECT that gives one number. Where it is not said, the account is the configured one. */
    nrql: v.pipe(text(4_000), something),
    account_id: v.optional(v.nullable(accountId)),
  }),
]);
export type NewRelicQuery = v.InferOutput<typeof newRelicQuerySchema>;

/** What is asked of New Relic's REST API v2, for accounts without NerdGraph. */
export const newRelicRestQuerySchema = v.strictObject({
  application_id: v.pipe(v.number('Send the number of an application.'), v.integer(), v.minValue(1)),
  figure: oneOf(goldenFigures),
});
export type NewRelicRestQuery = v.InferOutput<typeof newRelicRestQuerySchema>;

/** What is asked of Prometheus: an expression that gives one series. */
export const prometheusQuerySchema = v.strictObject({ promql: v.pipe(text(4_000), something) });
export type PrometheusQuery = v.InferOutput<typeof prometheusQuerySchema>;

/** Where the points of a metric come from, and what is asked for there. */
export const metricOriginSchema = v.variant('source', [
  v.strictObject({ source: v.literal('new_relic'), query: newRelicQuerySchema }),
  v.strictObject({ source: v.literal('new_relic_rest'), query: newRelicRestQuerySchema }),
  v.strictObject({ source: v.literal('prometheus'), query: prometheusQuerySchema }),
  v.strictObject({ source: v.literal('push'), query: v.optional(v.strictObject({}), {}) }),
]);
export type MetricOrigin = v.InferOutput<typeof metricOriginSchema>;

const shownEntries = {
  name: nameSchema,
  tooltip_description: descriptionSchema,
  /** The unit, as it stands behind a value. */
  suffix: text(16),
  decimal_places: v.pipe(number, v.integer('Send a whole number.'), v.minValue(0), v.maxValue(6, 'Send at most 6.')),
  y_axis_min: v.nullable(number),
  y_axis_max: v.nullable(number),
  y_axis_hidden: flag,
  thresholds: v.nullable(thresholdsSchema),
};
const askedEntries = {
  factor: v.pipe(
    number,
    v.check((factor) => factor !== 0, 'Send a factor other than 0.'),
  ),
  interval_seconds: v.pipe(
    number,
    v.integer('Send a whole number.'),
    v.minValue(60, 'Ask at most once a minute: send at least 60.'),
    v.maxValue(3_600, 'Ask at least once an hour: send at most 3600.'),
  ),
  display: flag,
  position: v.pipe(number, v.integer('Send a whole number.'), v.minValue(0), v.maxValue(100_000)),
};

/** `POST /api/v1/metrics` */
export const newMetricSchema = v.strictObject({
  ...v.partial(v.strictObject({ ...shownEntries, ...askedEntries })).entries,
  name: nameSchema,
  origin: metricOriginSchema,
});
export type NewMetric = v.InferOutput<typeof newMetricSchema>;

/** `PATCH /api/v1/metrics/:id`: named fields only. */
export const metricChangeSchema = v.partial(
  v.strictObject({ ...shownEntries, ...askedEntries, origin: metricOriginSchema }),
);
export type MetricChange = v.InferOutput<typeof metricChangeSchema>;

/** A metric as readers see it. Where it is read, and what is asked for there, is not told. */
export const publicMetricSchema = v.object({
  id: v.string(),
  name: v.string(),
  tooltip_description: v.nullable(v.string()),
  suffix: v.string(),
  decimal_places: v.number(),
  y_axis_min: v.nullable(v.number()),
  y_axis_max: v.nullable(v.number()),
  y_axis_hidden: v.boolean(),
  thresholds: v.nullable(thresholdsSchema),
  interval_seconds: v.number(),
});
export type PublicMetric = v.InferOutput<typeof publicMetricSchema>;

/** A metric as admins see it. */
export const metricSchema = v.object({
  ...publicMetricSchema.entries,
  position: v.number(),
  display: v.boolean(),
  origin: metricOriginSchema,
  factor: v.number(),
  /** Whether a token to push with was made. */
  has_push_token: v.boolean(),
  last_fetched_at: v.nullable(stamp),
  most_recent_data_at: v.nullable(stamp),
  most_recent_value: v.nullable(v.number()),
  level: v.nullable(v.picklist(metricLevels)),
  /** Failures in a row, and why the last try gave nothing. From the fifth on it is asked once a minute until it answers. */
  failures: v.number(),
  last_error: v.nullable(v.object({ code: v.string(), detail: v.string(), at: stamp })),
  created_at: stamp,
  updated_at: stamp,
  version: v.number(),
});
export type Metric = v.InferOutput<typeof metricSchema>;

/** Values at equal steps of time; null where there is none. The first step begins at `begins_at`. */
export const seriesOfPointsSchema = v.object({
  begins_at: stamp,
  step_seconds: v.number(),
  values: v.array(v.nullable(v.number())),
});
export type SeriesOfPoints = v.InferOutput<typeof seriesOfPointsSchema>;

/** `POST /api/v1/metrics/try`: reads a metric once, without keeping anything. */
export const metricTrialSchema = v.strictObject({
  origin: metricOriginSchema,
  factor: v.optional(askedEntries.factor),
});
export type MetricTrial = v.InferOutput<typeof metricTrialSchema>;

/** What a try gave: the newest value, and the last hours as far as the source tells them. */
export const metricTrialResultSchema = v.object({
  value: v.number(),
  as_of: stamp,
  series: v.nullable(seriesOfPointsSchema),
  /** What the source says that may help to write label and unit. */
  suggested: v.object({ suffix: v.nullable(v.string()), decimal_places: v.nullable(v.number()) }),
});
export type MetricTrialResult = v.InferOutput<typeof metricTrialResultSchema>;

/** `GET /api/v1/metrics/:id/points?range=`: what readers see, and how far the values went. */
export const metricPointsSchema = v.object({ range: v.picklist(metricRanges), series: seriesOfPointsSchema });
export type MetricPoints = v.InferOutput<typeof metricPointsSchema>;

/** Where metrics can be read from: `GET /api/v1/metric-sources`. */
export const metricSourceStateSchema = v.object({
  source: v.picklist(metricSources),
  is_configured: v.boolean(),
  /** What is missing, or what it is configured as, in words for admins. Never a key. */
  detail: v.string(),
});
export type MetricSourceState = v.InferOutput<typeof metricSourceStateSchema>;

/** Something that New Relic watches: `GET /api/v1/metric-sources/new-relic/entities?q=`. */
export const newRelicEntitySchema = v.object({
  guid: v.string(),
  name: v.string(),
  type: v.string(),
  account_id: v.nullable(v.number()),
  is_reporting: v.boolean(),
});
export type NewRelicEntity = v.InferOutput<typeof newRelicEntitySchema>;

/** An application of the REST API: `GET /api/v1/metric-sources/new-relic-rest/applications?q=`. */
export const newRelicApplicationSchema = v.object({ id: v.number(), name: v.string(), is_reporting: v.boolean() });
export type NewRelicApplication = v.InferOutput<typeof newRelicApplicationSchema>;

const pointEntries = {
  /** Seconds since 1970. */
  timestamp: v.pipe(
    number,
    v.minValue(0, 'Send seconds since 1970.'),
    v.maxValue(100_000_000_000, 'Send seconds since 1970; this looks like milliseconds.'),
  ),
  value: number,
};

/** `POST /api/v1/metrics/:id/data`, as Statuspage takes it. */
export const pushedPointSchema = v.strictObject({ data: v.object(pointEntries) });
export type PushedPoint = v.InferOutput<typeof pushedPointSchema>;

/** `POST /api/v1/metrics/data`: points of several metrics, as Statuspage takes them. */
export const pushedPointsSchema = v.strictObject({
  data: v.record(
    idSchema,
    v.pipe(v.array(v.object(pointEntries), 'Send a list of points.'), v.maxLength(3_000, 'Send at most 3,000 points.')),
  ),
});
export type PushedPoints = v.InferOutput<typeof pushedPointsSchema>;

/** The answer to points of several metrics: what was kept, by the metric's id. */
export const keptPointsSchema = v.record(v.string(), v.array(v.object({ timestamp: v.number(), value: v.number() })));

/** The token that points are pushed with. It is shown once. */
export const pushTokenSchema = v.object({ token: v.string() });

/** A metric with its values in a span of time. */
export const metricReadingSchema = v.object({
  ...publicMetricSchema.entries,
  /** The newest value, and when it was measured; null where there never was one. */
  value: v.nullable(v.number()),
  as_of: v.nullable(stamp),
  level: v.nullable(v.picklist(metricLevels)),
  series: seriesOfPointsSchema,
  /** Over the whole span; null where it has no value. */
  lowest: v.nullable(v.number()),
  highest: v.nullable(v.number()),
  mean: v.nullable(v.number()),
});
export type MetricReading = v.InferOutput<typeof metricReadingSchema>;
