import { toWall } from '../time/wall-time.ts';

const dayMs = 86_400_000;

/** Something in the calendar. */
export interface CalendarEntry {
  id: string;
  name: string;
  from: number;
  until: number;
}

/** One entry on one day. */
export interface DayEntry<T> {
  entry: T;
  /** It began on an earlier day. */
  goesOn: boolean;
}

/** The day on a zone's own calendar, such as 2026-11-29. */
export function dayOf(at: number, timeZone: string): string {
  return toWall(at, timeZone).slice(0, 10);
}

/** Another day, so many days away. */
export function addDays(day: string, amount: number): string {
  return new Date(Date.parse(day) + amount * dayMs).toISOString().slice(0, 10);
}

/** Another month, so many months away. */
export function addMonths(month: string, amount: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + amount, 1)).toISOString().slice(0, 7);
}

/** The weeks that a month touches, whole: each day as 2026-11-29. `firstDay` is 1 for Monday to 7 for Sunday. */
export function weeksOf(month: string, firstDay: number): string[][] {
  const first = Date.parse(`${month}-01`);
  const last = Date.parse(`${addMonths(month, 1)}-01`) - dayMs;
  const back = (new Date(first).getUTCDay() - (firstDay % 7) + 7) % 7;
  const weeks: string[][] = [];
  for (let monday = first - back * dayMs; monday <= last; monday += 7 * dayMs) {
    weeks.push(Array.from({ length: 7 }, (_, index) => new Date(monday + index * dayMs).toISOString().slice(0, 10)));
  }
  return weeks;
}

/** What is on each of these days, on the calendar of a zone. What ends at midnight is not on the next day. */
export function placeOnDays<T extends CalendarEntry>(
  entries: readonly T[],
  days: readonly string[],
  timeZone: string,
): Map<string, DayEntry<T>[]> {
  const placed = new Map<string, DayEntry<T>[]>(days.map((day) => [day, []]));
  const inOrder = [...entries].sort((one, other) => one.from - other.from || one.name.localeCompare(other.name));
  for (const entry of inOrder) {
    const first = dayOf(entry.from, timeZone);
    const last = dayOf(Math.max(entry.from, entry.until - 1), timeZone);
    for (const day of days) {
      if (day >= first && day <= last) placed.get(day)?.push({ entry, goesOn: day > first });
    }
  }
  return placed;
}
