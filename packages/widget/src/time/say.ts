/** Where and when a sentence with a time in it is read. */
export interface Reader {
  /** For dates and times, canonical. */
  locale: string;
  /** IANA name. */
  timeZone: string;
  /** Milliseconds since 1970. */
  now: number;
  /** False for words that will be read later than now: they name the day and say nothing of "ago". */
  isNow?: boolean;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A formatter, made once. Calendar, digits and zone are named, so that the server writes what browsers write; a zone
 * that this browser does not know becomes UTC, which is said with the time.
 */
export function format(
  { locale, timeZone }: Pick<Reader, 'locale' | 'timeZone'>,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    const make = (zone: string) =>
      new Intl.DateTimeFormat(locale, { calendar: 'gregory', numberingSystem: 'latn', ...options, timeZone: zone });
    try {
      made = make(timeZone);
    } catch {
      made = make('UTC');
    }
    formats.set(key, made);
  }
  return made;
}

// Some engines put thin or unbreakable blanks where others put plain ones.
const plainBlanks = (text: string) => text.replace(/[\u2009\u202f\u00a0]/g, ' ');

const times = new Map<string, Intl.DateTimeFormatOptions>();

/** Engines differ on 9:36 or 09:36 unless told; a.m. and p.m. go without the zero. Asking takes long: asked once. */
function time({ locale }: Reader): Intl.DateTimeFormatOptions {
  let options = times.get(locale);
  if (!options) {
    const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
    options = { hour: hourCycle === 'h23' ? '2-digit' : 'numeric', minute: '2-digit' };
    times.set(locale, options);
  }
  return options;
}
const date: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

/** An instant from the wire; NaN when it is none. */
export function instantOf(stamp: string | null | undefined): number {
  return Date.parse(stamp ?? '');
}

function say(at: number, reader: Reader, options: Intl.DateTimeFormatOptions): string {
  return Number.isNaN(at) ? '' : plainBlanks(format(reader, options).format(at));
}

/** "2026-11-24": the day that an instant falls on for the reader, to group by. */
export function dayOf(at: number, reader: Reader): string {
  return say(at, { ...reader, locale: 'sv' }, { year: 'numeric', month: '2-digit', day: '2-digit' });
}

function yearIfOther(at: number, reader: Reader): Intl.DateTimeFormatOptions {
  return dayOf(at, reader).slice(0, 4) === dayOf(reader.now, reader).slice(0, 4) ? {} : { year: 'numeric' };
}

/** "14:32" today, "22 Nov, 14:32" on other days. */
export function sayTime(at: number, reader: Reader): string {
  const isToday = reader.isNow !== false && dayOf(at, reader) === dayOf(reader.now, reader);
  return isToday ? say(at, reader, time(reader)) : sayMoment(at, reader);
}

/** "22 Nov, 14:32": a day and the time of it, today as well. */
export function sayMoment(at: number, reader: Reader): string {
  return say(at, reader, { ...date, ...yearIfOther(at, reader), ...time(reader) });
}

/** "November 2026", of a month such as 2026-11. */
export function sayMonth(month: string, { locale }: Pick<Reader, 'locale'>): string {
  const reader = { locale, timeZone: 'UTC', now: 0 };
  return say(instantOf(`${month}-01T00:00:00Z`), reader, { month: 'long', year: 'numeric' });
}

/** "Sunday 22 November 2026 at 14:32 CET": everything, for those who ask. */
export function sayInFull(at: number, reader: Reader): string {
  return say(at, reader, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...time(reader),
    timeZoneName: 'short',
  });
}

/** The month and the day of a calendar leaf: "Nov", "24". */
export function sayLeaf(at: number, reader: Reader): [month: string, day: string] {
  return [say(at, reader, { month: 'short' }), say(at, reader, { day: 'numeric' })];
}

/** The name of the zone at an instant, such as CET, which is another one in summer. */
function zoneAt(at: number, reader: Reader): string | undefined {
  const parts = format(reader, { timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value;
}

/** "Tuesday, 24 Nov, 02:00 – 04:00 CET": from when to when, with the zone; with both where the clocks change between. */
export function sayRange(from: number, until: number, reader: Reader): string {
  if (Number.isNaN(from) || Number.isNaN(until)) return '';
  const whole: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    ...date,
    ...yearIfOther(from, reader),
    ...time(reader),
    timeZoneName: 'short',
  };
  // What ends before it begins is said as it is, not thrown at the reader.
  if (until < from) return say(from, reader, { ...date, ...time(reader) });
  // Intl names the zone of the end alone, which gives an hour too much or too little.
  if (zoneAt(from, reader) !== zoneAt(until, reader)) {
    const isOneDay = dayOf(from, reader) === dayOf(until, reader);
    const end = isOneDay ? { ...time(reader), timeZoneName: 'short' as const } : whole;
    return `${say(from, reader, whole)} – ${say(until, reader, end)}`;
  }
  return plainBlanks(format(reader, whole).formatRange(from, until));
}

const latin = { numberingSystem: 'latn' } as const;

/** "4 minutes ago", or, of what is ahead, "in 10 hours": in the grammar of each language, as the banner says it. */
export function sayAgo(ms: number, { locale }: Pick<Reader, 'locale'>, style: 'long' | 'short' = 'long'): string {
  const away = Math.abs(ms);
  const [unit, size] =
    away < 90 * minute
      ? (['minute', minute] as const)
      : away < 36 * hour
        ? (['hour', hour] as const)
        : (['day', day] as const);
  return plainBlanks(new Intl.RelativeTimeFormat(locale, { style, ...latin }).format(-Math.round(ms / size), unit));
}

/** "1 day 11 hours", "35 minutes": an amount of time, in at most two units; never less than a minute. */
export function sayDuration(ms: number, { locale }: Pick<Reader, 'locale'>): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / minute));
  const [days, hours] = [Math.floor((minutes * minute) / day), Math.floor(minutes / 60) % 24];
  const parts: [amount: number, unit: string][] =
    days > 0
      ? [
          [days, 'day'],
          [hours, 'hour'],
        ]
      : [
          [hours, 'hour'],
          [minutes % 60, 'minute'],
        ];
  // After some days the hours say nothing.
  const said = parts.filter(([amount, unit]) => amount > 0 && !(unit === 'hour' && days > 3));
  const words = said.map(([amount, unit]) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', numberingSystem: 'latn' }).format(amount),
  );
  return plainBlanks(new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(words));
}

/** "Central European Time": the zone that times are in. */
export function sayZone(reader: Reader): string {
  // Engines have three names for it.
  if (/^(Etc\/)?(UTC|GMT)$/.test(format(reader, {}).resolvedOptions().timeZone)) return 'UTC';
  const nameOf = (timeZoneName: 'longGeneric' | 'long') =>
    format(reader, { timeZoneName })
      .formatToParts(reader.now)
      .find((part) => part.type === 'timeZoneName')?.value ?? reader.timeZone;
  const generic = nameOf('longGeneric');
  // Zones without a season have no generic name.
  return plainBlanks(/\d/.test(generic) ? nameOf('long') : generic);
}

/** The zone of this browser; UTC where it hides it. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
