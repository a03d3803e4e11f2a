import type { Fixture, FixtureName } from '@allswell/protocol/fixtures';
import { fixture } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { violations } from '../testing/accessibility.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import type { StatusPage } from './status-page.ts';

let service: FakeService | undefined;
let seq = 100;

/** Draws the page from what a fixture says, as it is on the status page itself. */
async function draw(played: Fixture, attributes: Record<string, string> = {}): Promise<StatusPage> {
  service = new FakeService(played);
  service.isMute = true;
  // The tests of this page share one source, which keeps the newer of two answers.
  seq += 1;
  const { allswell } = played.summary;
  const summary = { ...played.summary, ...(allswell && { allswell: { ...allswell, seq } }) };
  const page = document.createElement('status-page');
  const set = { src: '/', locale: 'en-GB', 'time-zone': 'Europe/Berlin', now: played.now, ...attributes };
  for (const [name, value] of Object.entries(set)) page.setAttribute(name, value);
  Object.assign(page, { summary, document: played.page, history: played.history });
  document.body.append(page);
  await page.updateComplete;
  return page;
}

/** The incident or maintenance of a fixture that began last. */
const firstOf = ({ page }: Fixture) => page.incidents[0]?.id ?? '';

const find = (page: StatusPage, selector: string) => page.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const all = (page: StatusPage, selector: string) => [
  ...(page.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];
const said = (page: StatusPage, selector: string) => all(page, selector).map(words);
const links = (page: StatusPage, selector: string) => all(page, selector).map((link) => link.getAttribute('href'));

describe('the views of <status-page>', () => {
  afterEach(() => {
    for (const page of document.querySelectorAll('status-page')) page.remove();
    service?.stop();
    localStorage.clear();
    document.documentElement.style.removeProperty('color-scheme');
    document.documentElement.style.removeProperty('background');
  });

  it('show maintenance by where it stands: under way, running over, to come, over', async () => {
    const page = await draw(fixture('several-maintenances'), { view: 'maintenance' });
    expect(said(page, 'h1')).to.deep.equal(['Maintenance']);
    expect(said(page, 'h2')).to.deep.equal(['Under way', 'Planned', 'Recently']);
    expect(said(page, '.story .tag')).to.deep.equal(['Under way', 'Takes longer than planned']);
    expect(said(page, '.planned h3')).to.deep.equal(['Weekly restart of the sandbox', 'Move to another data centre']);
    expect(said(page, '.leaf')).to.deep.equal(['Nov 22', 'Dec 22']);
    expect(said(page, '.row b bdi')).to.deep.equal(['Database upgrade', 'Weekly restart of the sandbox']);
    expect(find(page, '[data-component-id]')).to.equal(null);
  });

  it('mark maintenance that repeats', async () => {
    const page = await draw(fixture('several-maintenances'), { view: 'maintenance' });
    const marked = all(page, '.planned').filter((card) => words(card).includes('Repeats'));
    expect(marked.map((card) => words(card.querySelector('h3')))).to.deep.equal(['Weekly restart of the sandbox']);
  });

  it('show of what repeats only the next one, of all plans five, and lead to the rest', async () => {
    const played = fixture('several-maintenances');
    const [plan] = played.summary.scheduled_maintenances.slice(-1);
    if (!plan) throw new Error('The fixture plans nothing.');
    const on = (day: number, more: object) => ({
      ...plan,
      scheduled_for: `2026-12-${day}T02:00:00.000+01:00`,
      scheduled_until: `2026-12-${day}T03:00:00.000+01:00`,
      ...more,
    });
    const weekly = [10, 17, 24].map((day) =>
      on(day, { id: `weekly0000${day}`, name: 'Restart', series_id: 'weekly000000' }),
    );
    const oneOff = on(11, { id: 'oneoff000000', name: 'New locks' });
    const plans = (scheduled_maintenances: object[]) =>
      ({ ...played, summary: { ...played.summary, scheduled_maintenances } }) as Fixture;
    let page = await draw(plans([weekly[0] ?? plan, oneOff, ...weekly.slice(1)]), { locale: 'de', languages: 'en de' });
    expect(said(page, '.planned h3')).to.deep.equal(['Restart', 'New locks']);
    expect(said(page, '#maintenance ~ .whole')).to.deep.equal(['Alle geplanten Wartungen']);
    expect(links(page, '#maintenance ~ .whole a')).to.deep.equal(['/maintenance?lang=de']);
    page.remove();
    service?.stop();
    const many = [12, 13, 14, 15, 16, 17].map((day) => on(day, { id: `oneoff0000${day}`, name: `Plan ${day}` }));
    page = await draw(plans(many));
    expect(said(page, '.planned h3')).to.deep.equal(['Plan 12', 'Plan 13', 'Plan 14', 'Plan 15', 'Plan 16']);
    expect(said(page, '#maintenance ~ .whole')).to.deep.equal(['All planned maintenance']);
    page.remove();
    service?.stop();
    page = await draw(plans(many.slice(1)));
    expect(all(page, '.planned')).to.have.length(5);
    expect(said(page, '#maintenance ~ .whole')).to.deep.equal([]);
    page.remove();
    service?.stop();
    page = await draw(plans(many), { view: 'maintenance' });
    expect(all(page, '.planned')).to.have.length(6);
  });

  it('never call done what was cancelled', async () => {
    const played = fixture('cancelled-maintenance');
    const id = firstOf(played);
    for (const attributes of [{ view: 'maintenance' }, { incident: id }]) {
      const page = await draw(played, attributes);
      const story = words(find(page, `[data-incident-id="${id}"]`));
      expect(story).to.include('Cancelled').and.to.include('We need more time to prepare.');
      expect(story).to.include('23 Nov, 02:00');
      expect(words(page)).not.to.include('Completed');
      page.remove();
      service?.stop();
    }
  });

  it('say so when nothing is planned', async () => {
    const page = await draw(fixture('empty'), { view: 'maintenance' });
    expect(words(page)).to.include('No maintenance is planned.');
  });

  it('show a month with what is open, what is over and what was deleted in it, newest first', async () => {
    const page = await draw(fixture('edited-and-deleted'), { view: 'history', month: '2026-11' });
    expect(said(page, 'h1')).to.deep.equal(['November 2026']);
    expect(said(page, '.rows > *').map((row) => row.slice(0, 40))).to.deep.equal([
      'Search is slower than usual Identified 1',
      'An incident of 18 Nov, 15:36 was deleted',
      'Search results were out of date 16 Nov, ',
      'A maintenance of 13 Nov, 15:36 was delet',
    ]);
    expect(words(find(page, '[data-deleted-id=gone00000001]'))).to.equal(
      'An incident of 18 Nov, 15:36 was deleted on 18 Nov, 18:00.',
    );
    expect(links(page, '.months a')).to.deep.equal(['/history?month=2026-10']);
    expect(said(page, '.months a')).to.deep.equal(['October 2026']);
  });

  it('lead from a month to those before and after it', async () => {
    const played = fixture('empty');
    const history = { ...played.history, month: '2026-08', earlier: '2026-05', later: '2026-09' };
    const page = await draw(
      { ...played, history },
      { view: 'history', month: '2026-08', locale: 'de', languages: 'en de' },
    );
    expect(words(page)).to.include('August 2026').and.to.include('Im August 2026 ist nichts vorgefallen.');
    expect(links(page, '.months a')).to.deep.equal([
      '/history?month=2026-05&lang=de',
      '/history?month=2026-09&lang=de',
    ]);
    expect(said(page, '.months a')).to.deep.equal(['Mai 2026', 'September 2026']);
  });

  it('read a month from the source when it was not given, and again when something has changed', async () => {
    const played = fixture('all-clear');
    service = new FakeService(played);
    const page = document.createElement('status-page');
    page.src = service.origin;
    page.view = 'history';
    page.locale = 'en';
    document.body.append(page);
    await page.refresh();
    await until(() => words(page).includes('November 2026'), 'the month is there');
    expect(service.asked.filter((url) => !url.includes('summary'))).to.deep.equal([
      `${service.origin}/api/v2/history/2026-11.json`,
    ]);
    const allswell = { ...played.history.allswell, seq: played.history.allswell.seq + 1 };
    service.summary = { ...played.summary, allswell };
    service.history = { ...fixture('edited-and-deleted').history, allswell };
    await page.refresh();
    await until(() => words(page).includes('was deleted on'), 'the month is read again');
  });

  it('show one incident whole: its postmortem apart from its thread, with what was edited and when', async () => {
    const played = fixture('postmortem');
    const id = firstOf(played);
    const page = await draw(played, { incident: id });
    expect(said(page, 'h1')).to.deep.equal(['Card payments were declined']);
    expect(said(page, '.title .tag')).to.deep.equal(['Resolved']);
    const postmortem = words(find(page, '.postmortem'));
    expect(postmortem).to.include('Postmortem Published on 21 Nov, 15:36 edited on 22 Nov, 10:36');
    expect(postmortem).to.include('We try both every Monday.');
    expect(said(page, '.thread b')).to.deep.equal(['Resolved', 'Monitoring', 'Identified', 'Investigating']);
  });

  it('lead from where an incident is listed to its postmortem', async () => {
    const played = fixture('postmortem');
    const id = firstOf(played);
    const page = await draw(played);
    const row = find(page, `.row[data-incident-id="${id}"]`);
    expect(row?.textContent).not.to.include('certificate run out that signs');
    const link = row?.querySelector('.whole a');
    expect([link?.textContent.trim(), link?.getAttribute('href')]).to.deep.equal([
      'Read the postmortem',
      `/incidents/${id}`,
    ]);
  });

  it('say in its place that an update was deleted, and when the others were edited', async () => {
    const played = fixture('edited-and-deleted');
    const id = firstOf(played);
    const page = await draw(played, { incident: id });
    const [latest, deleted, first] = said(page, '.thread > li');
    expect(latest).to.include('Identified');
    expect(deleted).to.equal('An update of 22 Nov, 14:36 was deleted on 22 Nov, 14:44.');
    expect(first).to.include('edited on 22 Nov, 14:16');
  });

  it('lead to each other, in the language that they are read in', async () => {
    const page = await draw(fixture('minor'), { view: 'maintenance', languages: 'en de ar', locale: 'ar' });
    expect(links(page, '.views a')).to.deep.equal([
      '/?lang=ar',
      '/uptime?lang=ar',
      '/maintenance?lang=ar',
      '/history?lang=ar',
    ]);
    expect(find(page, '.views [aria-current=page]')?.getAttribute('href')).to.equal('/maintenance?lang=ar');
    page.locale = 'en';
    await page.updateComplete;
    expect(links(page, '.views a')).to.deep.equal(['/', '/uptime', '/maintenance', '/history']);
  });

  it('lead to the status page from where else they stand, and nowhere where there is none', async () => {
    const page = await draw(fixture('minor'), { src: 'https://status.fernhill.example' });
    expect(links(page, '.views a')[1]).to.equal('https://status.fernhill.example/uptime');
    const { allswell: _, ...summary } = fixture('minor').summary;
    page.remove();
    service?.stop();
    const other = await draw({ ...fixture('minor'), summary }, { src: 'https://vendor.example' });
    expect(find(other, '.views')).to.equal(null);
  });

  it('can be read in other languages where the page has any', async () => {
    const page = await draw(fixture('minor'), {
      view: 'history',
      month: '2026-11',
      languages: 'en de ar',
      locale: 'de',
    });
    expect(said(page, '.languages a')).to.deep.equal(['English', 'Deutsch', 'العربية']);
    expect(links(page, '.languages a')[2]).to.equal('?month=2026-11&lang=ar');
    expect(all(page, '.languages a').map((link) => link.lang)).to.deep.equal(['en', 'de', 'ar']);
    expect(words(find(page, '.languages [aria-current]'))).to.equal('Deutsch');
    page.languages = 'de';
    await page.updateComplete;
    expect(find(page, '.languages')).to.equal(null);
  });

  it('do not say that nothing happened while something goes on', async () => {
    const { summary, page: known, ...played } = fixture('minor');
    const page = await draw({ ...played, summary, page: { ...known, incidents: summary.incidents } });
    expect(words(page)).not.to.include('Nothing happened');
    expect(words(page)).to.include('All history');
  });

  const seen: [name: FixtureName, attributes: (played: Fixture) => Record<string, string>][] = [
    ['several-maintenances', () => ({ view: 'maintenance' })],
    ['empty', () => ({ view: 'maintenance' })],
    ['edited-and-deleted', () => ({ view: 'history', month: '2026-11' })],
    ['long-history', () => ({ view: 'history', month: '2026-11' })],
    ['hostile-text', () => ({ view: 'history', month: '2026-11' })],
    ['empty', () => ({ view: 'history', month: '2026-11' })],
    ['postmortem', (played) => ({ incident: firstOf(played) })],
    ['edited-and-deleted', (played) => ({ incident: firstOf(played) })],
    ['cancelled-maintenance', (played) => ({ incident: firstOf(played) })],
  ];
  for (const [name, attributesOf] of seen) {
    const played = fixture(name);
    const attributes = { ...attributesOf(played), languages: 'en de fr es ar' };
    const what = Object.values(attributesOf(played))[0] ?? '';
    for (const [scheme, locale] of [
      ['light', 'en'],
      ['dark', 'ar'],
    ] as const) {
      it(`can be used by everyone: ${name}, ${what}, ${scheme}, ${locale}`, async () => {
        document.documentElement.style.setProperty('color-scheme', scheme);
        document.documentElement.style.setProperty('background', scheme === 'dark' ? '#11141a' : '#fbfaf8');
        const page = await draw(played, { ...attributes, locale });
        for (const details of all(page, 'details')) details.setAttribute('open', '');
        service?.clock.restore();
        expect(await violations(page)).to.deep.equal([]);
      });
    }
    it(`fits the narrowest phone in each language: ${name}, ${what}`, async () => {
      const page = await draw(played, attributes);
      page.style.setProperty('inline-size', '288px');
      for (const locale of ['en', 'de', 'fr', 'es', 'ar']) {
        page.locale = locale;
        await page.updateComplete;
        const box = page.getBoundingClientRect();
        for (const element of all(page, '*')) {
          const { left, right, width } = element.getBoundingClientRect();
          // What only some hear takes no room.
          if (width === 0 || element.closest('.visually-hidden')) continue;
          expect(right, `${locale}: ${element.outerHTML}`).to.be.at.most(box.right + 1);
          expect(left, `${locale}: ${element.outerHTML}`).to.be.at.least(box.left - 1);
        }
      }
    });
  }
});
