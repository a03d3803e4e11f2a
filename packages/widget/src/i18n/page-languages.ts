import { en } from './en.ts';
import type { PageStrings } from './page-strings.ts';

/** Words that are here, or how to fetch them. */
export type PageLanguage = PageStrings | (() => Promise<PageStrings>);

/** The languages that a page speaks. English is here; another one is fetched by those whose readers speak it. */
export const pageLanguages: Record<string, PageLanguage> = {
  en,
  de: () => import('./de.ts').then((words) => words.de),
  fr: () => import('./fr.ts').then((words) => words.fr),
  es: () => import('./es.ts').then((words) => words.es),
  ar: () => import('./ar.ts').then((words) => words.ar),
};

/** What each language calls itself. */
export const ownNames: Record<string, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};
