// Instants as a subscriber reads them: the day in full, the time, and the zone that it is told in.

/** For whom times are written. */
export interface Reader {
  locale: string;
  /** IANA name. */
  timeZone: string;
}

const common = { calendar: 'gregory', numberingSystem: 'latn' } as const;
const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
const keptFormats = 500;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one costs a thousand times what using it does. A zone that Intl does not know becomes UTC. */
function format({ locale, timeZone }: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${Object.keys(options).join()} ${options.timeZoneName ?? ''}`;
  const known = formats.get(key);
  if (known) return known;
  const make = (zone: string) => new Intl.DateTimeFormat(locale, { ...common, ...options, timeZone: zone });
  let made: Intl.DateTimeFormat;
  try {
    made = make(timeZone);
  } catch {
    made = make('UTC');
  }
  if (formats.size >= keptFormats) formats.clear();
  formats.set(key, made);
  return made;
}

/** "Sunday, 22 November 2026 at 14:32 CET". */
export function sayInstant(at: Date, reader: Reader): string {
  return plain(format(reader, { ...day, ...time(reader), timeZoneName: 'short' }).format(at));
}

/** "22 Nov, 14:32": for what stands below others of its kind. */
export function sayShort(at: Date, reader: Reader): string {
  return plain(format(reader, { day: 'numeric', month: 'short', ...time(reader) }).format(at));
}

/** "Tuesday, 24 November 2026 at 02:00 – 04:00 CET"; with both zones where the clocks change between. */
export function sayRange(
  from: Date,
  until: Date,
  reader: Reader,
  join: (from: string, until: string) => string,
): string {
  const whole = format(reader, { ...day, ...time(reader), timeZoneName: 'short' });
  if (until <= from) return plain(whole.format(from));
  // Intl names the zone of the end alone, which gives an hour too much or too little.
  if (zoneAt(from, reader) !== zoneAt(until, reader))
    return join(plain(whole.format(from)), plain(whole.format(until)));
  return plain(whole.formatRange(from, until));
}

/** "Central European Time (Europe/Berlin)": the zone that all times are in. */
export function sayZone(at: Date, reader: Reader): string {
  const { timeZone } = format(reader, {}).resolvedOptions();
  if (/^(Etc\/)?(UTC|GMT)$/.test(timeZone)) return 'UTC';
  const parts = format(reader, { timeZoneName: 'longGeneric' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value;
  return name === undefined ? timeZone : `${plain(name)} (${timeZone})`;
}

function zoneAt(at: Date, reader: Reader): string | undefined {
  const parts = format(reader, { timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value;
}

function time({ locale }: Reader): Intl.DateTimeFormatOptions {
  const { hourCycle } = format({ locale, timeZone: 'UTC' }, { hour: 'numeric' }).resolvedOptions();
  return { hour: hourCycle === 'h23' ? '2-digit' : 'numeric', minute: '2-digit' };
}

/** Thin and unbreakable blanks look odd in some mail programs. */
function plain(text: string): string {
  return text.replace(/[\u2009\u202f\u00a0]/g, ' ');
}
