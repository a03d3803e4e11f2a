import { type DatedWeights, type UptimeSum, uptimePercent } from '@allswell/protocol';
import { type ReckonedComponent, type ReckonedDay, reckonComponent, reckonGroup } from '../wire/reckon-uptime.ts';
import type { CorrectionRow, UptimeRows } from '../wire/uptime-rows.ts';
import type { Range } from './range.ts';
import type { Subject } from './read-subjects.ts';

/** What a component or a group comes to within a range. */
export interface Reckoned {
  since: number | null;
  percent: number | null;
  sum: UptimeSum;
  days: readonly ReckonedDay[];
  /** Those of a component; a group has those of no one. */
  spans: ReckonedComponent['spans'];
  corrections: readonly CorrectionRow[];
}

/** Reckons one component or group; `rows` hold all of its components. */
export function reckon({ row, leafIds }: Subject, rows: UptimeRows, range: Range, now: Date): Reckoned {
  const records = rows.components.filter(({ id }) => leafIds.includes(id));
  const leaves = records.map((record) =>
    reckonComponent(record, rows.weights, { days: range.days, now: now.getTime() }),
  );
  const [leaf] = row.group ? [] : leaves;
  const { since, days, total } = leaf ?? reckonGroup(leaves, range.days);
  const { share, sum } = total();
  const corrections = leaf ? (records[0]?.corrections ?? []) : [];
  return { since, percent: uptimePercent(share), sum, days, spans: leaf?.spans ?? [], corrections };
}

/** The weights that held at some moment of a range. */
export function weightsWithin(weights: readonly DatedWeights[], { startsAt, endsAt }: Range): DatedWeights[] {
  return weights.filter(({ from }, index) => {
    const until = weights[index + 1]?.from ?? Infinity;
    return (from ?? -Infinity) < endsAt.getTime() && until > startsAt.getTime();
  });
}
