const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What the clocks of a zone make of a wall time. `null` stands for text that is no time. */
export type WallReading =
  | { kind: 'once'; at: number }
  /** Skipped in spring. The nearest times that do exist, by the offset after the change and by the one before it. */
  | { kind: 'gap'; earlier: number; later: number }
  /** Shown twice in autumn. */
  | { kind: 'fold'; earlier: number; later: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Whether this browser knows a zone by this name. */
export function isZone(timeZone: string): boolean {
  try {
    return timeZone !== '' && formatOf(timeZone) !== null;
  } catch {
    return false;
  }
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1_000) * 1_000;
}

/** A wall time such as `2026-03-29T02:30` as milliseconds of a calendar without zones; null when it is no time. */
export function parseWall(wall: string): number | null {
  if (!/^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)) return null;
  const at = Date.parse(`${wall}Z`);
  return Number.isNaN(at) ? null : at;
}

/** Writes a wall time as a `datetime-local` field and the API do. */
export function formatWall(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 16);
}

/** What the clocks of a zone show at an instant. */
export function toWall(at: number, timeZone: string): string {
  return formatWall(at + offsetAt(at, timeZone));
}

/** Reads a wall time in a zone. */
export function readWall(wall: string, timeZone: string): WallReading | null {
  const asUtc = parseWall(wall);
  if (asUtc === null) return null;
  // No zone changes its clocks twice in two days: these are all the offsets that may be meant.
  const before = offsetAt(asUtc - dayMs, timeZone);
  const after = offsetAt(asUtc + dayMs, timeZone);
  const instants = [...new Set([before, after])]
    .map((offset) => asUtc - offset)
    .filter((at) => at + offsetAt(at, timeZone) === asUtc)
    .sort((one, other) => one - other);
  const [first, second] = instants;
  if (first === undefined) return { kind: 'gap', earlier: asUtc - after, later: asUtc - before };
  return second === undefined ? { kind: 'once', at: first } : { kind: 'fold', earlier: first, later: second };
}

/** An instant with the offset that a zone has then, such as `2026-10-25T02:30:00+02:00`. */
export function withOffset(at: number, timeZone: string): string {
  const offset = offsetAt(at, timeZone) / minuteMs;
  const size = Math.abs(offset);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${toWall(at, timeZone)}:00${offset < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
