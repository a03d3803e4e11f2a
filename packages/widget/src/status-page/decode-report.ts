import type { UptimeSum } from '@allswell/protocol';
import { meanShare, uptimePercent, upShare } from '@allswell/protocol';
import type { Given, SeenReference } from '../source/decode-reference.ts';
import { instant, objects, referenceOf, text, texts } from '../source/decode-reference.ts';

/** A component or a group in a month. */
export interface SeenShare {
  id: string;
  name: string;
  group: boolean;
  group_id: string | null;
  /** The first day that counts; empty where nothing is known. */
  since: string;
  percent: number | null;
  sum: UptimeSum;
  levels: string;
}

/** An incident or a maintenance in a month. */
export interface SeenDone extends SeenReference {
  lastedMs: number;
  inMonthMs: number;
  began: boolean;
}

/** The weights of a time. */
export interface SeenWeights {
  /** NaN: from the beginning. */
  from: number;
  major_outage: number;
  partial_outage: number;
  degraded_performance: number;
}

/** A monthly report as it was understood. */
export interface SeenReport {
  month: string;
  earlier: string;
  later: string;
  months: string[];
  from: number;
  until: number;
  running: boolean;
  weights: SeenWeights[];
  components: SeenShare[];
  /** The mean of all components that something is known of. */
  average: number | null;
  incidents: number;
  maintenances: number;
  medianMs: number | null;
  longest: string;
  stories: SeenDone[];
}

const number = (of: Given, name: string): number => Number(of[name]) || 0;
const numberOrNull = (of: Given, name: string): number | null => (typeof of[name] === 'number' ? of[name] : null);
const inside = (of: Given, name: string): Given => {
  const found = of[name];
  return typeof found === 'object' && found !== null ? found : {};
};

/** Names are written as text where the build may shorten those that only code knows. */
function sumOf(given: Given): UptimeSum {
  return {
    known: number(given, 'known') * 1_000,
    maintenance: number(given, 'maintenance') * 1_000,
    degraded: number(given, 'degraded') * 1_000,
    partial: number(given, 'partial') * 1_000,
    major: number(given, 'major') * 1_000,
    down: Math.round(number(given, 'down') * 1e6),
  };
}

/** A report in objects of our own; null for what is none. */
export function decodeReport(value: unknown): SeenReport | null {
  const given = (value ?? {}) as Given;
  const month = text(given.month);
  if (!/^\d{4}-\d\d$/.test(month) || !Array.isArray(given.components)) return null;
  const components = objects(given.components).map(
    (one): SeenShare => ({
      id: text(one.id),
      name: text(one.name),
      group: one.group === true,
      group_id: text(one.group_id) || null,
      since: text(one.since),
      percent: numberOrNull(one, 'percent'),
      sum: sumOf(inside(one, 'seconds')),
      levels: text(one.levels),
    }),
  );
  const numbers = inside(given, 'numbers');
  const median = numberOrNull(numbers, 'median_seconds');
  return {
    month,
    earlier: text(given.earlier),
    later: text(given.later),
    months: texts(given.months),
    from: instant(given.from),
    until: instant(given.until),
    running: given.running === true,
    weights: objects(given.weights).map((one) => ({
      from: instant(one.from),
      major_outage: number(one, 'major_outage'),
      partial_outage: number(one, 'partial_outage'),
      degraded_performance: number(one, 'degraded_performance'),
    })),
    components,
    average: uptimePercent(meanShare(components.filter(({ group }) => !group).map(({ sum }) => upShare(sum)))),
    incidents: number(numbers, 'incidents'),
    maintenances: number(numbers, 'maintenances'),
    medianMs: median === null ? null : median * 1_000,
    longest: text(numbers.longest),
    stories: objects(given.stories).flatMap((one) =>
      referenceOf(one).map((story) => ({
        ...story,
        lastedMs: number(one, 'seconds') * 1_000,
        inMonthMs: number(one, 'seconds_in_month') * 1_000,
        began: one.began !== false,
      })),
    ),
  };
}
