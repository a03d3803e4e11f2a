import type { DeletedIncident, HistoryDocument, Incident, Maintenance, StoryReference } from '@allswell/protocol';
import { findMonth, type Month } from '../time/month.ts';
import { isMaintenance } from '../wire/row-writer.ts';
import { daysOfMonth } from './days-of-month.ts';
import { historyCap } from './read.ts';
import { refer } from './refer.ts';
import type { Snapshot } from './snapshot.ts';

/** What happened in a month, as far as it is known. */
export interface Happened {
  incidents: readonly (Incident | Maintenance)[];
  deleted: readonly DeletedIncident[];
  /** What had begun before and went on. */
  ongoing: readonly StoryReference[];
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
  const wentOn = ({ started_at, resolved_at }: Incident | Maintenance) =>
    Date.parse(started_at) < startsAt.getTime() &&
    (resolved_at === null || Date.parse(resolved_at) > startsAt.getTime());
  const { incidents, deleted = [] } = snapshot.page;
  return {
    incidents: incidents.filter(isInside).slice(0, historyCap),
    deleted: deleted.filter(isInside),
    ongoing: incidents.filter(wentOn).map(refer),
  };
}

/** `/api/v2/history/YYYY-MM.json` */
export function buildMonth(
  { page, months, state, settings }: Snapshot,
  month: Month,
  { incidents, deleted, ongoing }: Happened,
): HistoryDocument {
  const { name } = month;
  return {
    page: page.page,
    allswell: page.allswell,
    month: name,
    earlier: months.find((other) => other < name) ?? null,
    later: months.findLast((other) => other > name) ?? null,
    incidents: [...incidents],
    deleted: [...deleted],
    ongoing: [...ongoing],
    days: daysOfMonth(month, [...incidents.filter(hasBeen).map(refer), ...ongoing], {
      timeZone: settings.time_zone,
      now: state.changed_at.getTime(),
    }),
    months,
  };
}

/** What was called off before it began is told, but it was on no day. */
function hasBeen(story: Incident | Maintenance): boolean {
  const calledOffAt = isMaintenance(story) ? story.cancelled_at : undefined;
  return calledOffAt === undefined || Date.parse(calledOffAt) > Date.parse(story.started_at);
}
