import { fixture } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import '../status-page/define.ts';
import { violations } from '../testing/accessibility.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import type { StatusPage } from '../status-page/status-page.ts';

const played = fixture('several-open');

let service: FakeService;
let page: StatusPage;

/** The bars of Checkout on the page of everything. */
async function bars(given: Partial<FakeService> = {}): Promise<HTMLAnchorElement> {
  service = new FakeService(played);
  Object.assign(service, given);
  page = document.createElement('status-page');
  Object.assign(page, { src: service.origin, locale: 'en-GB', timeZone: 'Europe/Berlin' });
  document.body.append(page);
  await page.refresh();
  return until(() => page.shadowRoot?.querySelector<HTMLAnchorElement>('[data-uptime="checkout0000"]'));
}

const tip = () => page.shadowRoot?.querySelector<HTMLElement>('.tip');
const told = () => words(tip()).replaceAll('\u00a0', ' ').replace('Sun,', 'Sun');
const press = (bar: Element, key: string) =>
  bar.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

/** Comes to the bars by keyboard, and waits until they tell of their days. */
async function comeTo(bar: HTMLElement): Promise<void> {
  bar.focus();
  // A window that is not in front gives its elements no focus.
  bar.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
  await until(() => {
    press(bar, 'End');
    return tip();
  }, 'a day is told');
}

describe('the days of a component on the page', () => {
  afterEach(() => {
    page.remove();
    service.stop();
  });

  it('are told one by one to who goes over them by keyboard, with what happened', async () => {
    const bar = await bars();
    await comeTo(bar);
    await until(() => told().includes('Card payments'), 'what happened is told');
    expect(told()).to.equal(
      'Sun 22 Nov 2026 99.42% Partial outage Partial outage 18 minutes Card payments are failing for some customers',
    );
    expect(tip()?.getAttribute('aria-live')).not.to.equal(null);
    for (let week = 0; week < 4; week += 1) press(bar, 'PageDown');
    expect(told()).to.equal(
      'Sun 25 Oct 2026 96.76% Major outage Major outage 35 minutes Partial outage 45 minutes Baskets lost what was in them',
    );
    press(bar, 'ArrowLeft');
    expect(told().replace(',', '')).to.equal('Sat 24 Oct 2026 Operational');
    press(bar, 'Escape');
    expect(tip()).to.equal(null);
    press(bar, 'End');
    // Axe waits by the real clock.
    service.clock.restore();
    expect(await violations(page)).to.deep.equal([]);
  });

  it('are told where somebody points, and no more when they have gone', async () => {
    const bar = await bars();
    const { left, width, top } = bar.querySelector('.days')?.getBoundingClientRect() ?? new DOMRect();
    const over = () =>
      bar.dispatchEvent(new PointerEvent('pointermove', { clientX: left + (61.5 / 90) * width, clientY: top + 3 }));
    bar.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await until(() => {
      over();
      return told().includes('Major outage') && told().includes('Baskets');
    }, 'the day is told');
    const { left: tipLeft = -1, right = 0 } = tip()?.getBoundingClientRect() ?? {};
    expect(tipLeft).to.be.at.least(0);
    expect(right).to.be.at.most(innerWidth);
    bar.dispatchEvent(new PointerEvent('pointerleave'));
    expect(tip()).to.equal(null);
  });

  it('stay a link, and are told by their looks alone where nothing more can be read', async () => {
    const bar = await bars({ details: {} });
    await comeTo(bar);
    await service.settle();
    expect(told()).to.equal('Partial outage');
    expect(bar.href).to.equal('https://status.fernhill.example/uptime/checkout0000');
  });
});
