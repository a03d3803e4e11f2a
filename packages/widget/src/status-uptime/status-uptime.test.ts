import { fixture, hostileTexts } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { violations } from '../testing/accessibility.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import type { StatusUptime } from './status-uptime.ts';

const played = fixture('several-open');
const { uptime, details } = played;
const minute = 60_000;

let service: FakeService;

/** Puts the element over a service that says what a fixture says, and waits for its first answer. */
async function visit(
  attributes: Record<string, string> = {},
  given: Partial<Pick<FakeService, 'uptime' | 'details'>> = {},
): Promise<StatusUptime> {
  service = new FakeService({ ...played, ...given });
  return open(attributes);
}

async function open(attributes: Record<string, string> = {}): Promise<StatusUptime> {
  const element = document.createElement('status-uptime');
  const set = { src: service.origin, locale: 'en-GB', 'time-zone': 'Europe/Berlin', ...attributes };
  for (const [name, value] of Object.entries(set)) element.setAttribute(name, value);
  document.body.append(element);
  await element.refresh();
  return element;
}

const find = <E extends Element = HTMLElement>(element: StatusUptime, selector: string) =>
  element.shadowRoot?.querySelector<E>(selector) ?? null;
const all = <E extends Element = HTMLElement>(element: StatusUptime, selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<E>(selector) ?? []),
];
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

function rowOf(element: StatusUptime, name: string): HTMLElement {
  const row = all(element, '.row').find((one) => words(one.querySelector('h3')) === name);
  if (!row) throw new Error(`There is no component “${name}”.`);
  return row;
}

function sliderIn(around: Element | null): HTMLInputElement {
  const slider = around?.querySelector<HTMLInputElement>('.plot input');
  if (!slider) throw new Error('There are no bars.');
  return slider;
}

async function press(slider: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
  slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }));
  const host = (slider.getRootNode() as ShadowRoot).host as StatusUptime;
  await host.updateComplete;
}

const heard = (slider: Element) => plain(slider.getAttribute('aria-valuetext') ?? '');

/** What is wrong with it: axe waits by the real clock. */
async function wrongWith(element: StatusUptime): Promise<string[]> {
  service.clock.restore();
  return violations(element);
}

/** The row of a period in the table of percentages, and what it is reckoned from. */
function reckoned(element: StatusUptime, period: string): string {
  const row = all(element, '.percents tbody tr').find((one) => words(one.querySelector('th')) === period);
  return plain(words(row?.querySelector('td:last-child')));
}

describe('<status-uptime>', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('status-uptime')) element.remove();
    service.stop();
    delete (globalThis as { pwned?: unknown }).pwned;
  });

  it('shows every component under its group, with its days and five percentages', async () => {
    const element = await visit();
    expect(all(element, '.card').map((card) => card.querySelectorAll('.row').length)).to.deep.equal([4, 4, 1]);
    const checkout = rowOf(element, 'Checkout');
    expect(words(checkout.querySelector('.ranges'))).to.equal(
      'Today 99.42% 7 days 99.94% 30 days 99.87% 90 days 99.93% 365 days 99.98%',
    );
    expect(checkout.querySelectorAll('.days path[d]').length).to.equal(3);
    expect(checkout.querySelector('h3 a')?.getAttribute('href')).to.equal(
      'https://status.fernhill.example/uptime/checkout0000',
    );
  });

  it('shows as many days as a reader chooses', async () => {
    const element = await visit();
    for (const [days, box] of [
      ['30', '-.15 0 30 1'],
      ['60', '-.15 0 60 1'],
      ['365', '-.15 0 365 1'],
    ] as const) {
      find<HTMLInputElement>(element, `input[value="${days}"]`)?.click();
      await element.updateComplete;
      expect(element.days).to.equal(days);
      expect(rowOf(element, 'Search').querySelector('.days')?.getAttribute('viewBox')).to.equal(box);
    }
    element.days = 'many';
    await element.updateComplete;
    expect(find<HTMLInputElement>(element, 'input[value="90"]')?.checked).to.equal(true);
  });

  it('is gone through day by day with the keys of a slider', async () => {
    const element = await visit();
    const slider = sliderIn(rowOf(element, 'Checkout'));
    expect(slider.getAttribute('aria-label')).to.equal('Checkout, the last 90 days, day by day');
    slider.focus();
    expect(heard(slider)).to.equal('Sunday 22 November 2026, Partial outage');
    await press(slider, 'ArrowLeft');
    expect(heard(slider)).to.equal('Saturday 21 November 2026, Operational');
    await press(slider, 'PageDown');
    expect(heard(slider)).to.include('14 November');
    await press(slider, 'PageUp', { shiftKey: true });
    expect(heard(slider)).to.include('22 November');
    await press(slider, 'Home');
    expect(heard(slider)).to.include('25 August');
    await press(slider, 'ArrowLeft');
    expect(heard(slider)).to.include('25 August');
    await press(slider, 'End');
    expect(heard(slider)).to.include('22 November');
    const webhooks = sliderIn(rowOf(element, 'Webhooks'));
    webhooks.focus();
    await press(webhooks, 'Home');
    expect(heard(webhooks)).to.equal('Tuesday 25 August 2026, Not counted');
  });

  it('opens each day with trouble by keyboard, with everything that is known of it', async () => {
    const element = await visit({ components: 'checkout0000 paymentsapi0 sandbox00000' });
    for (const name of ['Checkout', 'Payments API', 'Sandbox']) {
      const component = uptime.components.find((one) => one.name === name);
      const detail = details[component?.id ?? ''];
      const slider = sliderIn(rowOf(element, name));
      slider.focus();
      await press(slider, 'Home');
      const opened: string[] = [];
      for (let day = 0; day < 90; day += 1) {
        if (!/Operational|Not counted/.test(heard(slider))) {
          await press(slider, 'Enter');
          const panel = await until(() => rowOf(element, name).querySelector<HTMLElement>('.opened .spans'), name);
          expect(element.shadowRoot?.activeElement?.localName, 'the keyboard is at what was opened').to.equal('h4');
          const date = plain(words(rowOf(element, name).querySelector('.opened h4')));
          opened.push(date);
          const said = plain(words(panel));
          expect(said, date).to.match(/\d\d:\d\d/);
          expect(said, date).to.match(/CES?T|Since/);
          expect(said, date).to.match(/Weight: (0|1|0\.\d)|Left out/);
          expect(said, date).to.match(/minute|hour|day/);
          expect(panel.querySelectorAll('.stories a[href], .meta').length, date).to.be.greaterThan(0);
          rowOf(element, name).querySelector<HTMLElement>('.opened button')?.click();
          await element.updateComplete;
          expect(element.shadowRoot?.activeElement === slider, 'the keyboard is back at the bars').to.equal(true);
          expect(rowOf(element, name).querySelector('section.opened') === null, 'the day is closed').to.equal(true);
        }
        await press(slider, 'ArrowRight');
      }
      const troubled = [...(component?.levels.slice(-90) ?? '')].filter((level) => /[m123]/.test(level)).length;
      expect(opened.length, name).to.equal(troubled);
      expect(new Set(opened).size, name).to.equal(detail ? troubled : -1);
    }
  });

  it('opens a day that is pointed at, and says meanwhile which one that is', async () => {
    const element = await visit();
    const row = rowOf(element, 'Checkout');
    const plot = row.querySelector<HTMLElement>('.plot');
    const { left, width, top } = plot?.getBoundingClientRect() ?? new DOMRect();
    const at = (index: number) => ({ clientX: left + ((index + 0.5) / 90) * width, clientY: top + 9, bubbles: true });
    plot?.dispatchEvent(new PointerEvent('pointermove', at(61)));
    await element.updateComplete;
    expect(words(row.querySelector('.readout'))).to.equal('Sun 25 Oct 2026 Major outage');
    plot?.dispatchEvent(new MouseEvent('click', { ...at(61), detail: 1 }));
    const panel = await until(() => rowOf(element, 'Checkout').querySelector('.opened .spans'));
    expect(plain(words(panel))).to.include('Baskets lost what was in them');
    expect([...panel.querySelectorAll('.status')].map((one) => words(one))).to.deep.equal([
      'Partial outage',
      'Major outage',
      'Partial outage',
    ]);
  });

  it('says why: the formula with its real numbers, rules, weights since when, every time and what caused it', async () => {
    const element = await visit({ component: 'checkout0000' });
    expect(words(find(element, '.headline'))).to.equal('99.93% in the last 90 days');
    expect(reckoned(element, '90 days')).to.equal(
      '100 × (1 − (35 mins × 1 + 2 hrs 33 mins × 0.3) ÷ (89 days 16 hrs 36 mins)) = 99.93%, rounded down',
    );
    const said = plain(words(find(element, 'section')));
    expect(said).to.include('Since 15 Sept, 00:00 Major outage 1, Partial outage 0.3, Degraded performance 0.1');
    expect(said).to.include('From the beginning Major outage 1, Partial outage 0.3, Degraded performance 0');
    expect(said).to.include('Counted since Fri 1 Mar 2024.');
    const days = all<HTMLDetailsElement>(element, '.day');
    expect(days.map(({ dataset }) => dataset.date)).to.deep.equal([
      '2026-11-22',
      '2026-10-25',
      '2026-10-08',
      '2026-09-06',
    ]);
    for (const day of days) day.open = true;
    const alarm = plain(words(days[2]));
    expect(alarm).to.include('Major outage. Counts as: Operational');
    expect(alarm).to.include('Corrected: Our monitoring could not reach us.');
    expect(alarm).to.include('Weight: 0');
    const table = find<HTMLDetailsElement>(element, '.table');
    if (table) table.open = true;
    expect(table?.querySelectorAll('tbody tr').length).to.equal(details.checkout0000?.spans.length);
  });

  it('leaves maintenance out, says so, and counts the one that says that it is downtime', async () => {
    const web = await visit({ component: 'webapp000000' });
    expect(reckoned(web, '90 days')).to.equal(
      '100 × (1 − (2 hrs 40 mins × 0.1) ÷ (89 days 16 hrs 36 mins − 2 hrs 5 mins maintenance)) = 99.98%, rounded down',
    );
    expect(plain(words(web.shadowRoot?.querySelector('.table')?.parentElement))).to.not.equal('');
    for (const day of all<HTMLDetailsElement>(web, '.day')) day.open = true;
    expect(plain(words(find(web, '[data-date="2026-09-22"]')))).to.include('Left out');
    web.remove();
    service.stop();
    const sandbox = await visit({ component: 'sandbox00000' });
    for (const day of all<HTMLDetailsElement>(sandbox, '.day')) day.open = true;
    const said = plain(words(find(sandbox, '[data-date="2026-11-06"]')));
    expect(said).to.include('Maintenance. Counts as: Major outage');
    expect(said).to.include('The sandbox is moved Counts as downtime');
  });

  it('reckons sixty days as well, and never more than it can show', async () => {
    const element = await visit({ component: 'checkout0000', days: '60' });
    expect(words(find(element, '.headline'))).to.include('in the last 60 days');
    expect(reckoned(element, '60 days')).to.match(/^100 × \(1 − \(35 mins × 1 \+ 1 hr 3 mins × 0\.3\) ÷ \(59 days/);
    element.remove();
    service.stop();
    const [first, ...others] = details.checkout0000?.spans ?? [];
    const torn = { ...details.checkout0000, spans: first ? [{ ...first, seconds: 1 }, ...others.slice(2)] : [] };
    const guessed = await visit({ component: 'checkout0000' }, { details: { checkout0000: torn } });
    expect(reckoned(guessed, '90 days')).to.equal(
      '100 × (1 − (1 hr 20 mins 54 secs downtime) ÷ (89 days 16 hrs 36 mins)) = 99.93%, rounded down',
    );
  });

  it('reckons a group as the mean of its members, each with its share, and leads to them', async () => {
    const element = await visit({ component: 'groupcore000' });
    expect(words(find(element, '.headline'))).to.equal('99.97% in the last 90 days');
    expect(reckoned(element, '90 days')).to.match(
      /^\(99\.98\d\d% \+ 99\.93\d\d% \+ 99\.98\d\d%\) ÷ 3 = 99\.97%, rounded down$/,
    );
    expect(all(element, '.members li').map((one) => words(one))).to.deep.equal([
      'Web app 99.98%',
      'Checkout 99.93%',
      'Search 99.98%',
    ]);
    const hrefs = all<HTMLAnchorElement>(element, '.members a').map((link) => link.getAttribute('href'));
    expect(hrefs[1]).to.equal('https://status.fernhill.example/uptime/checkout0000');
    element.days = '60';
    await element.updateComplete;
    expect(words(find(element, '.members'))).to.equal('Web app Checkout Search');
  });

  it('does not write out the mean of more members than one can read', async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      ...{ id: `member${index}`, name: `Member ${index}` },
      shares: { today: 1, 7: 1, 30: 1, 90: 1, 365: 1 },
    }));
    const group = details.groupcore000;
    const element = await visit(
      { component: 'groupcore000' },
      { details: { groupcore000: { ...group, members: many } } },
    );
    expect(reckoned(element, '90 days')).to.equal('The mean of its components');
  });

  it('opens the reasons of a component in their place, and reads them only then', async () => {
    const element = await visit();
    expect(service.asked.some((url) => url.includes('/uptime/'))).to.equal(false);
    const why = rowOf(element, 'Web app').querySelector<HTMLDetailsElement>('.why');
    if (why) why.open = true;
    await until(() => rowOf(element, 'Web app').querySelector('.why .formula'));
    expect(service.asked.filter((url) => url.includes('/uptime/')).length).to.equal(1);
    expect(plain(words(rowOf(element, 'Web app').querySelector('.why')))).to.include('= 99.98%, rounded down');
  });

  it('opens the day that the address of the page names, and goes there', async () => {
    const before = location.href;
    history.replaceState(null, '', '#2026-11-22');
    service = new FakeService(played);
    const element = document.createElement('status-uptime');
    const detail = details.checkout0000;
    if (!detail) throw new Error('There is nothing known of it.');
    Object.assign(element, { locale: 'en-GB', component: 'checkout0000', detail, addressOf: () => '/uptime' });
    document.body.append(element);
    await until(() => element.shadowRoot?.activeElement);
    history.replaceState(null, '', before);
    expect(words(element.shadowRoot?.activeElement)).to.equal('Sunday 22 November 2026');
    expect(words(find(element, 'section.opened'))).to.include('Card payments are failing for some customers');
  });

  it('keeps what it knows when the source goes away, and says how old that is', async () => {
    const element = await visit();
    service.isDown = true;
    await service.pass(3 * minute);
    await element.updateComplete;
    expect(words(find(element, '.note'))).to.match(/^Last confirmed \d\d:\d\d\. What you see may be out of date\.$/);
    expect(all(element, '.row').length).to.equal(9);
    service.isDown = false;
    await element.refresh();
    expect(words(find(element, '.note'))).to.equal('');
  });

  it('says that it cannot be read, that there is nothing, and that a component is gone', async () => {
    service = new FakeService(played);
    service.isDown = true;
    const failed = await open();
    expect(words(find(failed, '.note'))).to.equal('The uptime cannot be read at the moment. This page keeps asking.');
    failed.remove();
    service.stop();
    const empty = await visit({}, { uptime: { ...uptime, components: [] } });
    expect(words(find(empty, '.empty'))).to.equal('No components yet.');
    empty.remove();
    service.stop();
    const gone = await visit({ component: 'nobody' }, { details: { nobody: { component: 7, today: 'never' } } });
    expect(words(find(gone, '.empty'))).to.equal('This component is not on the page any more.');
  });

  it('tells no days and no percentages that it does not understand', async () => {
    const [first] = uptime.components;
    const strange = { ...first, percent: { today: 'much', 7: 101, 30: -1, 90: null }, levels: 'x?0', since: 'once' };
    const element = await visit({}, { uptime: { ...uptime, components: [strange, 7, null] } });
    expect(words(find(element, '.ranges'))).to.equal('Today – 7 days – 30 days – 90 days – 365 days –');
    const slider = sliderIn(find(element, '.row'));
    slider.focus();
    await press(slider, 'End');
    expect(heard(slider)).to.include('Operational');
    await press(slider, 'ArrowLeft');
    expect(heard(slider)).to.include('Not counted');
    const twisted = {
      ...details.checkout0000,
      spans: [{ starts_at: 'never' }, { starts_at: uptime.page.updated_at, status: 'half', seconds: -4 }, null],
      days: 'many',
      sums: null,
      weights: [null, { major_outage: 'all' }],
    };
    element.remove();
    service.stop();
    const whole = await visit({ component: 'checkout0000' }, { details: { checkout0000: twisted } });
    expect(words(find(whole, '.headline'))).to.include('99.93%');
    const table = find<HTMLDetailsElement>(whole, '.table');
    if (table) table.open = true;
    expect(words(table?.querySelector('tbody'))).to.include('Unknown');
  });

  it('shows hostile names and reasons as what they are: text', async () => {
    const name = (index: number) => hostileTexts[index % hostileTexts.length] ?? '';
    const components = uptime.components.map((one, index) => ({ ...one, name: name(index) }));
    const evil = {
      ...details.checkout0000,
      component: { ...components[2] },
      stories: details.checkout0000?.stories.map((story, index) => ({
        ...story,
        name: name(index + 3),
        shortlink: 'javascript:globalThis.pwned=1',
      })),
      spans: details.checkout0000?.spans.map((span, index) => ({
        ...span,
        correction: { id: 'c', reason: name(index + 5), made_at: played.now },
      })),
    };
    const list = await visit({}, { uptime: { ...uptime, components } });
    expect(all(list, '.row h3').map((heading) => heading.textContent?.trim())).to.deep.equal(
      components.map((one) => one.name.trim()),
    );
    list.remove();
    service.stop();
    const element = await visit({ component: 'checkout0000' }, { details: { checkout0000: evil } });
    for (const one of all<HTMLDetailsElement>(element, 'details')) one.open = true;
    expect(all(element, 'img, script, [href^="javascript:"], template').length).to.equal(0);
    expect((globalThis as { pwned?: unknown }).pwned).to.equal(undefined);
    expect(find(element, '.reason')?.textContent).to.include(name(5));
  });

  it('tells of the page’s days, and says so, in the zone of a reader far away', async () => {
    const element = await visit({ component: 'checkout0000', 'time-zone': 'Asia/Tokyo' });
    expect(words(find(element, '.foot'))).to.equal(
      'Times in Japan Standard Time Days are those of Central European Time',
    );
    for (const one of all<HTMLDetailsElement>(element, '.day')) one.open = true;
    expect(plain(words(find(element, '[data-date="2026-09-06"]')))).to.match(/GMT\+9|JST/);
  });

  it('is without barriers in light and in dark, and needs no style attributes', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      document.documentElement.style.setProperty('color-scheme', scheme);
      document.body.style.setProperty('background', scheme === 'light' ? '#fbfaf8' : '#11141a');
      const list = await visit();
      const why = rowOf(list, 'Checkout').querySelector<HTMLDetailsElement>('.why');
      if (why) why.open = true;
      await until(() => rowOf(list, 'Checkout').querySelector('.why .formula'));
      const slider = sliderIn(rowOf(list, 'Checkout'));
      slider.focus();
      await press(slider, 'Enter');
      expect(await wrongWith(list)).to.deep.equal([]);
      expect(all(list, '[style]').length).to.equal(0);
      list.remove();
      service.stop();
      const one = await visit({ component: 'sandbox00000' });
      for (const details of all<HTMLDetailsElement>(one, 'details')) details.open = true;
      expect(await wrongWith(one)).to.deep.equal([]);
      expect(all(one, '[style]').length).to.equal(0);
      one.remove();
      service.stop();
    }
    document.documentElement.style.removeProperty('color-scheme');
    document.body.style.removeProperty('background');
    service = new FakeService(played);
  });

  it('lets time run from left to right in every language', async () => {
    const element = await visit({ locale: 'ar' });
    await until(() => words(find(element, 'h2')) === 'مدة التشغيل');
    expect(getComputedStyle(find(element, '.card') as Element).direction).to.equal('rtl');
    expect(getComputedStyle(sliderIn(find(element, '.row'))).direction).to.equal('ltr');
  });

  it('has room on the narrowest phone', async () => {
    const frame = document.createElement('div');
    frame.style.setProperty('inline-size', '288px');
    document.body.append(frame);
    try {
      for (const attributes of [{}, { component: 'checkout0000' }, { component: 'sandbox00000', locale: 'de' }]) {
        const element = await visit(attributes);
        frame.append(element);
        await element.refresh();
        for (const one of all<HTMLDetailsElement>(element, '.day')) one.open = true;
        await element.updateComplete;
        const { right } = frame.getBoundingClientRect();
        const wide = all(element, 'section *:not(svg *)').filter(
          (one) =>
            !one.closest('.scroll, .plot, .visually-hidden, thead') && one.getBoundingClientRect().right > right + 0.5,
        );
        expect(wide.map((one) => `${one.localName}.${one.className}`)).to.deep.equal([]);
        element.remove();
        service.stop();
      }
      service = new FakeService(played);
    } finally {
      frame.remove();
    }
  });
});
