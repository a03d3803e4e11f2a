import { composeCalendar } from '../../../calendar/compose-calendar.ts';
import { plain } from '../../../text/plain.ts';
import type { NoticeContent } from '../../channel.ts';
import { hasCalendar } from './compose-notice.ts';
import type { Attachment } from './message.ts';

/** The calendar file of a maintenance, for notices that say when it is, or that it is not. */
export function attachCalendar(notice: NoticeContent, lang: string): Attachment | undefined {
  const { incident, page, update } = notice;
  if (!hasCalendar(notice) || !incident.scheduled_for || !incident.scheduled_until) return undefined;
  const event = {
    id: incident.id,
    name: incident.name,
    description: plain(update.body_nodes),
    start: incident.scheduled_for,
    end: incident.scheduled_until,
    isCancelled: incident.cancelled_at !== null,
    version: incident.version,
    url: `${notice.publicUrl}/incidents/${incident.id}`,
    updated_at: update.display_at,
  };
  return {
    fileName: 'maintenance.ics',
    content: composeCalendar({ page, name: page.name, lang, events: [event] }),
  };
}
