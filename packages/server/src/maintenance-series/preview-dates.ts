import type { Occurrence, SeriesPreview } from '@allswell/protocol';
import { stamp } from '../time/stamp.ts';
import { requireClearStart, requireDates } from './dates.ts';

/** How many dates show what a rule means. */
const shownDates = 10;

/** The first dates of a series that is being thought of; nothing is stored. */
export async function previewDates(series: SeriesPreview): Promise<Occurrence[]> {
  requireClearStart(series);
  return (await requireDates(series)).slice(0, shownDates).map(({ starts_at, scheduled_for, scheduled_until }) => ({
    starts_at,
    scheduled_for: stamp(scheduled_for, series.time_zone),
    scheduled_until: stamp(scheduled_until, series.time_zone),
    incident_id: null,
    status: null,
    is_moved: false,
    is_skipped: false,
  }));
}
