import { beginningOfDay, dayAfter, uptimePercent, upShare } from '@allswell/protocol';
import type { ComponentStatus, UptimeRange, UptimeSum } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';
import type { SeenDetail, SeenSpan } from './decode-uptime.ts';

/** So many seconds in one status, and how much of each of them counts. */
export interface Term {
  status: Known<ComponentStatus>;
  weight: number;
  seconds: number;
}

/** What a percentage is reckoned from. */
export interface Formula {
  /** Everything that was down, the worst first; null where the parts are not known, as of a group. */
  terms: Term[] | null;
  /** In seconds. */
  known: number;
  maintenance: number;
  /** After weighing. */
  down: number;
  percent: number | null;
  /** Of a group, the shares that it is the mean of; those of which nothing is known are left out. */
  members: number[];
}

const lengths: Record<UptimeRange, number> = { today: 1, 7: 7, 30: 30, 90: 90, 365: 365 };

/** What the percentage of a time is reckoned from: what spans say of it, where that comes to what the source reckoned. */
export function formulaOf(detail: SeenDetail, range: UptimeRange): Formula {
  const sum = detail.sums[range];
  const terms = termsOf(detail, lengths[range]);
  const down = terms.reduce((total, { weight, seconds }) => total + weight * seconds, 0);
  // Each end of a span was cut to whole seconds.
  const isWhole = Math.abs(down - sum.down) <= 1 + detail.spans.length;
  return {
    terms: isWhole && !detail.component.group ? terms : null,
    known: sum.known,
    maintenance: sum.maintenance,
    down: sum.down,
    percent: detail.component.percent[range],
    members: detail.members.flatMap(({ shares }) => shares[range] ?? []),
  };
}

/** The same of any number of days; null where the source says too little to reckon it. */
export function formulaOfDays(detail: SeenDetail, days: number): Formula | null {
  const range = `${days}`;
  if (range === '7' || range === '30' || range === '90' || range === '365') return formulaOf(detail, range);
  const { component, today, timeZone, sums } = detail;
  if (component.group || !component.since) return null;
  const now = beginningOfDay(today, timeZone) + sums.today.known * 1_000;
  const begin = Math.max(
    beginningOfDay(dayAfter(today, 1 - days), timeZone),
    beginningOfDay(component.since, timeZone),
  );
  const known = Math.max(0, now - begin) / 1_000;
  const terms = termsOf(detail, days);
  const maintenance = inside(detail, days)
    .filter(({ span }) => span.isExcluded)
    .reduce((total, { seconds }) => total + seconds, 0);
  const down = terms.reduce((total, { weight, seconds }) => total + weight * seconds, 0);
  const sum: UptimeSum = { known, maintenance, degraded: 0, partial: 0, major: 0, down: Math.round(down * 1_000) };
  return { terms, known, maintenance, down, percent: uptimePercent(upShare(sum)), members: [] };
}

/** The part of each span that lies in the last days. */
function inside({ spans, today, timeZone }: SeenDetail, days: number): { span: SeenSpan; seconds: number }[] {
  const from = beginningOfDay(dayAfter(today, 1 - days), timeZone);
  return spans
    .map((span) => ({ span, seconds: Math.round((span.endsAt - Math.max(span.startsAt, from)) / 1_000) }))
    .filter(({ seconds }) => seconds > 0);
}

function termsOf(detail: SeenDetail, days: number): Term[] {
  const terms = new Map<string, Term>();
  for (const { span, seconds } of inside(detail, days)) {
    if (span.isExcluded || span.weight <= 0) continue;
    const key = `${span.countsAs} ${span.weight}`;
    const term = terms.get(key) ?? { status: span.countsAs, weight: span.weight, seconds: 0 };
    term.seconds += seconds;
    terms.set(key, term);
  }
  return [...terms.values()].sort((one, other) => other.weight - one.weight);
}
