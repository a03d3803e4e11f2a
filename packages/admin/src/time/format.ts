/** How instants are said. The zone is always said with them. */
export interface TimeContext {
  locale: string;
  timeZone: string;
}

/** The first tag that Intl takes; pages carry `en_US`, and some systems call their language `C`. */
export function pickLocale(...tags: (string | null | undefined)[]): string {
  for (const tag of tags) {
    try {
      const [locale] = tag ? Intl.getCanonicalLocales(tag.replaceAll('_', '-')) : [];
      if (locale) return locale;
    } catch {
      continue;
    }
  }
  return 'en';
}

/**
 * The locale to write instants in: the reader's own where it is one of the panel's language, since that says whether to
 * write 24 Nov or Nov 24, and names the zone as people there do. English of no country is written as most of the world
 * reads it.
 */
export function pickTimeLocale(locale: string, preferred: readonly string[] = navigator.languages): string {
  const picked =
    preferred.map((tag) => pickLocale(tag)).find((tag) => tag.startsWith(`${locale}-`)) ??
    (locale === 'en' ? 'en-GB' : locale);
  // The calendar and the digits of the page and of every field, wherever the reader is.
  return new Intl.Locale(picked, { calendar: 'gregory', numberingSystem: 'latn' }).toString();
}

/** A locale that writes numbers in the digits of the page and of every field. */
export function withOurDigits(locale: string): string {
  return new Intl.Locale(locale, { numberingSystem: 'latn' }).toString();
}

/** The zone of this browser. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "24 Nov, 14:32 CET"; the year when it is not this one. */
export function sayInstant(iso: string, { locale, timeZone }: TimeContext, now = new Date()): string {
  const at = new Date(iso);
  const isThisYear = at.getUTCFullYear() === now.getUTCFullYear();
  return new Intl.DateTimeFormat(pickTimeLocale(locale), {
    timeZone,
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}

/** "14:32", on the clock of this browser. */
export function sayTime(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(pickTimeLocale(locale), {
    timeZone: browserZone(),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
}

/** "November 2026", of a month such as 2026-11. */
export function sayMonth(month: string, locale: string): string {
  return new Intl.DateTimeFormat(pickTimeLocale(locale), { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "4 minutes ago"; "just now" is the caller's to say for null. */
export function sayAgo(iso: string, locale: string, now = Date.now()): string | null {
  const seconds = Math.round((Date.parse(iso) - now) / 1_000);
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return null;
  return new Intl.RelativeTimeFormat(withOurDigits(locale), { numeric: 'always' }).format(
    Math.trunc(seconds / step[1]),
    step[0],
  );
}

/** An instant as a `datetime-local` field shows it, in this browser's zone. */
export function toLocalField(iso: string): string {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant that a `datetime-local` field means in this browser's zone; null while it is not filled in. */
export function fromLocalField(value: string): string | null {
  const at = new Date(value);
  return value === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
