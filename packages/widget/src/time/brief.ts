/** What the banner says of times: in the reader's own zone, which is that of the browser. */

const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' };
const inFull: Intl.DateTimeFormatOptions = { ...time, weekday: 'short', day: 'numeric', month: 'short' };

/** "14:32 CET" today, "Sun 22 Nov, 14:32 CET" on other days. Nothing for what is no instant. */
export function briefTime(at: number, now: number, locale: string): string {
  if (Number.isNaN(at)) return '';
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return new Date(at).toLocaleString(locale, isToday ? time : inFull);
}

/** "Tue, 24 Nov, 02:00 – 04:00 CET". */
export function briefRange(from: number, until: number, locale: string): string {
  // A plan that ends before it begins is said as far as it makes sense.
  return from <= until ? new Intl.DateTimeFormat(locale, inFull).formatRange(from, until) : briefTime(from, 0, locale);
}

/** "4 minutes ago", "in 2 hours", "tomorrow". */
export function briefAgo(at: number, now: number, locale: string): string {
  const minutes = Math.round((at - now) / 60_000);
  const [amount, unit] =
    Math.abs(minutes) < 90
      ? ([minutes, 'minute'] as const)
      : Math.abs(minutes) < 2_160
        ? ([minutes / 60, 'hour'] as const)
        : ([minutes / 1_440, 'day'] as const);
  return Number.isNaN(minutes)
    ? ''
    : new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(amount), unit);
}
