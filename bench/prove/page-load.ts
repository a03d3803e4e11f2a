import type { AdminComponent } from '@allswell/protocol/schema';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../e2e/browser.ts';
import type { Operator } from '../../e2e/operator.ts';
import { untilReadersSee } from '../../e2e/readers.ts';
import { type ColdLoad, type Fetched, loadCold } from '../measure/cold-load.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { serveBare, withoutScripts } from '../measure/script-free.ts';
import { median, round } from '../measure/statistics.ts';

const runs = 5;

export const proof: Proof = {
  promise: 'The page is there almost as soon as a document without a script, and nothing in it moves afterwards.',
  measure: () =>
    withProduct(async (product, operator) => {
      await writeFernhill(operator);
      await untilReadersSee(
        product,
        ({ incidents, scheduled_maintenances }) => incidents.length === 1 && scheduled_maintenances.length === 1,
      );
      const html = await (await fetch(product.page)).text();
      const floor = await serveBare(withoutScripts(html));
      const browser = await openBrowser();
      try {
        // One visit before it counts: the browser itself starts cold as well.
        await loadCold(browser, floor.url, { settled: drawn });
        const ours: ColdLoad[] = [];
        const bare: ColdLoad[] = [];
        for (let run = 0; run < runs; run += 1) {
          ours.push(await loadCold(browser, product.page, { settled: alive }));
          bare.push(await loadCold(browser, floor.url, { settled: drawn }));
        }
        const narrow = await shiftOnPhones(browser, product.page);
        return [
          ...weigh(ours[0]?.fetched ?? [], product.page),
          ...compare('first contentful paint', ours, bare, ({ fcp }) => fcp),
          ...compare('largest contentful paint', ours, bare, ({ lcp }) => lcp),
          {
            name: 'layout shift, the most of all visits',
            value: Math.max(narrow, ...ours.map((load) => load.layoutShift)),
            unit: 'CLS',
            at_most: 0,
          },
        ];
      } finally {
        await browser.close();
        await floor.stop();
      }
    }),
};

/** Ten components, one of them not well, a maintenance to come, and two incidents that are over. */
async function writeFernhill(operator: Operator): Promise<void> {
  const made: AdminComponent[] = [];
  for (const name of ['Web app', 'Checkout', 'Search', 'Sign-in', 'Payments API', 'Webhooks', 'Sandbox']) {
    made.push(await operator.post<AdminComponent>('components', { name }));
  }
  for (const [name, description] of [
    ['Exports', 'CSV and PDF'],
    ['E-mail', 'Receipts and reminders'],
    ['Help centre', 'help.fernhill.example'],
  ]) {
    made.push(await operator.post<AdminComponent>('components', { name, description }));
  }
  const idOf = (index: number) => made[index]?.id ?? '';
  await operator.post('component-groups', {
    name: 'Core',
    description: 'What you work with',
    components: made.slice(0, 4).map(({ id }) => id),
  });
  await operator.post('component-groups', {
    name: 'Developer platform',
    components: made.slice(4, 7).map(({ id }) => id),
  });
  for (const name of ['Search results were out of date', 'Receipts arrived late']) {
    const { id } = await operator.post<{ id: string }>('incidents', {
      name,
      status: 'investigating',
      body: 'We are looking into it.',
      components: { [idOf(2)]: 'degraded_performance' },
    });
    await operator.post(`incidents/${id}/updates`, {
      status: 'resolved',
      body: 'All is well again. Sorry for the trouble.',
    });
  }
  const { id } = await operator.post<{ id: string }>('incidents', {
    name: 'Card payments are failing for some customers',
    status: 'investigating',
    body: 'Some card payments are being declined. We are looking into it.',
    components: { [idOf(1)]: 'partial_outage', [idOf(4)]: 'degraded_performance' },
  });
  await operator.post(`incidents/${id}/updates`, {
    status: 'identified',
    body: 'A bad certificate at one of our processors rejects about a third of card payments. We are moving traffic away from it now. Bank transfers and wallets work.',
  });
  await operator.post('incidents', {
    name: 'Database upgrade',
    status: 'scheduled',
    body: 'We move to a newer database. The web app is read-only meanwhile.',
    scheduled_for: new Date(Date.now() + 35 * 3_600_000).toISOString(),
    scheduled_until: new Date(Date.now() + 37 * 3_600_000).toISOString(),
    component_ids: [idOf(0)],
  });
}

/** What the visit weighed: the document, on which the first drawing waits, and all together. */
function weigh(fetched: readonly Fetched[], page: string): Figure[] {
  const { origin } = new URL(page);
  const document = fetched.find(({ url }) => url === new URL('/', page).href);
  if (!document) throw new Error('The document was not fetched.');
  const unit = 'bytes, gzip -9';
  return [
    // Its styles stand in it, and its script is a module, for which nothing waits.
    { name: 'critical path', value: document.gzip, unit, at_most: 14_000 },
    { name: 'everything', value: fetched.reduce((total, { gzip }) => total + gzip, 0), unit, at_most: 30_000 },
    {
      name: 'requests to third parties',
      value: fetched.filter(({ url }) => !url.startsWith(origin)).length,
      unit: 'requests',
      at_most: 0,
    },
  ];
}

function compare(
  name: string,
  ours: readonly ColdLoad[],
  bare: readonly ColdLoad[],
  figure: (load: ColdLoad) => number,
): Figure[] {
  const [our, their] = [median(ours.map(figure)), median(bare.map(figure))];
  return [
    { name: `${name}, against a document without a script`, value: round(our / their), unit: 'times', at_most: 1.25 },
    { name: `${name}: ours`, value: Math.round(our), unit: 'ms' },
    { name: `${name}: without a script`, value: Math.round(their), unit: 'ms' },
  ];
}

/** On the narrowest phone, where words wrap soonest. */
async function shiftOnPhones(browser: Browser, url: string): Promise<number> {
  const shifts: number[] = [];
  for (const width of [320, 390]) {
    const { layoutShift } = await loadCold(browser, url, { settled: alive, viewport: { width, height: 700 } });
    shifts.push(layoutShift);
  }
  return Math.max(...shifts);
}

/** The element has taken over, says times in the reader's terms, and has asked whether there is something newer. */
async function alive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const footer = document.querySelector('status-page')?.shadowRoot?.querySelector('footer');
    const fetched = performance.getEntriesByType('resource');
    return footer?.textContent.includes('Eastern') && fetched.some(({ name }) => name.endsWith('/summary.json'));
  });
}

/** All that will ever come has come. */
async function drawn(page: Page): Promise<void> {
  await page.waitForLoadState('load');
}
