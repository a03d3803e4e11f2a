import { expect } from 'chai';
import { followWords } from '../i18n/follow-words.ts';
import { words as ar } from '../i18n/subscribe-ar.ts';
import { words as de } from '../i18n/subscribe-de.ts';
import { subscribeEn as en } from '../i18n/subscribe-en.ts';
import { words as es } from '../i18n/subscribe-es.ts';
import { words as fr } from '../i18n/subscribe-fr.ts';
import { subscribeWords } from '../i18n/subscribe-words.ts';

const languages = { en, de, fr, es, ar };

/** Every word that a language has, by its name; what takes arguments is said with some. */
function saidBy(strings: object, path = ''): [name: string, said: string][] {
  return Object.entries(strings).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'object' && value !== null) return saidBy(value, `${path}${name}.`);
    if (typeof value !== 'function') return [[path + name, String(value)]];
    return [[path + name, String((value as (...given: string[]) => unknown)('ONE', 'TWO'))]];
  });
}

describe('the languages of <status-subscribe>', () => {
  const inEnglish = new Map(saidBy(en));
  // An email address needs no hint.
  const isEmpty = (name: string) => name === 'hint.email';
  // Names of other people's products are names.
  const isName = (name: string) =>
    /^ways\.(webhook|slack|teams|discord|google_chat|feed)$|^kind\.incident$|^direction$/.test(name);

  for (const [language, strings] of Object.entries(languages)) {
    it(`have every word, and none of another language: ${language}`, async () => {
      expect((await subscribeWords(language)).title).to.equal(strings.title);
      expect(strings.language).to.equal(language);
      const said = saidBy(strings);
      expect(said.map(([name]) => name).sort()).to.deep.equal([...inEnglish.keys()].sort());
      for (const [name, text] of said) {
        if (!isEmpty(name)) expect(text.trim(), name).not.to.equal('');
        expect(text, name).not.to.match(/undefined|null|\[object|NaN|!/);
        for (const given of ['ONE', 'TWO']) {
          if (inEnglish.get(name)?.includes(given)) expect(text, name).to.include(given);
        }
        if (language !== 'en' && !isEmpty(name) && !isName(name)) expect(text, name).not.to.equal(inEnglish.get(name));
      }
    });
  }

  it('have the links of the banner as well', () => {
    expect(Object.keys(followWords).sort()).to.deep.equal(Object.keys(languages).sort());
    const said = Object.values(followWords).flatMap(({ follow, calendar }) => [follow, calendar]);
    expect(new Set(said).size).to.equal(said.length);
  });

  it('fall back on English where there is none', async () => {
    expect((await subscribeWords('tlh')).title).to.equal('Get updates');
    expect((await subscribeWords('constructor')).title).to.equal('Get updates');
    expect((await subscribeWords('de-AT')).title).to.equal(de.title);
  });
});
