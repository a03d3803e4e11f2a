import {
  type DatedWeights,
  explainUptime,
  meanShare,
  sumUptime,
  type UptimeLevel,
  type UptimeSpan,
  type UptimeSum,
  upShare,
  uptimeLevel,
  worstLevel,
} from '@allswell/protocol';
import type { Day } from '../time/days.ts';
import type { ComponentRecord } from './uptime-rows.ts';

/** What some days of a component or a group come to. */
export interface ReckonedDays {
  /** From when on there is something to count; null where nothing is known. */
  since: number | null;
  /** Of each day, in their order. */
  days: ReckonedDay[];
  /** What they come to together, from the one at this place on. */
  total(from?: number): Total;
}

/** What a time comes to. */
export interface Total {
  sum: UptimeSum;
  /** The share of it that it was up; null where nothing is known. */
  share: number | null;
}

/** What one day comes to. */
export interface ReckonedDay extends Readonly<Total> {
  readonly date: string;
  readonly level: UptimeLevel;
  /** The incidents that held something then, in the order of ids. */
  readonly related: readonly string[];
}

/** Days of a component, and why they come to that. */
export interface ReckonedComponent extends ReckonedDays {
  /** What was not plainly operational, in order. */
  spans: UptimeSpan[];
}

/** Reckons the days of one component, in their order and without gaps, up to now. */
export function reckonComponent(
  record: ComponentRecord,
  weights: readonly DatedWeights[],
  { days, now }: { days: readonly Day[]; now: number },
): ReckonedComponent {
  const { since, archivedAt } = record;
  const end = archivedAt === null ? now : Math.min(now, archivedAt);
  const time = { from: days[0]?.startsAt ?? now, until: days.at(-1)?.endsAt ?? now };
  const spans = explainUptime(record, weights, { ...time, now: end });
  if (archivedAt !== null) for (const span of spans) span.isOpen = false;

  let first = 0;
  const reckoned = days.map((day) => {
    const { date, startsAt, endsAt } = day;
    while ((spans[first]?.endsAt ?? Infinity) <= startsAt) first += 1;
    let last = first;
    while ((spans[last]?.startsAt ?? Infinity) < endsAt) last += 1;
    if (first === last && since <= startsAt && end >= endsAt) return plainDay(quietDays, day, endsAt - startsAt);
    if (since >= endsAt || end <= startsAt) return plainDay(unknownDays, day, 0);
    const own = spans.slice(first, last);
    const sum = sumUptime(own, { from: startsAt, until: endsAt, since, now: end });
    const related = [...new Set(own.flatMap((span) => span.incidentIds))].sort();
    return { date, sum, share: upShare(sum), level: uptimeLevel(sum), related };
  });
  const total = (from = 0) => {
    const sum = sumUptime(spans, { ...time, from: days[from]?.startsAt ?? time.until, since, now: end });
    return { sum, share: upShare(sum) };
  };
  return { since: since < end ? since : null, days: reckoned, total, spans };
}

// Most days are like any other: thousands of components and days share a few hundred of them.
const quietDays = new WeakMap<Day, ReckonedDay>();
const unknownDays = new WeakMap<Day, ReckonedDay>();

/** A day on which nothing was, of which so much is known. */
function plainDay(kept: WeakMap<Day, ReckonedDay>, day: Day, known: number): ReckonedDay {
  let plain = kept.get(day);
  if (!plain) {
    const sum = { known, maintenance: 0, degraded: 0, partial: 0, major: 0, down: 0 };
    plain = { date: day.date, sum, share: upShare(sum), level: uptimeLevel(sum), related: [] };
    kept.set(day, plain);
  }
  return plain;
}

/** Reckons the days of a group from those of its members: their mean. Members of which nothing is known are left out. */
export function reckonGroup(members: readonly ReckonedDays[], days: readonly Day[]): ReckonedDays {
  const beginnings = members.flatMap(({ since }) => since ?? []);
  return {
    since: beginnings.length > 0 ? Math.min(...beginnings) : null,
    days: days.map((day, index) => {
      const first = members[0]?.days[index] ?? plainDay(unknownDays, day, 0);
      if (first.related.length === 0 && members.every((member) => member.days[index] === first)) return first;
      const own = members.flatMap((member) => member.days[index] ?? []);
      return {
        date: day.date,
        ...meanOf(own),
        level: worstLevel(own.map(({ level }) => level)),
        related: [...new Set(own.flatMap(({ related }) => related))].sort(),
      };
    }),
    total: (from = 0) => meanOf(members.map((member) => member.total(from))),
  };
}

function meanOf(totals: readonly Total[]): Total {
  return { sum: meanSum(totals.map(({ sum }) => sum)), share: meanShare(totals.map(({ share }) => share)) };
}

/** What days come to together. Sums of days are exact. */
export function addSums(sums: readonly UptimeSum[]): UptimeSum {
  const total: UptimeSum = { known: 0, maintenance: 0, degraded: 0, partial: 0, major: 0, down: 0 };
  for (const sum of sums) for (const part of parts) total[part] += sum[part];
  return total;
}

/** The mean of what members come to. Those of which nothing is known are left out. */
export function meanSum(sums: readonly UptimeSum[]): UptimeSum {
  const known = sums.filter((sum) => sum.known > 0);
  const total = addSums(known);
  for (const part of parts) total[part] /= Math.max(1, known.length);
  return total;
}

const parts = ['known', 'maintenance', 'degraded', 'partial', 'major', 'down'] as const;
