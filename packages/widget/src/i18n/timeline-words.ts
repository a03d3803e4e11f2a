import { timelineEn } from './timeline-en.ts';
import type { TimelineStrings } from './timeline-strings.ts';
import type { Language } from './word-book.ts';
import { wordBook } from './word-book.ts';

/** The languages that `<status-timeline>` speaks. English is here; another one is fetched by those whose readers speak it. */
export const timelineLanguages: Record<string, Language<TimelineStrings>> = {
  de: () => import('./timeline-de.ts'),
  fr: () => import('./timeline-fr.ts'),
  es: () => import('./timeline-es.ts'),
  ar: () => import('./timeline-ar.ts'),
};

/** The words for a locale, English when it has none; a promise of them where they have to be fetched. */
export const timelineWords = wordBook(timelineEn, timelineLanguages);
