import { uptimeEn } from './uptime-en.ts';
import type { UptimeStrings } from './uptime-strings.ts';
import type { Language } from './word-book.ts';
import { wordBook } from './word-book.ts';

/** The languages that `<status-uptime>` speaks. English is here; another one is fetched by those whose readers speak it. */
export const uptimeLanguages: Record<string, Language<UptimeStrings>> = {
  de: () => import('./uptime-de.ts'),
  fr: () => import('./uptime-fr.ts'),
  es: () => import('./uptime-es.ts'),
  ar: () => import('./uptime-ar.ts'),
};

/** The words for a locale, English when it has none; a promise of them where they have to be fetched. */
export const uptimeWords = wordBook(uptimeEn, uptimeLanguages);
