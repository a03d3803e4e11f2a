import { zoneOf } from './zone.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * The instants at which the clocks of a zone show a local time, such as `2026-10-25T02:30`: usually one, none in the
 * hour that is skipped in spring, two in the hour that is repeated in autumn.
 */
export function instantsAt(local: string, timeZone: string): Date[] {
  const zone = zoneOf(timeZone);
  const asUtc = Date.parse(`${local}Z`);
  // No zone changes its clocks twice in two days, so these are all the offsets that may be meant.
  const offsets = new Set([-dayMs, 0, dayMs].map((step) => zone.offsetAt(asUtc + step)));
  return [...offsets]
    .map((offset) => asUtc - offset * minuteMs)
    .filter((instant) => instant + zone.offsetAt(instant) * minuteMs === asUtc)
    .sort((one, other) => one - other)
    .map((instant) => new Date(instant));
}
