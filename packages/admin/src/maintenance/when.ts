import { formatWall, parseWall, readWall, toWall } from '../time/wall-time.ts';
import type { WallReading } from '../time/wall-time.ts';

const minuteMs = 60_000;

/** Which of two instants is meant, where the clocks show a time twice. */
export type Pick = 'earlier' | 'later' | null;

/** A start and an end as they are typed: on the clocks of a zone. */
export interface When {
  start: string;
  startPick: Pick;
  end: string;
  endPick: Pick;
  time_zone: string;
}

/** The same as instants, as far as they are clear. */
export interface Span {
  from: number | null;
  until: number | null;
}

export const lengths = [15, 30, 60, 120, 240, 480] as const;

/** Nothing is chosen yet. */
export function emptyWhen(timeZone: string, day = ''): When {
  const start = day === '' ? '' : `${day}T02:00`;
  const at = parseWall(start);
  const end = at === null ? '' : formatWall(at + 60 * minuteMs);
  return { start, startPick: null, end, endPick: null, time_zone: timeZone };
}

/** The start and end of something that is planned already. */
export function whenOf(from: number, until: number, timeZone: string): When {
  const [start, end] = [wallAt(from, timeZone), wallAt(until, timeZone)];
  return { start: start.wall, startPick: start.pick, end: end.wall, endPick: end.pick, time_zone: timeZone };
}

/** What one of the two says to the clocks. */
export function readEnd(when: When, which: 'start' | 'end'): WallReading | null {
  return readWall(when[which], when.time_zone);
}

/** The instants that are meant. */
export function spanOf(when: When): Span {
  return { from: instantOf(when, 'start'), until: instantOf(when, 'end') };
}

/** How long it takes, in minutes; null while that is not clear, or is nothing. */
export function minutesOf(when: When): number | null {
  const { from, until } = spanOf(when);
  return from === null || until === null || until <= from ? null : Math.round((until - from) / minuteMs);
}

/** Another start; the end follows, so that the length stays. */
export function withStart(when: When, start: string, startPick: Pick = null): When {
  const minutes = minutesOf(when) ?? clockMinutes(when);
  const next = { ...when, start, startPick };
  if (minutes !== null) return withLength(next, minutes);
  const at = parseWall(start);
  return when.end === '' && at !== null ? withLength(next, 60) : next;
}

export function withEnd(when: When, end: string, endPick: Pick = null): When {
  return { ...when, end, endPick };
}

/** Another length. While the start is not clear, the end is reckoned on the clocks alone. */
export function withLength(when: When, minutes: number): When {
  const from = instantOf(when, 'start');
  if (from !== null) {
    const { wall, pick } = wallAt(from + minutes * minuteMs, when.time_zone);
    return { ...when, end: wall, endPick: pick };
  }
  const at = parseWall(when.start);
  return at === null ? when : { ...when, end: formatWall(at + minutes * minuteMs), endPick: null };
}

/** Another zone: the clock times stay, as they were typed, and so does the length. */
export function withZone(when: When, timeZone: string): When {
  const minutes = minutesOf(when);
  const next = { ...when, time_zone: timeZone, startPick: null, endPick: null };
  return minutes === null ? next : withLength(next, minutes);
}

/** Settles a time that does not exist or comes twice. */
export function choose(when: When, which: 'start' | 'end', pick: 'earlier' | 'later'): When {
  const reading = readEnd(when, which);
  if (!reading || reading.kind === 'once') return when;
  // A time that is skipped is replaced by one that exists; one that comes twice stays and is told apart.
  const wall = reading.kind === 'gap' ? toWall(reading[pick], when.time_zone) : when[which];
  const chosen = reading.kind === 'gap' ? null : pick;
  return which === 'start' ? withStart(when, wall, chosen) : withEnd(when, wall, chosen);
}

/** How long it takes by the clocks alone, where one of them shows no clear time. */
function clockMinutes(when: When): number | null {
  const [start, end] = [parseWall(when.start), parseWall(when.end)];
  return start === null || end === null || end <= start ? null : (end - start) / minuteMs;
}

function instantOf(when: When, which: 'start' | 'end'): number | null {
  const reading = readEnd(when, which);
  if (!reading || reading.kind === 'gap') return null;
  if (reading.kind === 'once') return reading.at;
  const pick = which === 'start' ? when.startPick : when.endPick;
  return pick === null ? null : reading[pick];
}

function wallAt(at: number, timeZone: string): { wall: string; pick: Pick } {
  const wall = toWall(at, timeZone);
  const reading = readWall(wall, timeZone);
  // A `datetime-local` field knows minutes, an instant knows more.
  const pick = reading?.kind === 'fold' ? (at < reading.later ? 'earlier' : 'later') : null;
  return { wall, pick };
}
