import { startOfDay } from '../time/day.ts';
import { instantsAt } from '../time/local-time.ts';
import { stamp } from '../time/stamp.ts';

/** The demo's own calendar: days are counted from today in the page's zone. */
export interface DemoClock {
  now: Date;
  zone: string;
}

/** A day in the page's zone, such as 2026-11-24. */
export function dayOf({ now, zone }: DemoClock, daysAhead: number): string {
  return stamp(startOfDay(now, zone, daysAhead), zone).slice(0, 10);
}

/** The instant at which the clocks of the page's zone show a time on a day. */
export function instantOf(clock: DemoClock, { daysAgo, at }: { daysAgo: number; at: string }): Date {
  const [instant] = instantsAt(`${dayOf(clock, -daysAgo)}T${at}`, clock.zone);
  if (instant) return instant;
  // Clocks that skip this time are an hour ahead of what has passed since midnight.
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return minutesAfter(startOfDay(clock.now, clock.zone, -daysAgo), hours * 60 + minutes);
}

export function minutesAfter(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}
