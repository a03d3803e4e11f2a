import type { ComponentStatus } from '../vocabulary.ts';
import { worstStatus } from './component-status.ts';

// How uptime is reckoned. All instants are milliseconds since 1970, all times are [from, until).

/** How much of a time in each status is downtime, from 0 to 1, in steps of a thousandth. Every other status weighs nothing. */
export interface UptimeWeights {
  major_outage: number;
  partial_outage: number;
  degraded_performance: number;
}

/** Weights, and from when on they hold (null: from the beginning). */
export interface DatedWeights extends UptimeWeights {
  from: number | null;
}

/** As Statuspage weighs: a partial outage is three tenths of one, and slow is up. */
export const usualWeights: UptimeWeights = { major_outage: 1, partial_outage: 0.3, degraded_performance: 0 };

/** A status that an incident, or somebody by hand, gave a component. They may overlap: at each moment the worst counts. */
export interface PublishedSpan {
  status: ComponentStatus;
  startsAt: number;
  /** null: until now. */
  endsAt: number | null;
  /** What caused it; null where it was set by hand. */
  incidentId: string | null;
  /** True for a maintenance of which somebody says that it is downtime. */
  countsAsDowntime?: boolean;
}

/** A time that counts as another status than the one published. */
export interface UptimeCorrection {
  id: string;
  countsAs: ComponentStatus;
  startsAt: number;
  endsAt: number;
}

/** Everything that the uptime of a component is reckoned from. */
export interface UptimeRecord {
  /** From when on there is something to count. */
  since: number;
  spans: readonly PublishedSpan[];
  /** Those made later outweigh those before. */
  corrections: readonly UptimeCorrection[];
}

/** What one time of a component counts as, and why. Times that are plainly operational are not told. */
export interface UptimeSpan {
  startsAt: number;
  endsAt: number;
  /** True for one that goes on. */
  isOpen: boolean;
  /** The worst that was published. */
  status: ComponentStatus;
  /** What it is reckoned as. */
  countsAs: ComponentStatus;
  /** The share of it that is downtime, from 0 to 1. */
  weight: number;
  /** Maintenance: counted neither as up nor as down. */
  isExcluded: boolean;
  /** Everything that held the component then, in the order of ids. */
  incidentIds: readonly string[];
  correctionId: string | null;
}

/** What a time of a component comes to, in milliseconds by what it counts as. */
export interface UptimeSum {
  /** How much of the time there is something to say about: since the component began, until now. */
  known: number;
  maintenance: number;
  degraded: number;
  partial: number;
  major: number;
  /** Downtime after weighing, in thousandths of a millisecond: a whole number, so that sums are exact. */
  down: number;
}

interface Interval {
  from: number;
  until: number;
}

/**
 * What a component's time from one instant to another counts as: published statuses laid over each other, the worst
 * counting; corrections on top of them; weights as they were at the time. In order, without overlaps, neighbours differ.
 * What lies before the component began or after `now` is left out.
 */
export function explainUptime(
  { since, spans, corrections }: UptimeRecord,
  weights: readonly DatedWeights[],
  { from, until, now }: Interval & { now: number },
): UptimeSpan[] {
  const begin = Math.max(from, since);
  const end = Math.min(until, now);
  if (end <= begin) return [];
  const isInside = (span: { startsAt: number; endsAt: number | null }) =>
    span.startsAt < end && (span.endsAt ?? end) > begin && (span.endsAt ?? end) > span.startsAt;
  const own = spans.filter(isInside).sort((one, other) => one.startsAt - other.startsAt);
  const changed = corrections.filter(isInside);
  const dated = [...weights].sort((one, other) => startOf(one) - startOf(other));
  const edges = [
    begin,
    end,
    ...own.flatMap((span) => [span.startsAt, span.endsAt ?? end]),
    ...changed.flatMap((one) => [one.startsAt, one.endsAt]),
    ...dated.map(startOf),
  ];
  const cuts = [...new Set(edges.filter((edge) => edge >= begin && edge <= end))].sort((one, other) => one - other);

  const explained: UptimeSpan[] = [];
  let active: PublishedSpan[] = [];
  let next = 0;
  for (const [index, startsAt] of cuts.entries()) {
    const endsAt = cuts[index + 1];
    if (endsAt === undefined) break;
    active = active.filter((span) => (span.endsAt ?? Number.POSITIVE_INFINITY) > startsAt);
    for (let span = own[next]; span && span.startsAt <= startsAt; span = own[++next]) {
      if ((span.endsAt ?? Number.POSITIVE_INFINITY) > startsAt) active.push(span);
    }
    const correction = changed.findLast((one) => one.startsAt <= startsAt && one.endsAt >= endsAt);
    const status = worstStatus(active.map((span) => span.status));
    const countsAs = correction?.countsAs ?? worstStatus(active.map(weighedAs));
    if (status === 'operational' && countsAs === 'operational') continue;
    const incidentIds = active.flatMap((span) => span.incidentId ?? []);
    append(explained, {
      startsAt,
      endsAt,
      // Where a correction ends now, what it corrects does: what goes on after it counts as published.
      isOpen: endsAt === now && correction?.endsAt !== now && active.some((span) => span.endsAt === null),
      status,
      countsAs,
      weight: weightOf(countsAs, dated.findLast((one) => startOf(one) <= startsAt) ?? usualWeights),
      isExcluded: countsAs === 'under_maintenance',
      incidentIds: [...new Set(incidentIds)].sort(),
      correctionId: correction?.id ?? null,
    });
  }
  return explained;
}

/** Adds up explained spans over a time. `known` is what of it lies between the component's beginning and now. */
export function sumUptime(
  spans: readonly UptimeSpan[],
  { from, until, since, now }: Interval & { since: number; now: number },
): UptimeSum {
  const begin = Math.max(from, since);
  const end = Math.max(begin, Math.min(until, now));
  const sum: UptimeSum = { known: end - begin, maintenance: 0, degraded: 0, partial: 0, major: 0, down: 0 };
  for (const span of spans) {
    const length = Math.min(span.endsAt, end) - Math.max(span.startsAt, begin);
    if (length <= 0) continue;
    const part = partOf[span.countsAs];
    if (part) sum[part] += length;
    sum.down += Math.round(span.weight * 1_000) * length;
  }
  return sum;
}

/** Shares are whole parts of this, rounded down: so they can be added and compared without losing what was down. */
const parts = 1e12;

/**
 * The share of the time that something was up, from 0 to 1: maintenance is left out of the reckoning. null where nothing
 * is left to reckon with. It is 1 only where there was no downtime. Reckoned exactly for up to 28 years, then rounded down.
 */
export function upShare({ known, maintenance, down }: UptimeSum): number | null {
  const counted = (known - maintenance) * 1_000;
  if (counted <= 0) return null;
  if (down <= 0) return 1;
  // Long division, digit by digit: every step is a whole number that is exact.
  let rest = counted - down;
  let share = 0;
  for (let place = 1; place < parts; place *= 10) {
    rest *= 10;
    const next = rest % counted;
    share = share * 10 + (rest - next) / counted;
    rest = next;
  }
  return share / parts;
}

/**
 * A group is up as much as its members on average; members of which nothing is known are left out. What rounding down has
 * taken from each is given back to their mean, so that thirds add up to wholes; but it is 1 only where all of them are.
 */
export function meanShare(shares: readonly (number | null)[]): number | null {
  const known = shares.filter((share) => share !== null).map((share) => Math.round(share * parts));
  if (known.length === 0) return null;
  const mean = Math.ceil(known.reduce((sum, share) => sum + share, 0) / known.length);
  return (known.some((share) => share < parts) ? Math.min(mean, parts - 1) : mean) / parts;
}

/** A share as a percentage with two decimals, rounded down: it says 100 only where there was no downtime at all. */
export function uptimePercent(share: number | null): number | null {
  return share === null ? null : Math.floor(Math.round(share * parts) / (parts / 10_000)) / 100;
}

/**
 * What a day looks like in one character: `-` nothing known, `0` operational, `m` maintenance, `1` degraded, `2` partial
 * outage, `3` major outage. The worst counts, however short it was.
 */
export type UptimeLevel = '-' | '0' | 'm' | '1' | '2' | '3';

/** The level of a time that came to this. */
export function uptimeLevel({ known, major, partial, degraded, maintenance }: UptimeSum): UptimeLevel {
  if (known <= 0) return '-';
  if (major > 0) return '3';
  if (partial > 0) return '2';
  if (degraded > 0) return '1';
  return maintenance > 0 ? 'm' : '0';
}

const levelOrder: readonly UptimeLevel[] = ['-', '0', 'm', '1', '2', '3'];

/** The worst of several levels: a group's day is the worst of its members. */
export function worstLevel(levels: Iterable<UptimeLevel>): UptimeLevel {
  let worst: UptimeLevel = '-';
  for (const level of levels) if (levelOrder.indexOf(level) > levelOrder.indexOf(worst)) worst = level;
  return worst;
}

const partOf: Partial<Record<ComponentStatus, 'maintenance' | 'degraded' | 'partial' | 'major'>> = {
  under_maintenance: 'maintenance',
  degraded_performance: 'degraded',
  partial_outage: 'partial',
  major_outage: 'major',
};

/** A maintenance that counts is an outage like any other. */
function weighedAs({ status, countsAsDowntime }: PublishedSpan): ComponentStatus {
  return status === 'under_maintenance' && countsAsDowntime === true ? 'major_outage' : status;
}

function weightOf(status: ComponentStatus, weights: UptimeWeights): number {
  return status === 'operational' || status === 'under_maintenance' ? 0 : weights[status];
}

function startOf({ from }: DatedWeights): number {
  return from ?? Number.NEGATIVE_INFINITY;
}

function append(explained: UptimeSpan[], span: UptimeSpan): void {
  const last = explained.at(-1);
  const isSame =
    last?.endsAt === span.startsAt &&
    last.status === span.status &&
    last.countsAs === span.countsAs &&
    last.weight === span.weight &&
    last.correctionId === span.correctionId &&
    last.incidentIds.join() === span.incidentIds.join();
  if (isSame) Object.assign(last, { endsAt: span.endsAt, isOpen: span.isOpen });
  else explained.push(span);
}
