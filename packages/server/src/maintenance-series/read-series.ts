import { DomainError, type Occurrence, type Series } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { readSettings } from '../settings/read-settings.ts';
import { stamp } from '../time/stamp.ts';
import { localAt } from '../time/local-time.ts';
import { dateAt, reckonDates, type SeriesDate } from './dates.ts';
import {
  countSeries,
  findAllSeries,
  findOccurrences,
  findSeries,
  type OccurrenceRow,
  type SeriesRow,
} from './store.ts';

/** How many dates a series shows of those to come. */
const shownDates = 10;

/** One series with its next dates. */
export async function readSeries(sql: Sql | Tx, id: string): Promise<Series> {
  const row = await findSeries(sql, id);
  const [series] = row ? await complete(sql, [row]) : [];
  if (!series) throw seriesNotFound(id);
  return series;
}

/** All series, those that have ended last. */
export async function listSeries(
  sql: Sql,
  range: { limit: number; offset: number },
): Promise<{ series: Series[]; total: number }> {
  return { series: await complete(sql, await findAllSeries(sql, range)), total: await countSeries(sql) };
}

/** The dates of a series from one day to another, both included, on the calendar of its zone. */
export async function listOccurrences(
  sql: Sql,
  id: string,
  { from, to }: { from: string | undefined; to: string | undefined },
): Promise<Occurrence[]> {
  const series = await findSeries(sql, id);
  if (!series) throw seriesNotFound(id);
  const { time_zone } = await readSettings(sql);
  const first = from ?? localAt(new Date(), series.time_zone).slice(0, 10);
  return mergeDates(series, await findOccurrences(sql, [id]), await allDates(series))
    .filter(({ starts_at }) => starts_at.slice(0, 10) >= first && (to === undefined || starts_at.slice(0, 10) <= to))
    .map((date) => toOccurrence(date, time_zone));
}

/** One date of a series. */
export async function readOccurrence(sql: Sql | Tx, series: SeriesRow, starts_at: string): Promise<Occurrence> {
  const dates = mergeDates(series, await findOccurrences(sql, [series.id]), await allDates(series));
  const date = dates.find((one) => one.starts_at === starts_at);
  if (!date) throw occurrenceNotFound(starts_at);
  return toOccurrence(date, (await readSettings(sql)).time_zone);
}

export function seriesNotFound(id: string): DomainError {
  return new DomainError('series-not-found', `There is no series ${id}.`);
}

export function occurrenceNotFound(starts_at: string): DomainError {
  return new DomainError('occurrence-not-found', `The series has no date ${starts_at}. Look at its occurrences.`);
}

/** A date as it is now: what the rule says, and what has become of it. */
interface MergedDate extends SeriesDate {
  row: OccurrenceRow | undefined;
}

async function complete(sql: Sql | Tx, rows: readonly SeriesRow[]): Promise<Series[]> {
  const { time_zone } = await readSettings(sql);
  const now = new Date();
  const known = Map.groupBy(
    await findOccurrences(
      sql,
      rows.map((row) => row.id),
    ),
    (occurrence) => occurrence.series_id,
  );
  return Promise.all(
    rows.map(async ({ plan_at: _, ...series }) => {
      const row = { ...series, plan_at: null };
      const dates = mergeDates(row, known.get(series.id) ?? [], await allDates(row));
      const coming = dates.filter((date) => (date.row?.incident?.scheduled_until ?? date.scheduled_until) > now);
      return {
        ...series,
        component_ids: [...series.component_ids],
        occurrences: coming.slice(0, shownDates).map((date) => toOccurrence(date, time_zone)),
        ended_at: series.ended_at && stamp(series.ended_at, time_zone),
        created_at: stamp(series.created_at, time_zone),
        updated_at: stamp(series.updated_at, time_zone),
      };
    }),
  );
}

/** What has ended has no dates but those that were planned. */
async function allDates(series: SeriesRow): Promise<SeriesDate[]> {
  return series.ended_at ? [] : reckonDates(series);
}

function mergeDates(series: SeriesRow, rows: readonly OccurrenceRow[], dates: readonly SeriesDate[]): MergedDate[] {
  const byStart = new Map<string, MergedDate>(dates.map((date) => [date.starts_at, { ...date, row: undefined }]));
  for (const row of rows) byStart.set(row.starts_at, { ...dateAt(row.starts_at, series), row });
  return [...byStart.values()].sort((one, other) => (one.starts_at < other.starts_at ? -1 : 1));
}

function toOccurrence({ starts_at, scheduled_for, scheduled_until, row }: MergedDate, timeZone: string): Occurrence {
  const incident = row?.incident;
  return {
    starts_at,
    scheduled_for: stamp(incident?.scheduled_for ?? scheduled_for, timeZone),
    scheduled_until: stamp(incident?.scheduled_until ?? scheduled_until, timeZone),
    incident_id: incident?.id ?? null,
    status: incident?.status ?? null,
    is_moved: row?.is_moved ?? false,
    is_skipped: row !== undefined && !incident,
  };
}
