import { expect } from 'chai';
import { mount, reload, unmount } from '../testing/mount.ts';
import { choose, field, link, sees, shown, until } from '../testing/see.ts';
import { sayInstant } from '../time/format.ts';
import { en } from './en.ts';
import { languages, loadStrings, pickSpoken, withReplaced } from './languages.ts';
import { sayIn } from './say.ts';

const speaking = () => document.querySelector('status-admin')?.shadowRoot?.querySelector('.speaking');
const speaks = (language: string) =>
  until(() => speaking()?.getAttribute('lang') === language && speaking(), `a panel that speaks ${language}`);

describe('the language of the panel', () => {
  afterEach(() => {
    unmount();
    document.documentElement.removeAttribute('lang');
  });

  it('is that of the page around', async () => {
    document.documentElement.lang = 'de-AT';
    mount();
    await speaks('de');
  });

  it('is that of the browser where the page says nothing, and English where the panel does not speak it', () => {
    expect(pickSpoken([null, '', 'fr-CA', 'de'])).to.deep.equal({ language: 'fr', locale: 'fr-CA' });
    expect(pickSpoken(['pt-BR', 'es'])).to.deep.equal({ language: 'es', locale: 'es' });
    expect(pickSpoken(['C', 'tlh'])).to.deep.equal({ language: 'en', locale: 'en' });
    expect(pickSpoken(['en_US', 'de'])).to.deep.equal({ language: 'en', locale: 'en-US' });
  });

  it('is what the host says, who then needs no choice in the panel', async () => {
    document.documentElement.lang = 'en';
    const { panel } = mount({ hash: '#/more' });
    await field('Language');
    panel.locale = 'es';
    await speaks('es');
    await until(() => ![...shown()].some((one) => one.id.startsWith('language')), 'no choice of a language');
  });

  it('is that of the browser, whatever the page says, where the host says "auto"', async () => {
    document.documentElement.lang = 'ar';
    const { panel } = mount();
    await speaks('ar');
    panel.locale = 'auto';
    await speaks(pickSpoken(navigator.languages).language);
  });

  it('can be chosen, and is remembered', async () => {
    document.documentElement.lang = 'en';
    const mounted = mount({ hash: '#/more' });
    await choose('Language', 'Français');
    await speaks('fr');
    await reload(mounted);
    await speaks('fr');
  });

  it('is written from right to left where it is Arabic', async () => {
    document.documentElement.lang = 'en';
    const { panel } = mount({ hash: '#/incidents' });
    const title = await until(() => [...shown()].find((one) => one.matches('h1')));
    const action = await until(() => [...shown()].find((one) => one.matches('.head .button')));
    const isFirst = () => title.getBoundingClientRect().left < action.getBoundingClientRect().left;
    expect(isFirst()).to.equal(true);
    panel.locale = 'ar';
    expect((await speaks('ar'))?.getAttribute('dir')).to.equal('rtl');
    await until(() => getComputedStyle(title).direction === 'rtl' && !isFirst(), 'the title on the right');
  });

  it('keeps what is being typed when it changes', async () => {
    document.documentElement.lang = 'en';
    const { panel } = mount({ hash: '#/incidents/new' });
    const name = await field('What do people notice?');
    name.value = 'Half a thought';
    name.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    panel.locale = 'de';
    await speaks('de');
    await panel.updateComplete;
    expect(name.isConnected && name.value).to.equal('Half a thought');
  });

  it('lets the host replace single words, and those alone', async () => {
    const { panel } = mount();
    panel.locale = 'en';
    panel.strings = { nav: { overview: 'Home' }, overview: { affects: (names) => `Hits ${names.length}` } };
    await link('Home');
    await link(/^Incidents/);
    await sees('Hits 2');
    expect(withReplaced(en, { nav: { overview: 'Home' } }).nav.incidents).to.equal(en.nav.incidents);
    expect(en.nav.overview).to.equal('Overview');
  });

  it('has words for every subject, its own or English ones', async () => {
    for (const language of Object.keys(languages) as (keyof typeof languages)[]) {
      expect(Object.keys(await loadStrings(language)).sort()).to.deep.equal(Object.keys(en).sort());
    }
  });

  it('writes numbers and dates in the digits and the calendar of the page', () => {
    const forms = { one: 'واحد', two: 'اثنان', few: '# قليلة', other: '# كثيرة' };
    const { count } = sayIn('ar');
    expect([1, 2, 3, 11].map((amount) => count(amount, forms))).to.deep.equal(['واحد', 'اثنان', '3 قليلة', '11 كثيرة']);
    for (const locale of ['ar', 'ar-SA', 'ar-EG']) {
      const said = sayInstant('2025-11-22T12:34:00Z', { locale, timeZone: 'UTC' });
      expect(said).to.contain('12:34').and.to.contain('2025').and.not.to.match(/[٠-٩]/);
    }
  });
});
