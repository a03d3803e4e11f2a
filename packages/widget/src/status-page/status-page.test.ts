import type { Summary } from '@allswell/protocol';
import type { Fixture } from '@allswell/protocol/fixtures';
import { fixture, fixtures, hostileTexts } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { violations } from '../testing/accessibility.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import type { StatusPage } from './status-page.ts';

let service: FakeService;

/** Puts the page over a service that says what the fixture says, and waits for its first answer. */
async function visit(played: Fixture, attributes: Record<string, string> = {}): Promise<StatusPage> {
  service = new FakeService(played);
  return open(attributes);
}

async function open(attributes: Record<string, string> = {}): Promise<StatusPage> {
  const page = document.createElement('status-page');
  const set = { src: service.origin, locale: 'en-GB', 'time-zone': 'Europe/Berlin', ...attributes };
  for (const [name, value] of Object.entries(set)) page.setAttribute(name, value);
  document.body.append(page);
  await page.refresh();
  const { allswell } = service.summary as Summary;
  if (allswell) await until(() => page.document?.allswell.seq === allswell.seq, 'the page knows its history');
  await page.updateComplete;
  return page;
}

const find = (page: StatusPage, selector: string) => page.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const all = (page: StatusPage, selector: string) => [...(page.shadowRoot?.querySelectorAll(selector) ?? [])];

/** A later summary, as the server counts them. */
function later(summary: Summary, by = 1): Summary {
  return { ...summary, ...(summary.allswell && { allswell: { ...summary.allswell, seq: summary.allswell.seq + by } }) };
}

describe('<status-page>', () => {
  afterEach(() => {
    for (const page of document.querySelectorAll('status-page')) page.remove();
    service.stop();
    localStorage.clear();
    document.documentElement.style.removeProperty('color-scheme');
    document.documentElement.style.removeProperty('background');
  });

  it('says in one sentence how everything is', async () => {
    for (const [name, sentence] of [
      ['all-clear', 'All Systems Operational'],
      ['minor', 'Partially Degraded Service'],
      ['critical', 'Major System Outage'],
      ['maintenance-under-way', 'Service Under Maintenance'],
    ] as const) {
      const page = await visit(fixture(name));
      expect(words(find(page, 'h1'))).to.equal(sentence);
      expect(find(page, '[data-overall]')?.dataset.overall).to.equal(fixture(name).summary.status.indicator);
      page.remove();
      service.stop();
    }
  });

  it('tells each open incident with its thread, newest word first', async () => {
    const page = await visit(fixture('several-open'));
    const card = find(page, '.story[data-incident-id]');
    // Engines differ on how a minute is cut short.
    expect(words(card).replace('min ago', 'mins ago')).to.equal(
      'Identified Checkout, Payments API Follow this Card payments are failing for some customers ' +
        'Identified 15:32, 4 mins ago A bad certificate at one of our processors rejects about a third of card payments. ' +
        'We are moving traffic away from it now. Bank transfers and wallets work. ' +
        'Investigating 15:18 Some card payments are being declined. We are looking into it.',
    );
    expect(all(page, '.story').length).to.equal(4);
    expect(words(find(page, '.overall p'))).to.equal(
      'Checkout, Search, Payments API and 2 more are affected. Last update 4 minutes ago.',
    );
  });

  it('announces maintenance with its day, its time in the reader’s zone, how far away it is and what it means', async () => {
    const page = await visit(fixture('maintenance-tomorrow'));
    // Engines differ by a comma.
    expect(words(find(page, '.planned')).replace('Mon,', 'Mon')).to.equal(
      'Nov 23 Planned Web app Follow this Database upgrade Mon 23 Nov, 02:00–04:00 CET in 10 hours ' +
        'We move to a newer database. The web app is read-only meanwhile.',
    );
    page.timeZone = 'Asia/Tokyo';
    await page.updateComplete;
    expect(words(find(page, '.when'))).to.include('23 Nov, 10:00–12:00 GMT+9');
    expect(words(find(page, 'footer'))).to.include('Times in Japan Standard Time');
  });

  it('lets a maintenance begin and run over by the clock alone', async () => {
    const page = await visit(fixture('maintenance-soon'));
    expect(words(page)).to.include('Starts soon');
    service.isDown = true;
    await service.clock.tickAsync(25 * 60_000 + 1);
    await page.updateComplete;
    expect(words(find(page, '.story'))).to.include('Under way');
    await service.clock.tickAsync(120 * 60_000);
    await page.updateComplete;
    expect(words(find(page, '.story'))).to.include('Takes longer than planned');
  });

  it('shows components by group, each with its status in words', async () => {
    const page = await visit(fixture('several-open'));
    const groups = all(page, '.group').map((group) => words(group.querySelector('h3')));
    expect(groups).to.deep.equal(['Core', 'Developer platform', 'Other components']);
    const checkout = find(page, '[data-component-id="checkout0000"]');
    expect(words(checkout)).to.equal('Checkout Partial outage 99.93%');
    expect(checkout?.dataset.status).to.equal('partial_outage');
  });

  it('says of each component how much of the last days it was up, and leads to the reasons', async () => {
    const page = await visit(fixture('several-open'));
    const labels = all(page, '.uptime').map((link) => link.getAttribute('aria-label'));
    expect(labels).to.include('Core: 99.97% uptime in 90 days, problems on 6 days');
    expect(labels).to.include('Checkout: 99.93% uptime in 90 days, problems on 3 days');
    expect(labels).to.include('Webhooks: 100% uptime in 21 days');
    expect(find(page, '[data-uptime="checkout0000"]')?.getAttribute('href')).to.equal(
      'https://status.fernhill.example/uptime/checkout0000',
    );
    // One stroke for each run of days that are alike, and no path for what never was.
    const days = find(page, '[data-uptime="webhooks0000"] .days');
    const strokes = [...(days?.querySelectorAll('path[d]') ?? [])].map((path) => path.getAttribute('d'));
    expect(strokes).to.deep.equal(['M0 1h69', 'M69 1h20', 'M89 1h1']);
  });

  it('draws no bars where the source knows no days, and takes none for well that it does not understand', async () => {
    const played = fixture('all-clear');
    const [known, ...others] = Object.keys(played.page.uptime);
    const odd: unknown[] = [null, {}, { percent: '99', levels: '000' }, { percent: 1, levels: 7 }];
    const uptime: Record<string, unknown> = Object.fromEntries<unknown>([
      [known ?? '', { days: [], percent: 99, levels: '?0<9'.repeat(40) }],
      ...others.map((id, index): [string, unknown] => [id, odd[index % odd.length]]),
    ]);
    const page = await visit({ ...played, page: { ...played.page, uptime } as never });
    expect(all(page, '.uptime').length).to.equal(1);
    page.remove();
    service.stop();
    const { uptime: _, ...vendor } = played.page;
    const plain = await visit({ ...played, page: vendor as never });
    expect(all(plain, '.row').length).to.be.greaterThan(3);
    expect(all(plain, '.uptime, .scale').length).to.equal(0);
  });

  it('keeps quiet about a component that is only shown while it is not well', async () => {
    const page = await visit(fixture('all-clear'));
    expect(words(page)).not.to.include('Sandbox');
    page.remove();
    service.stop();
    expect(words(await visit(fixture('several-open')))).to.include('Sandbox Major outage');
  });

  it('remembers what is over, newest first, and opens what has just ended', async () => {
    const page = await visit(fixture('resolved-a-moment-ago'));
    const [latest, earlier] = all(page, 'details.row') as HTMLDetailsElement[];
    expect(words(latest?.querySelector('summary'))).to.equal(
      'Card payments are failing for some customers 15:18 Lasted 17 minutes Checkout, Payments API',
    );
    expect(latest?.open).to.equal(true);
    expect(earlier?.open).to.equal(false);
    expect(words(find(page, '.overall p'))).to.equal('No open incidents. The last one ended 1 minute ago.');
  });

  it('shows the latest of a long history, and leads to the rest', async () => {
    const page = await visit(fixture('long-history'));
    expect(all(page, 'details.row').length).to.equal(10);
    const link = find(page, 'section > .whole a') as HTMLAnchorElement;
    expect([words(link), link.href]).to.deep.equal(['All history', 'https://status.fernhill.example/history']);
  });

  it('leads to the form in which people ask to be told, and opens it over the page', async () => {
    const page = await visit(fixture('critical'));
    const [incident] = fixture('critical').summary.incidents;
    const link = find(page, '.story [data-follow]') as HTMLAnchorElement;
    expect([words(link), link.href]).to.deep.equal([
      'Follow this',
      `https://status.fernhill.example/subscribe?incident=${incident?.id}`,
    ]);
    link.click();
    const form = await until(() => page.shadowRoot?.querySelector('status-subscribe'), 'the form is there');
    await until(() => form.shadowRoot?.querySelector('dialog')?.open, 'it is open');
    expect(form.incident).to.equal(incident?.id);
    form.close();
    await until(() => !form.isConnected, 'it is gone once it was closed');
    const button = find(page, 'header [data-follow]') as HTMLAnchorElement;
    expect([words(button), button.href]).to.deep.equal(['Get updates', 'https://status.fernhill.example/subscribe']);
  });

  it('has no such button for a page of another vendor', async () => {
    const { allswell, ...summary } = fixture('minor').summary;
    const page = await visit({ ...fixture('minor'), summary });
    expect(all(page, '[data-follow]')).to.deep.equal([]);
  });

  it('works with a page of another vendor, which has no history and no proof', async () => {
    const { allswell, ...summary } = fixture('minor').summary;
    const page = await visit({ ...fixture('minor'), summary });
    service.provenForMs = undefined;
    expect(allswell).to.be.an('object');
    expect(words(find(page, 'h1'))).to.equal('Partially Degraded Service');
    expect(words(page)).not.to.include('Recently');
    expect(find(page, 'nav')).to.equal(null);
    expect(service.asked.some((url) => url.includes('page.json'))).to.equal(false);
    expect(service.streams.size).to.equal(0);
  });

  it('reads the line breaks of other vendors, and nothing else, in their text', async () => {
    const { summary, ...played } = fixture('minor');
    const [incident] = summary.incidents;
    const [update] = incident?.incident_updates ?? [];
    if (!incident || !update) throw new Error('The fixture has an incident.');
    const { body_nodes: _, ...plain } = update;
    const body = 'One<br />two <b>three</b>\n\nFour &amp; five';
    const page = await visit({
      ...played,
      summary: { ...summary, incidents: [{ ...incident, incident_updates: [{ ...plain, body }] }] },
    });
    const text = find(page, '.story .text');
    expect([...(text?.querySelectorAll('p') ?? [])].map((paragraph) => paragraph.innerText)).to.deep.equal([
      'One\ntwo <b>three</b>',
      'Four &amp; five',
    ]);
    expect(text?.querySelector('b')).to.equal(null);
  });

  it('shows hostile text as text', async () => {
    const page = await visit(fixture('hostile-text'));
    const said = (page.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ');
    for (const text of hostileTexts) expect(said).to.include(text.replaceAll(/\s+/g, ' '));
    expect(all(page, 'img, script, iframe, style, [onload], [onerror]')).to.deep.equal([]);
    expect((all(page, 'a') as HTMLAnchorElement[]).filter((link) => link.protocol === 'javascript:')).to.deep.equal([]);
    expect('pwned' in globalThis).to.equal(false);
  });

  it('calls unknown what it does not know, never well', async () => {
    const page = await visit(fixture('unknown-values'));
    expect(find(page, '[data-overall]')?.dataset.overall).to.equal('unknown');
    expect(words(find(page, '[data-status=unknown]'))).to.include('Unknown');
    expect(words(find(page, '.story'))).to.include('Search is slower than usual');
  });

  it('says so when it has nothing to show yet', async () => {
    const page = await visit(fixture('empty'));
    expect(words(page)).to.include('No components yet.');
    expect(words(page)).to.include('Nothing happened in the last 90 days.');
  });

  it('says that it is reading, and that nothing answers', async () => {
    service = new FakeService(fixture('minor'));
    service.isDown = true;
    const page = document.createElement('status-page');
    page.src = service.origin;
    page.locale = 'en';
    document.body.append(page);
    await page.updateComplete;
    expect(words(find(page, 'h1'))).to.equal('Reading the status');
    expect(find(page, '[data-overall]')?.dataset.overall).to.equal('unknown');
    await page.refresh();
    expect(words(find(page, 'h1'))).to.equal('The status cannot be read');
    service.isDown = false;
    await service.clock.tickAsync(120_000);
    await page.updateComplete;
    expect(words(find(page, 'h1'))).to.equal('Partially Degraded Service');
  });

  it('says how old it is what it shows, and shows nothing as well that nobody confirms', async () => {
    const page = await visit(fixture('minor'));
    expect(find(page, '[data-stale]')).to.equal(null);
    service.isDown = true;
    await service.clock.tickAsync(91_000);
    await page.updateComplete;
    expect(words(find(page, '[data-stale]'))).to.equal(
      'Last confirmed 2 minutes ago. What you see may be out of date.',
    );
    await service.clock.tickAsync(14 * 60_000);
    await page.updateComplete;
    expect(words(find(page, 'h1'))).to.equal('The status is not known');
    expect(words(find(page, '[data-stale] p'))).to.include('Then it was: Partially Degraded Service.');
    expect(all(page, '[data-status=operational]')).to.deep.equal([]);
    service.isDown = false;
    await page.refresh();
    expect(find(page, '[data-stale]')).to.equal(null);
  });

  it('follows the stream, and reads the history again when something has changed', async () => {
    const during = fixture('minor');
    const page = await visit(during);
    await until(() => service.streams.size === 1, 'it listens');
    const over = fixture('resolved-a-moment-ago');
    const summary = later(over.summary);
    service.page = { ...over.page, allswell: summary.allswell };
    service.stream('summary', summary);
    await page.updateComplete;
    expect(words(find(page, 'h1'))).to.equal('All Systems Operational');
    await until(() => words(find(page, 'details.row')).includes('Card payments are failing for some customers'));
  });

  it('keeps the newer of two answers', async () => {
    const { summary } = fixture('critical');
    const newer = later(summary);
    const history = { ...fixture('critical').page, ...(newer.allswell && { allswell: newer.allswell }) };
    const page = await visit({ ...fixture('critical'), summary: newer, page: history });
    service.summary = fixture('all-clear').summary;
    await page.refresh();
    expect(words(find(page, 'h1'))).to.equal('Major System Outage');
  });

  it('says a new word on an incident to those who do not see it, and nothing on arrival', async () => {
    const page = await visit(fixture('minor'));
    expect(find(page, '[role=status]')?.textContent).to.equal('');
    const { summary } = fixture('minor');
    const [incident] = summary.incidents;
    const [update] = incident?.incident_updates ?? [];
    if (!incident || !update) throw new Error('The fixture has an incident.');
    const news = {
      ...update,
      id: 'newsnewsnews',
      body: 'Searches are fast again.',
      body_nodes: [
        { type: 'paragraph' as const, children: [{ type: 'text' as const, value: 'Searches are fast again.' }] },
      ],
      display_at: fixture('minor').now,
    };
    service.summary = later({
      ...summary,
      incidents: [{ ...incident, incident_updates: [news, update] }],
    });
    await page.refresh();
    await page.updateComplete;
    expect(find(page, '[role=status]')?.textContent?.trim()).to.equal(
      'Search is slower than usual. Searches are fast again.',
    );
  });

  it('shows one incident alone, and keeps it when the history moves on', async () => {
    const over = fixture('resolved-a-moment-ago');
    const id = over.page.incidents[0]?.id ?? '';
    const page = await visit(over, { incident: id });
    expect(words(find(page, 'h1'))).to.equal('Card payments are failing for some customers');
    expect(find(page, `[data-incident-id="${id}"]`)).not.to.equal(null);
    expect(words(page)).to.include('Card payments work again. We keep watching.');
    const summary = later(over.summary);
    service.summary = summary;
    service.page = { ...over.page, allswell: summary.allswell, incidents: [] };
    await page.refresh();
    await until(() => page.document?.incidents.length === 0);
    await page.updateComplete;
    expect(words(find(page, 'h1'))).to.equal('Card payments are failing for some customers');
    page.incident = 'somethingelse';
    await page.updateComplete;
    expect(words(page)).to.include('This incident is not among those of the last 90 days.');
  });

  it('leads from each incident to its own page and back to everything', async () => {
    const page = await visit(fixture('minor'));
    const [link] = all(page, '.story h3 a') as HTMLAnchorElement[];
    expect(link?.href).to.equal(fixture('minor').summary.incidents[0]?.shortlink);
    page.incident = fixture('minor').summary.incidents[0]?.id ?? '';
    await page.updateComplete;
    expect((find(page, '.back') as HTMLAnchorElement).href).to.equal(`${fixture('minor').summary.page.url}/`);
  });

  it('shows what it was given without asking anyone', async () => {
    service = new FakeService(fixture('minor'));
    const page = document.createElement('status-page');
    page.locale = 'en';
    page.summary = fixture('minor').summary;
    document.body.append(page);
    await page.updateComplete;
    expect(words(find(page, 'h1'))).to.equal('Partially Degraded Service');
    await service.clock.tickAsync(20 * 60_000);
    await page.updateComplete;
    expect(find(page, '[data-stale]')).to.equal(null);
    expect(service.asked).to.deep.equal([]);
  });

  it('begins with the snapshot inside it', async () => {
    service = new FakeService(fixture('all-clear'));
    service.isDown = true;
    const page = document.createElement('status-page');
    page.src = service.origin;
    page.locale = 'en';
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = JSON.stringify(fixture('critical').summary);
    page.append(script);
    document.body.append(page);
    await page.updateComplete;
    expect(words(find(page, 'h1'))).to.equal('Major System Outage');
  });

  it('speaks words of the customer’s own', async () => {
    const page = await visit(fixture('all-clear'));
    page.strings = { quiet: 'Nothing is burning.', past: 'Earlier' };
    await page.updateComplete;
    expect(words(page)).to.include('Nothing is burning.');
    expect(words(page)).to.include('Earlier');
  });

  it('stops asking when it leaves the document', async () => {
    const page = await visit(fixture('minor'));
    page.remove();
    const before = service.asked.length;
    await service.clock.tickAsync(30 * 60_000);
    expect(service.asked.length).to.equal(before);
  });

  for (const scheme of ['light', 'dark']) {
    for (const played of fixtures) {
      it(`can be used by everyone: ${played.name}, ${scheme}`, async () => {
        document.documentElement.style.setProperty('color-scheme', scheme);
        document.documentElement.style.setProperty('background', scheme === 'dark' ? '#11141a' : '#fbfaf8');
        const page = await visit(played);
        for (const details of all(page, 'details') as HTMLDetailsElement[]) details.open = true;
        service.clock.restore();
        expect(await violations(page)).to.deep.equal([]);
      });
    }
  }

  it('fits the narrowest phone in every state', async () => {
    for (const played of fixtures) {
      const page = await visit(played);
      page.style.setProperty('inline-size', '288px');
      await page.updateComplete;
      for (const element of all(page, '*')) {
        expect(element.getBoundingClientRect().right, `${played.name}: ${element.outerHTML}`).to.be.at.most(
          page.getBoundingClientRect().right + 1,
        );
      }
      page.remove();
      service.stop();
    }
  });

  it('shows what is measured between the components and what is over', async () => {
    const played = fixture('metrics');
    const page = await visit(played);
    const metrics = await until(() => page.shadowRoot?.querySelector('status-metrics'));
    await customElements.whenDefined('status-metrics');
    await service.pass(0);
    await until(() => metrics.data);
    await metrics.updateComplete;
    expect(words(metrics.shadowRoot)).to.include('212 ms Good');
    const order = all(page, 'section[aria-labelledby=components], status-metrics, section[aria-labelledby=past]');
    expect(order[1]).to.equal(metrics);
    expect(order.length).to.equal(3);
    expect(service.asked.filter((url) => url.endsWith('/api/v2/metrics.json')).length).to.equal(1);
    service.clock.restore();
    expect(await violations(page)).to.deep.equal([]);
  });

  it('asks for no values where nothing is measured', async () => {
    const page = await visit(fixture('minor'));
    expect(find(page, 'status-metrics')).to.equal(null);
    expect(service.asked.filter((url) => url.includes('metrics'))).to.deep.equal([]);
  });
});
