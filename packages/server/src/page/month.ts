import type { DeletedIncident, HistoryDocument, Incident, Maintenance } from '@allswell/protocol';
import { findMonth, type Month } from '../time/month.ts';
import { historyCap } from './read.ts';
import type { Snapshot } from './snapshot.ts';

/** What happened in a month, as far as it is known. */
export interface Happened {
  incidents: readonly (Incident | Maintenance)[];
  deleted: readonly DeletedIncident[];
}

/** The month of this name, when readers can ask for it. The newest is there even if nothing has happened in it yet. */
export function monthFor({ months, settings }: Snapshot, name: string): Month | undefined {
  return months.includes(name) ? findMonth(name, settings.time_zone) : undefined;
}

/** What the documents know of a month; undefined when it lies before the time that they tell everything of. */
export function happenedIn(snapshot: Snapshot, { name, startsAt, endsAt }: Month): Happened | undefined {
  if (startsAt.getTime() < snapshot.knownSince && name !== snapshot.months[0]) return undefined;
  const now = snapshot.state.changed_at.getTime();
  const isInside = ({ started_at }: { started_at: string }) => {
    const instant = Date.parse(started_at);
    return instant >= startsAt.getTime() && instant < endsAt.getTime() && instant <= now;
  };
  const { incidents, deleted = [] } = snapshot.page;
  return { incidents: incidents.filter(isInside).slice(0, historyCap), deleted: deleted.filter(isInside) };
}

/** `/api/v2/history/YYYY-MM.json` */
export function buildMonth(
  { page, months }: Snapshot,
  month: string,
  { incidents, deleted }: Happened,
): HistoryDocument {
  const index = months.indexOf(month);
  return {
    page: page.page,
    allswell: page.allswell,
    month,
    earlier: months[index + 1] ?? null,
    later: months[index - 1] ?? null,
    incidents: [...incidents],
    deleted: [...deleted],
  };
}
