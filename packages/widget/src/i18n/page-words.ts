import { en } from './en.ts';
import { pageLanguages } from './page-languages.ts';
import type { PageStrings } from './page-strings.ts';

// Readers wait for news, not for words: those that do not come in time are said in English.
const patienceMs = 4_000;
const coming: Record<string, Promise<PageStrings>> = {};

/** The words for a locale, English when it has none; a promise of them where they have to be fetched. */
export function pageWords(locale: string): PageStrings | Promise<PageStrings> {
  const [language = ''] = locale.split('-');
  const found = Object.hasOwn(pageLanguages, language) ? pageLanguages[language] : undefined;
  if (typeof found !== 'function') return found ?? en;
  return (coming[language] ??= Promise.race([
    found(),
    new Promise<PageStrings>((end) => setTimeout(() => end(en), patienceMs)),
  ])
    .catch(() => en)
    .then((words) => (pageLanguages[language] = words)));
}
