const formats: Partial<Record<string, Intl.NumberFormat>> = {};

/** "99.98%" of 99.98: two decimals but for all and nothing, or as many as it comes with. It was rounded down, so that 100% means always. */
export function sayPercent(percent: number, locale: string): string {
  const minimumFractionDigits = percent % 100 ? 2 : 0;
  const format = (formats[locale + minimumFractionDigits] ??= new Intl.NumberFormat(locale, {
    style: 'percent',
    numberingSystem: 'latn',
    minimumFractionDigits,
    maximumFractionDigits: 4,
  }));
  // Some engines put a thin blank before the sign where others put a wide one.
  return format.format(percent / 100).replace(/\s/g, '\u00a0');
}
