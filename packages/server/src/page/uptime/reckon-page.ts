import type { Component } from '@allswell/protocol';
import { type Day, daysUpTo } from '../../time/days.ts';
import { type ReckonedComponent, type ReckonedDays, reckonComponent, reckonGroup } from '../../wire/reckon-uptime.ts';
import type { ComponentRecord, CorrectionRow, UptimeRows } from '../../wire/uptime-rows.ts';
import { momentMs, uptimeDays } from './read-uptime.ts';

/** A component or a group of the page, and what its days come to. */
export interface Reckoned extends ReckonedDays {
  component: Component;
  /** What was not plainly operational, in order; nothing for a group. */
  spans: ReckonedComponent['spans'];
  corrections: readonly CorrectionRow[];
}

/** Reckons days of everything on the page, in its order. */
export function reckonPage(
  components: readonly Component[],
  rows: UptimeRows,
  { days, now }: { days: readonly Day[]; now: number },
): Reckoned[] {
  const records = new Map(rows.components.map((record) => [record.id, record]));
  const members = new Map<string | null, ReckonedDays[]>();
  const leaves = new Map<string, Reckoned>();
  for (const component of components) {
    if (component.group) continue;
    const record = records.get(component.id) ?? unknownRecord(component.id);
    const reckoned = reckonComponent(record, rows.weights, { days, now });
    leaves.set(component.id, { component, corrections: record.corrections, ...reckoned });
    members.set(component.group_id, [...(members.get(component.group_id) ?? []), reckoned]);
  }
  return components.map(
    (component) =>
      leaves.get(component.id) ?? {
        component,
        spans: [],
        corrections: [],
        ...reckonGroup(members.get(component.id) ?? [], days),
      },
  );
}

/** The days that the documents tell of, and what they come to for everything on the page. */
export interface RecentDays {
  days: readonly Day[];
  /** The moment up to which is reckoned. */
  now: number;
  reckoned: readonly Reckoned[];
}

/** Reckons the days that the documents tell of, up to the change that they tell. */
export function reckonRecent(
  components: readonly Component[],
  rows: UptimeRows,
  { changed_at, time_zone }: { changed_at: Date; time_zone: string },
): RecentDays {
  const days = daysUpTo(changed_at, time_zone, uptimeDays);
  const now = momentOf(changed_at, rows);
  return { days, now, reckoned: reckonPage(components, rows, { days, now }) };
}

/** The moment up to which is reckoned: that of the change, and of everything that was written with it. */
export function momentOf(changedAt: Date, { components }: UptimeRows): number {
  const change = changedAt.getTime();
  let moment = change;
  const see = (instant: number | null) => {
    if (instant !== null && instant > moment && instant <= change + momentMs) moment = instant;
  };
  for (const { since, spans } of components) {
    see(since);
    for (const { startsAt, endsAt } of spans) {
      see(startsAt);
      see(endsAt);
    }
  }
  // Postgres knows microseconds, we only the millisecond that they are in: what begins in it has begun.
  return moment + 1;
}

/** True while something is going on that takes from a percentage. */
export function isGoingDown(reckoned: readonly Reckoned[], now: number): boolean {
  return reckoned.some(({ spans }) => {
    const last = spans.at(-1);
    return last?.endsAt === now && last.weight > 0;
  });
}

/** True when something took from the percentage of today: it counts less with every hour. */
export function wasDownToday(reckoned: readonly Reckoned[]): boolean {
  return reckoned.some(({ days }) => (days.at(-1)?.sum.down ?? 0) > 0);
}

function unknownRecord(id: string): ComponentRecord {
  return { id, since: Number.MAX_SAFE_INTEGER, spans: [], corrections: [], archivedAt: null };
}
