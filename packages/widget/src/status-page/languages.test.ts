import { pageSentences } from '@allswell/protocol';
import { fixture } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { ar } from '../i18n/ar.ts';
import { de } from '../i18n/de.ts';
import { en } from '../i18n/en.ts';
import { es } from '../i18n/es.ts';
import { fr } from '../i18n/fr.ts';
import { FakeService } from '../testing/fake-service.ts';
import { words } from '../testing/see.ts';
import type { StatusPage } from './status-page.ts';

const languages = { en, de, fr, es, ar };

/** Every word that a language has, by its name; what takes arguments is said with some. */
function saidBy(strings: object, path = ''): [name: string, said: string][] {
  return Object.entries(strings).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'object' && value !== null) return saidBy(value, `${path}${name}.`);
    if (typeof value !== 'function') return [[path + name, String(value)]];
    const [first, second] = name === 'affected' ? [['Web', 'API'], 2] : name === 'more' ? [3] : ['X', 'Y'];
    return [[path + name, String((value as (...given: unknown[]) => unknown)(first, second, 'Z'))]];
  });
}

let service: FakeService | undefined;

async function draw(locale: string, set: Partial<StatusPage> = {}): Promise<StatusPage> {
  const played = fixture('several-open');
  service = new FakeService(played);
  const page = document.createElement('status-page');
  Object.assign(page, { locale, timeZone: 'Europe/Berlin', summary: played.summary, document: played.page, ...set });
  document.body.append(page);
  await page.updateComplete;
  return page;
}

const pageOf = (page: StatusPage) => page.shadowRoot?.querySelector<HTMLElement>('.page');

describe('the languages of <status-page>', () => {
  afterEach(() => {
    for (const page of document.querySelectorAll('status-page')) page.remove();
    service?.stop();
    service = undefined;
  });

  const names = saidBy(en).map(([name]) => name);
  for (const [language, strings] of Object.entries(languages)) {
    it(`have every word: ${language}`, () => {
      const said = saidBy(strings);
      expect(said.map(([name]) => name).sort()).to.deep.equal([...names].sort());
      for (const [name, text] of said) {
        expect(text.trim(), name).not.to.equal('');
        expect(text, name).not.to.match(/undefined|null|\[object|NaN/);
      }
      expect(strings.language).to.equal(language);
    });
  }

  it('put each sentence that a page can say into words of their own', () => {
    for (const strings of [de, fr, es, ar]) {
      for (const sentence of pageSentences) expect(strings.overall(sentence)).not.to.equal(sentence);
      expect(strings.overall('Everything sparkles')).to.equal('Everything sparkles');
    }
  });

  it('count in each of the six forms that Arabic has', () => {
    const forms = [0, 1, 2, 3, 11, 100].map((amount) => ar.more(amount));
    expect(new Set(forms).size).to.equal(6);
    expect(ar.more(5)).to.include('5');
    expect(ar.more(2)).not.to.include('2');
  });

  for (const [locale, sentence] of [
    ['de', 'Teilweiser Systemausfall'],
    ['de-AT', 'Teilweiser Systemausfall'],
    ['fr', 'Panne partielle'],
    ['es-MX', 'Interrupción parcial'],
    ['ar', 'انقطاع جزئي في الأنظمة'],
    ['ja', 'Partial System Outage'],
  ] as const) {
    it(`are the reader’s from the first drawing on: ${locale}`, async () => {
      const page = await draw(locale);
      expect(words(page.shadowRoot?.querySelector('h1'))).to.equal(sentence);
      expect(pageOf(page)?.dir).to.equal(locale === 'ar' ? 'rtl' : 'ltr');
      expect(pageOf(page)?.lang).to.equal(locale === 'ja' ? 'en' : locale.slice(0, 2));
    });
  }

  it('follow a change of the language', async () => {
    const page = await draw('en');
    page.locale = 'fr';
    await page.updateComplete;
    expect(words(page)).to.include('Panne partielle');
  });

  it('say how long ago in their own grammar', async () => {
    expect(words(await draw('de'))).to.include('Letzte Meldung vor 4 Minuten.');
    document.querySelector('status-page')?.remove();
    service?.stop();
    expect(words(await draw('ar'))).to.include('قبل 4 دقائق');
  });

  it('let a customer say any word differently, in each language', async () => {
    for (const locale of ['en', 'de', 'ar']) {
      const page = await draw(locale, { strings: { incidents: 'Trouble', more: (amount) => `+${amount}` } });
      expect(page.shadowRoot?.querySelector('#open')?.textContent).to.equal('Trouble');
      page.remove();
      service?.stop();
    }
  });
});
