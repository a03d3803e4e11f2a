import { withOurDigits } from '../time/format.ts';

/** "1.2 kB", in the words of a language. */
export function sayBytes(bytes: number, locale: string): string {
  const [unit, size] =
    bytes < 1_000
      ? (['byte', 1] as const)
      : bytes < 1_000_000
        ? (['kilobyte', 1_000] as const)
        : (['megabyte', 1_000_000] as const);
  return new Intl.NumberFormat(withOurDigits(locale), { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}
