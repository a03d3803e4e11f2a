import type { SettingsRow } from '../read.ts';
import { baseOf, hasWords } from './words.ts';

/** The languages that a page speaks. */
export interface Languages {
  all: readonly string[];
  /** The one for whoever asks for none. */
  main: string;
}

/** The languages of the settings for which there are words; English when there are none for any. */
export function languagesOf({ languages, default_language }: LanguageSettings): Languages {
  const all = languages.filter(hasWords);
  const main = all.includes(default_language) ? default_language : (all[0] ?? 'en');
  return { all: all.length > 0 ? all : [main], main };
}

type LanguageSettings = Pick<SettingsRow, 'languages' | 'default_language'>;

/**
 * The language for what stands in `?lang=`: that one, or its relative without a country, or else the main one. A reader
 * may ask for one that the page does not offer by itself.
 */
export function chooseLanguage(asked: string | null, { all, main }: Languages): string {
  if (asked === null) return main;
  const wanted = asked.toLowerCase();
  return (
    all.find((lang) => lang.toLowerCase() === wanted) ??
    all.find((lang) => lang.toLowerCase() === baseOf(wanted)) ??
    (hasWords(wanted) ? baseOf(wanted) : main)
  );
}

/** Where lines begin in a language. */
export function directionOf(lang: string): 'ltr' | 'rtl' {
  return baseOf(lang) === 'ar' ? 'rtl' : 'ltr';
}
