import { type Zone, zoneOf } from './zone.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The instant at which a zone's local day begins, `days` days after the day that `instant` falls on. */
export function startOfDay(instant: Date, timeZone: string, days = 0): Date {
  const zone = zoneOf(timeZone);
  return beginningOf(localDay(instant.getTime(), zone) + days, zone);
}

/** The instant at which a day begins in a zone; days are counted from 1970-01-01 on the zone's own calendar. */
export function beginningOf(day: number, zone: Zone): Date {
  const usual = day * dayMs - zone.offsetAt(day * dayMs) * minuteMs;
  if (localDay(usual, zone) === day && localDay(usual - 1, zone) < day) return new Date(usual);
  // No zone is further than 15 hours from UTC. Where clocks are put forward at midnight the day begins at one o'clock,
  // so its beginning is searched for.
  let before = day * dayMs - 15 * hourMs;
  let after = day * dayMs + 15 * hourMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle, zone) >= day) after = middle;
    else before = middle;
  }
  return new Date(after);
}

/** The instant at which a date such as 2026-11-24 begins in a zone. */
export function beginningOfDate(date: string, timeZone: string): Date {
  return beginningOf(Date.parse(date) / dayMs, zoneOf(timeZone));
}

/** Days since 1970-01-01 on the zone's own calendar. */
function localDay(instantMs: number, zone: Zone): number {
  return Math.floor((instantMs + zone.offsetAt(instantMs) * minuteMs) / dayMs);
}
