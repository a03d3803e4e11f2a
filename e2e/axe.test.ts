import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fixture, fixtures } from '@allswell/protocol/fixtures';
import type { AdminComponent, AdminIncident } from '@allswell/protocol/schema';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { violationsIn } from './axe.ts';
import { openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { type Operator, signUp } from './operator.ts';
import { goToScreen, panelScreens, signInToPanel } from './panel.ts';
import { comeToItsEnd, playFixture } from './played-fixture.ts';
import { untilReadersSee } from './readers.ts';

const inBrowser = { skip: skipWithoutBrowser };

let product: Product;
let operator: Operator;
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

test('the set-up screen and the sign-in screen can be used by everyone', inBrowser, async () => {
  await onPage({}, async (page) => {
    await page.goto(`${product.panel}#setup=${product.setupToken}`);
    await page.getByRole('button', { name: 'Set up' }).waitFor();
    assert.deepEqual(await violationsIn(page), []);
  });
  operator = await signUp(product, { page_name: 'Fernhill' });
  await onPage({}, async (page) => {
    await page.goto(product.panel);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    assert.deepEqual(await violationsIn(page), []);
  });
});

test('the page can be read by everyone while it is empty, while things are broken, and after', inBrowser, async () => {
  await readPages([]);

  const group = await operator.post<{ id: string }>('component-groups', { name: 'Core' });
  const components: AdminComponent[] = [];
  for (const name of ['Web app', 'Checkout', 'Search']) {
    components.push(
      await operator.post('components', {
        name,
        description: `${name} of Fernhill`,
        group_id: name === 'Search' ? null : group.id,
      }),
    );
  }
  await readPages([]);

  const [webApp, checkout, search] = components;
  assert.ok(webApp && checkout && search);
  const critical = await open('Nobody can sign in', { [webApp.id]: 'major_outage', [checkout.id]: 'partial_outage' });
  const minor = await open('Search is slow', { [search.id]: 'degraded_performance' });
  await operator.post(`incidents/${minor.id}/updates`, {
    status: 'identified',
    body: 'Results are **late**.\n\n- Reports too\n- [Plan](https://fernhill.example/plan)\n\n`status 503`',
  });
  await untilReadersSee(product, ({ incidents }) => incidents.some(({ status }) => status === 'identified'));
  await readPages([critical, minor]);

  for (const { id } of [critical, minor])
    await operator.post(`incidents/${id}/updates`, { status: 'resolved', body: 'This is over.' });
  await untilReadersSee(product, (summary) => summary.incidents.length === 0);
  await readPages([critical]);
});

test('the panel can be used by everyone, at a desk and on a phone', inBrowser, async () => {
  const incident = await open('Card payments are failing', {});
  for (const viewport of [
    { width: 1200, height: 900 },
    { width: 375, height: 720 },
  ]) {
    await onPage({ viewport }, async (page) => {
      await signInToPanel(page, product);
      for (const screen of [...panelScreens, `incidents/${incident.id}`]) {
        await goToScreen(page, product, screen);
        assert.deepEqual(await violationsIn(page), [], `${screen}, ${viewport.width}`);
      }
    });
  }
});

test('the example app with a banner can be used by everyone', inBrowser, async () => {
  await onPage({}, async (page) => {
    await page.goto(product.example);
    await page.locator('status-banner [part=bar]').waitFor();
    assert.deepEqual(await violationsIn(page), []);
  });
});

test('the banner can be used by everyone in every state', inBrowser, async () => {
  for (const fixture of fixtures) {
    await onPage({}, async (page) => {
      const played = await playFixture(page, fixture);
      await page.goto(product.example);
      if (saysNothing(fixture)) return;
      await page.locator('status-banner [part=bar]').waitFor();
      if (fixture.before) await comeToItsEnd(page, played);
      await page.locator('status-banner').getByRole('button', { name: 'Details' }).click();
      assert.deepEqual(await violationsIn(page, 'status-banner'), [], fixture.name);
    });
  }
});

/** Looks at the page and at those of some incidents. */
async function readPages(incidents: readonly AdminIncident[]): Promise<void> {
  await onPage({}, async (page) => {
    for (const path of ['/', ...incidents.map(({ id }) => `/incidents/${id}`), '/not-there']) {
      // Browsers may keep a page for ten seconds: each is asked for by an address of its own.
      await page.goto(new URL(`${path}?${Date.now()}`, product.page).href);
      await page.getByRole('heading').first().waitFor();
      assert.deepEqual(await violationsIn(page), [], path);
    }
  });
}

async function open(name: string, components: Record<string, string>): Promise<AdminIncident> {
  return operator.post('incidents', { name, body: 'We are looking into it.', status: 'investigating', components });
}

async function onPage(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await openContext(browser, { reducedMotion: 'reduce', ...options });
  try {
    await look(await context.newPage());
  } finally {
    await context.close();
  }
}

function saysNothing({ summary, before }: Fixture): boolean {
  return !before && summary.incidents.length === 0 && summary.scheduled_maintenances.length === 0;
}
