import { reportEn } from './report-en.ts';
import type { ReportStrings } from './report-strings.ts';
import type { Language } from './word-book.ts';
import { wordBook } from './word-book.ts';

/** The languages that reports speak. English is here; another one is fetched by those whose readers speak it. */
export const reportLanguages: Record<string, Language<ReportStrings>> = {
  de: () => import('./report-de.ts'),
  fr: () => import('./report-fr.ts'),
  es: () => import('./report-es.ts'),
  ar: () => import('./report-ar.ts'),
};

/** The words for a locale, English when it has none; a promise of them where they have to be fetched. */
export const reportWords = wordBook(reportEn, reportLanguages);
