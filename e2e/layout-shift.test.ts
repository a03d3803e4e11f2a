import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AdminComponent, AdminIncident } from '@allswell/protocol/schema';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { type HostPage, openHostPage, snippet } from './host-page.ts';
import { layoutShift, watchLayout } from './layout-shift.ts';
import { signUp } from './operator.ts';

const inBrowser = { skip: skipWithoutBrowser };
const article = `<h1>Fernhill</h1>${'<p>Something that people came here to read.</p>'.repeat(30)}`;
const name = 'Card payments are failing';

let product: Product;
let browser: Browser;

before(async () => {
  if (skipWithoutBrowser) return;
  product = await startProduct();
  const operator = await signUp(product);
  const component = await operator.post<AdminComponent>('components', { name: 'Checkout' });
  await operator.post<AdminIncident>('incidents', {
    name,
    body: 'We are looking into it.',
    status: 'investigating',
    components: { [component.id]: 'partial_outage' },
  });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('the yardstick sees a bar that comes late push the content down', inBrowser, async () => {
  await withHost({ body: article }, async (page) => {
    await page.evaluate(() => {
      const bar = document.createElement('p');
      bar.textContent = 'Something is wrong';
      document.body.prepend(bar);
    });
    assert.notEqual(await layoutShift(page), 0);
  });
});

for (const placement of [
  '',
  'data-placement="top"',
  'data-placement="bottom"',
  'data-placement="toast"',
  'data-placement="inline"',
]) {
  test(`a banner that comes late moves nothing: ${placement || 'as it comes'}`, inBrowser, async () => {
    await withHost({ body: article + snippet(product.page, placement) }, async (page) => {
      await bannerShows(page);
      assert.equal(await layoutShift(page), 0);
    });
  });
}

test('a banner within the page is drawn with it, from the last answer', inBrowser, async () => {
  const single = new URL(`/widget/${product.version}/status-banner.js`, product.page).href;
  const body = `<script src="${single}"></script><status-banner placement="inline" src="${product.page}"></status-banner>${article}`;
  await withHost({ body }, async (_, host, context) => {
    const page = await context.newPage();
    await watchLayout(page);
    await page.goto(host.url);
    await bannerShows(page);
    assert.equal(await layoutShift(page), 0);
    const bannerEndsAt = await page
      .locator('status-banner')
      .evaluate((banner) => banner.getBoundingClientRect().bottom);
    const contentBeginsAt = await page.locator('h1').evaluate((heading) => heading.getBoundingClientRect().top);
    assert.ok(bannerEndsAt > 0 && bannerEndsAt <= contentBeginsAt, 'the banner stands above the content, in the page');
  });
});

test('dismissing the banner moves nothing', inBrowser, async () => {
  await withHost({ body: article + snippet(product.page) }, async (page) => {
    await bannerShows(page);
    await page.locator('status-banner').getByRole('button', { name: 'Dismiss' }).click();
    await page.locator('status-banner').getByText(name).waitFor({ state: 'hidden' });
    assert.equal(await layoutShift(page), 0);
  });
});

/** Opens a host page for the first time in a browser without memory. */
async function withHost(
  { body }: { body: string },
  look: (page: Page, host: HostPage, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const host = await openHostPage({ body });
  const context = await openContext(browser);
  try {
    const page = await context.newPage();
    await watchLayout(page);
    await page.goto(host.url);
    if (body.includes('placement="inline" src')) await bannerShows(page);
    await look(page, host, context);
  } finally {
    await context.close();
    await host.close();
  }
}

async function bannerShows(page: Page): Promise<void> {
  await page.locator('status-banner').getByText(name).first().waitFor();
}
