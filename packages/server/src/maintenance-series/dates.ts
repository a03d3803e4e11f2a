import { DomainError } from '@allswell/protocol';
import { instantAt, instantsAt } from '../time/local-time.ts';
import { stamp } from '../time/stamp.ts';
import { type Rule, mostYears, readRule, refuse } from './rule.ts';

/** What decides the dates of a series. */
export interface Dates {
  /** The first start, on the wall clock of the zone: 2026-11-29T02:00. */
  starts_at: string;
  duration_minutes: number;
  time_zone: string;
  rrule: string;
}

/** One date of a series: its start on the wall clock, and the instants that it means. */
export interface SeriesDate {
  starts_at: string;
  scheduled_for: Date;
  scheduled_until: Date;
}

const minuteMs = 60_000;
const kept = new Map<string, string[]>();
const mostKept = 100;

/** All dates that a series has by its rule; refuses a rule that gives none, or does not end. */
export async function reckonDates(series: Dates): Promise<SeriesDate[]> {
  return (await localDates(series)).map((starts_at) => dateAt(starts_at, series));
}

/** The same for what is to be stored: none of its maintenances may last until the next has begun. */
export async function requireDates(series: Dates): Promise<SeriesDate[]> {
  const dates = await reckonDates(series);
  for (const [index, { starts_at, scheduled_until }] of dates.entries()) {
    const next = dates[index + 1];
    if (!next || scheduled_until <= next.scheduled_for) continue;
    const end = stamp(scheduled_until, series.time_zone);
    throw refuse(
      `Let it repeat less often, or take less long: the one of ${starts_at} lasts until ${end}, and the next has begun then.`,
    );
  }
  return dates;
}

/** The instants of one date: the clocks decide when it starts, and its length is counted from there. */
export function dateAt(
  starts_at: string,
  { time_zone, duration_minutes }: Pick<Dates, 'time_zone' | 'duration_minutes'>,
): SeriesDate {
  const scheduled_for = instantAt(starts_at, time_zone);
  return { starts_at, scheduled_for, scheduled_until: new Date(scheduled_for.getTime() + duration_minutes * minuteMs) };
}

/** Where the rule gives a date, on the wall clock. The last ones asked for are kept: reckoning ten years takes a while. */
async function localDates({ starts_at, time_zone, rrule }: Dates): Promise<string[]> {
  const key = `${starts_at} ${time_zone} ${rrule}`;
  const known = kept.get(key);
  if (known) return known;
  const dates = await expand(readRule(rrule, { starts_at, time_zone }), starts_at);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, dates);
  return dates;
}

/** The rule is reckoned on a clock that is never changed; the zone comes in when a date becomes an instant. */
async function expand({ pattern, until, count }: Rule, starts_at: string): Promise<string[]> {
  // Loaded when there is a series: most pages never have one.
  const { RRuleTemporal } = await import('rrule-temporal');
  const basic = (local: string) => local.replaceAll(/[-:]/g, '');
  const all = reckon(() =>
    new RRuleTemporal({
      rruleString: `DTSTART;TZID=UTC:${basic(starts_at)}00\nRRULE:${pattern};UNTIL=${basic(until)}Z`,
      strict: true,
      cache: false,
    })
      .all()
      .map((date) => date.toString().slice(0, 16)),
  );
  if (all.length === 0) throw refuse('Correct the rule: it gives no date at all.');
  if (count === null) return all;
  if (all.length < count) throw refuse(`Let it end within ${mostYears} years of its first start: lower COUNT.`);
  return all.slice(0, count);
}

/** What the library refuses is a mistake in the rule; it has no codes, and words for programmers. */
function reckon<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw Object.assign(refuse('Send a rule of RFC 5545: these parts do not go together.'), { cause });
  }
}

/**
 * Refuses a first start that the clocks of the zone skip or show twice: for one that is written down by hand it has to be
 * clear what is meant. Later dates of the rule are read as RFC 5545 does.
 */
export function requireClearStart({ starts_at, time_zone }: Pick<Dates, 'starts_at' | 'time_zone'>): void {
  const instants = instantsAt(starts_at, time_zone);
  if (instants.length === 1) return;
  const isMissing = instants.length === 0;
  const what = `In ${time_zone} the clocks ${isMissing ? `skip ${starts_at}` : `show ${starts_at} twice`}.`;
  const detail = `${what} Send another first start.`;
  throw new DomainError(isMissing ? 'local-time-missing' : 'local-time-ambiguous', detail, {
    errors: [{ pointer: '#/starts_at', detail }],
  });
}

/** And at least one of its dates has to be still to come. */
export async function requireDatesAhead(series: Dates, now: Date): Promise<void> {
  const last = (await requireDates(series)).at(-1);
  if (!last || last.scheduled_for <= now) {
    throw refuse('Let it end later: all dates that the rule gives have passed.');
  }
}
