import type { TimelineDocument } from '@allswell/protocol';
import { fixture, hostileTexts } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { violations } from '../testing/accessibility.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import type { StatusTimeline } from './status-timeline.ts';

const { now, summary, page, timeline } = fixture('several-open');
const hour = 3_600_000;

let service: FakeService;

/** Puts the element over a service that says this, and waits for its first answer. */
async function visit(
  document: unknown = timeline,
  attributes: Record<string, string> = {},
  properties: Partial<StatusTimeline> = {},
): Promise<StatusTimeline> {
  service = new FakeService({ now, summary, page });
  service.page = document;
  return open(attributes, properties);
}

async function open(
  attributes: Record<string, string> = {},
  properties: Partial<StatusTimeline> = {},
): Promise<StatusTimeline> {
  const element = document.createElement('status-timeline');
  const set = { src: service.origin, locale: 'en-GB', 'time-zone': 'Europe/Berlin', ...attributes };
  for (const [name, value] of Object.entries(set)) element.setAttribute(name, value);
  Object.assign(element, properties);
  document.body.append(element);
  await element.refresh();
  return element;
}

const find = <E extends Element = HTMLElement>(element: StatusTimeline, selector: string) =>
  element.shadowRoot?.querySelector<E>(selector) ?? null;
const all = <E extends Element = HTMLElement>(element: StatusTimeline, selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<E>(selector) ?? []),
];

/** The line of a component. */
function lineOf(element: StatusTimeline, name: string): HTMLElement {
  const line = all(element, '.lane').find((one) => words(one.querySelector('.name bdi')) === name);
  if (!line) throw new Error(`There is no line “${name}”.`);
  return line;
}

const barsOf = (element: StatusTimeline, name: string) => [
  ...lineOf(element, name).querySelectorAll<SVGAElement>('[data-bar]'),
];
/** Engines write a comma after a day of the week, or none. */
const plainly = (text: string) =>
  text.replaceAll('\u00a0', ' ').replaceAll(/((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*), /g, '$1 ');
const said = (element: StatusTimeline, name: string) =>
  barsOf(element, name).map((bar) => plainly(bar.getAttribute('aria-label') ?? ''));
const current = (element: StatusTimeline) => words(find(element, '.zoom [aria-current]'));
/** The days that are shown, with the same blanks in every engine. */
const time = (element: StatusTimeline) =>
  plainly(words(find(element, '.time')).replace(/ Incidents: .*/, '')).replace(/ ?– ?/, ' – ');
const way = (element: StatusTimeline, word: string) => {
  const found = all(element, '.way').find((one) => words(one) === word);
  if (!found) throw new Error(`There is no way “${word}”.`);
  return found;
};
const focused = (element: StatusTimeline) => element.shadowRoot?.activeElement ?? null;

async function press(element: StatusTimeline, key: string): Promise<void> {
  const at = focused(element);
  if (!at) throw new Error('The keyboard is nowhere.');
  at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }));
  await element.updateComplete;
}

async function click(element: StatusTimeline, word: string): Promise<void> {
  way(element, word).click();
  await element.updateComplete;
}

/** The timeline with one component, and what it went through. */
function timelineOf(change: (document: TimelineDocument) => void): TimelineDocument {
  const changed = structuredClone(timeline);
  change(changed);
  return changed;
}

/** What axe finds wrong. It works by the real clock. */
async function wrongWith(element: StatusTimeline): Promise<string[]> {
  service.clock.restore();
  return violations(element);
}

describe('<status-timeline>', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('status-timeline')) element.remove();
    service.stop();
    document.documentElement.style.removeProperty('color-scheme');
    document.documentElement.style.removeProperty('background');
    document.body.style.removeProperty('inline-size');
  });

  it('has a line for each component below the name of its group, and says which days are shown', async () => {
    const element = await visit();
    expect(all(element, '.picture li').map((one) => words(one.querySelector('bdi')))).to.deep.equal([
      ...['Core', 'Web app', 'Checkout', 'Search'],
      ...['Developer platform', 'Payments API', 'Webhooks', 'Sandbox', 'Help centre'],
    ]);
    expect(time(element)).to.equal('31 October – 29 November 2026');
    expect(words(find(element, '.foot'))).to.include('Times in Central European Time');
    expect(words(lineOf(element, 'Webhooks'))).to.include('Known since 2 Nov 2026');
  });

  it('says of each bar what it was, in which state, when and for how long, and leads to it', async () => {
    const element = await visit();
    expect(said(element, 'Search')).to.deep.equal([
      'Search results were out of date, Degraded performance, Mon 16 Nov, 15:36–17:11 CET, 1 hour 35 minutes',
      'Search is slower than usual, Degraded performance, Since 22 Nov, 15:25, Goes on, 11 minutes',
    ]);
    const [first] = barsOf(element, 'Search');
    expect(first?.getAttribute('href')).to.equal('https://status.fernhill.example/incidents/searchresult');
    expect(said(element, 'Web app')).to.deep.equal([
      'Database upgrade, Maintenance, Planned, Tue 24 Nov, 03:00–05:00 CET, 2 hours',
    ]);
    expect(said(element, 'Sandbox')[0]).to.include('Counts as downtime');
  });

  it('makes one bar of an incident that changed on the way, and draws each of its states', async () => {
    const element = await visit(timeline, { span: 'day', until: '2026-10-25' });
    const bars = barsOf(element, 'Checkout');
    expect(said(element, 'Checkout')).to.deep.equal([
      'Baskets lost what was in them, Partial outage, Major outage, Sun 25 Oct, 11:56–13:16 CET, 1 hour 20 minutes',
    ]);
    const parts = [...(bars[0]?.querySelectorAll('.part') ?? [])];
    expect(parts.map((part) => part.classList[1])).to.deep.equal(['major', 'critical', 'major']);
    const heights = parts.map((part) => Number(part.getAttribute('height')));
    expect(heights[1]).to.be.above(heights[0] ?? 0);
  });

  it('draws what is planned after now, and maintenance under way up to its planned end', async () => {
    const element = await visit(timeline, { span: 'day' });
    const [bar] = barsOf(element, 'Webhooks');
    const kinds = [...(bar?.querySelectorAll('.part') ?? [])].map((part) => part.classList.contains('planned'));
    expect(kinds).to.deep.equal([false, true]);
    expect(words(find(element, 'text.now'))).to.equal('Now');
    await click(element, 'Later');
    expect(find(element, 'text.now')).to.equal(null);
  });

  it('goes from a day to a year, earlier, later and back to today', async () => {
    const element = await visit();
    const seen: string[] = [];
    for (const word of ['Day', 'Week', 'Month', 'Quarter', 'Year']) {
      await click(element, word);
      expect(current(element)).to.equal(word);
      seen.push(time(element));
    }
    expect(seen).to.deep.equal([
      'Sunday 22 November 2026',
      '18 – 24 November 2026',
      '31 October – 29 November 2026',
      '14 September – 13 December 2026',
      '23 December 2025 – 22 December 2026',
    ]);
    await click(element, 'Week');
    await click(element, 'Earlier');
    expect(element.until).to.equal('2026-11-17');
    expect(way(element, 'Today').localName).to.equal('button');
    await click(element, 'Later');
    expect(element.until).to.equal('');
    await click(element, 'Earlier');
    await click(element, 'Today');
    expect(element.until).to.equal('');
    expect(way(element, 'Today').localName).to.equal('span');
  });

  it('goes no further back than is known, and no further ahead than anything is planned', async () => {
    const element = await visit(timeline, { span: 'year' });
    expect(way(element, 'Later').localName).to.equal('span');
    await click(element, 'Earlier');
    expect(way(element, 'Earlier').localName).to.equal('span');
    expect(words(element.shadowRoot)).to.include('What was before 23 Nov 2025 is in the history.');
  });

  it('can be gone through by keyboard: along a line, to the lines beside it, to its ends', async () => {
    const element = await visit(timeline, { span: 'year' });
    expect(all(element, '[data-bar][tabindex="0"]').length).to.equal(1);
    barsOf(element, 'Checkout')[0]?.focus();
    await press(element, 'ArrowRight');
    expect(focused(element)).to.equal(barsOf(element, 'Checkout')[1]);
    expect(words(find(element, '.reading'))).to.include('Orders were not confirmed');
    await press(element, 'End');
    expect(focused(element)).to.equal(barsOf(element, 'Checkout').at(-1));
    expect(focused(element)?.getAttribute('tabindex')).to.equal('0');
    await press(element, 'ArrowDown');
    expect(focused(element)).to.equal(barsOf(element, 'Search').at(-1));
    await press(element, 'ArrowUp');
    await press(element, 'ArrowUp');
    expect(focused(element)?.closest('li')).to.equal(lineOf(element, 'Web app'));
    await press(element, 'Home');
    expect(focused(element)).to.equal(barsOf(element, 'Web app')[0]);
    await press(element, 'ArrowLeft');
    expect(focused(element)).to.equal(barsOf(element, 'Web app')[0]);
    expect(all(element, '[data-bar][tabindex="0"]')).to.deep.equal([focused(element)]);
  });

  it('zooms by + and − around the bar that is looked at, which keeps the keyboard', async () => {
    const element = await visit(timeline, { span: 'year' });
    barsOf(element, 'Checkout')[0]?.focus();
    await press(element, '+');
    expect(current(element)).to.equal('Quarter');
    expect(focused(element)?.getAttribute('aria-label')).to.include('Discounts were ignored');
    for (const word of ['Month', 'Week', 'Day', 'Day']) {
      await press(element, '+');
      expect(current(element)).to.equal(word);
    }
    expect(focused(element)?.getAttribute('aria-label')).to.include('Discounts were ignored');
    await press(element, '-');
    expect(current(element)).to.equal('Week');
  });

  it('says all that it draws in a list as well, newest first', async () => {
    const element = await visit();
    const list = find<HTMLDetailsElement>(element, '.list');
    if (!list) throw new Error('There is no list.');
    list.open = true;
    const entries = all(element, '.list ol > li').map(words);
    expect(entries.length).to.equal(new Set(all(element, '[data-bar]').map((bar) => bar.getAttribute('href'))).size);
    expect(entries[0]).to.include('Database upgrade');
    expect(entries.find((one) => one.startsWith('Card payments'))).to.equal(
      'Card payments are failing for some customers Incident Since 22 Nov, 15:18 Goes on 18 minutes Checkout: Partial outage Payments API: Degraded performance',
    );
  });

  it('shows what was set by hand, what left a component as it was, and what concerns the whole page', async () => {
    const changed = timelineOf((document) => {
      const [, first, second] = document.components;
      const [story] = document.stories;
      if (!first || !second || !story) throw new Error('The fixture is too small.');
      first.spans = [
        { status: 'partial_outage', starts_at: '2026-11-20T10:00:00Z', ends_at: '2026-11-20T11:00:00Z', stories: [] },
      ];
      second.spans = [];
      const was = { starts_at: '2026-11-19T10:00:00Z', ends_at: '2026-11-19T12:00:00Z', kind: 'incident' as const };
      document.stories = [
        { ...story, ...was, id: 'mild', name: 'A typo', impact: 'none', status: 'resolved', components: [second.id] },
        { ...story, ...was, id: 'whole', name: 'Strike', impact: 'major', status: 'resolved', components: [] },
      ];
    });
    const element = await visit(changed);
    expect(said(element, 'Web app')[0]).to.match(/^Without an incident, Partial outage, Fri 20 Nov, 11:00/);
    expect(barsOf(element, 'Web app')[0]?.getAttribute('href')).to.match(/\/uptime\/webapp/);
    expect(said(element, 'Checkout')[0]).to.match(/^A typo, Operational, Thu 19 Nov, 11:00/);
    expect(said(element, 'The whole page')[0]).to.match(/^Strike, Partial outage/);
  });

  it('keeps to the components that are asked for', async () => {
    const group = timeline.components.find(({ group, name }) => group && name === 'Core')?.id ?? '';
    const element = await visit(timeline, { components: group });
    expect(all(element, '.lane .name bdi').map(words)).to.deep.equal(['Web app', 'Checkout', 'Search']);
  });

  it('leads to other times by links where a page has addresses for them', async () => {
    const addressOf = (span: string, until: string) => `#${span}-${until}`;
    const element = await visit(timeline, { span: 'week' }, { addressOf });
    expect(way(element, 'Month').getAttribute('href')).to.equal('#month-');
    expect(way(element, 'Earlier').getAttribute('href')).to.equal('#week-2026-11-17');
    await click(element, 'Earlier');
    expect(time(element)).to.equal('11 – 17 November 2026');
  });

  it('takes what it does not know for what it does not know, and draws nothing twice, nowhere or forever', async () => {
    const changed = timelineOf((document) => {
      const [, first] = document.components;
      if (!first) throw new Error('The fixture is too small.');
      first.spans = [
        {
          status: 'on_fire' as never,
          starts_at: '2026-11-20T10:00:00Z',
          ends_at: '2026-11-20T09:00:00Z',
          stories: ['?'],
        },
        { status: 'major_outage', starts_at: 'soon', ends_at: null, stories: [] },
      ];
      document.stories = [null, { id: 4 }, 'x'] as never;
    });
    const element = await visit(changed, { until: '2026-02-31', span: 'century' });
    expect(said(element, 'Web app').length).to.equal(1);
    expect(said(element, 'Web app')[0]).to.include('Unknown');
    expect(current(element)).to.equal('Month');
    expect(time(element)).to.equal('31 October – 29 November 2026');
  });

  for (const text of hostileTexts) {
    it(`shows what people write as text: ${JSON.stringify(text).slice(0, 40)}`, async () => {
      const changed = timelineOf((document) => {
        for (const one of [...document.components, ...document.stories]) one.name = text;
        for (const story of document.stories) story.shortlink = `javascript:alert(${JSON.stringify(text)})`;
      });
      const element = await visit(changed);
      expect(all(element, 'script, img, iframe, [onerror], [onclick]')).to.deep.equal([]);
      expect(all(element, '[href^="javascript" i]')).to.deep.equal([]);
      expect(all(element, '.lane').length).to.equal(7);
    });
  }

  it('says that it reads, that it cannot, and how old it is what it knows', async () => {
    service = new FakeService({ now, summary, page });
    service.page = timeline;
    service.isDown = true;
    const element = document.createElement('status-timeline');
    element.setAttribute('src', service.origin);
    element.setAttribute('time-zone', 'Europe/Berlin');
    element.setAttribute('locale', 'en-GB');
    document.body.append(element);
    await until(() => find(element, '[aria-busy]'), 'it says that it reads');
    expect(find(element, '[aria-busy]')?.getAttribute('aria-label')).to.equal('Reading the timeline');
    await element.refresh();
    expect(words(find(element, '.note'))).to.equal(
      'The timeline cannot be read at the moment. This page keeps asking.',
    );
    service.isDown = false;
    await element.refresh();
    expect(words(find(element, '.note'))).to.equal('');
    service.isDown = true;
    await service.pass(3 * 60_000);
    await element.updateComplete;
    expect(words(find(element, '.note'))).to.match(/^Last confirmed 15:3\d\. What you see may be out of date\.$/);
  });

  it('says that there is nothing: no components, or nothing in this time', async () => {
    const element = await visit({ ...timeline, components: [], stories: [] });
    expect(words(find(element, '.empty'))).to.equal('No components yet.');
    element.remove();
    service.stop();
    const quiet = await visit(timeline, { span: 'day', until: '2026-11-19' });
    expect(words(quiet.shadowRoot)).to.include('Nothing happened in this time, and nothing is planned in it.');
    expect(words(lineOf(quiet, 'Search'))).to.include('Nothing to report');
  });

  it('puts no word of the axis on another or over the edge, at any width and in any language', async () => {
    for (const locale of ['en-GB', 'de', 'fr', 'es', 'ar']) {
      const element = await visit(timeline, { locale });
      for (const span of ['day', 'week', 'month', 'quarter', 'year']) {
        for (const day of ['2026-09-22', '2026-09-30', '2026-11-25', '2026-12-06', '2026-12-23', '2026-12-31']) {
          Object.assign(element, { span, until: day });
          await element.updateComplete;
          for (const width of [288, 560, 640, 736]) {
            element.style.inlineSize = `${width}px`;
            const edge = find(element, '.picture')?.getBoundingClientRect().right ?? 0;
            const boxes = all(element, '.axis text:not(.now)')
              .map((word) => ({ said: words(word), box: word.getBoundingClientRect() }))
              .filter(({ box }) => box.width > 0)
              .sort((one, other) => one.box.left - other.box.left);
            const cut = boxes.filter(({ box }, index) => box.right > (boxes[index + 1]?.box.left ?? edge));
            const where = `${locale}, ${span} until ${day}, ${width}: ${boxes.map(({ said: word }) => word).join(' ')}`;
            expect(
              cut.map(({ said: word }) => word),
              where,
            ).to.deep.equal([]);
          }
        }
      }
      element.remove();
      service.stop();
    }
  });

  it('counts days of the reader’s zone, where clocks change too', async () => {
    const element = await visit(timeline, { span: 'day', until: '2026-10-25' });
    const ticks = all(element, '.axis text').map(words);
    expect(ticks[0]).to.equal('00:00');
    // That day had 25 hours.
    expect(ticks).to.include('02:00');
    const places = all<SVGTextElement>(element, '.axis text').map((one) => parseFloat(one.getAttribute('x') ?? ''));
    expect(places[1]).to.be.closeTo((3 * hour * 100) / (25 * hour), 0.01);
  });

  it('tells times in the reader’s zone, and in any language with its own direction', async () => {
    const element = await visit(timeline, { locale: 'ar', 'time-zone': 'America/New_York' });
    expect(find(element, 'section')?.dir).to.equal('rtl');
    expect(words(find(element, 'h2'))).to.equal('الخط الزمني');
    expect(said(element, 'Checkout').at(-1)).to.include('9:18');
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing that axe finds wrong, in the ${scheme}`, async () => {
      document.documentElement.style.setProperty('color-scheme', scheme);
      const ground = scheme === 'light' ? 'oklch(.985 .004 85)' : 'oklch(.19 .012 265)';
      document.documentElement.style.setProperty('background', ground);
      const element = await visit();
      const list = find<HTMLDetailsElement>(element, '.list');
      if (list) list.open = true;
      expect(await wrongWith(element)).to.deep.equal([]);
    });
  }

  it('fits where there is little room: nothing is cut, nothing scrolls sideways', async () => {
    document.body.style.setProperty('inline-size', '288px');
    for (const span of ['day', 'week', 'month', 'quarter', 'year']) {
      const element = await visit(timeline, { span, locale: 'de' });
      expect(element.scrollWidth, span).to.be.at.most(288);
      const name = lineOf(element, 'Search').querySelector('.name')?.getBoundingClientRect();
      const line = lineOf(element, 'Search').querySelector('.line')?.getBoundingClientRect();
      expect(name?.bottom ?? 0, 'the name stands above its line').to.be.at.most((line?.top ?? 0) + 1);
      element.remove();
      service.stop();
    }
    await visit();
  });

  it('follows a page around that says who reads and what time it is', async () => {
    const audience = { locale: 'en-GB', timeZone: 'UTC', now: Date.parse('2026-11-16T15:00:00Z') };
    const element = await visit(timeline, { src: '' }, { document: timeline, audience, knownUntil: null });
    expect(time(element)).to.equal('25 October – 23 November 2026');
    expect(service.asked).to.deep.equal([]);
    expect(words(find(element, '.foot'))).not.to.include('Times in');
  });
});
