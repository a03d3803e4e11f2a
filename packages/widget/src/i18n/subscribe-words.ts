import { subscribeEn } from './subscribe-en.ts';
import type { SubscribeStrings } from './subscribe-strings.ts';

/** Words that are here, or how to fetch a module of them. */
export type SubscribeLanguage = SubscribeStrings | (() => Promise<{ words: SubscribeStrings }>);

/** The languages that `<status-subscribe>` speaks. English is here; another one is fetched by those whose readers speak it. */
export const subscribeLanguages: Record<string, SubscribeLanguage> = {
  en: subscribeEn,
  de: () => import('./subscribe-de.ts'),
  fr: () => import('./subscribe-fr.ts'),
  es: () => import('./subscribe-es.ts'),
  ar: () => import('./subscribe-ar.ts'),
};

// Readers wait for the form, not for its words: those that do not come in time are said in English.
const patienceMs = 4_000;
const english = { words: subscribeEn };
const coming: Record<string, Promise<SubscribeStrings>> = {};

/** The words for a locale, English when it has none; a promise of them where they have to be fetched. */
export function subscribeWords(locale: string): SubscribeStrings | Promise<SubscribeStrings> {
  const [language = ''] = locale.split('-');
  const found = Object.hasOwn(subscribeLanguages, language) ? subscribeLanguages[language] : undefined;
  if (typeof found !== 'function') return found ?? subscribeEn;
  return (coming[language] ??= Promise.race([
    found(),
    new Promise<typeof english>((end) => setTimeout(end, patienceMs, english)),
  ])
    .catch(() => english)
    .then(({ words }) => (subscribeLanguages[language] = words)));
}
