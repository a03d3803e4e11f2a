import type { ComponentStatus, UptimeRange, UptimeSum } from '@allswell/protocol';
import { componentStatuses } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';
import type { Given, SeenReference } from '../source/decode-reference.ts';
import { instant, objects, referenceOf, text, texts } from '../source/decode-reference.ts';
import { safeHref } from '../templates/safe-href.ts';

/** The times that percentages are told of. */
export const ranges = ['today', '7', '30', '90', '365'] as const satisfies readonly UptimeRange[];

/** How much of the time a component or a group was up. */
export interface SeenComponentUptime {
  id: string;
  name: string;
  group: boolean;
  group_id: string | null;
  /** The first day that counts; empty where nothing is known. */
  since: string;
  percent: Record<UptimeRange, number | null>;
  /** One character a day, oldest first, the last one is today. */
  levels: string;
}

interface SeenHead {
  timeZone: string;
  /** The address of the page; undefined where it has none. */
  url: string | undefined;
  /** The day that levels end with. */
  today: string;
}

/** The uptime of everything, as it was understood. */
export interface SeenUptimes extends SeenHead {
  components: SeenComponentUptime[];
}

/** How much of a time in each status is downtime, and from when on. */
export interface SeenWeights {
  from: number | null;
  shares: { status: ComponentStatus; weight: number }[];
}

/** What one time counts as, and why. */
export interface SeenSpan {
  startsAt: number;
  /** Until then it is known; see `isOpen`. */
  endsAt: number;
  isOpen: boolean;
  status: Known<ComponentStatus>;
  countsAs: Known<ComponentStatus>;
  weight: number;
  isExcluded: boolean;
  stories: string[];
  /** Why it counts as something else than what was published; null where it does not. */
  reason: string | null;
}

/** A day on which something was. */
export interface SeenDay {
  date: string;
  percent: number | null;
  stories: string[];
}

/** The uptime of one component, explained, as it was understood. */
export interface SeenDetail extends SeenHead {
  component: SeenComponentUptime;
  /** Newest first. */
  weights: SeenWeights[];
  /** What percentages are reckoned from, in seconds; `down` is weighed. */
  sums: Record<UptimeRange, UptimeSum>;
  /** Those that a group is the mean of, with their exact shares, from 0 to 1. */
  members: { id: string; name: string; shares: Record<UptimeRange, number | null> }[];
  days: SeenDay[];
  spans: SeenSpan[];
  stories: Map<string, SeenReference>;
}

const object = (value: unknown): Given => (typeof value === 'object' && value !== null ? value : {});
const amount = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0);
const percentOf = (value: unknown) => (typeof value === 'number' && value >= 0 && value <= 100 ? value : null);
const shareOf = (value: unknown) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : null);
const statusOf = (value: unknown) => componentStatuses.find((one) => one === value) ?? 'unknown';
const day = /^\d{4}-\d\d-\d\d$/;
const dayOf = (value: unknown) => (day.test(text(value)) ? text(value) : '');

function byRange<T>(read: (value: unknown) => T, value: unknown): Record<UptimeRange, T> {
  const given = object(value);
  return Object.fromEntries(ranges.map((range) => [range, read(given[range])])) as Record<UptimeRange, T>;
}

function headOf(given: Given): SeenHead {
  const page = object(given.page);
  return {
    timeZone: text(page.time_zone) || 'UTC',
    url: safeHref(text(page.url))?.replace(/\/$/, ''),
    today: dayOf(given.today),
  };
}

function componentOf(given: Given): SeenComponentUptime {
  return {
    id: text(given.id),
    name: text(given.name),
    group: given.group === true,
    group_id: text(given.group_id) || null,
    since: dayOf(given.since),
    percent: byRange(percentOf, given.percent),
    // What this version does not know is not known: never well.
    levels: text(given.levels)
      .slice(-365)
      .replace(/[^0m123]/g, '-'),
  };
}

/** Every component and group; null for what is no such document. */
export function decodeUptimes(value: unknown): SeenUptimes | null {
  const given = object(value);
  if (!Array.isArray(given.components) || !dayOf(given.today)) return null;
  return { ...headOf(given), components: objects(given.components).map(componentOf) };
}

function spanOf(given: Given): SeenSpan[] {
  const startsAt = instant(given.starts_at);
  if (Number.isNaN(startsAt)) return [];
  const correction = given.correction ? object(given.correction) : null;
  return [
    {
      startsAt,
      endsAt: startsAt + amount(given.seconds) * 1_000,
      isOpen: given.ends_at === null,
      status: statusOf(given.status),
      countsAs: statusOf(given.counts_as),
      weight: Math.min(1, amount(given.weight)),
      isExcluded: given.excluded === true,
      stories: texts(given.incidents),
      reason: correction && text(correction.reason),
    },
  ];
}

function weightsOf(given: Given): SeenWeights {
  const from = instant(given.from);
  return {
    from: Number.isNaN(from) ? null : from,
    shares: (['major_outage', 'partial_outage', 'degraded_performance'] as const).map((status) => ({
      status,
      weight: amount(given[status]),
    })),
  };
}

function sumOf(value: unknown): UptimeSum {
  const { known, maintenance, degraded, partial, major, down } = object(value);
  return {
    known: amount(known),
    maintenance: amount(maintenance),
    degraded: amount(degraded),
    partial: amount(partial),
    major: amount(major),
    down: amount(down),
  };
}

/** One component or group, explained; null for what is no such document. */
export function decodeDetail(value: unknown): SeenDetail | null {
  const given = object(value);
  if (!given.component || !dayOf(given.today)) return null;
  return {
    ...headOf(given),
    component: componentOf(object(given.component)),
    weights: objects(given.weights)
      .map(weightsOf)
      .sort((one, other) => (other.from ?? -Infinity) - (one.from ?? -Infinity)),
    sums: byRange(sumOf, given.sums),
    members: objects(given.members).map(({ id, name, shares }) => ({
      id: text(id),
      name: text(name),
      shares: byRange(shareOf, shares),
    })),
    days: objects(given.days)
      .map((one) => ({ date: dayOf(one.date), percent: percentOf(one.percent), stories: texts(one.related) }))
      .filter(({ date }) => date),
    spans: objects(given.spans)
      .flatMap(spanOf)
      .sort((one, other) => other.startsAt - one.startsAt),
    stories: new Map(
      objects(given.stories)
        .flatMap(referenceOf)
        .map((story) => [story.id, story]),
    ),
  };
}
