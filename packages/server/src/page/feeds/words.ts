import { baseOf } from '../html/words.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import type { FeedWords } from './words/shape.ts';

const languages: Record<string, FeedWords> = { en, de, fr, es, ar };

/** The words of feeds, calendars and badges for a language; English where there are none. */
export function feedWordsFor(lang: string): FeedWords {
  return languages[baseOf(lang)] ?? en;
}
