// Dates of the document around <status-page>, in the page's zone. Digits are the same as the element writes.
const common = { calendar: 'gregory', numberingSystem: 'latn' } as const;

/** A day and a time of it, with the zone it is told in. */
export function sayInstant(instant: Date, lang: string, timeZone: string): string {
  return instantSayer(lang, timeZone)(instant);
}

/** The same for many instants. */
export function instantSayer(lang: string, timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat(british(lang), {
    ...common,
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return (instant) => format.format(instant);
}

/** A month such as 2026-11 in words. */
export function sayMonth(month: string, lang: string): string {
  return new Intl.DateTimeFormat(british(lang), {
    ...common,
    timeZone: 'UTC',
    month: 'long',
    year: 'numeric',
  }).format(new Date(`${month}-01T00:00:00Z`));
}

/** A percentage with two decimals; 100 alone has none. */
export function sayPercent(percent: number, lang: string): string {
  const digits = percent === 100 ? 0 : 2;
  return new Intl.NumberFormat(british(lang), {
    style: 'percent',
    numberingSystem: 'latn',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(percent / 100);
}

/** English without a country is written as most of the world reads it. */
function british(lang: string): string {
  return lang === 'en' ? 'en-GB' : lang;
}
