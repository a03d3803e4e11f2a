import type { FieldError } from '@allswell/protocol';
import { invalidRequest } from '../http/validate.ts';
import { localAt } from '../time/local-time.ts';

/** A recurrence rule that was read: what it says, and where it ends. */
export interface Rule {
  /** Its parts but for COUNT and UNTIL, such as FREQ=WEEKLY;BYDAY=SU. */
  pattern: string;
  /** The last local time at which it may give a date, with seconds. */
  until: string;
  /** How many dates it gives; null when only `until` ends it. */
  count: number | null;
}

/** How far a rule may reach: plans for longer are wishes, and each date costs something. */
export const mostYears = 10;

const numbers = /^-?\d{1,3}(,-?\d{1,3})*$/;
/** The greatest that each number may be; none is 0. */
const greatest: Partial<Record<string, number>> = {
  BYDAY: 53,
  BYMONTHDAY: 31,
  BYYEARDAY: 366,
  BYWEEKNO: 53,
  BYMONTH: 12,
  BYSETPOS: 366,
};
const weekday = /^(MO|TU|WE|TH|FR|SA|SU)$/;
/** The parts of RFC 5545 section 3.3.10 that make sense of whole days, and how each is written. */
const grammar: Partial<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,3}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  WKST: weekday,
  BYDAY: /^[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))*$/,
  BYMONTHDAY: numbers,
  BYYEARDAY: numbers,
  BYWEEKNO: numbers,
  BYMONTH: /^\d{1,2}(,\d{1,2})*$/,
  BYSETPOS: numbers,
};
const timeOfDay = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];
const subDaily = /^(HOURLY|MINUTELY|SECONDLY)$/;

/** Reads a rule of a series that starts at a local time; refuses what has no end, or no meaning for maintenance. */
export function readRule(rrule: string, { starts_at, time_zone }: { starts_at: string; time_zone: string }): Rule {
  const parts = readParts(rrule);
  const latest = yearsAfter(starts_at);
  const count = parts.get('COUNT');
  const end = parts.get('UNTIL');
  if (count === undefined && end === undefined) {
    throw refuse(`Say when it ends, within ${mostYears} years: add ;COUNT=… or ;UNTIL=… to the rule.`);
  }
  if (count !== undefined && end !== undefined) throw refuse('Send COUNT or UNTIL, not both.');
  const until = end === undefined ? latest : readUntil(end, time_zone);
  if (until > latest) throw refuse(`Let it end within ${mostYears} years of its first start.`);

  parts.delete('COUNT');
  parts.delete('UNTIL');
  const pattern = [...parts].map(([name, value]) => `${name}=${value}`).join(';');
  return { pattern, until, count: count === undefined ? null : Number(count) };
}

/** The refusal of a rule. */
export function refuse(detail: string): Error {
  const error: FieldError = { pointer: '#/rrule', detail };
  return invalidRequest([error]);
}

function readParts(rrule: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of rrule
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name = '', value = ''] = part.split('=');
    if (timeOfDay.includes(name)) throw refuse(`Leave ${name} out: the time of day is that of starts_at.`);
    if (name === 'FREQ' && subDaily.test(value)) throw refuse('Let it repeat daily at most: FREQ=DAILY.');
    const form = Object.hasOwn(grammar, name) ? grammar[name] : undefined;
    if (!form || part.split('=').length !== 2) {
      throw refuse('Send a rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=SU;UNTIL=20271231.');
    }
    if (!form.test(value) || !isWithin(value, greatest[name]))
      throw refuse(`Correct ${name}: this value has no meaning there.`);
    if (parts.has(name)) throw refuse(`Send ${name} once.`);
    parts.set(name, value);
  }
  if (!parts.has('FREQ')) throw refuse('Say how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.');
  return parts;
}

function isWithin(value: string, most: number | undefined): boolean {
  if (most === undefined) return true;
  const all = value.match(/\d+/g)?.map(Number) ?? [];
  return all.every((number) => number > 0 && number <= most);
}

/** The last local time that a rule may reach: ten years after its start, 1 March for a leap day. */
function yearsAfter(starts_at: string): string {
  const start = new Date(`${starts_at}:59Z`);
  start.setUTCFullYear(start.getUTCFullYear() + mostYears);
  return start.toISOString().slice(0, 19);
}

/** The end as a local time: a day is meant to its end, an instant as the clocks of the zone show it. */
function readUntil(text: string, timeZone: string): string {
  const [, year, month, day, hours = '23', minutes = '59', seconds = '59', utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text) ?? [];
  const local = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}`;
  const instant = new Date(`${local}Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 19) !== local || Number(year) < 1970) {
    throw refuse('Correct UNTIL: there is no such time.');
  }
  return utc ? `${localAt(instant, timeZone)}:${seconds}` : local;
}
