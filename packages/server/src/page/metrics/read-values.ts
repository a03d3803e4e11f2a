import type { MetricRange } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import { snapshot } from '../read.ts';
import { beginningOf, endOfNow, type Span, spans } from './spans.ts';

/** What was measured of one metric in a span: all of it is kept on disk as it is, so there are no dates in it. */
export interface Measured {
  /** The newest value, and when it was measured (milliseconds since 1970); null where there never was one. */
  value: number | null;
  asOf: number | null;
  /** The mean of each step, null where it has no value. */
  values: (number | null)[];
  lowest: number | null;
  highest: number | null;
  mean: number | null;
}

/** Which values a database has: equal marks mean equal values. */
export interface Mark {
  epoch: string;
  seq: number;
  /** The end of the time that is told of (milliseconds since 1970): it moves on with the clock alone. */
  endsAt: number;
}

/** The values of all public metrics in one span, as they were at one moment. */
export interface Values {
  mark: Mark;
  /** When they last changed, be it by the clock (milliseconds since 1970). */
  changedAt: number;
  /** By the metric's id. */
  measured: Record<string, Measured>;
}

interface StateRow {
  epoch: string;
  seq: string;
  changed_at: Date;
  now: Date;
}

interface NewestRow {
  id: string;
  at: Date | null;
  value: number | null;
}

interface StepRow {
  metric_id: string;
  step: number;
  sum: number;
  count: number;
  min: number;
  max: number;
}

/** Asks which values the database has by now: one row, whatever was measured. */
export async function readMark(sql: Sql | Tx): Promise<{ mark: Mark; changedAt: number }> {
  const [row] = await sql<StateRow[]>`
    select p.epoch, m.seq, m.changed_at, clock_timestamp() as now from page_state p, metric_state m
  `;
  if (!row) throw new Error('page_state or metric_state has lost its row.');
  const endsAt = endOfNow(row.now).getTime();
  const stepBeganAt = endsAt - spans.day.stepSeconds * 1_000;
  return {
    mark: { epoch: row.epoch, seq: Number(row.seq), endsAt },
    changedAt: Math.max(row.changed_at.getTime(), stepBeganAt),
  };
}

export function isSameMark(one: Mark | undefined, other: Mark): boolean {
  return one?.epoch === other.epoch && one.seq === other.seq && one.endsAt === other.endsAt;
}

/** Reads the values of all public metrics in one snapshot of the database. */
export function readValues(sql: Sql, ranges: readonly MetricRange[]): Promise<Map<MetricRange, Values>> {
  return snapshot(sql, async (tx) => {
    const { mark, changedAt } = await readMark(tx);
    const endsAt = new Date(mark.endsAt);
    const newest = await readNewest(tx, endsAt);
    const ids = newest.map(({ id }) => id);
    const all = await Promise.all(
      ranges.map(async (range): Promise<[MetricRange, Values]> => {
        const span = spans[range];
        const beginsAt = beginningOf(span, endsAt);
        const steps = await (range === 'day' ? readPoints : readHours)(tx, ids, { span, beginsAt, endsAt });
        const stepsOf = Map.groupBy(steps, ({ metric_id }) => metric_id);
        const measured = newest.map((row) => [row.id, measure(row, stepsOf.get(row.id) ?? [], span)] as const);
        return [range, { mark, changedAt, measured: Object.fromEntries(measured) }];
      }),
    );
    return new Map(all);
  });
}

/** The newest point of each public metric. Clocks of senders may be ahead: what is still to come is not told. */
function readNewest(tx: Tx, endsAt: Date): Promise<NewestRow[]> {
  return tx<NewestRow[]>`
    select m.id, p.at, p.value from metrics m
    left join lateral (
      select at, value from metric_points where metric_id = m.id and at < ${endsAt} order by at desc limit 1
    ) p on true
    where m.display
  `;
}

interface Window {
  span: Span;
  beginsAt: Date;
  endsAt: Date;
}

// A sum that grows beyond what a number can be is an error in Postgres, and one absurd value must not take all metrics
// from readers; and since the sum of floats depends on their order, equal rows are added in the same one everywhere.
const most = 1e300;

function readPoints(tx: Tx, ids: string[], { span, beginsAt, endsAt }: Window): Promise<StepRow[]> {
  return tx<StepRow[]>`
    select metric_id, ${stepOf(tx, span, beginsAt)} as step,
      sum(greatest(least(value, ${most}), ${-most}) order by at) as sum, count(*)::int as count,
      min(value) as min, max(value) as max
    from metric_points where metric_id = any(${ids}) and at >= ${beginsAt} and at < ${endsAt}
    group by 1, 2 order by 1, 2
  `;
}

function readHours(tx: Tx, ids: string[], { span, beginsAt, endsAt }: Window): Promise<StepRow[]> {
  return tx<StepRow[]>`
    select metric_id, ${stepOf(tx, span, beginsAt)} as step,
      sum(greatest(least(sum, ${most}), ${-most}) order by at) as sum, sum(count)::int as count,
      min(min) as min, max(max) as max
    from metric_hours where metric_id = any(${ids}) and at >= ${beginsAt} and at < ${endsAt}
    group by 1, 2 order by 1, 2
  `;
}

function stepOf(tx: Tx, { stepSeconds }: Span, beginsAt: Date) {
  return tx`floor(extract(epoch from at - ${beginsAt}::timestamptz) / ${stepSeconds}::int)::int`;
}

function measure({ at, value }: NewestRow, steps: readonly StepRow[], { steps: many }: Span): Measured {
  const values: (number | null)[] = Array.from({ length: many }, () => null);
  for (const { step, sum, count } of steps) values[step] = sum / count;
  const counted = steps.reduce((all, { count }) => all + count, 0);
  return {
    value,
    asOf: at?.getTime() ?? null,
    values,
    lowest: counted > 0 ? Math.min(...steps.map(({ min }) => min)) : null,
    highest: counted > 0 ? Math.max(...steps.map(({ max }) => max)) : null,
    // Shares are added, for a sum of all may be more than a number can be.
    mean: counted > 0 ? steps.reduce((all, { sum, count }) => all + (sum / count) * (count / counted), 0) : null,
  };
}
