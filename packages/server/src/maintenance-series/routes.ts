import {
  newSeriesSchema,
  occurrenceChangeSchema,
  occurrenceSchema,
  seriesChangeSchema,
  seriesPreviewSchema,
  seriesSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../http/pagination.ts';
import { type Route, read, reckon, write } from '../http/route.ts';
import { changeOccurrence } from './change-occurrence.ts';
import { changeSeries } from './change-series.ts';
import { createSeries } from './create-series.ts';
import { endSeries } from './end-series.ts';
import { previewDates } from './preview-dates.ts';
import { listOccurrences, listSeries, readSeries } from './read-series.ts';

/** Bodies hold up to 25,000 characters, each of which may take several bytes. */
const bodyLimit = 256 * 1024;

const day = v.pipe(v.string(), v.isoDate('Send a day such as 2026-11-24.'));
const daysSchema = v.object({ from: v.optional(day), to: v.optional(day) });

export const maintenanceSeriesRoutes: Route[] = [
  read(
    {
      path: '/api/v1/maintenance-series',
      summary: 'Maintenances that repeat, those that have ended last',
      query: pageQuerySchema,
      answer: v.array(seriesSchema),
    },
    async ({ sql, query, url }) => {
      const { series, total } = await listSeries(sql, { limit: query.per_page, offset: offsetOf(query) });
      return ok(series, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/maintenance-series',
      summary: 'Begin a maintenance that repeats; its first date is announced, not each',
      body: newSeriesSchema,
      bodyLimit,
      answer: seriesSchema,
      status: 201,
      problems: ['local-time-missing', 'local-time-ambiguous'],
    },
    async ({ write, input }) => {
      const series = await createSeries(write, input);
      return created(`/api/v1/maintenance-series/${series.id}`, series);
    },
  ),
  reckon(
    {
      method: 'POST',
      path: '/api/v1/maintenance-series/preview',
      summary: 'The first ten dates that a rule would give; nothing is stored',
      body: seriesPreviewSchema,
      answer: v.object({ occurrences: v.array(occurrenceSchema) }),
      problems: ['local-time-missing', 'local-time-ambiguous'],
    },
    async ({ input }) => ok({ occurrences: await previewDates(input) }),
  ),
  read(
    {
      path: '/api/v1/maintenance-series/:id',
      summary: 'One series with its next dates',
      answer: seriesSchema,
      problems: ['series-not-found'],
    },
    async ({ sql, params }) => ok(await readSeries(sql, params.id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/maintenance-series/:id',
      summary: 'Change the named fields of all that is to come and was not moved by hand; it tells nobody',
      body: seriesChangeSchema,
      bodyLimit,
      answer: seriesSchema,
      problems: ['series-not-found', 'series-ended', 'local-time-missing', 'local-time-ambiguous', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await changeSeries(write, params.id, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/maintenance-series/:id',
      summary: 'End a series; what is to come and was not moved by hand is taken away',
      status: 204,
      problems: ['series-not-found', 'series-ended', 'stale-version'],
    },
    async ({ write, params }) => {
      await endSeries(write, params.id);
      return noContent();
    },
  ),
  read(
    {
      path: '/api/v1/maintenance-series/:id/occurrences',
      summary: 'The dates of a series from one day to another, both included, on the calendar of its zone',
      query: daysSchema,
      answer: v.array(occurrenceSchema),
      problems: ['series-not-found'],
    },
    async ({ sql, params, query }) => ok(await listOccurrences(sql, params.id, { from: query.from, to: query.to })),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/maintenance-series/:id/occurrences/:starts_at',
      summary: 'Move one date of a series, skip it, or take it back in; it tells nobody',
      body: occurrenceChangeSchema,
      answer: occurrenceSchema,
      problems: [
        'series-not-found',
        'occurrence-not-found',
        'series-ended',
        'maintenance-over',
        'local-time-missing',
        'local-time-ambiguous',
      ],
    },
    async ({ write, input, params }) => ok(await changeOccurrence(write, params, input)),
  ),
];
