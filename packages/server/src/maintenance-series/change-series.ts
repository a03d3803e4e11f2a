import type { Series, SeriesChange } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { bumpSeq } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import type { Write } from '../db/write.ts';
import { changeOccurrencePlan } from '../incidents/change-occurrence-plan.ts';
import { requireComponents } from '../incidents/require-components.ts';
import { withdrawMaintenance } from '../incidents/withdraw-maintenance.ts';
import { reckonDates, requireClearStart, requireDatesAhead } from './dates.ts';
import { followsSeries, lockOpenSeries } from './lock-series.ts';
import { planDates } from './plan-dates.ts';
import { readSeries } from './read-series.ts';
import { findOccurrences, removeOccurrences, renameOccurrences, type SeriesFacts, updateSeries } from './store.ts';

const dateFields = ['starts_at', 'duration_minutes', 'time_zone', 'rrule'] as const;

/** Changes a series: all that is still to come, but for what was moved or skipped by hand. It tells nobody. */
export async function changeSeries(write: Write, id: string, change: SeriesChange): Promise<Series> {
  const { tx, by } = write;
  await bumpSeq(tx);
  const before = await lockOpenSeries(write, id);
  const changes = differences<SeriesFacts>(before, change);
  if (Object.keys(changes).length === 0) return readSeries(tx, id);

  const now = await readClock(tx);
  const sent = defined(change);
  const after = { ...before, ...sent };
  const changesDates = dateFields.some((field) => field in changes);
  if ('starts_at' in changes || 'time_zone' in changes) requireClearStart(after);
  if (changesDates) await requireDatesAhead(after, now);
  if (change.component_ids) await requireComponents(tx, change);
  await updateSeries(tx, after);
  await recordAudit(tx, by, { action: 'series.changed', subject_type: 'maintenance_series', subject_id: id, changes });
  await changePlanned(write, after, { change: sent, changesDates, now });
  await planDates(write, after, { now });
  return readSeries(tx, id);
}

/** Takes the planned ones along: what the rule does not give any more is taken away, the others follow. */
async function changePlanned(
  write: Write,
  series: SeriesFacts,
  { change, changesDates, now }: { change: Sent<SeriesChange>; changesDates: boolean; now: Date },
): Promise<void> {
  const dates = new Map((await reckonDates(series)).map((date) => [date.starts_at, date]));
  await renameDates(write.tx, series.id, dates.keys());
  const following = (await findOccurrences(write.tx, [series.id])).filter((row) => followsSeries(row, now));
  const gone = following.filter(({ starts_at }) => !isAhead(dates.get(starts_at)?.scheduled_for, now));
  await withdrawMaintenance(
    write,
    gone.flatMap(({ incident }) => incident?.id ?? []),
  );
  await removeOccurrences(
    write.tx,
    series.id,
    gone.map(({ starts_at }) => starts_at),
  );
  const { starts_at: _, duration_minutes: __, rrule: ___, ...said } = change;
  for (const { starts_at, incident } of following) {
    const date = dates.get(starts_at);
    if (!date || !incident || !isAhead(date.scheduled_for, now)) continue;
    const { scheduled_for, scheduled_until } = changesDates ? date : incident;
    await changeOccurrencePlan(write, { id: incident.id, scheduled_for, scheduled_until }, said);
  }
}

/**
 * Another time of day leaves each date that has not begun what it was: who skipped or moved the one of that day is not
 * given a second one, and what readers were told of a planned one stays with it.
 */
async function renameDates(tx: Tx, seriesId: string, starts: Iterable<string>): Promise<void> {
  const rows = await findOccurrences(tx, [seriesId]);
  const taken = new Set(rows.map((row) => row.starts_at));
  const given = new Set(starts);
  const byDay = new Map([...given].map((start) => [dayOf(start), start]));
  const renamed = new Map<string, string>();
  for (const { starts_at, incident } of rows) {
    const next = byDay.get(dayOf(starts_at));
    const hasBegun = incident !== null && incident.status !== 'scheduled';
    if (hasBegun || given.has(starts_at) || next === undefined || taken.has(next)) continue;
    taken.add(next);
    renamed.set(starts_at, next);
  }
  await renameOccurrences(tx, seriesId, renamed);
}

function dayOf(local: string): string {
  return local.slice(0, 10);
}

function isAhead(instant: Date | undefined, now: Date): boolean {
  return instant !== undefined && instant > now;
}

type Sent<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the fields that were not sent. */
function defined<T extends object>(change: T): Sent<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Sent<T>;
}
