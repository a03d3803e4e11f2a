import { expect } from 'chai';
import { words as ar } from '../i18n/uptime-ar.ts';
import { words as de } from '../i18n/uptime-de.ts';
import { uptimeEn as en } from '../i18n/uptime-en.ts';
import { words as es } from '../i18n/uptime-es.ts';
import { words as fr } from '../i18n/uptime-fr.ts';
import { uptimeWords } from '../i18n/uptime-words.ts';

/** Every word that a language has, by its name; what takes arguments is said with some. */
function saidBy(strings: object, path = ''): [name: string, said: string][] {
  return Object.entries(strings).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'object' && value !== null) return saidBy(value, `${path}${name}.`);
    if (typeof value !== 'function') return [[path + name, String(value)]];
    return [[path + name, String((value as (...given: string[]) => unknown)('ONE', 'TWO'))]];
  });
}

describe('the languages of <status-uptime>', () => {
  const inEnglish = new Map(saidBy(en));

  for (const [language, strings] of Object.entries({ en, de, fr, es, ar })) {
    it(`have every word, and none of another language: ${language}`, async () => {
      expect((await uptimeWords(language)).title).to.equal(strings.title);
      expect(strings.language).to.equal(language);
      const said = saidBy(strings);
      expect(said.map(([name]) => name).sort()).to.deep.equal([...inEnglish.keys()].sort());
      for (const [name, text] of said) {
        expect(text.trim(), name).not.to.equal('');
        expect(text, name).not.to.match(/undefined|null|\[object|NaN|!/);
        for (const given of ['ONE', 'TWO']) {
          if (inEnglish.get(name)?.includes(given)) expect(text, name).to.include(given);
        }
        const isAlike = /^(direction|comma|colon|cause)$/.test(name);
        if (language !== 'en' && !isAlike) expect(text, name).not.to.equal(inEnglish.get(name));
      }
    });
  }

  it('fall back on English where there is none', async () => {
    expect((await uptimeWords('tlh')).title).to.equal('Uptime');
    expect((await uptimeWords('constructor')).title).to.equal('Uptime');
    expect((await uptimeWords('de-AT')).title).to.equal(de.title);
  });
});
