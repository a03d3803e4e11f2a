import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fixture, fixtures } from '@allswell/protocol/fixtures';
import type { AdminComponent, AdminIncident } from '@allswell/protocol/schema';
import type { Browser, Page } from 'playwright-core';
import { violationsIn } from './axe.ts';
import { openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { type Operator, signUp } from './operator.ts';
import { panelScreens, signInToPanel } from './panel.ts';
import { playFixture } from './played-fixture.ts';

const inBrowser = { skip: skipWithoutBrowser };
const schemes = ['light', 'dark'] as const;

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

test('the set-up screen can be used by everyone', inBrowser, async () => {
  await inBothSchemes(async (page) => {
    await page.goto(`${product.panel}#setup=${product.setupToken}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
});

test('the sign-in screen can be used by everyone', inBrowser, async () => {
  operator = await signUp(product, { page_name: 'Fernhill' });
  await inBothSchemes(async (page) => {
    await page.goto(product.panel);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
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
  await readPages([critical, minor]);

  for (const { id } of [critical, minor])
    await operator.post(`incidents/${id}/updates`, { status: 'resolved', body: 'This is over.' });
  await readPages([critical]);
});

test('the panel can be used by everyone', inBrowser, async () => {
  const incident = await open('Card payments are failing', {});
  for (const colorScheme of schemes) {
    for (const viewport of [
      { width: 1200, height: 900 },
      { width: 375, height: 720 },
    ]) {
      const context = await openContext(browser, { colorScheme, viewport, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await signInToPanel(page, product);
      for (const screen of [...panelScreens, `incidents/${incident.id}`]) {
        await page.goto(`${product.panel}#/${screen}`);
        await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
        assert.deepEqual(await violationsIn(page), [], `${screen}, ${colorScheme}, ${viewport.width}`);
      }
      await context.close();
    }
  }
});

for (const fixture of fixtures) {
  test(`the banner in an app can be used by everyone: ${fixture.name}`, inBrowser, async () => {
    await inBothSchemes(async (page) => {
      await playFixture(page, fixture);
      await page.goto(product.example);
      await settled(page, fixture);
      const details = page.locator('status-banner').getByRole('button', { name: 'Details' });
      if (await details.isVisible()) await details.click();
    });
  });
}

/** Looks at the page and at those of some incidents. */
async function readPages(incidents: readonly AdminIncident[]): Promise<void> {
  for (const path of ['/', ...incidents.map(({ id }) => `/incidents/${id}`), '/not-there']) {
    await inBothSchemes(async (page) => {
      await page.goto(new URL(path, product.page).href);
      await page.getByRole('heading').first().waitFor();
    });
  }
}

async function open(name: string, components: Record<string, string>): Promise<AdminIncident> {
  return operator.post('incidents', { name, body: 'We are looking into it.', status: 'investigating', components });
}

async function inBothSchemes(arrive: (page: Page) => Promise<void>): Promise<void> {
  for (const colorScheme of schemes) {
    const context = await openContext(browser, { colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await arrive(page);
    assert.deepEqual(await violationsIn(page), [], `${page.url()} (${colorScheme})`);
    await context.close();
  }
}

/** Waits until the app's banner has come to the state of the fixture, the one that only a change makes included. */
async function settled(page: Page, { before, summary }: Fixture): Promise<void> {
  const isQuiet = summary.incidents.length === 0 && summary.scheduled_maintenances.length === 0;
  if (isQuiet && !before) return;
  await page.waitForFunction(() => document.querySelector('status-banner')?.shadowRoot?.querySelector('[part~=bar]'));
  if (!before) return;
  await page.evaluate(() =>
    (document.querySelector('status-banner') as HTMLElement & { refresh(): Promise<void> }).refresh(),
  );
  await page.waitForFunction(() => {
    const banner = document.querySelector('status-banner') as HTMLElement & { state: string; phase: string | null };
    return banner.state === 'resolved' || banner.phase === 'done';
  });
}
