import type { Fixture } from '@allswell/protocol/fixtures';
import { fixture, hostileTexts } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { violations } from '../testing/accessibility.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import { firstWeekday, weeksOf } from '../time/weeks.ts';
import type { StatusPage } from './status-page.ts';

let service: FakeService | undefined;
let seq = 500;

/** Draws the page from what a fixture says, as it is on the status page itself. */
async function draw(
  played: Fixture,
  attributes: Record<string, string>,
  given: Partial<StatusPage> = {},
): Promise<StatusPage> {
  service = new FakeService(played);
  service.isMute = true;
  // The tests of this page share one source, which keeps the newer of two answers.
  seq += 1;
  const { allswell } = played.summary;
  const summary = { ...played.summary, ...(allswell && { allswell: { ...allswell, seq } }) };
  const page = document.createElement('status-page');
  const set = { src: '/', locale: 'en-GB', 'time-zone': 'Europe/Berlin', now: played.now, ...attributes };
  for (const [name, value] of Object.entries(set)) page.setAttribute(name, value);
  const { history, timeline, report } = played;
  Object.assign(page, { summary, document: played.page, history, timeline, report, ...given });
  document.body.append(page);
  await page.updateComplete;
  // Words of another language are fetched.
  await until(() => page.shadowRoot?.querySelector('.page'), 'the page is drawn');
  await page.updateComplete;
  return page;
}

const find = <E extends Element = HTMLElement>(page: StatusPage, selector: string) =>
  page.shadowRoot?.querySelector<E>(selector) ?? null;
const all = (page: StatusPage, selector: string) => [
  ...(page.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];
const links = (page: StatusPage, selector: string) => all(page, selector).map((link) => link.getAttribute('href'));
const dayOf = (page: StatusPage, day: string) => find(page, `.calendar time[datetime="${day}"]`)?.closest('td');

async function wrongWith(page: StatusPage): Promise<string[]> {
  service?.clock.restore();
  return violations(page);
}

describe('the views of the past in <status-page>', () => {
  afterEach(() => {
    for (const page of document.querySelectorAll('status-page')) page.remove();
    service?.stop();
    localStorage.clear();
    document.documentElement.style.removeProperty('color-scheme');
    document.documentElement.style.removeProperty('background');
    document.body.style.removeProperty('inline-size');
  });

  describe('history', () => {
    it('has a calendar of the month, with today marked and the week as the reader knows it', async () => {
      const page = await draw(fixture('several-open'), { view: 'history' });
      expect(words(find(page, 'h1'))).to.equal('November 2026');
      expect(all(page, '.calendar th .wide').map(words)).to.deep.equal([
        ...['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
      ]);
      expect(all(page, '.calendar time').map(words)).to.deep.equal(
        Array.from({ length: 30 }, (_, index) => `${index + 1}`),
      );
      expect(all(page, '.calendar [aria-current=date]').map((day) => words(day.querySelector('time')))).to.deep.equal([
        '22',
      ]);
      page.remove();
      service?.stop();
      const arabic = await draw(fixture('several-open'), { view: 'history', locale: 'ar' });
      expect(words(all(arabic, '.calendar th .visually-hidden')[0])).to.equal('السبت');
    });

    it('says on each day what was, the worst first, and leads to the entry', async () => {
      const page = await draw(fixture('several-open'), { view: 'history' });
      const day = dayOf(page, '2026-11-22');
      expect(words(day)).to.include('The sandbox does not answer, critical impact');
      expect(words(day)).to.include('Webhook signing keys are replaced, maintenance');
      expect([...(day?.querySelectorAll('.signs .icon') ?? [])].map((icon) => icon.classList[1])).to.deep.equal([
        ...['critical', 'major', 'minor'],
      ]);
      expect(words(dayOf(page, '2026-11-19'))).to.equal('19');
      const link = dayOf(page, '2026-11-16')?.querySelector('a');
      expect(link?.getAttribute('href')).to.equal('/incidents/searchresult');
      link?.click();
      const entry = find<HTMLDetailsElement>(page, '[data-incident-id="searchresult"]');
      expect(entry?.open).to.equal(true);
      expect(page.shadowRoot?.activeElement).to.equal(entry?.querySelector('summary'));
    });

    it('leads to every month by its year, to the report of the month and to the timeline, in its language', async () => {
      const page = await draw(fixture('several-open'), { view: 'history', languages: 'en de', locale: 'de' });
      expect(links(page, '.all-months a')).to.deep.equal([
        ...['/history?month=2026-09&lang=de', '/history?month=2026-10&lang=de', '/history?month=2026-11&lang=de'],
        '/history?month=2025-12&lang=de',
      ]);
      expect(links(page, '.ways a')).to.deep.equal(['/reports/2026-11?lang=de', '/timeline?lang=de']);
      expect(find(page, '.all-months [aria-current=page]')?.getAttribute('href')).to.include('2026-11');
    });

    it('names what began before the month and went on in it', async () => {
      const played = fixture('several-open');
      const [story] = played.timeline.stories;
      if (!story) throw new Error('The fixture tells nothing.');
      const old = {
        ...story,
        id: 'old000000000',
        name: 'A long one',
        starts_at: '2026-10-30T10:00:00Z',
        ends_at: '2026-11-02T08:00:00Z',
      };
      const days = [{ date: '2026-11-01', impact: 'minor' as const, stories: [old.id] }];
      const page = await draw(played, { view: 'history' }, { history: { ...played.history, ongoing: [old], days } });
      expect(words(find(page, '.found'))).to.include('A long one');
      expect(dayOf(page, '2026-11-01')?.querySelector('a')?.getAttribute('href')).to.equal('/incidents/old000000000');
    });

    it('looks for words by a form that needs no script, and keeps the language', async () => {
      const page = await draw(fixture('minor'), { view: 'history', languages: 'en de', locale: 'de' });
      const form = find<HTMLFormElement>(page, 'form');
      expect(form?.getAttribute('action')).to.equal('/history');
      expect(form?.method).to.equal('get');
      const fields = [...(form?.elements ?? [])].map((field) => [
        field.getAttribute('name'),
        (field as HTMLInputElement).value,
      ]);
      expect(fields.slice(0, 2)).to.deep.equal([
        ['q', ''],
        ['lang', 'de'],
      ]);
    });

    it('shows a month of a source that knows no days, as it knows it', async () => {
      const played = fixture('minor');
      const { days: _, months: __, ongoing: ___, ...history } = played.history;
      const page = await draw(played, { view: 'history' }, { history });
      expect(all(page, '.calendar td a')).to.deep.equal([]);
      expect(all(page, '.row').length).to.be.above(0);
    });
  });

  describe('what is found', () => {
    const search = async (query: string, name: 'several-open' | 'hostile-text' = 'several-open') => {
      const played = fixture(name);
      return draw(played, { view: 'history', query, languages: 'en-GB de' }, { found: played.find(query) });
    };

    it('is named, dated and marked, with how much it is', async () => {
      const page = await search('search slow');
      expect(words(find(page, 'h1'))).to.equal('Search the history');
      expect(find<HTMLInputElement>(page, '[name=q]')?.value).to.equal('search slow');
      expect(words(find(page, '.count'))).to.equal('1 result.');
      expect(words(find(page, '.found .name'))).to.equal('Search is slower than usual');
      expect(words(find(page, '.found .meta'))).to.match(/^Incident ?, minor impact ?22 Nov, 15:25 Goes on$/);
      expect(links(page, '.found a')).to.deep.equal(['/incidents/searchisslow']);
      expect(all(page, '.found mark').map((mark) => words(mark).toLowerCase())).to.include.members(['search', 'slow']);
      expect(links(page, '.languages a')[1]).to.equal('?q=search+slow&lang=de');
    });

    it('is nothing where nothing holds all words, and is not looked for where there are too many', async () => {
      const page = await search('zeppelin');
      expect(words(find(page, '.empty'))).to.include('Nothing that was published holds all of these words.');
      page.remove();
      service?.stop();
      const tooLong = await search('x'.repeat(201));
      expect(words(find(tooLong, '.empty'))).to.equal('Look for at most 200 characters.');
    });

    it('says that there is more than is shown', async () => {
      const played = fixture('several-open');
      const found = { ...played.find('search'), count: 250 };
      const page = await draw(played, { view: 'history', query: 'search' }, { found });
      expect(words(find(page, '.count'))).to.match(/^250 results\. These are the newest \d\.$/);
    });

    it('waits for what was asked for, and shows nothing that was not', async () => {
      const played = fixture('several-open');
      const page = await draw(played, { view: 'history', query: 'keys' }, { found: played.find('search') });
      expect(find(page, '[aria-busy]')).not.to.equal(null);
      expect(find(page, '.found')).to.equal(null);
    });

    for (const query of ['.*', '(', '[a-z', '\\', 'a|b', '<b>', '$&', '+']) {
      it(`takes every sign for itself: ${query}`, async () => {
        const played = fixture('minor');
        const [story] = played.timeline.stories;
        if (!story) throw new Error('The fixture tells nothing.');
        const name = `We saw ${query} here`;
        const found = { ...played.find(query), count: 1, stories: [{ ...story, name, excerpt: name }] };
        const page = await draw(played, { view: 'history', query }, { found });
        expect(words(find(page, '.found .name'))).to.equal(name);
        expect(all(page, '.found mark').map(words)).to.deep.equal([query, query]);
      });
    }
  });

  describe('report', () => {
    it('says the month in numbers, its period and its zone', async () => {
      const page = await draw(fixture('several-open'), { view: 'report' });
      expect(words(find(page, '.title'))).to.match(
        /^Monthly report of Fernhill November 2026 From 1 November 2026 to 22 Nov, 15:36 ?Days in Central European Time/,
      );
      const numbers = all(page, '.numbers > div').map(words);
      expect(numbers[0]).to.match(/^Uptime on average 99\.\d\d%$/);
      expect(numbers[1]).to.equal('Incidents 4');
      expect(numbers[2]).to.equal('Maintenance 2');
      expect(numbers[4]).to.include('Longest incident');
    });

    it('tells of each component how much it was up, for how long it was not, and on which days', async () => {
      const played = fixture('several-open');
      const page = await draw(played, { view: 'report' });
      const rows = all(page, '.shares tbody tr');
      expect(rows.map((row) => words(row.querySelector('bdi')))).to.deep.equal([
        ...['Core', 'Web app', 'Checkout', 'Search'],
        ...['Developer platform', 'Payments API', 'Webhooks', 'Sandbox', 'Help centre'],
      ]);
      const sandbox = rows.find((row) => words(row).startsWith('Sandbox'));
      expect(words(sandbox)).to.match(/Major outage: 2 hours 25 minutes/);
      expect(words(sandbox)).to.match(/Problems on 2 days/);
      expect(sandbox?.querySelectorAll('.days .critical').length).to.equal(1);
      const webApp = rows.find((row) => words(row).startsWith('Web app'));
      expect(words(webApp?.querySelector('.percent'))).to.equal('100%');
      expect(links(page, '.shares th a')[1]).to.match(/^\/uptime\/webapp/);
      expect(words(rows.find((row) => words(row).startsWith('Webhooks')))).to.include('Counted since 2 November 2026');
    });

    it('lists incidents and maintenance with what they took, and how it is counted', async () => {
      const page = await draw(fixture('several-open'), { view: 'report' });
      const lists = all(page, '.report .found');
      expect(words(lists[0])).to.match(
        /Search results were out of date Mon,? 16 Nov, 15:36–17:11 CET ?1 hour 35 minutes Search/,
      );
      expect(words(lists[0])).to.match(/Since 22 Nov, 15:18 ?Goes on ?18 minutes/);
      expect(words(lists[1])).to.include('Counts as downtime');
      expect(words(find(page, '.weights'))).to.match(
        /Major outage: 100% ?Partial outage: 30% ?Degraded performance: 10%/,
      );
    });

    it('says of a month that is over until which day it went, and of one without incidents that there were none', async () => {
      const played = fixture('several-open');
      const over = { from: '2026-10-01T00:00:00+02:00', until: '2026-11-01T00:00:00+01:00', running: false };
      const numbers = { incidents: 0, maintenances: 0, median_seconds: null, longest: null };
      const report = { ...played.report, ...over, month: '2026-10', later: '2026-11', numbers, stories: [] };
      const page = await draw(played, { view: 'report', month: '2026-10' }, { report });
      expect(words(find(page, '.title'))).to.include('From 1 October 2026 to 31 October 2026');
      expect(all(page, '.report .empty').map(words)).to.deep.equal([
        'There were no incidents.',
        'There was no maintenance.',
      ]);
      expect(links(page, '.months a')).to.deep.equal(['/reports/2026-10', '/reports/2026-11']);
    });

    it('reads what it does not know as nothing', async () => {
      const played = fixture('minor');
      const report = { month: '2026-11', components: [null, { id: 4 }], numbers: 'many', stories: [7] } as never;
      const page = await draw(played, { view: 'report' }, { report });
      expect(words(find(page, '.shares tbody'))).to.include('Nothing known');
      expect(words(find(page, '.numbers'))).to.include('Uptime on average –');
    });
  });

  describe('timeline', () => {
    it('stands below its name, with links for every other time in the language of the page', async () => {
      const page = await draw(fixture('several-open'), {
        view: 'timeline',
        span: 'week',
        languages: 'en de',
        locale: 'de',
      });
      expect(words(find(page, 'h1'))).to.equal('Zeitverlauf');
      const timeline = await until(
        () => find(page, 'status-timeline')?.shadowRoot?.querySelector('.picture') && find(page, 'status-timeline'),
      );
      const hrefs = [...(timeline.shadowRoot?.querySelectorAll('a.way') ?? [])].map((one) => one.getAttribute('href'));
      expect(hrefs).to.include('/timeline?span=year&lang=de');
      expect(hrefs).to.include('/timeline?span=week&until=2026-11-17&lang=de');
      expect(links(page, '.languages a')).to.deep.equal(['?span=week&lang=en', '?span=week&lang=de']);
    });
  });

  it('know where weeks begin, and which days they have', () => {
    expect(['en-GB', 'de', 'en-US', 'ar', 'fr', 'es'].map(firstWeekday)).to.deep.equal([1, 1, 7, 6, 1, 1]);
    expect(weeksOf('2026-02', 7).length).to.equal(4);
    expect(weeksOf('2026-11', 1).length).to.equal(6);
    expect(weeksOf('2026-11', 1).flat().filter(Boolean).length).to.equal(30);
    expect(weeksOf('x', 1)).to.deep.equal([]);
  });

  for (const view of ['history', 'report', 'timeline', 'found']) {
    const attributes = view === 'found' ? { view: 'history', query: 'the' } : { view };

    for (const scheme of ['light', 'dark']) {
      it(`have nothing that axe finds wrong: ${view}, in the ${scheme}`, async () => {
        document.documentElement.style.setProperty('color-scheme', scheme);
        const ground = scheme === 'light' ? 'oklch(.985 .004 85)' : 'oklch(.19 .012 265)';
        document.documentElement.style.setProperty('background', ground);
        const played = fixture('several-open');
        const page = await draw(played, attributes, { found: played.find('the') });
        for (const details of all(page, 'details')) (details as HTMLDetailsElement).open = true;
        expect(await wrongWith(page)).to.deep.equal([]);
      });
    }

    it(`show what people write as text: ${view}`, async () => {
      const played = fixture('hostile-text');
      const [text = ''] = hostileTexts;
      const found = { ...played.find('e'), query: 'the' };
      const page = await draw(played, attributes, { found });
      expect(all(page, 'script, img, iframe, [onerror], [onclick], [href^="javascript" i]')).to.deep.equal([]);
      expect(text).not.to.equal('');
    });

    it(`fit where there is little room: ${view}`, async () => {
      document.body.style.setProperty('inline-size', '288px');
      const played = fixture('several-open');
      for (const locale of ['de', 'ar']) {
        const page = await draw(played, { ...attributes, locale }, { found: played.find('the') });
        await until(() => page.clientWidth > 0);
        expect(page.scrollWidth, locale).to.be.at.most(288);
        page.remove();
        service?.stop();
      }
      await draw(played, attributes, { found: played.find('the') });
    });
  }
});
