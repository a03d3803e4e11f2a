import type { Screen } from '../status-admin/screen.ts';
import { laterEn } from './later-en.ts';
import type { LaterStrings } from './later-en.ts';
import { mergeWords, pickSpoken } from './languages.ts';
import type { Language } from './languages.ts';

/** English comes with the screens that need these words; others are fetched when they are spoken. */
const loaders: Record<Exclude<Language, 'en'>, () => Promise<LaterStrings>> = {
  de: async () => (await import('./later-de.ts')).laterDe,
  fr: async () => (await import('./later-fr.ts')).laterFr,
  es: async () => (await import('./later-es.ts')).laterEs,
  ar: async () => (await import('./later-ar.ts')).laterAr,
};

const here = new Map<Language, LaterStrings>([['en', laterEn]]);

/** The words of screens that few open: they are fetched with them, so that whoever publishes at night waits for none. */
export class LaterWords {
  readonly #screen: Screen;
  #fetching: Language | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** The words of the panel's language; null while they are on their way. */
  get now(): LaterStrings | null {
    const { locale, replaced } = this.#screen.panel;
    const { language } = pickSpoken([locale]);
    const words = here.get(language);
    if (!words && language !== 'en') void this.#fetch(language);
    return words ? mergeWords(words, replaced) : null;
  }

  async #fetch(language: Exclude<Language, 'en'>): Promise<void> {
    if (this.#fetching === language) return;
    this.#fetching = language;
    try {
      here.set(language, await loaders[language]());
    } catch {
      // As with the others: better English than nothing.
      here.set(language, laterEn);
    }
    this.#fetching = null;
    this.#screen.requestUpdate();
  }
}
