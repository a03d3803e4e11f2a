import { bannerEn } from './banner-en.ts';
import { bannerLanguages } from './banner-languages.ts';
import type { BannerStrings } from './banner-strings.ts';

// Readers wait for news, not for words: those that do not come in time are said in English.
const patienceMs = 4_000;
const english = { words: bannerEn };
const coming: Record<string, Promise<BannerStrings>> = {};

/** The words for a locale, English when it has none; a promise of them where they have to be fetched. */
export function wordsFor(locale: string): BannerStrings | Promise<BannerStrings> {
  const [language = ''] = locale.split('-');
  const found = bannerLanguages[language] ?? bannerEn;
  if (typeof found !== 'function') return found;
  return (coming[language] ??= Promise.race([
    found(),
    new Promise<typeof english>((end) => setTimeout(end, patienceMs, english)),
  ])
    .catch(() => english)
    .then(({ words }) => (bannerLanguages[language] = words)));
}
