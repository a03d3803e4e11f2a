import * as v from 'valibot';
import { componentStatuses } from '../vocabulary.ts';
import { allswellSchema, pageSchema } from './document.ts';
import { storyReferenceSchema } from './story.ts';
import { exists, idSchema, instantSchema, nameSchema, textWithin } from './text.ts';

// Uptime: what readers get of it, and what admins set and see. Times are whole seconds, instants ISO 8601, days those of
// the page's zone. Rules: `rules/uptime.ts`.

const stamp = v.string();
const seconds = v.number();
const day = v.pipe(
  v.string('Send a day as a string.'),
  v.isoDate('Write a day such as 2026-11-24.'),
  v.check(exists, 'This day does not exist. Send one between the years 1970 and 9998.'),
);
const oneOf = <const T extends readonly string[]>(words: T) => v.picklist(words, `Send one of: ${words.join(', ')}.`);

/** For which times percentages are told: today, and as many days up to and with today. */
export const uptimeRanges = ['today', '7', '30', '90', '365'] as const;
export type UptimeRange = (typeof uptimeRanges)[number];

/** A percentage with two decimals, rounded down; null where nothing is known. */
const percent = v.nullable(v.number());
export const uptimePercentsSchema = v.object({ today: percent, 7: percent, 30: percent, 90: percent, 365: percent });
export type UptimePercents = v.InferOutput<typeof uptimePercentsSchema>;

const weight = v.pipe(
  v.number('Send a number from 0 to 1.'),
  v.minValue(0, 'Send a number from 0 to 1.'),
  v.maxValue(1, 'Send a number from 0 to 1.'),
  v.check((value) => Math.abs(value * 1_000 - Math.round(value * 1_000)) < 1e-6, 'Send at most three decimals.'),
);
const weightEntries = { major_outage: weight, partial_outage: weight, degraded_performance: weight };

/** Weights as readers are told them. */
export const publicWeightsSchema = v.object({
  ...weightEntries,
  /** From when on they hold; null from the beginning. */
  from: v.nullable(stamp),
});

/** What a time comes to, in seconds by what it counts as. `down` is weighed, with three decimals. */
export const uptimeSecondsSchema = v.object({
  known: seconds,
  maintenance: seconds,
  degraded: seconds,
  partial: seconds,
  major: seconds,
  down: seconds,
});
export type UptimeSeconds = v.InferOutput<typeof uptimeSecondsSchema>;

/** What one time of a component counts as, and why. */
export const uptimeSpanSchema = v.object({
  starts_at: stamp,
  /** null: it goes on. */
  ends_at: v.nullable(stamp),
  seconds,
  /** What was published. */
  status: v.picklist(componentStatuses),
  /** What it counts as. */
  counts_as: v.picklist(componentStatuses),
  weight: v.number(),
  /** Maintenance, which counts neither as up nor as down. */
  excluded: v.boolean(),
  incidents: v.array(v.string()),
  /** Why it counts as something else than what was published, where it does. */
  correction: v.nullable(v.object({ id: v.string(), reason: v.string(), made_at: stamp })),
});
export type UptimeSpanDocument = v.InferOutput<typeof uptimeSpanSchema>;

/** A component or a group in `/api/v2/uptime.json`. */
export const componentUptimeSchema = v.object({
  id: v.string(),
  name: v.string(),
  group: v.boolean(),
  group_id: v.nullable(v.string()),
  /** The first day that counts; null where nothing is known. */
  since: v.nullable(v.string()),
  percent: uptimePercentsSchema,
  /** One character a day, oldest first, the last one is today: see `uptimeLevel`. */
  levels: v.string(),
});
export type ComponentUptime = v.InferOutput<typeof componentUptimeSchema>;

const head = { page: pageSchema, allswell: allswellSchema };

/** `/api/v2/uptime.json` (ours): every component and group over 365 days, in the order of the page. */
export const uptimeDocumentSchema = v.object({
  ...head,
  /** The day that levels end with. */
  today: v.string(),
  weights: v.array(publicWeightsSchema),
  components: v.array(componentUptimeSchema),
});
export type UptimeDocument = v.InferOutput<typeof uptimeDocumentSchema>;

/** `/api/v2/uptime/COMPONENT_ID.json` (ours): the last 365 days of a component, explained. */
export const uptimeDetailSchema = v.object({
  ...head,
  today: v.string(),
  weights: v.array(publicWeightsSchema),
  component: componentUptimeSchema,
  /** Of each range: what its percentage is reckoned from. */
  sums: v.object({
    today: uptimeSecondsSchema,
    7: uptimeSecondsSchema,
    30: uptimeSecondsSchema,
    90: uptimeSecondsSchema,
    365: uptimeSecondsSchema,
  }),
  /** Those that a group is the mean of, in the order of the page: from 0 to 1, rounded down. */
  members: v.array(v.object({ id: v.string(), name: v.string(), shares: uptimePercentsSchema })),
  /** The days on which something was, newest first, with their percentage. */
  days: v.array(v.object({ date: v.string(), percent, ...uptimeSecondsSchema.entries, related: v.array(v.string()) })),
  /** Whatever was not plainly operational, newest first. */
  spans: v.array(uptimeSpanSchema),
  /** Those that spans name. */
  stories: v.array(storyReferenceSchema),
});
export type UptimeDetail = v.InferOutput<typeof uptimeDetailSchema>;

/** `/api/v2/timeline.json` (ours): the last 365 days of all components, and what is planned. */
export const timelineDocumentSchema = v.object({
  ...head,
  from: stamp,
  until: stamp,
  components: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      group: v.boolean(),
      group_id: v.nullable(v.string()),
      since: v.nullable(stamp),
      /** What was not operational, oldest first; of leaf components. */
      spans: v.array(
        v.object({
          status: v.picklist(componentStatuses),
          starts_at: stamp,
          ends_at: v.nullable(stamp),
          stories: v.array(v.string()),
        }),
      ),
    }),
  ),
  /** Newest first, planned ones included. */
  stories: v.array(storyReferenceSchema),
});
export type TimelineDocument = v.InferOutput<typeof timelineDocumentSchema>;

/** `/api/v2/history/search.json?q=…` (ours): what was published and holds these words, newest first. */
export const historySearchSchema = v.object({
  ...head,
  query: v.string(),
  /** How many there are; `stories` holds the newest hundred. */
  count: v.number(),
  stories: v.array(v.object({ ...storyReferenceSchema.entries, excerpt: v.string() })),
});
export type HistorySearch = v.InferOutput<typeof historySearchSchema>;

/** `/api/v2/reports/YYYY-MM.json` (ours): a month of the page's zone in numbers, until now where it goes on. */
export const reportDocumentSchema = v.object({
  ...head,
  /** Such as 2026-11. */
  month: v.string(),
  /** The months before and after it of which there is a report; null where there is none. */
  earlier: v.nullable(v.string()),
  later: v.nullable(v.string()),
  /** Every month of which there is a report, newest first. */
  months: v.array(v.string()),
  /** The day that it is now; of a month that goes on, levels end with it. */
  today: v.string(),
  from: stamp,
  /** When the month ended; of one that goes on, the last moment that this tells of. */
  until: stamp,
  /** True for a month that is not over. */
  running: v.boolean(),
  /** Those that held in it, oldest first. */
  weights: v.array(publicWeightsSchema),
  /** In the order of the page. */
  components: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      group: v.boolean(),
      group_id: v.nullable(v.string()),
      /** The first day that counts; null where nothing is known. */
      since: v.nullable(v.string()),
      percent,
      /** Of a group, the mean of its members. */
      seconds: uptimeSecondsSchema,
      /** One character for each day of the month up to today: see `uptimeLevel`. */
      levels: v.string(),
    }),
  ),
  numbers: v.object({
    /** Incidents that began in the month. */
    incidents: v.number(),
    /** Maintenance that began in the month and was not called off. */
    maintenances: v.number(),
    /** Of the incidents that began in it and are over: half of them took no longer, in seconds; null where there are none. */
    median_seconds: v.nullable(v.number()),
    /** The id of the incident that took longest within the month; null where there was none. */
    longest: v.nullable(v.string()),
  }),
  /** Whatever went on in the month, newest first, at most 500. */
  stories: v.array(
    v.object({
      ...storyReferenceSchema.entries,
      /** From its beginning to its end, or until now. */
      seconds,
      /** As much of it as lies in the month. */
      seconds_in_month: seconds,
      /** False for one that began in an earlier month. */
      began: v.boolean(),
    }),
  ),
});
export type ReportDocument = v.InferOutput<typeof reportDocumentSchema>;

// --- what admins send and see: /api/v1/uptime ---

/** `POST /api/v1/uptime/weights`: weights from an instant on; now, where none is named. What was before keeps its own. */
export const newWeightsSchema = v.strictObject({ ...weightEntries, effective_from: v.optional(instantSchema) });
export type NewWeights = v.InferOutput<typeof newWeightsSchema>;

/** One version of the weights. */
export const weightsSchema = v.object({
  id: v.string(),
  major_outage: v.number(),
  partial_outage: v.number(),
  degraded_performance: v.number(),
  effective_from: v.nullable(stamp),
  created_at: stamp,
  created_by: v.nullable(v.string()),
});
export type Weights = v.InferOutput<typeof weightsSchema>;

/** `POST /api/v1/uptime/corrections`: a time of a component counts as another status. A false alarm counts as operational. */
export const newCorrectionSchema = v.pipe(
  v.strictObject({
    component_id: idSchema,
    starts_at: instantSchema,
    ends_at: instantSchema,
    counts_as: oneOf(componentStatuses),
    /** Readers see it. */
    reason: v.pipe(textWithin(500), v.minLength(1, 'Say why: readers see it.')),
  }),
  v.forward(
    v.check(({ starts_at, ends_at }) => ends_at > starts_at, 'Send an end that is after the start.'),
    ['ends_at'],
  ),
);
export type NewCorrection = v.InferOutput<typeof newCorrectionSchema>;

/** A correction as admins see it. */
export const correctionSchema = v.object({
  id: v.string(),
  component_id: v.string(),
  starts_at: stamp,
  ends_at: stamp,
  counts_as: v.picklist(componentStatuses),
  reason: v.string(),
  created_at: stamp,
  created_by: v.nullable(v.string()),
  revoked_at: v.nullable(stamp),
  revoked_by: v.nullable(v.string()),
});
export type Correction = v.InferOutput<typeof correctionSchema>;

/**
 * `GET /api/v1/uptime?from=&to=&component=&days=true`: first and last day (both included, in the page's zone; the last 90
 * days when not named), of one component or group, or of all.
 */
export const uptimeReportSchema = v.object({
  from: v.string(),
  to: v.string(),
  time_zone: v.string(),
  generated_at: stamp,
  weights: v.array(publicWeightsSchema),
  components: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      group: v.boolean(),
      group_id: v.nullable(v.string()),
      since: v.nullable(stamp),
      percent,
      seconds: uptimeSecondsSchema,
      spans: v.array(uptimeSpanSchema),
      /** Only with `days=true`. */
      days: v.optional(
        v.array(
          v.object({
            date: v.string(),
            level: v.string(),
            percent,
            ...uptimeSecondsSchema.entries,
            related: v.array(v.string()),
          }),
        ),
      ),
    }),
  ),
  stories: v.array(storyReferenceSchema),
});
export type UptimeReport = v.InferOutput<typeof uptimeReportSchema>;

/**
 * `POST /api/v1/uptime/preview`: what a change would do to percentages. `change` says which request it would be; nothing
 * of it is kept.
 */
export const uptimePreviewRequestSchema = v.strictObject({
  /** One of the addresses that can change the past: incidents, their updates, components, weights, corrections. */
  method: oneOf(['POST', 'PATCH', 'DELETE']),
  path: v.pipe(v.string('Send an address.'), v.startsWith('/api/v1/', 'Send an address under /api/v1/.')),
  body: v.optional(v.unknown()),
  /** Of a past incident: what was said in it later, each as it would be posted, in this order. */
  updates: v.optional(v.pipe(v.array(v.unknown(), 'Send a list of updates.'), v.maxLength(200, 'Send fewer updates.'))),
});
export type UptimePreviewRequest = v.InferOutput<typeof uptimePreviewRequestSchema>;

/** Only components and groups of which something would change. */
export const uptimePreviewSchema = v.object({
  components: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      group: v.boolean(),
      before: uptimePercentsSchema,
      after: uptimePercentsSchema,
      /** Weighed downtime of all days that change, in seconds. */
      down_before: seconds,
      down_after: seconds,
      /** The days that change, newest first, at most 100. */
      days: v.array(v.object({ date: v.string(), before: percent, after: percent })),
    }),
  ),
});
export type UptimePreview = v.InferOutput<typeof uptimePreviewSchema>;

// --- imports: /api/v1/imports ---

export const importSources = ['statuspage', 'statuspage_v1', 'status_site'] as const;
export type ImportSource = (typeof importSources)[number];
/** `checked`: everything was fetched and looked through, nothing is kept yet. */
export const importStates = ['fetching', 'checked', 'applying', 'done', 'failed', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** `POST /api/v1/imports`: fetches and checks; `POST /api/v1/imports/:id/apply` then brings it in. */
export const newImportSchema = v.strictObject({
  source: oneOf(importSources),
  /** The page's address (statuspage), or its id (statuspage_v1). */
  url: v.optional(v.pipe(v.string('Send an address as a string.'), v.maxLength(2_000, 'Send a shorter address.'))),
  page_id: v.optional(v.pipe(v.string('Send the id of the page.'), v.maxLength(100, 'Send a shorter id.'))),
  /** Kept sealed, and only until everything is fetched. */
  api_key: v.optional(v.pipe(v.string('Send the key as a string.'), v.maxLength(500, 'Send a shorter key.'))),
  /** What a file holds, instead of an address. */
  document: v.optional(v.unknown()),
  file_name: v.optional(nameSchema),
  /** Whether subscribers come along, where the source has them. */
  subscribers: v.optional(v.boolean('Send true or false.')),
});
export type NewImport = v.InferOutput<typeof newImportSchema>;

const importCount = v.object({
  found: v.number(),
  new: v.number(),
  changed: v.number(),
  same: v.number(),
  skipped: v.number(),
});

/** An import as admins see it. */
export const importSchema = v.object({
  id: v.string(),
  source: v.picklist(importSources),
  origin: v.string(),
  state: v.picklist(importStates),
  counts: v.object({
    groups: importCount,
    components: importCount,
    incidents: importCount,
    maintenances: importCount,
    updates: importCount,
    subscribers: importCount,
  }),
  warnings: v.array(v.object({ code: v.string(), detail: v.string(), subject: v.nullable(v.string()) })),
  progress: v.object({ done: v.number(), total: v.nullable(v.number()) }),
  failure: v.nullable(v.string()),
  created_at: stamp,
  created_by: v.nullable(v.string()),
  finished_at: v.nullable(stamp),
});
export type Import = v.InferOutput<typeof importSchema>;
/** A day of `GET /api/v1/uptime`. */
export const uptimeDayQuerySchema = day;
