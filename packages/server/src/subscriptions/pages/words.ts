import { baseOf } from '../../page/html/words.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import type { Words } from './words/shape.ts';

const languages: Record<string, Words> = { en, de, fr, es, ar };

/** The words for a language; English where there are none. */
export function wordsFor(lang: string): Words {
  return languages[baseOf(lang)] ?? en;
}

/** The languages that messages are written in. */
export const languageNames: Record<string, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};
