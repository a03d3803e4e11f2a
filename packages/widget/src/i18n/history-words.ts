import { historyEn } from './history-en.ts';
import type { HistoryStrings } from './history-strings.ts';
import type { Language } from './word-book.ts';
import { wordBook } from './word-book.ts';

/** The languages that the history speaks. English is here; another one is fetched by those whose readers speak it. */
export const historyLanguages: Record<string, Language<HistoryStrings>> = {
  de: () => import('./history-de.ts'),
  fr: () => import('./history-fr.ts'),
  es: () => import('./history-es.ts'),
  ar: () => import('./history-ar.ts'),
};

/** The words for a locale, English when it has none; a promise of them where they have to be fetched. */
export const historyWords = wordBook(historyEn, historyLanguages);
