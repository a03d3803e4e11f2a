/**
 * `npm run pictures`: how everything looks, in docs/pictures; `npm run pictures -- readers panel` takes those alone. The few that the documents show lie in the folder itself
 * and are kept; every state at every width, light and dark, lies in docs/pictures/all and is not.
 */
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fixtures } from '@allswell/protocol/fixtures';
import type { AdminComponent, AdminIncident } from '@allswell/protocol/schema';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext } from '../e2e/browser.ts';
import { type Product, startProduct } from '../e2e/harness.ts';
import { openHostPage, snippet } from '../e2e/host-page.ts';
import { type Operator, signUp } from '../e2e/operator.ts';
import { panelScreens, signInToPanel } from '../e2e/panel.ts';
import { playFixture } from '../e2e/played-fixture.ts';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const widths = [320, 768, 1440];
const schemes = ['light', 'dark'] as const;
/** What README and the guides show. */
const kept = new Set([
  'example-1440-light',
  'page-768-light',
  'page-320-dark',
  'panel-compose-1440-light',
  'panel-compose-320-dark',
  'panel-1440-dark',
]);

const wanted = process.argv.slice(2);
const wants = (group: 'readers' | 'panel' | 'states') => wanted.length === 0 || wanted.includes(group);

if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
await mkdir(`${folder}all`, { recursive: true });

const product = await startProduct();
const browser = await openBrowser();
try {
  await inEveryLook(browser, async (page, look) => {
    if (!wants('panel')) return;
    await page.goto(`${product.panel}#setup=${product.setupToken}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await take(page, `set-up-${look}`);
  });
  await tellAStory(await signUp(product, { page_name: 'Quillbook', time_zone: 'Europe/Berlin' }));
  if (wants('readers')) await takeReaders(browser, product);
  if (wants('panel')) await takePanel(browser, product);
  if (wants('states')) await takeStates(browser, product);
} finally {
  await browser.close();
  await product.stop();
}

/** A page with a past and a present. */
async function tellAStory(operator: Operator): Promise<void> {
  const made: Record<string, string> = {};
  for (const [group, names] of Object.entries({
    Quillbook: ['Web app', 'Invoices by mail', 'Bank connections'],
    Developers: ['API', 'Webhooks'],
  })) {
    const { id } = await operator.post<{ id: string }>('component-groups', { name: group });
    for (const name of names) {
      made[name] = (await operator.post<AdminComponent>('components', { name, group_id: id })).id;
    }
  }
  const component = (name: string) => made[name] ?? '';

  const past = await operator.post<AdminIncident>('incidents', {
    name: 'Webhooks arrive late',
    status: 'investigating',
    body: 'Webhooks are delayed by up to ten minutes. None is lost.',
    components: { [component('Webhooks')]: 'degraded_performance' },
  });
  await operator.post(`incidents/${past.id}/updates`, { status: 'resolved', body: 'Webhooks arrive in time again.' });

  const now = await operator.post<AdminIncident>('incidents', {
    name: 'Bank payments show up late',
    status: 'investigating',
    body: 'Payments from some German banks do not show up in Quillbook yet. **No money is lost.**',
    components: { [component('Bank connections')]: 'partial_outage' },
  });
  await operator.post(`incidents/${now.id}/updates`, {
    status: 'identified',
    body: 'Our connection to the banks’ clearing house is slow. We are moving to the second line; payments catch up by themselves.',
  });
}

async function takeReaders(browser: Browser, { page: statusPage, example }: Product): Promise<void> {
  await inEveryLook(browser, async (page, look) => {
    await page.goto(statusPage);
    await page.locator('[data-incident-id]').first().waitFor();
    await take(page, `page-${look}`);
    await page.locator('[data-incident-id] a').first().click();
    await page.waitForURL('**/incidents/*');
    await take(page, `incident-${look}`);
    await page.goto(example);
    await page.getByRole('button', { name: 'Details' }).waitFor();
    await take(page, `example-${look}`);
    await page.getByRole('button', { name: 'Details' }).click();
    await take(page, `example-details-${look}`);
  });
}

async function takePanel(browser: Browser, product: Product): Promise<void> {
  await inEveryLook(browser, async (page, look) => {
    await page.goto(product.panel);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await take(page, `sign-in-${look}`);
    await signInToPanel(page, product);
    for (const screen of panelScreens) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/${screen}`);
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
      if (screen === 'incidents/new') await compose(page);
      const name = screen === 'incidents/new' ? '-compose' : screen && `-${screen.replaceAll('/', '-')}`;
      await take(page, `panel${name}-${look}`);
    }
  });
}

async function compose(page: Page): Promise<void> {
  await page.getByLabel('What do people notice?').fill('Sending invoices takes long');
  await page.getByLabel('Invoices by mail').selectOption('Degraded performance');
  await page.getByLabel('Message').fill('Invoices are sent, but up to **ten minutes** late. We are looking into it.');
}

/** Every state that a page can be in, as the elements draw it on somebody's own page. */
async function takeStates(browser: Browser, { page: statusPage }: Product): Promise<void> {
  const bundle = await fetch(statusPage)
    .then((answer) => answer.text())
    .then((html) => /src="([^"]*page-[^"]*\.js)"/.exec(html)?.[1] ?? '');
  const hosts = {
    banner: await openHostPage({ body: `<h1>Quillbook</h1><p>Invoices</p>${snippet(statusPage)}` }),
    'whole-page': await openHostPage({
      body: `<status-page src="${statusPage}"></status-page><script type="module" src="${new URL(bundle, statusPage).href}"></script>`,
    }),
  };
  for (const fixture of fixtures) {
    for (const [kind, host] of Object.entries(hosts)) {
      await inEveryLook(browser, async (page, look) => {
        await playFixture(page, fixture);
        await page.route('**/api/v2/page.json*', (route) => route.abort());
        await page.goto(host.url);
        await page.waitForLoadState('networkidle');
        await take(page, `${kind}-${fixture.name}-${look}`);
      });
    }
  }
  for (const host of Object.values(hosts)) await host.close();
}

async function inEveryLook(browser: Browser, work: (page: Page, look: string) => Promise<void>): Promise<void> {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      const context = await openContext(browser, {
        viewport: { width, height: width < 500 ? 640 : 900 },
        colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
      });
      // Nobody waits for pictures, and they may be taken on a busy machine.
      context.setDefaultTimeout(60_000);
      await work(await context.newPage(), `${width}-${colorScheme}`);
      await context.close();
    }
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: `${folder}${kept.has(name) ? '' : 'all/'}${name}.png`,
    // A bar that stays in reach, or over the page, is where it is on a screen.
    fullPage: !/^(example|panel-compose)/.test(name),
  });
  console.log(name);
}
