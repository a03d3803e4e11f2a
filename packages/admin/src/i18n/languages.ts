import { pickLocale } from '../time/format.ts';
import { en } from './en.ts';
import type { ReplacedStrings, Strings, Translation } from './en.ts';

/** The languages of the panel, each by its own name. */
export const languages = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ar: 'العربية' } as const;
export type Language = keyof typeof languages;

/** English comes with the panel, so that there is always something to say; others are fetched when they are spoken. */
const loaders: Record<Exclude<Language, 'en'>, () => Promise<Translation>> = {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  ar: async () => (await import('./ar.ts')).ar,
};

/** Whether the panel speaks a language. */
export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}

/** The first of these tags whose language the panel speaks, whole, since it says how dates are written too. */
export function pickSpoken(tags: readonly (string | null | undefined)[]): { language: Language; locale: string } {
  for (const tag of tags) {
    if (!tag) continue;
    const locale = pickLocale(tag);
    const [language = ''] = locale.split('-');
    // A tag that means nothing is read as English; only one that says so is.
    if (isLanguage(language) && (language !== 'en' || /^en(?![a-z])/i.test(tag))) return { language, locale };
  }
  return { language: 'en', locale: 'en' };
}

/** The words of a language; English where it cannot be fetched. */
export async function loadStrings(language: Language): Promise<Strings> {
  if (language === 'en') return en;
  try {
    return await loaders[language]();
  } catch {
    return en;
  }
}

/** These words with those that the host replaced. */
export function withReplaced(strings: Strings, replaced: ReplacedStrings): Strings {
  return mergeWords(strings, replaced);
}

/** Any words, with those of them that were replaced. */
export function mergeWords<T extends object>(words: T, replaced: object): T {
  return merge(words, replaced) as T;
}

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (typeof base !== 'object' || base === null || typeof over !== 'object' || over === null) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) merged[name] = merge(merged[name], value);
  return merged;
}

/** Which way a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
