import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import type { MailWords } from './words/shape.ts';

/** The words of every language that emails are written in. */
export const mailWords: Readonly<Record<'en' | 'de' | 'fr' | 'es' | 'ar', MailWords>> = { en, de, fr, es, ar };

type MailLanguage = keyof typeof mailWords;

/** In which language somebody is written to, and how dates are written in it. */
export interface Tongue {
  lang: MailLanguage;
  /** For dates; the reader's own country where it was said. */
  locale: string;
  words: MailWords;
}

/** The first of these languages that there are words for; else English. */
export function tongueFor(...wanted: readonly string[]): Tongue {
  const tag = wanted.find((one) => Object.hasOwn(mailWords, baseOf(one))) ?? 'en';
  const lang = baseOf(tag) as MailLanguage;
  return { lang, locale: localeOf(tag, lang), words: mailWords[lang] };
}

/** English without a country is written as most of the world reads it. */
function localeOf(tag: string, lang: MailLanguage): string {
  try {
    const [locale = lang] = Intl.getCanonicalLocales(tag);
    return locale === 'en' ? 'en-GB' : locale;
  } catch {
    return lang === 'en' ? 'en-GB' : lang;
  }
}

function baseOf(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? '';
}
