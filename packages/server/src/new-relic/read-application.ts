import type { NewRelicApplication } from '@allswell/protocol';
import * as v from 'valibot';
import type { MetricPoint } from '../metrics/source.ts';
import type { Ask } from './ask.ts';
import type { Figure } from './golden-figures.ts';

// The REST API v2, for accounts that have no NerdGraph. Its summary is one value, the mean of the last three to four
// minutes, without a time of its own.

const mostShown = 50;
const minuteMs = 60_000;
/** New Relic says that an application does not report after this time; it may not have noticed yet. */
const silentMs = 10 * minuteMs;

const number = v.fallback(v.nullish(v.pipe(v.number(), v.finite())), null);
const idSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const listedSchema = v.object({ id: idSchema, name: v.string(), reporting: v.fallback(v.nullish(v.boolean()), null) });
const listSchema = v.object({ applications: v.array(v.unknown()) });
const applicationSchema = v.object({
  application: v.object({
    reporting: v.fallback(v.nullish(v.boolean()), null),
    last_reported_at: v.fallback(v.nullish(v.string()), null),
    application_summary: v.fallback(
      v.nullish(v.object({ response_time: number, throughput: number, error_rate: number, apdex_score: number })),
      null,
    ),
  }),
});
const fieldOf = {
  response_time: 'response_time',
  throughput: 'throughput',
  error_rate: 'error_rate',
  apdex: 'apdex_score',
} as const satisfies Record<Figure, string>;

/** Finds applications by a part of their name: what reports first. Throws a MetricError. */
export async function findApplications(
  ask: Ask,
  apiKey: string,
  q: string,
  signal?: AbortSignal,
): Promise<NewRelicApplication[]> {
  const filter = new URLSearchParams(q === '' ? {} : { 'filter[name]': q });
  const answer = await ask({ path: `/v2/applications.json?${filter}`, headers: { 'x-api-key': apiKey }, signal });
  const read = v.safeParse(listSchema, answer);
  if (!read.success) throw ask.failure('garbled', 'The answer of New Relic has no list of applications.');
  const applications = read.output.applications.flatMap((one) => {
    const listed = v.safeParse(listedSchema, one);
    return listed.success
      ? [{ id: listed.output.id, name: listed.output.name, is_reporting: listed.output.reporting ?? false }]
      : [];
  });
  const byUse = (one: NewRelicApplication, other: NewRelicApplication) =>
    Number(other.is_reporting) - Number(one.is_reporting) || one.name.localeCompare(other.name, 'en');
  return applications.sort(byUse).slice(0, mostShown);
}

/** Reads one of the four figures of an application as it is now. Throws a MetricError. */
export async function readApplication(
  ask: Ask,
  apiKey: string,
  { id, figure, now, signal }: { id: number; figure: Figure; now: Date; signal?: AbortSignal | undefined },
): Promise<MetricPoint> {
  const answer = await ask({ path: `/v2/applications/${id}.json`, headers: { 'x-api-key': apiKey }, signal });
  const read = v.safeParse(applicationSchema, answer);
  if (!read.success) throw ask.failure('garbled', 'The answer of New Relic describes no application.');
  const { reporting, last_reported_at, application_summary: summary } = read.output.application;
  const reportedAt = Date.parse(last_reported_at ?? '');
  if (reporting !== true || now.getTime() - reportedAt > silentMs || !summary)
    throw ask.failure('empty', 'The application reports nothing now.');
  const value = summary[fieldOf[figure]] ?? null;
  if (value === null) throw ask.failure('empty', 'New Relic has no such figure of this application now.');
  // Without requests there is nothing that could be fast, or fail: the zeros beside it are none.
  if (figure !== 'throughput' && !(summary.throughput != null && summary.throughput > 0))
    throw ask.failure('empty', 'The application has no requests now, and so no such figure.');
  return { at: new Date(Math.floor(now.getTime() / minuteMs) * minuteMs), value };
}
