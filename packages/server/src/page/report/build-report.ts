import type { DatedWeights, ReportDocument, StoryReference } from '@allswell/protocol';
import { dateOf } from '../../time/days.ts';
import type { Month } from '../../time/month.ts';
import { uptimeWriter } from '../../wire/uptime-writer.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ComponentMonth } from '../uptime/reckon-month.ts';
import { reportMonths } from './report-months.ts';

/** What a month is reported from. */
export interface Reported {
  components: readonly ComponentMonth[];
  /** Whatever went on in the month or near it, newest first. */
  stories: readonly StoryReference[];
  weights: readonly DatedWeights[];
}

type Story = ReportDocument['stories'][number];

const storyCap = 500;

/** `/api/v2/reports/YYYY-MM.json`. It knows no clock: a month that goes on is told up to the last change. */
export function buildReport(
  snapshot: Snapshot,
  { name, startsAt, endsAt }: Month,
  { components, stories, weights }: Reported,
): ReportDocument {
  const { page, state, settings, uptime } = snapshot;
  const now = state.changed_at.getTime();
  const from = startsAt.getTime();
  const until = Math.min(endsAt.getTime(), now);
  const write = uptimeWriter({ time_zone: settings.time_zone, publicUrl: page.page.url });
  const months = reportMonths(snapshot);
  const told = stories.flatMap((story) => within(story, { from, until, now }));
  return {
    page: page.page,
    allswell: page.allswell,
    month: name,
    earlier: months.find((other) => other < name) ?? null,
    later: months.findLast((other) => other > name) ?? null,
    months,
    today: uptime.today,
    from: write.at(from),
    until: write.at(until),
    running: now < endsAt.getTime(),
    weights: heldBetween(weights, from, until).map(write.weights),
    components: components.map(({ since, ...component }) => ({
      ...component,
      since: since === null ? null : dateOf(since, settings.time_zone),
    })),
    numbers: numbersOf(told),
    stories: told.slice(0, storyCap),
  };
}

/** A story with how long it took, if it went on within the month by now. */
function within(story: StoryReference, { from, until, now }: { from: number; until: number; now: number }): Story[] {
  const startsAt = Date.parse(story.starts_at);
  const endsAt = Math.min(now, story.ends_at === null ? now : Date.parse(story.ends_at));
  const isInside = startsAt < until && (startsAt >= from || endsAt > from);
  if (!isInside || story.status === 'scheduled') return [];
  const secondsFrom = (begin: number, end: number) => Math.max(0, Math.round((end - begin) / 1_000));
  return [
    {
      ...story,
      seconds: secondsFrom(startsAt, endsAt),
      seconds_in_month: secondsFrom(Math.max(startsAt, from), Math.min(endsAt, until)),
      began: startsAt >= from,
    },
  ];
}

function numbersOf(stories: readonly Story[]): ReportDocument['numbers'] {
  const incidents = stories.filter(({ kind }) => kind === 'incident');
  const begun = incidents.filter(({ began }) => began);
  const carriedOut = stories.filter(
    ({ kind, began, status }) => kind === 'maintenance' && began && status !== 'cancelled',
  );
  const longest = incidents.reduce<Story | undefined>(
    (most, story) => (most && most.seconds_in_month >= story.seconds_in_month ? most : story),
    undefined,
  );
  return {
    incidents: begun.length,
    maintenances: carriedOut.length,
    median_seconds: medianOf(begun.filter(({ ends_at }) => ends_at !== null).map(({ seconds }) => seconds)),
    longest: longest?.id ?? null,
  };
}

/** The middle one, or the mean of the two in the middle, as a whole number. */
function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : Math.round((lower + upper) / 2);
}

/** The weights that held at some moment between two, oldest first. */
function heldBetween(weights: readonly DatedWeights[], from: number, until: number): DatedWeights[] {
  const ordered = [...weights].sort((one, other) => (one.from ?? -Infinity) - (other.from ?? -Infinity));
  return ordered.filter((one, index) => {
    const end = ordered[index + 1]?.from ?? Infinity;
    return (one.from ?? -Infinity) < until && end > from;
  });
}
