import { type DatedWeights, meanShare, type UptimeSum, uptimePercent, upShare } from '@allswell/protocol';
import {
  addSums,
  meanSum,
  reckonComponent,
  type ReckonedComponent,
  type ReckonedDay,
  reckonGroup,
} from '../wire/reckon-uptime.ts';
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
  const sums = leaves.map(({ days }) => addSums(days.map(({ sum }) => sum)));
  const [leaf] = leaves;
  if (!row.group && leaf) {
    const [sum = addSums([])] = sums;
    const { since, days, spans } = leaf;
    const corrections = records[0]?.corrections ?? [];
    return { since, percent: uptimePercent(upShare(sum)), sum, days, spans, corrections };
  }
  const { since, days } = reckonGroup(leaves, range.days);
  const percent = uptimePercent(meanShare(sums.map(upShare)));
  return { since, percent, sum: meanSum(sums), days, spans: [], corrections: [] };
}

/** The weights that held at some moment of a range. */
export function weightsWithin(weights: readonly DatedWeights[], { startsAt, endsAt }: Range): DatedWeights[] {
  return weights.filter(({ from }, index) => {
    const until = weights[index + 1]?.from ?? Infinity;
    return (from ?? -Infinity) < endsAt.getTime() && until > startsAt.getTime();
  });
}
