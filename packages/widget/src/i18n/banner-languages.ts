import { bannerEn } from './banner-en.ts';
import type { BannerStrings } from './banner-strings.ts';

/** Words that are here, or how to fetch a module of them. */
export type BannerLanguage = BannerStrings | (() => Promise<{ words: BannerStrings }>);

/** The languages that a banner speaks. English is here; another one is fetched by those whose readers speak it. */
export const bannerLanguages: Record<string, BannerLanguage> = {
  en: bannerEn,
  de: () => import('./banner-de.ts'),
  fr: () => import('./banner-fr.ts'),
  es: () => import('./banner-es.ts'),
  ar: () => import('./banner-ar.ts'),
};
