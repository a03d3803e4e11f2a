import type { DeletedIncident } from '@allswell/protocol';
import { dateOf } from '../../time/days.ts';
import type { Archive } from '../archive.ts';
import type { Dated } from '../found.ts';
import { reportMonths } from '../report/report-months.ts';
import { readQuery } from '../search/search-query.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Place } from './address.ts';
import type { Subject } from './view.ts';

/** What is at a place: something to show, what is left of it, another place, or that too much was looked for. */
export type FoundSubject = Dated &
  ({ subject: Subject } | { deleted: DeletedIncident } | { movedTo: Place; isForGood: boolean } | { tooLong: true });

/** Finds what a page is about; undefined when there is no such thing. */
export async function findSubject(
  place: Place,
  snapshot: Snapshot,
  archive: Archive,
): Promise<FoundSubject | undefined> {
  switch (place.view) {
    case 'uptime':
      return findUptime(place, snapshot, archive);
    case 'timeline':
      return findTimeline(place, snapshot, archive);
    case 'history': {
      const found = await archive.month(place.month ?? snapshot.months[0] ?? '');
      return found && shown({ view: 'history', history: found.history, historyText: found.text }, found);
    }
    case 'search': {
      const query = readQuery(place.query);
      if (query === 'too-long') return { tooLong: true };
      const found = query && (await archive.search(query));
      return found && shown({ view: 'search', found: found.search, text: found.text }, found);
    }
    case 'report': {
      if (place.month === undefined)
        return { movedTo: { view: 'report', month: newestReport(snapshot) }, isForGood: false };
      const found = await archive.report(place.month);
      return found && shown({ view: 'report', report: found.report, text: found.text }, found);
    }
    case 'incident': {
      const found = await archive.story(place.id);
      if (!found || 'deleted' in found) return found;
      if ('movedTo' in found) return { movedTo: { view: 'incident', id: found.movedTo }, isForGood: true };
      return shown({ view: 'incident', story: found.story }, found);
    }
    default:
      return { subject: place };
  }
}

function findUptime(
  { component, days }: Extract<Place, { view: 'uptime' }>,
  { uptime }: Snapshot,
  archive: Archive,
): FoundSubject | undefined {
  if (component === undefined) {
    return { subject: { view: 'uptime', uptime: uptime.uptime.document, text: uptime.uptime.text, days } };
  }
  const detail = uptime.detail(component);
  if (!detail) return undefined;
  // There are as many of them as components, and as many again for every other number of days.
  if (days !== undefined) archive.spend();
  return { subject: { view: 'detail', detail: detail.document, text: detail.text, days } };
}

function findTimeline(
  { span, until }: Extract<Place, { view: 'timeline' }>,
  { uptime: { timeline }, settings: { time_zone } }: Snapshot,
  archive: Archive,
): FoundSubject | undefined {
  const { document, text } = timeline;
  if (until !== undefined) {
    const first = dateOf(Date.parse(document.from), time_zone);
    const last = dateOf(Date.parse(document.until) - 1, time_zone);
    if (until < first || until > last) return undefined;
    // There are hundreds of days that it may end with.
    archive.spend();
  }
  return { subject: { view: 'timeline', timeline: document, text, span, until } };
}

/** The newest month that is over; on a page that is younger, the one that goes on. */
function newestReport(snapshot: Snapshot): string {
  const [running = '', over = running] = reportMonths(snapshot);
  return over;
}

function shown(subject: Subject, { staleSince }: Dated): FoundSubject {
  return { subject, ...(staleSince && { staleSince }) };
}
