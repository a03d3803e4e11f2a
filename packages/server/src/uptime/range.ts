import type { FieldError } from '@allswell/protocol';
import { uptimeDayQuerySchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { invalidRequest } from '../http/validate.ts';
import { dateOf, type Day, daysBetween } from '../time/days.ts';

/** `?from=&to=`: the first and the last day, both included, in the page's zone. */
export const rangeEntries = { from: v.optional(uptimeDayQuerySchema), to: v.optional(uptimeDayQuerySchema) };

const usualDays = 90;
const mostYears = 10;

/** Some days in the page's zone. */
export interface Range {
  from: string;
  to: string;
  timeZone: string;
  /** In their order, without gaps. */
  days: Day[];
  startsAt: Date;
  endsAt: Date;
}

/** The days that are asked for: the last ninety up to today, where nothing else is said. */
export function readRange(
  asked: { from?: string | undefined; to?: string | undefined },
  { now, timeZone }: { now: Date; timeZone: string },
): Range {
  const today = dateOf(now, timeZone);
  const to = asked.to ?? today;
  const from = asked.from ?? shiftDays(to, 1 - usualDays);
  const errors: FieldError[] = [];
  if (asked.from !== undefined && from > today) errors.push({ pointer: '?from', detail: notYet(today) });
  if (to > today) errors.push({ pointer: '?to', detail: notYet(today) });
  if (errors.length === 0 && from > to)
    errors.push({ pointer: '?to', detail: `Send a day that is not before ${from}.` });
  const earliest = `${Number(to.slice(0, 4)) - mostYears}${to.slice(4)}`;
  if (errors.length === 0 && from < earliest)
    errors.push({ pointer: '?from', detail: `Send at most ${mostYears} years: a day from ${earliest} on.` });
  if (errors.length > 0) throw invalidRequest(errors);

  const days = daysBetween(from, to, timeZone);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) throw new Error(`There is no day from ${from} to ${to}.`);
  return { from, to, timeZone, days, startsAt: new Date(first.startsAt), endsAt: new Date(last.endsAt) };
}

function notYet(today: string): string {
  return `Send a day that has come: today is ${today} on this page.`;
}

function shiftDays(day: string, by: number): string {
  return new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
}
