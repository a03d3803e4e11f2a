import { metricsEn } from './metrics-en.ts';
import type { MetricsStrings } from './metrics-strings.ts';

/** Words that are here, or how to fetch a module of them. */
export type MetricsLanguage = MetricsStrings | (() => Promise<{ words: MetricsStrings }>);

/** The languages that `<status-metrics>` speaks. English is here; another one is fetched by those whose readers speak it. */
export const metricsLanguages: Record<string, MetricsLanguage> = {
  en: metricsEn,
  de: () => import('./metrics-de.ts'),
  fr: () => import('./metrics-fr.ts'),
  es: () => import('./metrics-es.ts'),
  ar: () => import('./metrics-ar.ts'),
};

// Readers wait for values, not for words: those that do not come in time are said in English.
const patienceMs = 4_000;
const english = { words: metricsEn };
const coming: Record<string, Promise<MetricsStrings>> = {};

/** The words for a locale, English when it has none; a promise of them where they have to be fetched. */
export function metricsWords(locale: string): MetricsStrings | Promise<MetricsStrings> {
  const [language = ''] = locale.split('-');
  const found = Object.hasOwn(metricsLanguages, language) ? metricsLanguages[language] : undefined;
  if (typeof found !== 'function') return found ?? metricsEn;
  return (coming[language] ??= Promise.race([
    found(),
    new Promise<typeof english>((end) => setTimeout(end, patienceMs, english)),
  ])
    .catch(() => english)
    .then(({ words }) => (metricsLanguages[language] = words)));
}
