import { type Zone, zoneOf } from './zone.ts';

const minuteMs = 60_000;

/**
 * Writes an instant the way readers get it: ISO 8601 with milliseconds, in the offset that the page's zone has at that
 * instant, `Z` when the zone is UTC.
 */
export function stamp(instant: Date, timeZone: string): string {
  return stampIn(instant, zoneOf(timeZone));
}

/** The same for a zone already at hand. */
export function stampIn(instant: Date, zone: Zone): string {
  if (zone.isUtc) return instant.toISOString();
  const offset = zone.offsetAt(instant.getTime());
  const local = new Date(instant.getTime() + offset * minuteMs).toISOString();
  return local.slice(0, -1) + offsetName(offset);
}

function offsetName(offset: number): string {
  const minutes = Math.abs(offset);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
