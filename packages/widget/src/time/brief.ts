/** What the banner says of times: in the reader's own zone, which is that of the browser. */

const day: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };

const isSameDay = (one: number, other: number) => new Date(one).toDateString() === new Date(other).toDateString();

/** Digits, zone and zeros are named, and blanks made plain: engines differ unless told, and the status page says the same. */
function formatOf(locale: string, options?: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return new Intl.DateTimeFormat(locale, {
    ...options,
    hour: hourCycle === 'h23' ? '2-digit' : 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    numberingSystem: 'latn',
  });
}

const relative = { numeric: 'auto', numberingSystem: 'latn' } as const;

const plain = (said: string) => said.replace(/[\u2009\u202f\u00a0]/g, ' ');

/** "14:32 CET" today, "Sun 22 Nov, 14:32 CET" on other days. Nothing for what is no instant. */
export function briefTime(at: number, now: number, locale: string): string {
  return at ? plain(formatOf(locale, isSameDay(at, now) ? {} : day).format(at)) : '';
}

/** What is still to come: "02:00–04:00 CET" today, "Tue, 24 Nov, 02:00–04:00 CET" on other days. */
export function briefRange(from: number, until: number, now: number, locale: string): string {
  const start = briefTime(from, now, locale);
  // A plan that ends before it begins is said as far as it makes sense.
  if (!(from <= until)) return start;
  // Where the clocks change meanwhile, Intl names one zone for both: an hour too much or too little.
  const isOneZone = new Date(from).getTimezoneOffset() === new Date(until).getTimezoneOffset();
  return isOneZone
    ? plain(formatOf(locale, isSameDay(until, now) ? {} : day).formatRange(from, until))
    : `${start} – ${briefTime(until, from, locale)}`;
}

/** "4 minutes ago", "in 2 hours", "tomorrow". */
export function briefAgo(at: number, now: number, locale: string): string {
  const minutes = Math.round((at - now) / 60_000);
  const away = Math.abs(minutes);
  const [size, unit] =
    away < 90 ? ([1, 'minute'] as const) : away < 2_160 ? ([60, 'hour'] as const) : ([1_440, 'day'] as const);
  return at ? plain(new Intl.RelativeTimeFormat(locale, relative).format(Math.round(minutes / size), unit)) : '';
}
