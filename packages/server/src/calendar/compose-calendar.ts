import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { clean, cleanLine } from '../text/clean.ts';

/** A maintenance as a calendar shows it. */
export interface PlannedEvent {
  /** Of the maintenance: its entry keeps the same UID in every calendar and attachment, whatever changes. */
  id: string;
  name: string;
  /** Plain text. */
  description: string;
  start: Date;
  end: Date;
  /** Called off or deleted. */
  isCancelled: boolean;
  /** Grows with each change of time or status: `incidents.version`. */
  version: number;
  /** Where more is said of it; null when there is nothing any more. */
  url: string | null;
  updated_at: Date;
}

/** A calendar of maintenance. */
export interface CalendarContent {
  /** Of the page, which gives every entry its home. */
  page: { id: string; name: string };
  /** What the calendar is called in somebody's list of calendars. */
  name: string;
  /** What it is about, in a sentence. */
  description?: string;
  /** Where the calendar itself is, for one that is subscribed to; left out for one that is sent. */
  source?: string;
  /** The language of its texts. */
  lang: string;
  events: readonly PlannedEvent[];
}

const refreshSeconds = 15 * 60;

/**
 * Writes maintenance as iCalendar (RFC 5545 and 7986). It asks no clock: equal content gives equal bytes. Times are in
 * UTC, so every calendar shows them in its owner's zone; entries do not count as busy.
 */
export function composeCalendar({ page, name, description, source, lang, events }: CalendarContent): string {
  const calendar = ical({
    prodId: { company: 'Allswell', product: 'Status page', language: lang.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    // The library escapes what stands in events, but neither the name nor the description of the calendar.
    name: escapeText(cleanLine(name)),
    ...(description !== undefined && { description: escapeText(clean(description)) }),
    ...(source !== undefined && { source, ttl: refreshSeconds }),
  });
  for (const event of events) {
    calendar.createEvent({
      id: uidOf(event.id, page.id),
      sequence: event.version,
      stamp: event.updated_at,
      lastModified: event.updated_at,
      start: event.start,
      end: event.end,
      summary: cleanLine(event.name),
      description: clean(event.description),
      ...(event.url !== null && { url: event.url }),
      status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** The same for a maintenance wherever it is told, also after the page moved to another domain. */
function uidOf(id: string, pageId: string): string {
  return `${id}@${pageId}`;
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`).replaceAll('\n', '\\n');
}
