import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fixture, fixture } from '@allswell/protocol/fixtures';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { openHostPage, snippet } from './host-page.ts';
import { playFixture } from './played-fixture.ts';

const inBrowser = { skip: skipWithoutBrowser };

let product: Product;
let browser: Browser;

before(async () => {
  if (skipWithoutBrowser) return;
  product = await startProduct();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('a quiet page asks for the script and the summary, and finds nothing changed', inBrowser, async () => {
  await visit(fixture('all-clear'), snippet(product.page), async (page, asked) => {
    assert.deepEqual(asked.map(nameOf), ['embed.js', 'summary.json']);
    const left = await page.evaluate(() => ({
      banners: document.querySelectorAll('status-banner').length,
      stored: localStorage.length,
      cookies: document.cookie,
      globals: Object.keys(globalThis).filter((name) => /^(allswell|lit)/i.test(name)),
    }));
    assert.deepEqual(left, { banners: 0, stored: 0, cookies: '', globals: [] });
  });
});

test('a page in trouble asks for the banner, and not for the summary a second time', inBrowser, async () => {
  await visit(fixture('minor'), snippet(product.page), async (page, asked) => {
    await bar(page).waitFor();
    assert.deepEqual(asked.map(nameOf).slice(0, 2), ['embed.js', 'summary.json']);
    assert.equal(asked.length, 3, asked.join(' '));
  });
});

test('the script does once what it is asked to do twice', inBrowser, async () => {
  await visit(fixture('minor'), snippet(product.page) + snippet(product.page), async (page, asked) => {
    await bar(page).waitFor();
    assert.equal(await page.locator('status-banner').count(), 1);
    assert.equal(asked.filter((url) => nameOf(url) === 'summary.json').length, 1);
  });
});

test('nothing is fetched for trouble elsewhere, nor for a maintenance too far ahead', inBrowser, async () => {
  const search = fixture('minor').summary.incidents[0]?.components[0]?.id ?? '';
  for (const [name, attributes, isShown] of [
    ['minor', 'data-components="elsewhere"', false],
    ['minor', `data-components="elsewhere, ${search}"`, true],
    ['maintenance-tomorrow', 'data-upcoming-hours="2"', false],
    ['maintenance-tomorrow', 'data-upcoming-hours="12"', true],
    ['maintenance-tomorrow', '', true],
  ] as const) {
    await visit(fixture(name), snippet(product.page, attributes), async (page, asked) => {
      if (isShown) await bar(page).waitFor();
      assert.equal(asked.length, isShown ? 3 : 2, `${name} ${attributes}`);
    });
  }
});

test('the banner is told what the script was told', inBrowser, async () => {
  const attributes = 'data-placement="toast" data-locale="en-US" data-upcoming-hours="12" data-noise="x"';
  await visit(fixture('minor'), snippet(product.page, attributes), async (page) => {
    await bar(page).waitFor();
    const told = await page
      .locator('status-banner')
      .evaluate((banner) => Object.fromEntries([...banner.attributes].map(({ name, value }) => [name, value])));
    const { popover, ...others } = told;
    assert.equal(popover, 'manual');
    const src = new URL(product.page).origin;
    assert.deepEqual(others, { src, placement: 'toast', locale: 'en-US', 'upcoming-hours': '12' });
  });
});

test('a banner that stands in the page is used, and no other one added', inBrowser, async () => {
  const body = `<status-banner placement="bottom"></status-banner>${snippet(product.page, 'data-placement="top"')}`;
  await visit(fixture('minor'), body, async (page) => {
    await bar(page).waitFor();
    assert.deepEqual(
      await page
        .locator('status-banner')
        .evaluateAll((banners) => banners.map((banner) => banner.getAttribute('placement'))),
      ['bottom'],
    );
  });
});

test('markup that stands in for the script element loads nothing', inBrowser, async () => {
  const body = `<img name="currentScript" alt="" data-src="https://evil.example">${snippet(product.page)}`;
  await visit(fixture('minor'), body, async (_, asked) => {
    assert.deepEqual(
      asked.filter((url) => url.includes('evil')),
      [],
    );
  });
});

test('the pinned script loads the banner of its own version', inBrowser, async () => {
  const script = new URL(`/widget/${product.version}/embed.js`, product.page).href;
  await visit(fixture('minor'), `<script async src="${script}"></script>`, async (page, asked) => {
    await bar(page).waitFor();
    assert.ok(
      asked.some((url) => url.includes(`/widget/${product.version}/banner-`)),
      asked.join(' '),
    );
  });
});

const bar = (page: Page) => page.locator('status-banner [part=bar]').first();
const nameOf = (url: string) => new URL(url).pathname.split('/').at(-1);

/** Opens an app with this in its body at the moment of a fixture, and tells what it asked the status page for. */
async function visit(
  played: Fixture,
  body: string,
  look: (page: Page, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const host = await openHostPage({ body: `<h1>Fernhill</h1>${body}` });
  const context = await openContext(browser);
  try {
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(host.url)) asked.push(request.url());
    });
    await playFixture(page, played);
    await page.goto(host.url);
    await page.waitForLoadState('networkidle');
    await look(page, asked);
  } finally {
    await context.close();
    await host.close();
  }
}
