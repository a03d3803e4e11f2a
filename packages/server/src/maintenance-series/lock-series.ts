import { DomainError } from '@allswell/protocol';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { readSeries, seriesNotFound } from './read-series.ts';
import { lockSeries, type OccurrenceRow, type SeriesRow } from './store.ts';

/** Takes a series for a change; refuses one that has ended, or that the caller has not seen as it is now. */
export async function lockOpenSeries({ tx, ifMatch }: Write, id: string): Promise<SeriesRow> {
  const series = await lockSeries(tx, id);
  if (!series) throw seriesNotFound(id);
  await requireVersion(ifMatch, series.version, () => readSeries(tx, id));
  if (series.ended_at) throw new DomainError('series-ended', 'Begin a new series: this one has ended.');
  return series;
}

/** True for a planned date that a change of the series takes along: it has not begun, and nobody has moved it. */
export function followsSeries({ incident, is_moved }: OccurrenceRow, now: Date): boolean {
  return incident?.status === 'scheduled' && incident.scheduled_for > now && !is_moved;
}
