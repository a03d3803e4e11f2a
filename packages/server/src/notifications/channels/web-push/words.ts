import { baseOf } from '../../../page/html/words.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import type { PushWords } from './words/shape.ts';

const languages: Record<string, PushWords> = { en, de, fr, es, ar };

/** The words of push messages in a language; English where there are none. */
export function pushWordsFor(lang: string): PushWords {
  return languages[baseOf(lang)] ?? en;
}
