import { type Zone, zoneOf } from './zone.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * The instants at which the clocks of a zone show a local time, such as `2026-10-25T02:30`: usually one, none in the
 * hour that is skipped in spring, two in the hour that is repeated in autumn.
 */
export function instantsAt(local: string, timeZone: string): Date[] {
  return instantsOf(Date.parse(`${local}Z`), zoneOf(timeZone));
}

/**
 * The one instant that a plan means by a local time (RFC 5545 section 3.3.5): the first where the clocks show it twice;
 * where they skip it, what it would be by the offset from before, and so later by as much as they skip.
 */
export function instantAt(local: string, timeZone: string): Date {
  const zone = zoneOf(timeZone);
  const asUtc = Date.parse(`${local}Z`);
  return instantsOf(asUtc, zone)[0] ?? new Date(asUtc - zone.offsetAt(asUtc - dayMs) * minuteMs);
}

/** What the clocks of a zone show at an instant, such as `2026-10-25T02:30`. */
export function localAt(instant: Date, timeZone: string): string {
  const offset = zoneOf(timeZone).offsetAt(instant.getTime());
  return new Date(instant.getTime() + offset * minuteMs).toISOString().slice(0, 16);
}

function instantsOf(asUtc: number, zone: Zone): Date[] {
  // No zone changes its clocks twice in two days, so these are all the offsets that may be meant.
  const offsets = new Set([-dayMs, 0, dayMs].map((step) => zone.offsetAt(asUtc + step)));
  return [...offsets]
    .map((offset) => asUtc - offset * minuteMs)
    .filter((instant) => instant + zone.offsetAt(instant) * minuteMs === asUtc)
    .sort((one, other) => one - other)
    .map((instant) => new Date(instant));
}
