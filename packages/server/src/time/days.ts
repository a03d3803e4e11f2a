import { beginningOf } from './day.ts';
import { stampIn } from './stamp.ts';
import { type Zone, zoneOf } from './zone.ts';

/** A day on the calendar of a zone, and the instants (milliseconds since 1970) between which it lies there. */
export interface Day {
  /** Such as 2026-11-24. */
  date: string;
  startsAt: number;
  endsAt: number;
}

const dayMs = 86_400_000;
const keptZones = 16;
const keptDays = 8_192;
const days = new Map<string, Map<number, Day>>();

/** The day that an instant falls on in a zone, such as 2026-11-24. */
export function dateOf(instant: Date | number, timeZone: string): string {
  return stampIn(new Date(instant), zoneOf(timeZone)).slice(0, 10);
}

/** So many days in their order, up to and with the one that an instant falls on. */
export function daysUpTo(instant: Date | number, timeZone: string, count: number): Day[] {
  const last = Date.parse(dateOf(instant, timeZone)) / dayMs;
  return collect(last - count + 1, last, timeZone);
}

/** The days from one to another, such as 2026-11-24, both included. */
export function daysBetween(first: string, last: string, timeZone: string): Day[] {
  return collect(Date.parse(first) / dayMs, Date.parse(last) / dayMs, timeZone);
}

/** Days are remembered: where one begins has to be asked of the zone. */
function collect(first: number, last: number, timeZone: string): Day[] {
  const zone = zoneOf(timeZone);
  const known = knownOf(timeZone);
  const found: Day[] = [];
  for (let number = first; number <= last; number += 1) {
    let day = known.get(number);
    if (!day) {
      day = findDay(number, zone, known.get(number - 1)?.endsAt);
      if (known.size >= keptDays) known.clear();
      known.set(number, day);
    }
    found.push(day);
  }
  return found;
}

function findDay(number: number, zone: Zone, startsAt: number | undefined): Day {
  return {
    date: new Date(number * dayMs).toISOString().slice(0, 10),
    startsAt: startsAt ?? beginningOf(number, zone).getTime(),
    endsAt: beginningOf(number + 1, zone).getTime(),
  };
}

function knownOf(timeZone: string): Map<number, Day> {
  let known = days.get(timeZone);
  if (!known) {
    if (days.size >= keptZones) days.clear();
    known = new Map();
    days.set(timeZone, known);
  }
  return known;
}
