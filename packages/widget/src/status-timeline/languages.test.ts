import { expect } from 'chai';
import { historyEn } from '../i18n/history-en.ts';
import { words as historyAr } from '../i18n/history-ar.ts';
import { words as historyDe } from '../i18n/history-de.ts';
import { words as historyEs } from '../i18n/history-es.ts';
import { words as historyFr } from '../i18n/history-fr.ts';
import { historyWords } from '../i18n/history-words.ts';
import { words as reportAr } from '../i18n/report-ar.ts';
import { words as reportDe } from '../i18n/report-de.ts';
import { reportEn } from '../i18n/report-en.ts';
import { words as reportEs } from '../i18n/report-es.ts';
import { words as reportFr } from '../i18n/report-fr.ts';
import { reportWords } from '../i18n/report-words.ts';
import { words as timelineAr } from '../i18n/timeline-ar.ts';
import { words as timelineDe } from '../i18n/timeline-de.ts';
import { timelineEn } from '../i18n/timeline-en.ts';
import { words as timelineEs } from '../i18n/timeline-es.ts';
import { words as timelineFr } from '../i18n/timeline-fr.ts';
import { timelineWords } from '../i18n/timeline-words.ts';

/** Every word that a language has, by its name; what takes arguments is said with some. */
function saidBy(strings: object, path = ''): [name: string, said: string][] {
  return Object.entries(strings).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'object' && value !== null) return saidBy(value, `${path}${name}.`);
    if (typeof value !== 'function') return [[path + name, String(value)]];
    return [[path + name, String((value as (...given: string[]) => unknown)('ONE', 'TWO'))]];
  });
}

const books = [
  {
    of: '<status-timeline>',
    find: timelineWords as (locale: string) => unknown,
    languages: { en: timelineEn, de: timelineDe, fr: timelineFr, es: timelineEs, ar: timelineAr },
  },
  {
    of: 'the history',
    find: historyWords as (locale: string) => unknown,
    languages: { en: historyEn, de: historyDe, fr: historyFr, es: historyEs, ar: historyAr },
  },
  {
    of: 'a report',
    find: reportWords as (locale: string) => unknown,
    languages: { en: reportEn, de: reportDe, fr: reportFr, es: reportEs, ar: reportAr },
  },
];

// Words that languages share, and signs.
const isAlike = /^(direction|comma|colon|none|weight|incidents|kind\.|impact\.maintenance|story\.|component\.under)/;

for (const { of, find, languages } of books as {
  of: string;
  find: (locale: string) => unknown;
  languages: Record<string, object>;
}[]) {
  describe(`the languages of ${of}`, () => {
    const inEnglish = new Map(saidBy(languages.en ?? {}));

    for (const [language, strings] of Object.entries(languages)) {
      it(`have every word, and none of another language: ${language}`, async () => {
        expect(await find(language)).to.equal(strings);
        const said = saidBy(strings);
        expect(said.map(([name]) => name).sort()).to.deep.equal([...inEnglish.keys()].sort());
        for (const [name, text] of said) {
          expect(text.trim(), name).not.to.equal('');
          expect(text, name).not.to.match(/undefined|null|\[object|NaN|!/);
          for (const given of ['ONE', 'TWO']) {
            if (inEnglish.get(name)?.includes(given)) expect(text, name).to.include(given);
          }
          if (language !== 'en' && !isAlike.test(name)) expect(text, name).not.to.equal(inEnglish.get(name));
        }
      });
    }

    it('fall back on English where there is none', async () => {
      expect(await find('tlh')).to.equal(languages.en);
      expect(await find('constructor')).to.equal(languages.en);
      expect(await find('de-AT')).to.equal(languages.de);
    });
  });
}
