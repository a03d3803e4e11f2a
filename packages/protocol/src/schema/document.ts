import * as v from 'valibot';
import {
  componentStatuses,
  impacts,
  incidentStatuses,
  indicators,
  maintenanceStatuses,
  metricRanges,
} from '../vocabulary.ts';
import type { BlockNode } from '../text-node.ts';
import { metricReadingSchema, publicMetricSchema } from './metrics.ts';
import { storyReferenceSchema } from './story.ts';

// What readers are sent: the documents of Statuspage's API v2 with our additions, which clients may ignore.
// Instants are ISO 8601 with milliseconds in the offset of the page's zone.

const stamp = v.string();

/** The page in a v2 document. */
export const pageSchema = v.object({
  id: v.string(),
  name: v.string(),
  url: v.string(),
  time_zone: v.string(),
  updated_at: stamp,
});
export type Page = v.InferOutput<typeof pageSchema>;

/** A component or a group in a v2 document. Only groups have `components`. */
export const componentSchema = v.object({
  id: v.string(),
  name: v.string(),
  status: v.picklist(componentStatuses),
  created_at: stamp,
  updated_at: stamp,
  position: v.number(),
  description: v.nullable(v.string()),
  showcase: v.boolean(),
  start_date: v.nullable(v.string()),
  group_id: v.nullable(v.string()),
  page_id: v.string(),
  group: v.boolean(),
  only_show_if_degraded: v.boolean(),
  components: v.optional(v.array(v.string())),
});
export type Component = v.InferOutput<typeof componentSchema>;

/** A change of one component's status, named in an update. */
export const affectedComponentSchema = v.object({
  code: v.string(),
  name: v.string(),
  old_status: v.picklist(componentStatuses),
  new_status: v.picklist(componentStatuses),
});
export type AffectedComponent = v.InferOutput<typeof affectedComponentSchema>;

const blockNodes = v.custom<BlockNode[]>(Array.isArray);

const updateEntries = {
  id: v.string(),
  body: v.string(),
  incident_id: v.string(),
  created_at: stamp,
  updated_at: stamp,
  display_at: stamp,
  affected_components: v.nullable(v.array(affectedComponentSchema)),
  deliver_notifications: v.boolean(),
  custom_tweet: v.nullable(v.string()),
  tweet_id: v.nullable(v.string()),
  /** Ours: the body after parsing. */
  body_nodes: v.optional(blockNodes),
  /** Ours: when its text or time was last edited after it had been published. */
  edited_at: v.optional(v.nullable(stamp)),
  /** Ours: true where monitoring posted it by itself, and no person. */
  automatic: v.optional(v.boolean()),
};

/** One update of an incident. */
export const incidentUpdateSchema = v.object({ ...updateEntries, status: v.picklist(incidentStatuses) });
export type IncidentUpdate = v.InferOutput<typeof incidentUpdateSchema>;

/** One update of a scheduled maintenance. */
export const maintenanceUpdateSchema = v.object({ ...updateEntries, status: v.picklist(maintenanceStatuses) });
export type MaintenanceUpdate = v.InferOutput<typeof maintenanceUpdateSchema>;

/** An update that was taken back: that it was there stays visible, what it said does not. */
export const deletedUpdateSchema = v.object({ id: v.string(), display_at: stamp, deleted_at: stamp });
export type DeletedUpdate = v.InferOutput<typeof deletedUpdateSchema>;

const incidentEntries = {
  id: v.string(),
  name: v.string(),
  created_at: stamp,
  updated_at: stamp,
  monitoring_at: v.nullable(stamp),
  resolved_at: v.nullable(stamp),
  shortlink: v.string(),
  started_at: stamp,
  page_id: v.string(),
  components: v.array(componentSchema),
  reminder_intervals: v.nullable(v.string()),
  /** Ours: updates that were taken back, newest first; only where there are any. */
  deleted_updates: v.optional(v.array(deletedUpdateSchema)),
};

/** An incident, its updates newest first. */
export const incidentSchema = v.object({
  ...incidentEntries,
  status: v.picklist(incidentStatuses),
  impact: v.picklist(impacts),
  incident_updates: v.array(incidentUpdateSchema),
});
export type Incident = v.InferOutput<typeof incidentSchema>;

/** A scheduled maintenance, its updates newest first. */
export const maintenanceSchema = v.object({
  ...incidentEntries,
  status: v.picklist(maintenanceStatuses),
  impact: v.picklist([...impacts, 'maintenance']),
  incident_updates: v.array(maintenanceUpdateSchema),
  scheduled_for: stamp,
  scheduled_until: stamp,
  /** Ours: when it was called off; only where it was. Its status is `completed`, as clients know no other. */
  cancelled_at: v.optional(stamp),
  /** Ours: the series that it is part of; only where it is. */
  series_id: v.optional(v.string()),
});
export type Maintenance = v.InferOutput<typeof maintenanceSchema>;

/** How the page stands: the indicator, and the exact sentence that clients match. */
export const statusSchema = v.object({ indicator: v.picklist(indicators), description: v.string() });
export type Status = v.InferOutput<typeof statusSchema>;

/** Our addition to each document. */
export const allswellSchema = v.object({
  /** New after a restore: a lower `seq` of another epoch is not older. */
  epoch: v.string(),
  /** One counter in Postgres. Equal epoch and seq mean equal bytes in every process. */
  seq: v.number(),
  generated_at: stamp,
  /** The next moment at which the clock alone changes the truth. */
  next_change_at: v.nullable(stamp),
  /**
   * What became of incidents and maintenance that ended within a day, by id; in the summary, which lists only what is
   * open. What is in neither was deleted, or is longer over.
   */
  ended: v.optional(v.record(v.string(), v.picklist(['resolved', 'completed', 'cancelled']))),
  links: v.object({
    page: v.string(),
    summary: v.string(),
    page_json: v.string(),
    stream: v.string(),
  }),
});
export type AllswellInfo = v.InferOutput<typeof allswellSchema>;

const head = { page: pageSchema, allswell: v.optional(allswellSchema) };

/** `/api/v2/summary.json`: unresolved incidents, upcoming and active maintenance. */
export const summarySchema = v.object({
  ...head,
  components: v.array(componentSchema),
  incidents: v.array(incidentSchema),
  scheduled_maintenances: v.array(maintenanceSchema),
  status: statusSchema,
});
export type Summary = v.InferOutput<typeof summarySchema>;

/** `/api/v2/status.json` */
export const statusDocumentSchema = v.object({ ...head, status: statusSchema });
/** `/api/v2/components.json` */
export const componentsDocumentSchema = v.object({ ...head, components: v.array(componentSchema) });
/** `/api/v2/incidents.json` and `/api/v2/incidents/unresolved.json` */
export const incidentsDocumentSchema = v.object({ ...head, incidents: v.array(incidentSchema) });
/** `/api/v2/scheduled-maintenances.json`, `…/upcoming.json` and `…/active.json` */
export const maintenancesDocumentSchema = v.object({ ...head, scheduled_maintenances: v.array(maintenanceSchema) });

/** Something that readers saw and that was deleted: that it was there stays visible, what it said does not. */
export const deletedIncidentSchema = v.object({
  id: v.string(),
  kind: v.picklist(['incident', 'maintenance']),
  started_at: stamp,
  deleted_at: stamp,
});
export type DeletedIncident = v.InferOutput<typeof deletedIncidentSchema>;

/** `/api/v2/history/YYYY-MM.json` (ours): one month of the page's zone. */
export const historyDocumentSchema = v.object({
  ...head,
  allswell: allswellSchema,
  /** Such as 2026-11. */
  month: v.string(),
  /**
   * The nearest months before and after it that hold something, the newest also when it is empty; null when there is
   * none.
   */
  earlier: v.nullable(v.string()),
  later: v.nullable(v.string()),
  /** Incidents that began, and maintenance that was planned to start, in it and in no later moment than now, newest first. */
  incidents: v.array(v.union([incidentSchema, maintenanceSchema])),
  deleted: v.array(deletedIncidentSchema),
  /** What began in an earlier month and went on in this one, newest first. */
  ongoing: v.optional(v.array(storyReferenceSchema)),
  /**
   * The days of the month on which something went on, in their order: the worst that was, and the ids of all that was,
   * newest first.
   */
  days: v.optional(
    v.array(
      v.object({
        date: v.string(),
        impact: v.picklist([...impacts, 'maintenance']),
        stories: v.array(v.string()),
      }),
    ),
  ),
  /** Every month that the history has, newest first. */
  months: v.optional(v.array(v.string())),
});
export type HistoryDocument = v.InferOutput<typeof historyDocumentSchema>;

/** One day of a component: seconds of outage by severity, and the incidents behind them. */
export const uptimeDaySchema = v.object({
  date: v.string(),
  outages: v.object({ partial: v.number(), major: v.number() }),
  related: v.array(v.string()),
});

/** `/api/v2/page.json` (ours): what the page shows beyond the summary. Parts are empty until there is something. */
export const pageDocumentSchema = v.object({
  ...head,
  allswell: allswellSchema,
  /** Incidents and maintenance of the last 90 days, newest first. */
  incidents: v.array(v.union([incidentSchema, maintenanceSchema])),
  /** What was deleted in these days, newest first; only where something was. */
  deleted: v.optional(v.array(deletedIncidentSchema)),
  /** Of components and groups by id: the last 90 days. */
  uptime: v.record(
    v.string(),
    v.object({
      days: v.array(uptimeDaySchema),
      /** Of all these days, with two decimals, rounded down; null where nothing is known. */
      percent: v.nullable(v.number()),
      /** Ours: one character a day, oldest first; see `uptimeLevel`. */
      levels: v.optional(v.string()),
    }),
  ),
  /** What is measured for readers, in their order. The values change by themselves: `/api/v2/metrics.json` has them. */
  metrics: v.array(publicMetricSchema),
  /** The ways to be told of news that this page offers, and the key that browsers need to subscribe to push messages. */
  subscribe: v.object({ channels: v.array(v.string()), vapid_public_key: v.optional(v.string()) }),
});
export type PageDocument = v.InferOutput<typeof pageDocumentSchema>;

/**
 * `/api/v2/metrics.json` (24 hours), `/api/v2/metrics/week.json` and `/api/v2/metrics/month.json`: the public metrics with
 * their values. They change with the measuring, not with `seq`.
 */
export const metricsDocumentSchema = v.object({
  page: pageSchema,
  range: v.picklist(metricRanges),
  generated_at: stamp,
  metrics: v.array(metricReadingSchema),
});
export type MetricsDocument = v.InferOutput<typeof metricsDocumentSchema>;
