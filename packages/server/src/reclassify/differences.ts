import {
  meanShare,
  type UptimePercents,
  type UptimePreview,
  type UptimeSum,
  uptimePercent,
  upShare,
} from '@allswell/protocol';
import type { Day } from '../time/days.ts';
import { addSums, meanSum, reckonComponent, reckonGroup } from '../wire/reckon-uptime.ts';
import type { ComponentRecord, UptimeRows } from '../wire/uptime-rows.ts';

/** What is compared: everything on the page, before and after, over the same days until the same instant. */
export interface Compared {
  subjects: readonly { id: string; name: string; group: boolean; group_id: string | null }[];
  before: UptimeRows;
  after: UptimeRows;
  days: readonly Day[];
  now: number;
}

/** A component or a group, before or after. */
interface Side {
  days: readonly { date: string; share: number | null; sum: UptimeSum }[];
  percents: UptimePercents;
}

const mostDays = 100;

/** Of each component and group whose uptime differs: how much, and on which days. */
export function differencesOf({ subjects, before, after, days, now }: Compared): UptimePreview['components'] {
  const sameWeights = JSON.stringify(before.weights) === JSON.stringify(after.weights);
  const changed = new Set(
    after.components
      .filter(
        (one) =>
          !sameWeights ||
          !isSame(
            one,
            before.components.find(({ id }) => id === one.id),
          ),
      )
      .map(({ id }) => id),
  );
  const found: UptimePreview['components'] = [];
  for (const { id, name, group } of subjects) {
    const ids = group ? subjects.filter((one) => one.group_id === id).map((one) => one.id) : [id];
    if (!ids.some((one) => changed.has(one))) continue;
    const [was, is] = [before, after].map((rows) => sideOf(rows, { ids, group, days, now }));
    if (was && is) found.push(...compare({ id, name, group }, was, is));
  }
  return found;
}

function compare(
  subject: Pick<UptimePreview['components'][number], 'id' | 'name' | 'group'>,
  was: Side,
  is: Side,
): UptimePreview['components'] {
  const different = is.days
    .map((day, index) => ({ day, earlier: was.days[index] ?? day }))
    .filter(
      ({ day, earlier }) => JSON.stringify([day.sum, day.share]) !== JSON.stringify([earlier.sum, earlier.share]),
    );
  if (different.length === 0) return [];
  const down = (sums: UptimeSum[]) => Math.round(addSums(sums).down / 1_000) / 1_000;
  return [
    {
      ...subject,
      before: was.percents,
      after: is.percents,
      down_before: down(different.map(({ earlier }) => earlier.sum)),
      down_after: down(different.map(({ day }) => day.sum)),
      days: different
        .map(({ day, earlier }) => ({
          date: day.date,
          before: uptimePercent(earlier.share),
          after: uptimePercent(day.share),
        }))
        .reverse()
        .slice(0, mostDays),
    },
  ];
}

function sideOf(
  { components, weights }: UptimeRows,
  { ids, group, days, now }: { ids: readonly string[]; group: boolean; days: readonly Day[]; now: number },
): Side {
  const leaves = ids.flatMap((id) => {
    const record = components.find((one) => one.id === id);
    return record ? [reckonComponent(record, weights, { days, now })] : [];
  });
  const percentOf = (count: number) =>
    uptimePercent(meanShare(leaves.map((leaf) => upShare(addSums(leaf.days.slice(-count).map(({ sum }) => sum))))));
  return {
    days: group
      ? reckonGroup(leaves, days).days
      : (leaves[0]?.days ?? days.map(({ date }) => ({ date, share: null, sum: meanSum([]) }))),
    percents: { today: percentOf(1), 7: percentOf(7), 30: percentOf(30), 90: percentOf(90), 365: percentOf(365) },
  };
}

function isSame(one: ComponentRecord, other: ComponentRecord | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
