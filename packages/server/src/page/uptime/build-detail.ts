import { type StoryReference, type UptimeDetail, uptimePercent } from '@allswell/protocol';
import { secondsOf, type UptimeWriter } from '../../wire/uptime-writer.ts';
import { mapRanges, totalOf } from './build-uptime.ts';
import type { Reckoned } from './reckon-page.ts';

/** Why the uptime of a component or a group is what it is: `/api/v2/uptime/COMPONENT_ID.json`. */
export function buildDetail(
  reckoned: Reckoned,
  {
    members,
    stories,
    writer,
  }: { members: readonly Reckoned[]; stories: readonly StoryReference[]; writer: UptimeWriter },
): Pick<UptimeDetail, 'sums' | 'members' | 'days' | 'spans' | 'stories'> {
  const eventful = reckoned.days.filter(({ level, related }) => (level !== '-' && level !== '0') || related.length > 0);
  const named = new Set(eventful.flatMap(({ related }) => related));
  return {
    sums: mapRanges((range) => secondsOf(totalOf(reckoned, range).sum)),
    members: members.map((one) => ({
      id: one.component.id,
      name: one.component.name,
      shares: mapRanges((range) => totalOf(one, range).share),
    })),
    days: eventful
      .map(({ date, sum, share, related }) => ({
        date,
        percent: uptimePercent(share),
        ...secondsOf(sum),
        related: [...related],
      }))
      .reverse(),
    spans: reckoned.spans.map((span) => writer.span(span, reckoned.corrections)).reverse(),
    stories: stories.filter(({ id }) => named.has(id)),
  };
}
