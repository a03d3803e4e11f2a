import { DomainError, type Occurrence, type OccurrenceChange } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { newId } from '../db/new-id.ts';
import { bumpSeq } from '../db/page-state.ts';
import { readClock } from '../db/read-clock.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { editIncident } from '../incidents/edit-incident.ts';
import { readPlan } from '../incidents/plan.ts';
import { scheduleOccurrences } from '../incidents/schedule-occurrences.ts';
import { withdrawMaintenance } from '../incidents/withdraw-maintenance.ts';
import { dateAt, reckonDates } from './dates.ts';
import { lockOpenSeries } from './lock-series.ts';
import { planDates, repeated } from './plan-dates.ts';
import { occurrenceNotFound, readOccurrence } from './read-series.ts';
import {
  findOccurrences,
  markSkipped,
  type OccurrenceRow,
  removeOccurrences,
  type SeriesRow,
  upsertOccurrences,
} from './store.ts';

/**
 * Moves one date of a series, skips it, or takes it back in; also one that is not planned yet. It tells nobody: who
 * wants to call a maintenance off aloud does that on the maintenance itself.
 */
export async function changeOccurrence(
  { ifMatch: _, ...write }: Write,
  { id, starts_at }: { id: string; starts_at: string },
  change: OccurrenceChange,
): Promise<Occurrence> {
  const { tx, by } = write;
  await bumpSeq(tx);
  const series = await lockOpenSeries(write, id);
  const now = await readClock(tx);
  const row = await requireDate(write, series, starts_at);
  const moves = change.scheduled_for !== undefined || change.scheduled_until !== undefined;
  if (change.skipped && moves) {
    throw invalidRequest([{ pointer: '#/skipped', detail: 'Skip it or move it, not both.' }]);
  }
  if (!row?.incident && dateAt(starts_at, series).scheduled_for <= now) {
    throw new DomainError('maintenance-over', 'Choose a date that is still to come: this one has passed.');
  }

  if (change.skipped) await skip(write, { series, starts_at, row });
  else if (moves) await move(write, { series, starts_at, row, now }, change);
  else if (change.skipped === false && row && !row.incident) await removeOccurrences(tx, id, [starts_at]);
  await recordAudit(tx, by, {
    action: 'series.date-changed',
    subject_type: 'maintenance_series',
    subject_id: id,
    changes: { starts_at, ...change },
  });
  await planDates(write, series, { now });
  return readOccurrence(tx, series, starts_at);
}

async function requireDate({ tx }: Write, series: SeriesRow, starts_at: string): Promise<OccurrenceRow | undefined> {
  const row = (await findOccurrences(tx, [series.id])).find((one) => one.starts_at === starts_at);
  if (!row && !(await reckonDates(series)).some((date) => date.starts_at === starts_at)) {
    throw occurrenceNotFound(starts_at);
  }
  return row;
}

interface OneDate {
  series: SeriesRow;
  starts_at: string;
  row: OccurrenceRow | undefined;
}

async function skip(write: Write, { series, starts_at, row }: OneDate): Promise<void> {
  if (row?.incident && row.incident.status !== 'scheduled') {
    const detail = 'This one has begun. Finish it, or call it off.';
    throw invalidRequest([{ pointer: '#/skipped', detail }]);
  }
  if (row?.incident) await withdrawMaintenance(write, [row.incident.id]);
  await markSkipped(write.tx, series.id, starts_at);
}

/** Moves it. What is not planned yet becomes a maintenance now. */
async function move(write: Write, { series, starts_at, row, now }: Moved, change: OccurrenceChange): Promise<void> {
  const { time_zone: zone } = series;
  const before = row?.incident ?? dateAt(starts_at, series);
  const times = withLength(change, { before, zone, now });
  if (row?.incident) {
    await editIncident(write, row.incident.id, times);
    return;
  }
  const id = newId();
  const { scheduled_for, scheduled_until } = readPlan({ ...instants(before), ...times }, { zone, now });
  await scheduleOccurrences(write, repeated(series), { times: [{ id, scheduled_for, scheduled_until }], tells: false });
  await upsertOccurrences(write.tx, series.id, [{ starts_at, incident_id: id, is_moved: true }]);
}

interface Moved extends OneDate {
  now: Date;
}

type Times = Pick<OccurrenceChange, 'scheduled_for' | 'scheduled_until'>;
interface Span {
  scheduled_for: Date;
  scheduled_until: Date;
}

/** Who names only a new start keeps the length. */
function withLength(
  { scheduled_for, scheduled_until }: Times,
  { before, zone, now }: { before: Span; zone: string; now: Date },
): Times {
  if (scheduled_for === undefined || scheduled_until !== undefined) {
    return { ...(scheduled_for && { scheduled_for }), ...(scheduled_until && { scheduled_until }) };
  }
  const start = readPlan({ scheduled_for, scheduled_until: '9998-12-31T00:00:00Z' }, { zone, now }).scheduled_for;
  const length = before.scheduled_until.getTime() - before.scheduled_for.getTime();
  return { scheduled_for, ...(start && { scheduled_until: new Date(start.getTime() + length).toISOString() }) };
}

function instants({ scheduled_for, scheduled_until }: Span) {
  return { scheduled_for: scheduled_for.toISOString(), scheduled_until: scheduled_until.toISOString() };
}
