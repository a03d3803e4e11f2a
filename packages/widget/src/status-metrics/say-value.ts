import type { SeenMetric } from './decode-metrics.ts';

const formats = new Map<string, Intl.NumberFormat>();
const plainBlanks = (said: string) => said.replace(/[\u2009\u202f]/g, '\u00a0');

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.NumberFormat(locale, { numberingSystem: 'latn', ...options })));
  return made;
}

// From here on digits are counted instead of read.
const manyDigits = 10_000_000;

/** "1,234.50": a value as its admin wants it written, in the reader's way to write numbers; "10.41B" when it is long. */
export function sayNumber(value: number, decimals: number, locale: string): string {
  const options: Intl.NumberFormatOptions =
    Math.abs(value) < manyDigits
      ? { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
      : { notation: 'compact', maximumFractionDigits: 2 };
  // What rounds to nothing is not below it.
  return plainBlanks(format(locale, options).format(value)).replace(/^[-\u2212](?=[0.,]*$)/, '');
}

/** "231 ms": a value with its unit. */
export function sayValue(value: number, { decimals, suffix }: Pick<SeenMetric, 'decimals' | 'suffix'>, locale: string) {
  const said = sayNumber(value, decimals, locale);
  return suffix ? `${said}\u00a0${suffix}` : said;
}

/** Round values of an axis, as short as they can be told apart. */
export function sayTicks(ticks: readonly number[], locale: string): string[] {
  const largest = Math.max(...ticks.map(Math.abs));
  const [first = 0, second = 0] = ticks;
  const isLong = largest >= 10_000;
  const unit = isLong ? 10 ** (3 * Math.floor(Math.log10(largest) / 3)) : 1;
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(Math.abs(second - first) / unit || 1) + 1e-9)));
  const options: Intl.NumberFormatOptions = {
    maximumFractionDigits: decimals,
    ...(isLong ? { notation: 'compact' } : { minimumFractionDigits: decimals }),
  };
  return ticks.map((tick) => plainBlanks(format(locale, options).format(tick)));
}
