import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import type { Words } from './words/shape.ts';

const languages: Record<string, Words> = { en, de, fr, es, ar };

/** The words for a language, by the first part of its tag; English where there are none. */
export function wordsFor(lang: string): Words {
  return languages[baseOf(lang)] ?? en;
}

/** Whether a page can be in this language. */
export function hasWords(lang: string): boolean {
  return Object.hasOwn(languages, baseOf(lang));
}

/** A language without its country. */
export function baseOf(lang: string): string {
  return lang.split('-', 1)[0]?.toLowerCase() ?? '';
}
