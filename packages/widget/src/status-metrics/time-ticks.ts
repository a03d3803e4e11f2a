import type { MetricRange } from '@allswell/protocol';
import type { Reader } from '../time/say.ts';
import { format, sayTime } from '../time/say.ts';
import type { SeenSeries } from './decode-metrics.ts';

/** A moment that the axis of time names. */
export interface TimeTick {
  /** Where it is: 0 is where the series begins, 1 where it ends. */
  place: number;
  said: string;
  /** Left out where there is little room. */
  isMinor: boolean;
}

const hour = 3_600_000;
const day = 24 * hour;
const everyMs: Record<MetricRange, number> = { day: 3 * hour, week: day, month: 7 * day };
// Weeks are counted from a Monday; 1970 began on a Thursday.
const firstMonday = 4 * day;

/** Round moments on the reader's own clock: every three hours, every midnight, every Monday. */
export function timeTicks({ beginsAt, stepMs, values }: SeenSeries, range: MetricRange, reader: Reader): TimeTick[] {
  const spanMs = stepMs * values.length;
  const every = everyMs[range];
  const origin = range === 'month' ? firstMonday : 0;
  const ticks: TimeTick[] = [];
  const begin = Math.ceil((beginsAt + offsetAt(beginsAt, reader) - origin) / every);
  for (let count = begin; ; count += 1) {
    const onTheWall = count * every + origin;
    // Where the clocks change, the offset is the one of that very moment.
    const guess = onTheWall - offsetAt(onTheWall, reader);
    const at = onTheWall - offsetAt(guess, reader);
    const place = (at - beginsAt) / spanMs;
    if (!(place < 1)) return ticks;
    if (place < 0) continue;
    const said = range === 'day' ? sayTime(at, { ...reader, now: at, isNow: true }) : sayDay(at, range, reader);
    ticks.push({ place, said, isMinor: count % keptOf(said, range) !== 0 });
  }
}

/** Where there is little room, every how many are kept: long words need more of it. */
function keptOf({ length }: string, range: MetricRange): number {
  if (range === 'month') return 1;
  return length < 6 ? 2 : range === 'day' ? 4 : 3;
}

/** "Mon" within a week, "16 Nov" within a month. */
function sayDay(at: number, range: MetricRange, reader: Reader): string {
  if (range === 'week') return format(reader, { weekday: 'short' }).format(at);
  return format(reader, { day: 'numeric', month: 'short' }).format(at);
}

/** By how much the clock on the wall is ahead of UTC. */
function offsetAt(at: number, { timeZone }: Reader): number {
  const numeric = 'numeric';
  const parts = format(
    { locale: 'en', timeZone },
    {
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
      hourCycle: 'h23',
    },
  ).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const [year, month, date] = [part('year'), part('month') - 1, part('day')];
  return Date.UTC(year, month, date, part('hour'), part('minute'), part('second')) - Math.floor(at / 1_000) * 1_000;
}
