import type { DeletedIncident, HistoryDocument, Incident, Maintenance } from '@allswell/protocol';
import { findMonth, type Month } from '../time/month.ts';
import { historyCap } from './read.ts';
import type { Snapshot } from './snapshot.ts';

/** What happened in a month, as far as it is known. */
export interface Happened {
  incidents: readonly (Incident | Maintenance)[];
  deleted: readonly DeletedIncident[];
}

/** The month of this name, when readers can ask for it: from the first in which something happened to this one. */
export function monthFor({ months, settings }: Snapshot, name: string): Month | undefined {
  const [newest = ''] = months;
  const isKnown = name <= newest && name >= (months.at(-1) ?? newest);
  return isKnown ? findMonth(name, settings.time_zone) : undefined;
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
  return {
    page: page.page,
    allswell: page.allswell,
    month,
    earlier: months.find((other) => other < month) ?? null,
    later: months.findLast((other) => other > month) ?? null,
    incidents: [...incidents],
    deleted: [...deleted],
  };
}
