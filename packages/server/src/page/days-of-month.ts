import type { HistoryDocument, StoryReference } from '@allswell/protocol';
import { dateOf, daysBetween } from '../time/days.ts';
import type { Month } from '../time/month.ts';

type Day = NonNullable<HistoryDocument['days']>[number];

/** From the least to the worst. */
const impactOrder: readonly Day['impact'][] = ['none', 'maintenance', 'minor', 'major', 'critical'];

/** The days of a month on which something of this went on by now: the worst of it, and all of it, newest first. */
export function daysOfMonth(
  { startsAt, endsAt }: Month,
  stories: readonly StoryReference[],
  { timeZone, now }: { timeZone: string; now: number },
): Day[] {
  const spans = stories
    .map((story) => ({ ...story, from: Date.parse(story.starts_at), until: endOf(story, now) }))
    .filter(({ from }) => from <= now)
    .sort((one, other) => other.from - one.from);
  return daysBetween(dateOf(startsAt, timeZone), dateOf(endsAt.getTime() - 1, timeZone), timeZone).flatMap(
    (day): Day[] => {
      const going = spans.filter(({ from, until }) => from < day.endsAt && until >= day.startsAt);
      return going.length === 0 ? [] : [{ date: day.date, impact: worst(going), stories: going.map(({ id }) => id) }];
    },
  );
}

/** The last moment of it that lies before now. */
function endOf({ starts_at, ends_at }: StoryReference, now: number): number {
  const endsAt = ends_at === null ? now : Math.min(now, Date.parse(ends_at) - 1);
  // What ends as a day begins was not there on that day; what took no time was there when it began.
  return Math.max(Date.parse(starts_at), endsAt);
}

function worst(stories: readonly StoryReference[]): Day['impact'] {
  return impactOrder[Math.max(...stories.map(({ impact }) => impactOrder.indexOf(impact)))] ?? 'none';
}
