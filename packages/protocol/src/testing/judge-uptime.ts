import {
  type DatedWeights,
  explainUptime,
  meanShare,
  sumUptime,
  type UptimeRecord,
  type UptimeSpan,
  type UptimeSum,
  upShare,
  uptimeLevel,
  uptimePercent,
} from '../rules/uptime.ts';
import { countTicks, type Fraction, type History, meanOf, percentOf, shareOf, tickOf } from './uptime-by-ticks.ts';

/** A history as the rules take it. */
export function toRecord({ since, said, corrected }: History, tickMs: number): UptimeRecord {
  return {
    since: since * tickMs,
    spans: said.map(({ status, from, until, incident, counts }) => ({
      status,
      startsAt: from * tickMs,
      endsAt: until === null ? null : until * tickMs,
      incidentId: incident,
      countsAsDowntime: counts,
    })),
    corrections: corrected.map(({ id, as, from, until }) => ({
      id,
      countsAs: as,
      startsAt: from * tickMs,
      endsAt: until * tickMs,
    })),
  };
}

/** Weights as the rules take them. */
export function toWeights({ weights }: History, tickMs: number): DatedWeights[] {
  return weights.map(({ from, major, partial, degraded }) => ({
    from: from === null ? null : from * tickMs,
    major_outage: major / 1_000,
    partial_outage: partial / 1_000,
    degraded_performance: degraded / 1_000,
  }));
}

/** What is wrong with what the rules say of a history from one tick to another; undefined where all is right. */
export function judgeUptime(history: History, from: number, until: number, tickMs = 1_000): string | undefined {
  const record = toRecord(history, tickMs);
  const window = { from: from * tickMs, until: until * tickMs, now: history.now * tickMs };
  const spans = explainUptime(record, toWeights(history, tickMs), window);
  const sum = sumUptime(spans, { ...window, since: record.since });
  return (
    judgeOrder(spans) ??
    judgeTicks(spans, history, [from, until], tickMs) ??
    judgeSum(sum, countTicks(history, from, until), tickMs)
  );
}

/** What is wrong with the percentage of a group. */
export function judgeGroup(members: readonly History[], from: number, until: number): string | undefined {
  const shares = members.map((history) => {
    const record = toRecord(history, 1_000);
    const window = { from: from * 1_000, until: until * 1_000, now: history.now * 1_000 };
    const spans = explainUptime(record, toWeights(history, 1_000), window);
    return upShare(sumUptime(spans, { ...window, since: record.since }));
  });
  const exact = meanOf(members.map((history) => shareOf(countTicks(history, from, until))));
  const percent = uptimePercent(meanShare(shares));
  if (percent === percentOf(exact)) return undefined;
  // A mean of many fractions may come closer to the next hundredth than shares are told apart.
  if (exact && percent !== 100 && percent === percentOf(alittleMore(exact))) return undefined;
  return `A group of ${members.length} is said to be up ${percent} %, and is ${percentOf(exact)} %.`;
}

function alittleMore([over, under]: Fraction): Fraction {
  return [over * 1_000_000_000_000n + under, under * 1_000_000_000_000n];
}

function judgeOrder(spans: readonly UptimeSpan[]): string | undefined {
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    if (span.endsAt <= span.startsAt) return `A span ends before it starts: ${JSON.stringify(span)}`;
    if (next && next.startsAt < span.endsAt) return `Spans overlap: ${JSON.stringify([span, next])}`;
    if (next?.startsAt === span.endsAt && kindOf(next) === kindOf(span)) {
      return `Spans that are the same are two: ${JSON.stringify([span, next])}`;
    }
  }
  return undefined;
}

function kindOf({ startsAt: _, endsAt: __, isOpen: ___, ...kind }: UptimeSpan): string {
  return JSON.stringify(kind);
}

function judgeTicks(
  spans: readonly UptimeSpan[],
  history: History,
  [from, until]: readonly [number, number],
  tickMs: number,
): string | undefined {
  for (let at = Math.min(from, history.since) - 1; at <= Math.max(until, history.now); at++) {
    const span = spans.find(({ startsAt, endsAt }) => startsAt <= at * tickMs && at * tickMs < endsAt);
    const tick = at >= from && at < until ? tickOf(history, at) : null;
    const isPlain = !tick || (tick.published === 'operational' && tick.counted === 'operational');
    const wanted = isPlain
      ? undefined
      : {
          status: tick.published,
          countsAs: tick.counted,
          weight: tick.weight / 1_000,
          isExcluded: tick.counted === 'under_maintenance',
          incidentIds: tick.incidents,
          correctionId: tick.correction,
        };
    const { startsAt: _, endsAt: __, isOpen, ...found } = span ?? { startsAt: 0, endsAt: 0, isOpen: false };
    if (JSON.stringify(sorted(found)) !== JSON.stringify(sorted(wanted ?? {}))) {
      return `At ${at} it is ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}.`;
    }
    const isLast = at + 1 === history.now;
    if (isLast && tick && span && isOpen !== (tick.isEndless && !tick.isCorrectedLast))
      return `At its end it is said to ${isOpen ? 'go on' : 'be over'}.`;
    if (isOpen && span?.endsAt !== history.now * tickMs) return 'Something goes on that ends before now.';
  }
  return undefined;
}

function judgeSum(sum: UptimeSum, count: ReturnType<typeof countTicks>, tickMs: number): string | undefined {
  const wanted = Object.fromEntries(Object.entries(count).map(([name, ticks]) => [name, ticks * tickMs]));
  if (JSON.stringify(sorted(sum)) !== JSON.stringify(sorted(wanted))) {
    return `It comes to ${JSON.stringify(sum)} instead of ${JSON.stringify(wanted)}.`;
  }
  const [percent, exact] = [uptimePercent(upShare(sum)), percentOf(shareOf(count))];
  if (percent !== exact) return `It is said to be up ${percent} %, and is ${exact} %.`;
  const level = levelOf(count);
  return uptimeLevel(sum) === level ? undefined : `Its level is ${uptimeLevel(sum)} instead of ${level}.`;
}

function levelOf({ known, major, partial, degraded, maintenance }: ReturnType<typeof countTicks>): string {
  if (known === 0) return '-';
  if (major) return '3';
  if (partial) return '2';
  if (degraded) return '1';
  return maintenance ? 'm' : '0';
}

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1)));
}
