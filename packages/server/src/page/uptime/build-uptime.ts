import {
  type ComponentUptime,
  type PageDocument,
  type UptimePercents,
  type UptimeRange,
  uptimePercent,
} from '@allswell/protocol';
import { uptimeRanges } from '@allswell/protocol/schema';
import { dateOf } from '../../time/days.ts';
import type { ReckonedDay, ReckonedDays, Total } from '../../wire/reckon-uptime.ts';
import type { Reckoned } from './reckon-page.ts';

/** A component or a group in `/api/v2/uptime.json`. */
export function buildComponent({ component, ...reckoned }: Reckoned, timeZone: string): ComponentUptime {
  return {
    id: component.id,
    name: component.name,
    group: component.group,
    group_id: component.group_id,
    since: reckoned.since === null ? null : dateOf(reckoned.since, timeZone),
    percent: mapRanges((range) => uptimePercent(totalOf(reckoned, range).share)) satisfies UptimePercents,
    levels: levelsOf(reckoned),
  };
}

/** `uptime` in page.json: the last days of everything on the page. */
export function buildPageUptime(reckoned: readonly Reckoned[], count: number): PageDocument['uptime'] {
  return Object.fromEntries(
    reckoned.map((one) => [
      one.component.id,
      {
        days: one.days.slice(-count).map(describeDay),
        percent: uptimePercent(one.total(Math.max(0, one.days.length - count)).share),
        levels: levelsOf(one).slice(-count),
      },
    ]),
  );
}

type PageDay = PageDocument['uptime'][string]['days'][number];

// Most days are those of many components.
const described = new WeakMap<ReckonedDay, PageDay>();

function describeDay(day: ReckonedDay): PageDay {
  let known = described.get(day);
  if (!known) {
    const { partial, major } = day.sum;
    const outages = { partial: Math.round(partial / 1_000), major: Math.round(major / 1_000) };
    known = { date: day.date, outages, related: [...day.related] };
    described.set(day, known);
  }
  return known;
}

/** One character a day, oldest first. */
export function levelsOf({ days }: ReckonedDays): string {
  return days.map(({ level }) => level).join('');
}

/** What the days of a range come to. */
export function totalOf(reckoned: ReckonedDays, range: UptimeRange): Total {
  const count = range === 'today' ? 1 : Number(range);
  return reckoned.total(Math.max(0, reckoned.days.length - count));
}

/** The same for every range. */
export function mapRanges<T>(tell: (range: UptimeRange) => T): Record<UptimeRange, T> {
  return Object.fromEntries(uptimeRanges.map((range) => [range, tell(range)])) as Record<UptimeRange, T>;
}
