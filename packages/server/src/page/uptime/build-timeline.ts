import type { StoryReference, TimelineDocument, UptimeSpan } from '@allswell/protocol';
import type { Day } from '../../time/days.ts';
import type { UptimeWriter } from '../../wire/uptime-writer.ts';
import type { Head } from './page-uptime.ts';
import type { Reckoned } from './reckon-page.ts';

type TimelineSpan = TimelineDocument['components'][number]['spans'][number];

interface TimelineOptions {
  head: Head;
  days: readonly Day[];
  reckoned: readonly Reckoned[];
  /** Newest first. */
  stories: readonly StoryReference[];
  writer: UptimeWriter;
}

/** `/api/v2/timeline.json`: from the first of the days until the end of today, or of what is planned. */
export function buildTimeline({ head, days, reckoned, stories, writer }: TimelineOptions): TimelineDocument {
  const { at } = writer;
  const planned = stories
    .filter(({ status }) => status === 'scheduled')
    .map(({ ends_at }) => Date.parse(ends_at ?? ''));
  const until = Math.max(days.at(-1)?.endsAt ?? 0, ...planned.filter((end) => !Number.isNaN(end)));
  return {
    ...head,
    from: at(days[0]?.startsAt ?? 0),
    until: at(until),
    components: reckoned.map(({ component, since, spans }) => ({
      id: component.id,
      name: component.name,
      group: component.group,
      group_id: component.group_id,
      since: since === null ? null : at(since),
      spans: publishedSpans(spans, at),
    })),
    stories: [...stories],
  };
}

/** What was published, whatever it counts as. */
function publishedSpans(spans: readonly UptimeSpan[], at: (instant: number) => string): TimelineSpan[] {
  const published: UptimeSpan[] = [];
  for (const span of spans) {
    if (span.status === 'operational') continue;
    const last = published.at(-1);
    const isSame =
      last?.endsAt === span.startsAt &&
      last.status === span.status &&
      last.incidentIds.join() === span.incidentIds.join();
    if (isSame) Object.assign(last, { endsAt: span.endsAt, isOpen: span.isOpen });
    else published.push({ ...span });
  }
  return published.map(({ status, startsAt, endsAt, isOpen, incidentIds }) => ({
    status,
    starts_at: at(startsAt),
    ends_at: isOpen ? null : at(endsAt),
    stories: [...incidentIds],
  }));
}
