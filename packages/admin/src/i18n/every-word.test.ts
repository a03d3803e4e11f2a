import { expect } from 'chai';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { laterAr } from './later-ar.ts';
import { laterDe } from './later-de.ts';
import { laterEn } from './later-en.ts';
import { laterEs } from './later-es.ts';
import { laterFr } from './later-fr.ts';

type Say = (...parts: unknown[]) => string;
type Word = string | Say;

const translations = {
  de: { ...de, ...laterDe },
  fr: { ...fr, ...laterFr },
  es: { ...es, ...laterEs },
  ar: { ...ar, ...laterAr },
};
/** What others call themselves, and their languages. */
const brands = ['New Relic', 'Prometheus', 'NRQL', 'Apdex', 'Statuspage', 'status_site'];

/** English words that are this language's own too, and what nobody translates. */
const sameWords: Record<keyof typeof translations, readonly string[]> = {
  de: ['Admins', 'Banner', 'Details', 'Import', 'Live', 'Name', 'Status', 'Webhook'],
  fr: [
    ...[
      'condition',
      'Dates',
      'Description',
      'Incident',
      'Incidents',
      'Maintenance',
      'Message',
      'Notifications',
      'Page',
      'Pages',
    ],
    ...['Secret', 'Secrets', 'Variables', 'Webhook'],
  ],
  es: ['Banner', 'no', 'Panel', 'Variables', 'Webhook'],
  ar: [],
};

/** Every word of a language, by the path to it. */
function wordsOf(subject: object, path = ''): Map<string, Word> {
  const words = new Map<string, Word>();
  for (const [name, value] of Object.entries(subject) as [string, unknown][]) {
    const here = path ? `${path}.${name}` : name;
    if (typeof value === 'object' && value !== null) {
      for (const [below, word] of wordsOf(value, here)) words.set(below, word);
    } else {
      words.set(here, value as Word);
    }
  }
  return words;
}

const english = wordsOf({ ...en, ...laterEn });

/** A part is a name, a list of names or an amount. A list of one stands for both of the first in every sentence. */
const nameOf = (index: number) => [`‹${String(index)}›`];
const amountOf = (index: number) => 7 + index;

/** What an English sentence is made of: the parts that make it show the most of them, and which it shows. */
function partsOf(say: Say): { parts: unknown[]; shown: string[] } {
  let best: { parts: unknown[]; shown: string[] } = { parts: [], shown: [] };
  for (let kinds = 0; kinds < 2 ** say.length; kinds += 1) {
    const parts = Array.from({ length: say.length }, (_, at) => ((kinds >> at) & 1 ? amountOf(at) : nameOf(at)));
    const text = said(say, parts);
    if (text === null) continue;
    const shown = parts.map(String).filter((part) => text.includes(part));
    if (best.parts.length === 0 || shown.length > best.shown.length) best = { parts, shown };
  }
  return best;
}

/** Null for parts that this sentence cannot be made of. */
function said(say: Say, parts: readonly unknown[]): string | null {
  try {
    const text = say(...parts);
    return /NaN|undefined|object/.test(text) ? null : text;
  } catch {
    return null;
  }
}

for (const [language, translation] of Object.entries(translations) as [keyof typeof translations, object][]) {
  describe(`the panel in ${new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language}`, () => {
    const words = wordsOf(translation);

    it('has each word that English has, and no other', () => {
      expect([...words.keys()].sort()).to.deep.equal([...english.keys()].sort());
    });

    it('says something everywhere', () => {
      for (const [path, word] of words) {
        expect(typeof word, path).to.equal(typeof english.get(path));
        if (typeof word === 'string') expect(word.trim(), path).not.to.equal('');
      }
    });

    it('names in each sentence whatever English names in it', () => {
      for (const [path, original] of english) {
        if (typeof original === 'string') continue;
        const { parts, shown } = partsOf(original);
        expect(parts, path).to.have.length(original.length);
        const text = (words.get(path) as Say)(...parts);
        for (const part of shown) expect(text, path).to.contain(part);
      }
    });

    it('counts none, one, a few and very many', () => {
      for (const [path, original] of english) {
        if (typeof original === 'string') continue;
        const { parts } = partsOf(original);
        if (!parts.some((part) => typeof part === 'number')) continue;
        for (const amount of [0, 1, 2, 3, 11, 100, 1_000_000]) {
          const text = (words.get(path) as Say)(...parts.map((part) => (typeof part === 'number' ? amount : part)));
          expect(text.trim(), path)
            .to.match(/^[^#]+$/)
            .and.not.to.match(/NaN|undefined/);
        }
      }
    });

    it('leaves nothing in English', () => {
      const left = [...english].filter(([path, original]) => {
        const parts = typeof original === 'string' ? [] : partsOf(original).parts;
        const [said, here] = [original, words.get(path)].map((word) =>
          typeof word === 'function' ? word(...parts) : word,
        );
        return (
          said === here &&
          /\p{L}/u.test(said ?? '') &&
          !brands.includes(said ?? '') &&
          !sameWords[language].includes(said ?? '')
        );
      });
      expect(left.map(([path]) => path)).to.deep.equal([]);
    });
  });
}
