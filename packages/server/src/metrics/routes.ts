import { metricRanges } from '@allswell/protocol';
import {
  metricChangeSchema,
  metricPointsSchema,
  metricSchema,
  metricSourceStateSchema,
  metricTrialResultSchema,
  metricTrialSchema,
  newMetricSchema,
  newRelicApplicationSchema,
  newRelicEntitySchema,
  pushTokenSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../http/pagination.ts';
import { reckon, type Route, read, write } from '../http/route.ts';
import { changeMetric } from './change-metric.ts';
import { createMetric } from './create-metric.ts';
import { deleteMetric } from './delete-metric.ts';
import { findInNewRelic } from './find-in-new-relic.ts';
import { listSources } from './list-sources.ts';
import { makePushToken, removePushToken } from './push-token.ts';
import { listMetrics, readMetric } from './read-metric.ts';
import { readPoints } from './read-points.ts';
import { createSources, type SourcesConfig } from './sources/index.ts';
import { tryMetric } from './try-metric.ts';

const bodyLimit = 64 * 1024;

const rangeQuerySchema = v.object({
  range: v.optional(v.picklist(metricRanges, `Send one of: ${metricRanges.join(', ')}.`), 'day'),
});
const searchQuerySchema = v.object({
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200, 'Write at most 200 characters.')), ''),
});

export function metricRoutes(config: SourcesConfig): Route[] {
  const { readers, newRelic } = createSources(config);

  return [
    read(
      {
        path: '/api/v1/metrics',
        summary: 'Metrics in the order of the page',
        query: pageQuerySchema,
        answer: v.array(metricSchema),
      },
      async ({ sql, query, url }) => {
        const { metrics, total } = await listMetrics(sql, { limit: query.per_page, offset: offsetOf(query) });
        return ok(metrics, linkHeader(url, query, total));
      },
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/metrics',
        summary: 'Add a metric; the last day of it is read at once',
        body: newMetricSchema,
        bodyLimit,
        answer: metricSchema,
        status: 201,
      },
      async ({ write, input }) => {
        const metric = await createMetric(write, input, readers);
        return created(`/api/v1/metrics/${metric.id}`, metric);
      },
    ),
    reckon(
      {
        method: 'POST',
        path: '/api/v1/metrics/try',
        summary: 'Read a metric once, and keep nothing of it',
        body: metricTrialSchema,
        bodyLimit,
        answer: metricTrialResultSchema,
        problems: ['metric-unreadable', 'metric-source-not-configured', 'rate-limited'],
      },
      async ({ sql, input, actor }) => ok(await tryMetric(sql, input, { readers, admin_id: actor.admin_id })),
    ),
    read(
      {
        path: '/api/v1/metrics/:id',
        summary: 'One metric',
        answer: metricSchema,
        problems: ['metric-not-found'],
      },
      async ({ sql, params }) => ok(await readMetric(sql, params.id)),
    ),
    write(
      {
        method: 'PATCH',
        path: '/api/v1/metrics/:id',
        summary:
          'Change the named fields of a metric; position moves it, another origin or factor reads the last day anew',
        body: metricChangeSchema,
        bodyLimit,
        answer: metricSchema,
        problems: ['metric-not-found', 'stale-version'],
      },
      async ({ write, input, params }) => ok(await changeMetric(write, params.id, input, readers)),
    ),
    write(
      {
        method: 'DELETE',
        path: '/api/v1/metrics/:id',
        summary: 'Delete a metric with all that was measured',
        status: 204,
        problems: ['metric-not-found', 'stale-version'],
      },
      async ({ write, params }) => {
        await deleteMetric(write, params.id);
        return noContent();
      },
    ),
    read(
      {
        path: '/api/v1/metrics/:id/points',
        summary: 'What a metric was, at equal steps of a day, a week or a month',
        query: rangeQuerySchema,
        answer: metricPointsSchema,
        problems: ['metric-not-found'],
      },
      async ({ sql, params, query }) => ok(await readPoints(sql, params.id, query.range)),
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/metrics/:id/push-token',
        summary: 'Make the token that points are pushed with; it is told once, and the one before it ends',
        answer: pushTokenSchema,
        status: 201,
        problems: ['metric-not-found', 'not-a-push-metric', 'stale-version'],
      },
      async ({ write, params }) =>
        created(`/api/v1/metrics/${params.id}`, { token: await makePushToken(write, params.id) }),
    ),
    write(
      {
        method: 'DELETE',
        path: '/api/v1/metrics/:id/push-token',
        summary: 'Take the token back that points are pushed with',
        status: 204,
        problems: ['metric-not-found', 'stale-version'],
      },
      async ({ write, params }) => {
        await removePushToken(write, params.id);
        return noContent();
      },
    ),
    read(
      {
        path: '/api/v1/metric-sources',
        summary: 'Where metrics can come from, and what is missing for that',
        answer: v.array(metricSourceStateSchema),
      },
      async () => ok(listSources(readers)),
    ),
    read(
      {
        path: '/api/v1/metric-sources/new-relic/entities',
        summary: 'What New Relic watches, by a part of its name',
        query: searchQuerySchema,
        answer: v.array(newRelicEntitySchema),
        problems: ['metric-unreadable', 'metric-source-not-configured', 'rate-limited'],
      },
      async ({ sql, query, actor }) =>
        ok(await findInNewRelic(sql, newRelic, actor.admin_id, (signal) => newRelic.findEntities(query.q, signal))),
    ),
    read(
      {
        path: '/api/v1/metric-sources/new-relic-rest/applications',
        summary: "Applications of New Relic's REST API, by a part of their name",
        query: searchQuerySchema,
        answer: v.array(newRelicApplicationSchema),
        problems: ['metric-unreadable', 'metric-source-not-configured', 'rate-limited'],
      },
      async ({ sql, query, actor }) =>
        ok(await findInNewRelic(sql, newRelic, actor.admin_id, (signal) => newRelic.findApplications(query.q, signal))),
    ),
  ];
}
