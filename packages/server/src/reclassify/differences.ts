import { type UptimePercents, type UptimePreview, type UptimeSum, uptimePercent } from '@allswell/protocol';
import type { Day } from '../time/days.ts';
import { addSums, type ReckonedDays, reckonComponent, reckonGroup } from '../wire/reckon-uptime.ts';
import type { SubjectRow } from '../wire/subject-rows.ts';
import type { UptimeRows } from '../wire/uptime-rows.ts';

/** What is compared: everything on the page, before and after, over the same days until the same instant. */
export interface Compared {
  /** Components and groups in the order of the page. */
  subjects: readonly Pick<SubjectRow, 'id' | 'name' | 'group' | 'group_id'>[];
  before: UptimeRows;
  after: UptimeRows;
  days: readonly Day[];
  now: number;
}

type Difference = UptimePreview['components'][number];

const mostDays = 100;

/** Of each component and group whose uptime differs: how much, and on which days. */
export function differencesOf({ subjects, before, after, days, now }: Compared): Difference[] {
  const changed = changedBetween(before, after);
  return subjects.flatMap(({ id, name, group }) => {
    const ids = group ? subjects.filter((one) => one.group_id === id).map((one) => one.id) : [id];
    if (!ids.some((one) => changed.has(one))) return [];
    const [was, is] = [before, after].map((rows) => reckonSide(rows, { ids, group, days, now }));
    const difference = was && is && compare(was, is);
    return difference ? [{ id, name, group, ...difference }] : [];
  });
}

/** The components of which something else is known. */
function changedBetween(before: UptimeRows, after: UptimeRows): Set<string> {
  const sameWeights = isSame(before.weights, after.weights);
  const earlier = new Map(before.components.map((record) => [record.id, record]));
  const changed = after.components.filter((record) => !sameWeights || !isSame(record, earlier.get(record.id)));
  return new Set(changed.map(({ id }) => id));
}

function reckonSide(
  { components, weights }: UptimeRows,
  { ids, group, days, now }: { ids: readonly string[]; group: boolean; days: readonly Day[]; now: number },
): ReckonedDays {
  const leaves = ids.flatMap((id) => {
    const record = components.find((one) => one.id === id);
    return record ? [reckonComponent(record, weights, { days, now })] : [];
  });
  const [leaf] = group ? [] : leaves;
  return leaf ?? reckonGroup(leaves, days);
}

function compare(was: ReckonedDays, is: ReckonedDays): Omit<Difference, 'id' | 'name' | 'group'> | undefined {
  const different = is.days.flatMap((day, index) => {
    const earlier = was.days[index];
    return earlier && !isSame([day.sum, day.share], [earlier.sum, earlier.share]) ? [{ earlier, day }] : [];
  });
  const [before, after] = [percentsOf(was), percentsOf(is)];
  // A group may come to something else though none of its days does: where one of its members begins on another day.
  if (different.length === 0 && isSame(before, after)) return undefined;
  return {
    before,
    after,
    down_before: downOf(different.map(({ earlier }) => earlier.sum)),
    down_after: downOf(different.map(({ day }) => day.sum)),
    days: different
      .map(({ earlier, day }) => ({
        date: day.date,
        before: uptimePercent(earlier.share),
        after: uptimePercent(day.share),
      }))
      .reverse()
      .slice(0, mostDays),
  };
}

function percentsOf({ days, total }: ReckonedDays): UptimePercents {
  const of = (count: number) => uptimePercent(total(Math.max(0, days.length - count)).share);
  return { today: of(1), 7: of(7), 30: of(30), 90: of(90), 365: of(365) };
}

/** Weighed seconds, with three decimals. */
function downOf(sums: readonly UptimeSum[]): number {
  return Math.round(addSums(sums).down / 1_000) / 1_000;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
