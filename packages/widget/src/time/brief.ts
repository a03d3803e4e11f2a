/** What the banner says of times: in the reader's own zone, which is that of the browser. */

const day: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };

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
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return at ? plain(formatOf(locale, isToday ? {} : day).format(at)) : '';
}

/** "Tue, 24 Nov, 02:00 – 04:00 CET". */
export function briefRange(from: number, until: number, locale: string): string {
  // A plan that ends before it begins is said as far as it makes sense.
  return from <= until ? plain(formatOf(locale, day).formatRange(from, until)) : briefTime(from, 0, locale);
}

/** "4 minutes ago", "in 2 hours", "tomorrow". */
export function briefAgo(at: number, now: number, locale: string): string {
  const minutes = Math.round((at - now) / 60_000);
  const away = Math.abs(minutes);
  const unit = away < 90 ? 'minute' : away < 2_160 ? 'hour' : 'day';
  const amount = Math.round(minutes / { minute: 1, hour: 60, day: 1_440 }[unit]);
  return at ? plain(new Intl.RelativeTimeFormat(locale, relative).format(amount, unit)) : '';
}
