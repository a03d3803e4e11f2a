import type { ComponentStatus } from '../vocabulary.ts';

// Uptime as a child would reckon it: tick by tick, looking at everything each time. It is what the rules are held against,
// and shares nothing with them but the names of the statuses.

/** Everything that was said of a component. Times are numbers of ticks. */
export interface History {
  since: number;
  now: number;
  said: readonly Said[];
  /** Oldest first. */
  corrected: readonly Corrected[];
  weights: readonly Weighed[];
}

/** A status that was said from one tick up to, and without, another; null: it still holds. */
export interface Said {
  status: ComponentStatus;
  from: number;
  until: number | null;
  incident: string | null;
  counts: boolean;
}

/** A time that counts as something else. */
export interface Corrected {
  id: string;
  as: ComponentStatus;
  from: number;
  until: number;
}

/** Weights in thousandths, from a tick on; null: from the beginning. */
export interface Weighed {
  from: number | null;
  major: number;
  partial: number;
  degraded: number;
}

/** What one tick is. */
export interface Tick {
  published: ComponentStatus;
  counted: ComponentStatus;
  /** In thousandths. */
  weight: number;
  incidents: string[];
  correction: string | null;
  /** True where something that holds has no end. */
  isEndless: boolean;
  /** True for the last tick that a correction covers. */
  isCorrectedLast: boolean;
}

/** What a component was at a tick; null where nothing is known of it. */
export function tickOf({ since, now, said, corrected, weights }: History, at: number): Tick | null {
  if (at < since || at >= now) return null;
  const holding = said.filter(({ from, until }) => from <= at && (until === null || at < until));
  const correction = corrected.filter(({ from, until }) => from <= at && at < until).pop();
  const counted =
    correction?.as ??
    worstOf(holding.map((one) => (one.status === 'under_maintenance' && one.counts ? 'major_outage' : one.status)));
  return {
    published: worstOf(holding.map(({ status }) => status)),
    counted,
    weight: weightAt(weights, at, counted),
    incidents: [...new Set(holding.flatMap(({ incident }) => (incident === null ? [] : [incident])))].sort(),
    correction: correction?.id ?? null,
    isEndless: holding.some(({ until }) => until === null),
    isCorrectedLast: correction?.until === at + 1,
  };
}

/** Ticks by what they count as, and weighed downtime in thousandths of a tick. */
export function countTicks(history: History, from: number, until: number) {
  const count = { known: 0, maintenance: 0, degraded: 0, partial: 0, major: 0, down: 0 };
  for (let at = from; at < until; at++) {
    const tick = tickOf(history, at);
    if (!tick) continue;
    count.known += 1;
    count.down += tick.weight;
    if (tick.counted === 'under_maintenance') count.maintenance += 1;
    if (tick.counted === 'degraded_performance') count.degraded += 1;
    if (tick.counted === 'partial_outage') count.partial += 1;
    if (tick.counted === 'major_outage') count.major += 1;
  }
  return count;
}

/** A fraction of whole numbers. */
export type Fraction = readonly [over: bigint, under: bigint];

/** The exact share of the ticks that count in which it was up; null where none counts. */
export function shareOf({ known, maintenance, down }: ReturnType<typeof countTicks>): Fraction | null {
  const counted = BigInt(known - maintenance) * 1_000n;
  return counted === 0n ? null : [counted - BigInt(down), counted];
}

/** The exact mean of fractions, without those that are null; null where none is left. */
export function meanOf(shares: readonly (Fraction | null)[]): Fraction | null {
  const known = shares.filter((share) => share !== null);
  if (known.length === 0) return null;
  const [over, under] = known.reduce(([a, b], [c, d]) => [a * d + c * b, b * d], [0n, 1n] as Fraction);
  return [over, under * BigInt(known.length)];
}

/** A percentage with two decimals, rounded down. */
export function percentOf(share: Fraction | null): number | null {
  return share === null ? null : Number((share[0] * 10_000n) / share[1]) / 100;
}

function worstOf(statuses: readonly ComponentStatus[]): ComponentStatus {
  if (statuses.includes('major_outage')) return 'major_outage';
  if (statuses.includes('partial_outage')) return 'partial_outage';
  if (statuses.includes('degraded_performance')) return 'degraded_performance';
  if (statuses.includes('under_maintenance')) return 'under_maintenance';
  return 'operational';
}

function weightAt(weights: readonly Weighed[], at: number, status: ComponentStatus): number {
  let holding: Weighed = { from: null, major: 1_000, partial: 300, degraded: 0 };
  let since = -Infinity;
  for (const one of weights) {
    const from = one.from ?? -Infinity;
    if (from <= at && from >= since) {
      holding = one;
      since = from;
    }
  }
  if (status === 'major_outage') return holding.major;
  if (status === 'partial_outage') return holding.partial;
  return status === 'degraded_performance' ? holding.degraded : 0;
}
