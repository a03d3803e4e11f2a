import { idSchema, uptimeReportSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { type Route, read } from '../http/route.ts';
import { streamOnceBegun } from '../http/stream-of.ts';
import { asCsv, asJson, exportColumns, incidentsOf, spansOf } from './export.ts';
import { rangeEntries } from './range.ts';
import { openReport, type Report, writeReport } from './read-report.ts';
import { writeReportCsv } from './write-csv.ts';

const format = v.optional(v.picklist(['json', 'csv'], 'Send json or csv.'));
const reportQuerySchema = v.object({
  ...rangeEntries,
  component: v.optional(idSchema),
  days: v.optional(v.picklist(['true', 'false'], 'Send true or false.'), 'false'),
  format,
});
const exportQuerySchema = v.object({
  ...rangeEntries,
  what: v.picklist(['spans', 'incidents'], 'Send spans or incidents.'),
  format,
});

/** How much components were up, and why. */
export const uptimeRoutes: Route[] = [
  read(
    {
      path: '/api/v1/uptime',
      summary:
        'How much components and groups were up from one day to another, both included, in the page’s zone, and why; as CSV a line for each, or for each of their days',
      query: reportQuerySchema,
      answer: uptimeReportSchema,
      alsoProduces: 'text/csv',
      problems: ['component-not-found'],
    },
    async ({ sql, publicUrl, query, accept }) => {
      const report = await openReport(sql, publicUrl, query);
      const withDays = query.days === 'true';
      if (!wantsCsv(query.format, accept)) return json(writeReport(sql, report, withDays));
      return csv(writeReportCsv(sql, report, withDays), nameOf(withDays ? 'uptime-days' : 'uptime', report, 'csv'));
    },
  ),
  read(
    {
      path: '/api/v1/uptime/export',
      summary:
        'Everything that uptime comes from: the times at which components were not operational, or incidents and maintenances, as CSV unless JSON is asked for',
      query: exportQuerySchema,
      answer: v.array(v.record(v.string(), v.unknown())),
      alsoProduces: 'text/csv',
    },
    async ({ sql, publicUrl, query, accept }) => {
      const report = await openReport(sql, publicUrl, { from: query.from, to: query.to });
      const records = query.what === 'spans' ? spansOf(sql, report) : incidentsOf(sql, report);
      if (query.format === 'json' || (query.format === undefined && /\bapplication\/json\b/.test(accept)))
        return json(asJson(records), nameOf(query.what, report, 'json'));
      return csv(asCsv(exportColumns[query.what], records), nameOf(query.what, report, 'csv'));
    },
  ),
];

function wantsCsv(asked: 'json' | 'csv' | undefined, accept: string): boolean {
  return asked === undefined ? /\btext\/csv\b/.test(accept) : asked === 'csv';
}

function nameOf(what: string, { head }: Report, ending: string): string {
  return `${what}-${head.from}-${head.to}.${ending}`;
}

async function csv(texts: AsyncGenerator<string>, name: string): Promise<Response> {
  return answer(texts, 'text/csv; charset=utf-8', name);
}

async function json(texts: AsyncGenerator<string>, name?: string): Promise<Response> {
  return answer(texts, 'application/json; charset=utf-8', name);
}

async function answer(texts: AsyncGenerator<string>, type: string, name?: string): Promise<Response> {
  const file = name === undefined ? undefined : { 'content-disposition': `attachment; filename="${name}"` };
  return new Response(await streamOnceBegun(texts), { headers: { 'content-type': type, ...file } });
}
