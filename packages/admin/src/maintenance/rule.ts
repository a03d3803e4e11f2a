import type { FieldError } from '@allswell/protocol';
import { formatWall, parseWall } from '../time/wall-time.ts';
import { weekdays } from '../time/weekdays.ts';
import type { Weekday } from '../time/weekdays.ts';
import type { maintenanceEn } from '../i18n/maintenance-en.ts';

export const repeatKinds = ['none', 'day', 'weekdays', 'week', 'month_day', 'month_weekday', 'year'] as const;
export type RepeatKind = (typeof repeatKinds)[number] | 'other';
export const places = [1, 2, 3, 4, -1] as const;

/** How a maintenance repeats, as it is chosen. What is null follows the start. */
export interface Repeat {
  kind: RepeatKind;
  every: number;
  days: readonly Weekday[] | null;
  /** -1 is the last one. */
  monthDay: number | null;
  place: number | null;
  weekday: Weekday | null;
  ends: 'until' | 'count';
  until: string | null;
  times: number;
  /** A rule that was not composed here, as its text. */
  text: string;
}

/** The same with the start's own values filled in. */
export type SettledRepeat = { [K in keyof Repeat]: NonNullable<Repeat[K]> };
type Composed = Exclude<RepeatKind, 'other'>;

const dayMs = 86_400_000;
const mostYears = 10;

export function emptyRepeat(kind: RepeatKind = 'none'): Repeat {
  return {
    ...{ kind, every: 1, days: null, monthDay: null, place: null, weekday: null },
    ...{ ends: 'until', until: null, times: 12, text: '' },
  };
}

/** Fills in what follows the start: its weekday, its day of the month, an end after one year. */
export function settle(repeat: Repeat, start: string): SettledRepeat {
  const at = new Date(parseWall(start) ?? Date.now());
  const weekday = weekdays[at.getUTCDay()] ?? 'MO';
  const isLast = new Date(at.getTime() + 7 * dayMs).getUTCMonth() !== at.getUTCMonth();
  const nth = Math.ceil(at.getUTCDate() / 7);
  return {
    ...repeat,
    days: repeat.days ?? [weekday],
    monthDay: repeat.monthDay ?? at.getUTCDate(),
    place: repeat.place ?? (isLast && nth > 3 ? -1 : nth),
    weekday: repeat.weekday ?? weekday,
    until: repeat.until ?? yearsAfter(start, 1),
  };
}

/** The RFC 5545 rule of what was chosen. The last day ends at midnight on the clocks of the series' zone. */
export function composeRule(repeat: Repeat, start: string): string {
  const { kind } = repeat;
  if (kind === 'other') return repeat.text;
  const { every, days, monthDay, place, weekday, ends, until, times } = settle(repeat, start);
  const interval = every > 1 && kind !== 'weekdays' ? `;INTERVAL=${every}` : '';
  const inOrder = weekdays.filter((one) => days.includes(one));
  const rules: Record<Composed, string> = {
    none: '',
    day: `FREQ=DAILY${interval}`,
    weekdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    week: `FREQ=WEEKLY${interval};BYDAY=${inOrder.join()}`,
    month_day: `FREQ=MONTHLY${interval};BYMONTHDAY=${monthDay}`,
    month_weekday: `FREQ=MONTHLY${interval};BYDAY=${place}${weekday}`,
    year: `FREQ=YEARLY${interval}`,
  };
  const end = ends === 'count' ? `COUNT=${times}` : `UNTIL=${until.replaceAll('-', '')}T235959`;
  return `${rules[kind]};${end}`;
}

/** Reads a rule back into choices. One that says more than the choices can is kept as its text. */
export function readRule(text: string): Repeat {
  const other: Repeat = { ...emptyRepeat('other'), text };
  const parts = new Map<string, string>();
  for (const part of text
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')) {
    const [name = '', value = ''] = part.split('=');
    parts.set(name, value);
  }
  const take = (name: string) => {
    const value = parts.get(name);
    parts.delete(name);
    return value;
  };
  const frequency = take('FREQ');
  const every = Number(take('INTERVAL') ?? 1);
  const end = readEnd(take('UNTIL'), take('COUNT'));
  const wanted = readFrequency(frequency, take('BYDAY'), take('BYMONTHDAY'));
  // Weeks are counted from Monday unless a rule says otherwise, which only matters every other week.
  const week = take('WKST') ?? 'MO';
  const isPlain = parts.size === 0 && (week === 'MO' || every === 1) && Number.isInteger(every) && every >= 1;
  return wanted && end && isPlain ? { ...emptyRepeat(), every, ...wanted, ...end } : other;
}

function readFrequency(frequency = '', byDay?: string, monthDay?: string): Partial<Repeat> | null {
  const days = byDay?.split(',') ?? [];
  const known = weekdays.filter((one) => days.includes(one));
  if (frequency === 'DAILY' && !byDay && !monthDay) return { kind: 'day' };
  if (frequency === 'YEARLY' && !byDay && !monthDay) return { kind: 'year' };
  // A rule that names no day means the day of the start.
  if (frequency === 'WEEKLY' && !byDay && !monthDay) return { kind: 'week' };
  if (frequency === 'WEEKLY' && byDay && !monthDay && known.length === days.length) {
    return known.join() === 'MO,TU,WE,TH,FR' ? { kind: 'weekdays' } : { kind: 'week', days: known };
  }
  if (frequency !== 'MONTHLY') return null;
  if (!byDay && !monthDay) return { kind: 'month_day' };
  if (!byDay && /^([1-9]|[12]\d|3[01]|-1)$/.test(monthDay ?? ''))
    return { kind: 'month_day', monthDay: Number(monthDay) };
  const [, place, weekday] = /^\+?(-1|[1-4])([A-Z]{2})$/.exec(byDay ?? '') ?? [];
  const found = weekdays.find((one) => one === weekday);
  return found && !monthDay ? { kind: 'month_weekday', place: Number(place), weekday: found } : null;
}

function readEnd(until?: string, times?: string): Partial<Repeat> | null {
  if (times !== undefined && until === undefined && /^\d+$/.test(times)) return { ends: 'count', times: Number(times) };
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/.exec(until ?? '') ?? [];
  return year && times === undefined ? { ends: 'until', until: `${year}-${month}-${day}` } : null;
}

/** What has to be put right before it can be sent. */
export function checkRepeat(repeat: Repeat, start: string, words: typeof maintenanceEn.repeat): FieldError[] {
  if (repeat.kind === 'none' || repeat.kind === 'other') return [];
  const { kind, every, days, ends, until, times } = settle(repeat, start);
  const errors: FieldError[] = [];
  const wrong = (field: string, detail: string) => errors.push({ pointer: `#/rrule/${field}`, detail });
  if (!Number.isInteger(every) || every < 1 || every > 52) wrong('every', words.badEvery);
  if (kind === 'week' && days.length === 0) wrong('days', words.noDays);
  if (ends === 'count') {
    if (!Number.isInteger(times) || times < 1 || times > 4_000) wrong('times', words.badTimes);
  } else if (until === '') wrong('until', words.noUntil);
  else if (start !== '' && until < start.slice(0, 10)) wrong('until', words.untilBeforeStart);
  else if (start !== '' && until > yearsAfter(start, mostYears)) wrong('until', words.untilTooFar);
  return errors;
}

/** The same day some years later, as a day. */
export function yearsAfter(start: string, years: number): string {
  const at = new Date(parseWall(start) ?? Date.now());
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return formatWall(at.getTime()).slice(0, 10);
}
