import { maintenancePhases } from '@allswell/protocol';
import type { Fixture } from '@allswell/protocol/fixtures';
import { fixture } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { words as ar } from '../i18n/banner-ar.ts';
import { words as de } from '../i18n/banner-de.ts';
import { bannerEn } from '../i18n/banner-en.ts';
import { words as es } from '../i18n/banner-es.ts';
import { words as fr } from '../i18n/banner-fr.ts';
import type { BannerStrings } from '../i18n/banner-strings.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import { StatusBanner } from './status-banner.ts';

const languages: Record<string, BannerStrings> = { en: bannerEn, de, fr, es, ar };
const minute = 60_000;

let service: FakeService;

function add(attributes: Record<string, string> = {}): StatusBanner {
  const banner = document.createElement('status-banner');
  for (const [name, value] of Object.entries({ src: service.origin, ...attributes })) banner.setAttribute(name, value);
  document.body.append(banner);
  return banner;
}

const bar = (banner: StatusBanner) => banner.shadowRoot?.querySelector<HTMLElement>('[part=bar]') ?? null;
const shown = (banner: StatusBanner) => until(() => bar(banner), 'the banner is drawn');

/** Every sentence of a language, functions called. */
function sentences(strings: object): string[] {
  return Object.values(strings).flatMap((value: unknown) => {
    if (typeof value === 'function')
      return [1, 2, 5, 11].map((amount) => String((value as (given: unknown) => string)(amount)));
    return typeof value === 'object' && value ? sentences(value) : [String(value)];
  });
}

describe('the languages of <status-banner>', () => {
  afterEach(() => {
    for (const banner of document.querySelectorAll('status-banner')) banner.remove();
    document.documentElement.lang = '';
    service.stop();
  });

  it('say every sentence, each in words of its own', () => {
    service = new FakeService(fixture('minor'));
    const english = new Set(sentences(bannerEn));
    const alike = new Set(['ltr', ': ', 'Details']);
    for (const [language, strings] of Object.entries(languages)) {
      const said = sentences(strings);
      expect(said.length, language).to.equal(sentences(bannerEn).length);
      expect(said.every(Boolean), language).to.equal(true);
      if (language === 'en') continue;
      expect(
        said.filter((sentence) => english.has(sentence) && !alike.has(sentence)),
        language,
      ).to.deep.equal([]);
    }
  });

  for (const [language, strings] of Object.entries(languages)) {
    it(`tell each phase of a maintenance: ${language}`, async () => {
      for (const [name, phase] of [
        ['maintenance-tomorrow', 'ahead'],
        ['maintenance-soon', 'soon'],
        ['maintenance-under-way', 'under_way'],
        ['maintenance-running-over', 'running_over'],
      ] as const) {
        const played: Fixture = fixture(name);
        service = new FakeService(played);
        const banner = add({ locale: language });
        await banner.refresh();
        const text = words(await shown(banner));
        expect(text).to.contain(strings.news[phase]).and.to.contain(strings.details);
        // Western digits, plain blanks, and the zone.
        expect(text)
          .to.match(/\d:\d\d/)
          .and.not.match(/[\u0660-\u0669\u2009\u202f]/);
        expect(getComputedStyle(await shown(banner)).direction).to.equal(strings.direction);
        banner.remove();
        service.stop();
      }
      expect(maintenancePhases.length).to.equal(5);
    });
  }

  it('are that of the page around, and never first another one', async () => {
    document.documentElement.lang = 'it-CH';
    service = new FakeService(fixture('minor'));
    let come: (module: { words: BannerStrings }) => void = () => undefined;
    StatusBanner.languages.it = () => new Promise((resolve) => (come = resolve));
    const banner = add();
    await service.pass(1_000);
    expect(service.asked.length).to.equal(1);
    expect(bar(banner)).to.equal(null);
    come({ words: { ...bannerEn, label: 'Stato del servizio' } });
    expect((await shown(banner)).ariaLabel).to.equal('Stato del servizio');
  });

  it('give way to English where their words do not come, or not in time', async () => {
    service = new FakeService(fixture('minor'));
    StatusBanner.languages.xx = () => Promise.reject(new Error('gone'));
    const broken = add({ locale: 'xx' });
    await service.pass(1_000);
    expect((await shown(broken)).ariaLabel).to.equal('Service status');
    broken.remove();
    service.stop();

    service = new FakeService(fixture('minor'));
    StatusBanner.languages.xy = () => new Promise(() => undefined);
    const late = add({ locale: 'xy' });
    await service.pass(1_000);
    expect(bar(late)).to.equal(null);
    await service.pass(minute);
    expect((await shown(late)).ariaLabel).to.equal('Service status');
  });

  it('can be given, and each word replaced', async () => {
    service = new FakeService(fixture('maintenance-soon'));
    StatusBanner.languages.nl = { ...bannerEn, label: 'Dienststatus', details: 'Meer' };
    const banner = add({ locale: 'nl-BE' });
    await service.pass(1_000);
    banner.strings = { news: { ...bannerEn.news, soon: 'Zo meteen' }, colon: ' – ' };
    await banner.updateComplete;
    const text = words(await shown(banner));
    expect(text).to.contain('Zo meteen – Database upgrade').and.to.contain('Meer');
    expect(bar(banner)?.ariaLabel).to.equal('Dienststatus');
  });
});
