import { type ComponentStatus, uptimePercent } from '@allswell/protocol';
import { daysBetween } from '../../time/days.ts';
import { type ReckonedDays, reckonComponent, reckonGroup } from '../../wire/reckon-uptime.ts';
import type { UptimeRows } from '../../wire/uptime-rows.ts';
import { type Past, type PastOfComponent, quarterMs, reach } from './any-past.ts';

// The past of a page gone through quarter by quarter, looking at everything each time: what rows and rules come to is
// held against it. It shares nothing with them.

interface Quarter {
  published: ComponentStatus;
  counted: ComponentStatus;
  /** In thousandths. */
  weight: number;
  incidents: number[];
}

interface Count {
  known: number;
  maintenance: number;
  degraded: number;
  partial: number;
  major: number;
  down: number;
  incidents: Set<number>;
}

/** The day that a quarter falls on, by the clocks of the zone. */
export function dateAt({ zone, turn }: Past, quarter: number): string {
  const dates = datesOf(zone, turn);
  return dates[quarter + reach] ?? '';
}

/** A day counted from that of the change of clocks. */
export function dayAt(past: Past, days: number): string {
  return new Date(Date.parse(dateAt(past, 0)) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The names that rows have in the database. */
export const idOf = (kind: string, index: number) => `${kind}${index}`.padEnd(12, '0');

/** What is wrong with what rows of a past come to; undefined where all is right. */
export function judgePast(past: Past, rows: UptimeRows): string | undefined {
  const [first, last] = [dayAt(past, past.days[0]), dayAt(past, past.days[1])];
  const window = { days: daysBetween(first, last, past.zone), now: past.turn + past.now * quarterMs };
  const members: { reckoned: ReckonedDays; counts: Map<string, Count> }[] = [];
  for (const [index, component] of past.components.entries()) {
    const record = rows.components.find(({ id }) => id === idOf('component', index));
    if (!record) return `Component ${index} is not among the rows.`;
    const reckoned = reckonComponent(record, rows.weights, window);
    const counts = countDays(past, component, [first, last]);
    members.push({ reckoned, counts });
    const wrong = judgeDays(reckoned, [...counts]) ?? judgePercent(reckoned, [...counts.values()]);
    if (wrong !== undefined) return `Component ${index}: ${wrong}`;
  }
  const group = reckonGroup(
    members.map(({ reckoned }) => reckoned),
    window.days,
  );
  const exact = meanOf(members.map(({ counts }) => shareOf([...counts.values()])));
  const percent = uptimePercent(group.total().share);
  const isRight =
    percent === percentOf(exact) || (exact && percent !== 100 && percent === percentOf(aLittleMore(exact)));
  return isRight ? undefined : `The group is said to be up ${percent} %, and is ${percentOf(exact)} %.`;
}

function judgeDays({ days }: ReckonedDays, counts: [string, Count][]): string | undefined {
  const said = days.map(({ date, sum, related }) => [
    date,
    ...[sum.known, sum.maintenance, sum.degraded, sum.partial, sum.major, sum.down].map((part) => part / quarterMs),
    related.join(),
  ]);
  const wanted = counts.map(([date, { known, maintenance, degraded, partial, major, down, incidents }]) => [
    date,
    ...[known, maintenance, degraded, partial, major, down],
    [...incidents]
      .sort()
      .map((one) => idOf('incident', one))
      .join(),
  ]);
  if (JSON.stringify(said) === JSON.stringify(wanted)) return undefined;
  return `its days are said to be ${JSON.stringify(said)}, and are ${JSON.stringify(wanted)}`;
}

function judgePercent(reckoned: ReckonedDays, counts: Count[]): string | undefined {
  const [said, exact] = [uptimePercent(reckoned.total().share), percentOf(shareOf(counts))];
  return said === exact ? undefined : `it is said to be up ${said} %, and is ${exact} %`;
}

function countDays(past: Past, component: PastOfComponent, [first, last]: [string, string]): Map<string, Count> {
  const counts = new Map<string, Count>();
  const since = beginningOf(past, component);
  const end = Math.min(past.now, component.archivedAt ?? Infinity);
  for (let quarter = -reach; quarter < reach; quarter++) {
    const date = dateAt(past, quarter);
    if (date < first || date > last) continue;
    const count = counts.get(date) ?? {
      ...{ known: 0, maintenance: 0, degraded: 0, partial: 0, major: 0, down: 0 },
      incidents: new Set<number>(),
    };
    counts.set(date, count);
    if (quarter < since || quarter >= end) continue;
    const { published, counted, weight, incidents } = quarterOf(past, component, quarter);
    count.known += 1;
    count.down += weight;
    if (counted === 'under_maintenance') count.maintenance += 1;
    if (counted === 'degraded_performance') count.degraded += 1;
    if (counted === 'partial_outage') count.partial += 1;
    if (counted === 'major_outage') count.major += 1;
    if (published !== 'operational' || counted !== 'operational') for (const one of incidents) count.incidents.add(one);
  }
  return counts;
}

/** The first quarter that there is something to say about. */
export function beginningOf(past: Past, { startDay, recorded, told }: PastOfComponent): number {
  if (startDay !== null) {
    const start = dayAt(past, startDay);
    for (let quarter = -reach; quarter < reach; quarter++) if (dateAt(past, quarter) >= start) return quarter;
  }
  const known = told.filter(({ incident }) => !past.incidents[incident]?.isDeleted).map(({ from }) => from);
  const all = [...known, ...recorded.map(({ at }) => at)];
  return all.length > 0 ? Math.min(...all) : -reach;
}

function quarterOf(past: Past, { recorded, told, corrections }: PastOfComponent, quarter: number): Quarter {
  const byHand = recorded.filter(({ at, incident }) => incident === null && at <= quarter).pop()?.status;
  const holding = told.filter(
    ({ from, until, incident, status }) =>
      status !== 'operational' &&
      from <= quarter &&
      (until === null || quarter < until) &&
      !past.incidents[incident]?.isDeleted,
  );
  const correction = corrections.filter(
    ({ from, until, isRevoked }) => !isRevoked && from <= quarter && quarter < until,
  );
  const all = [byHand ?? 'operational', ...holding.map(({ status }) => status)];
  const weighed = [
    byHand ?? 'operational',
    ...holding.map(({ status, incident }) =>
      status === 'under_maintenance' && past.incidents[incident]?.counts ? 'major_outage' : status,
    ),
  ];
  const counted = correction.pop()?.as ?? worstOf(weighed);
  return {
    published: worstOf(all),
    counted,
    weight: weightAt(past, quarter, counted),
    incidents: holding.map(({ incident }) => incident),
  };
}

function worstOf(statuses: readonly ComponentStatus[]): ComponentStatus {
  const order = ['major_outage', 'partial_outage', 'degraded_performance', 'under_maintenance'] as const;
  return order.find((status) => statuses.includes(status)) ?? 'operational';
}

function weightAt({ weights }: Past, quarter: number, status: ComponentStatus): number {
  const held = weights.filter(({ from }) => from <= quarter).sort((one, other) => one.from - other.from);
  const { major, partial, degraded } = held.pop() ?? { major: 1_000, partial: 300, degraded: 0 };
  if (status === 'major_outage') return major;
  if (status === 'partial_outage') return partial;
  return status === 'degraded_performance' ? degraded : 0;
}

type Fraction = readonly [over: bigint, under: bigint];

function shareOf(counts: readonly Count[]): Fraction | null {
  let [counted, down] = [0, 0];
  for (const count of counts) {
    counted += count.known - count.maintenance;
    down += count.down;
  }
  return counted === 0 ? null : [BigInt(counted * 1_000 - down), BigInt(counted * 1_000)];
}

function meanOf(shares: readonly (Fraction | null)[]): Fraction | null {
  const known = shares.filter((share) => share !== null);
  if (known.length === 0) return null;
  const [over, under] = known.reduce(([a, b], [c, d]) => [a * d + c * b, b * d], [0n, 1n] as Fraction);
  return [over, under * BigInt(known.length)];
}

/** Means come closer to the next hundredth than shares are told apart. */
function aLittleMore([over, under]: Fraction): Fraction {
  return [over * 1_000_000_000_000n + under, under * 1_000_000_000_000n];
}

function percentOf(share: Fraction | null): number | null {
  return share === null ? null : Number((share[0] * 10_000n) / share[1]) / 100;
}

const known = new Map<string, string[]>();

function datesOf(zone: string, turn: number): string[] {
  const key = `${zone} ${turn}`;
  let dates = known.get(key);
  if (!dates) {
    const clock = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    dates = Array.from({ length: 2 * reach }, (_, index) => clock.format(turn + (index - reach) * quarterMs));
    known.set(key, dates);
  }
  return dates;
}
