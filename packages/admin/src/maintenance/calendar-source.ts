import type { AdminMaintenance } from '@allswell/protocol';
import type { AdminApi } from '../api/admin-api.ts';
import type { PageData } from '../live/page-data.ts';
import type { MaintenanceRoute } from './route.ts';
import type { CalendarEntry } from './calendar-days.ts';
import { toneOfMaintenance } from './standing.ts';

/** A plan as the calendar shows it. */
export interface CalendarPlan extends CalendarEntry {
  route: MaintenanceRoute;
  tone: string;
  /** Announced, a date of a series that is not announced yet, or over. */
  kind: 'planned' | 'coming' | 'over';
}

/** Everything between two days: what is planned, what is over, and the dates of series. */
export async function readCalendar(
  api: AdminApi,
  data: PageData,
  { from, to }: { from: string; to: string },
): Promise<CalendarPlan[]> {
  const [found, series] = await Promise.all([api.maintenance.listBetween(from, to), api.maintenance.listSeries()]);
  const known = new Map([...found, ...data.openMaintenances].map((one) => [one.id, one]));
  const dates = await Promise.all(
    series
      .filter((one) => one.ended_at === null)
      .map(async (one) => ({ series: one, dates: await api.maintenance.listDates(one.id, from, to) })),
  );
  return [
    ...[...known.values()].filter((one) => !one.cancelled_at).map(planOf),
    ...dates.flatMap((one) =>
      one.dates
        .filter((date) => !date.is_skipped && date.incident_id === null)
        .map(
          (date): CalendarPlan => ({
            id: `${one.series.id} ${date.starts_at}`,
            name: one.series.name,
            from: Date.parse(date.scheduled_for),
            until: Date.parse(date.scheduled_until),
            route: { screen: 'maintenance-series', id: one.series.id },
            tone: 'maintenance',
            kind: 'coming',
          }),
        ),
    ),
  ];
}

function planOf(maintenance: AdminMaintenance): CalendarPlan {
  const isOver = maintenance.status === 'completed';
  const until = Date.parse((isOver ? maintenance.resolved_at : null) ?? maintenance.scheduled_until);
  return {
    id: maintenance.id,
    name: maintenance.name,
    from: Date.parse(maintenance.scheduled_for),
    // What runs over is still there today.
    until: isOver || maintenance.status === 'scheduled' ? until : Math.max(until, Date.now()),
    route: { screen: 'one-maintenance', id: maintenance.id },
    tone: toneOfMaintenance(maintenance),
    kind: isOver ? 'over' : 'planned',
  };
}
