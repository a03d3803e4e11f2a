import { beginningOf } from './day.ts';
import { stampIn } from './stamp.ts';
import { zoneOf } from './zone.ts';

/** One month on the calendar of a zone, and the instants between which it lies there. */
export interface Month {
  /** Such as 2026-11. */
  name: string;
  startsAt: Date;
  endsAt: Date;
}

const dayMs = 86_400_000;
const kept = 4_096;
const months = new Map<string, Month>();

/** The name of the month that an instant falls into in a zone. */
export function monthOf(instant: Date, timeZone: string): string {
  return stampIn(instant, zoneOf(timeZone)).slice(0, 7);
}

/** The month of a name, remembered: where it begins has to be searched for. Undefined for what names none. */
export function findMonth(name: string, timeZone: string): Month | undefined {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(name)) return undefined;
  const key = `${name} ${timeZone}`;
  let month = months.get(key);
  if (!month) {
    const zone = zoneOf(timeZone);
    const [startsAt, endsAt] = [name, shiftMonth(name, 1)].map((one) => beginningOf(Date.parse(one) / dayMs, zone));
    if (!startsAt || !endsAt) return undefined;
    month = { name, startsAt, endsAt };
    if (months.size >= kept) months.clear();
    months.set(key, month);
  }
  return month;
}

/** The name of the month that comes some months later. */
export function shiftMonth(name: string, by: number): string {
  const start = new Date(`${name}-01T00:00:00Z`);
  start.setUTCMonth(start.getUTCMonth() + by);
  return start.toISOString().slice(0, 7);
}
