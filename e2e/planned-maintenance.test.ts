/** What a person does who has work to do tomorrow: says so, begins earlier, needs longer, is done; and calls another off. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { signUp } from './operator.ts';
import { signInToPanel } from './panel.ts';
import { readSummary } from './readers.ts';

const inBrowser = { skip: skipWithoutBrowser };
const place = { locale: 'en-GB', timezoneId: 'Europe/Berlin' };
const upgrade = 'Moving the ledger to new disks';
const move = 'Moving to another city';

let product: Product;
let browser: Browser;

before(async () => {
  if (skipWithoutBrowser) return;
  product = await startProduct();
  const operator = await signUp(product, { page_name: 'Fernhill', time_zone: place.timezoneId });
  for (const name of ['Ledger', 'Search']) await operator.post('components', { name });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('a maintenance is planned, begun, extended, finished and called off, live for readers', inBrowser, async (t) => {
  // Each a person with a browser of their own: a window behind another one is drawn only now and then.
  const contexts = await Promise.all(Array.from({ length: 4 }, () => openContext(browser, place)));
  const [panel, app, page, plans] = await Promise.all(contexts.map((context) => context.newPage()));
  assert.ok(panel && app && page && plans);
  const complaints = await Promise.all([panel, app, page, plans].map(listenForComplaints));

  // Three readers, who were there before anything was planned and reload nothing.
  await app.goto(product.example);
  await page.goto(product.page);
  await plans.goto(new URL('/maintenance', product.page).href);
  await overall(page, 'All Systems Operational');
  await plans.getByText('No maintenance is planned.').waitFor();
  assert.equal(await app.getByText('Details').count(), 0, 'while nothing is near the app is left alone');
  for (const reader of [app, page, plans]) await remember(reader);
  await signInToPanel(panel, product);

  await t.test('it is planned for tomorrow, by keyboard and mouse, and announced to all', async () => {
    await panel.getByRole('link', { name: 'Plan maintenance', exact: true }).first().click();
    await plan(panel, upgrade, 'The ledger can only be read meanwhile.');
    await inBanner(app, 'Planned maintenance', upgrade);
    await onPage(page, upgrade, 'The ledger can only be read meanwhile.');
    await onPage(plans, upgrade, 'Planned');
    await overall(page, 'All Systems Operational');
  });

  await t.test('it is started now: what it affects is under maintenance', async () => {
    await panel.getByRole('button', { name: 'Start now', exact: true }).click();
    await say(panel, 'We begin a little **earlier**.');
    await inBanner(app, 'Maintenance under way', upgrade);
    await onPage(page, upgrade, 'We begin a little earlier.');
    await page.locator('[data-component-id]', { hasText: 'Ledger' }).getByText('Under maintenance').waitFor();
    await overall(page, 'Service Under Maintenance');
    await plans.getByRole('heading', { name: 'Under way' }).waitFor();
  });

  await t.test('it gets half an hour more by one press, and readers see the new end', async () => {
    const [planned] = (await readSummary(product)).scheduled_maintenances;
    const end = Date.parse(planned?.scheduled_until ?? '') + 30 * 60_000;
    await inBanner(app, clock(end - 30 * 60_000), upgrade);
    await panel.getByRole('button', { name: `+30 min, until ${clock(end)}` }).click();
    await inBanner(app, clock(end), upgrade);
    await onPage(page, upgrade, clock(end));
    await onPage(plans, upgrade, clock(end));
  });

  await t.test('it is finished early, and everything is as it was', async () => {
    await panel.getByRole('button', { name: 'Finish early', exact: true }).click();
    await say(panel, 'The new disks are in.');
    await panel.getByText('This maintenance is over.').waitFor();
    await inBanner(app, 'Maintenance completed', upgrade);
    await overall(page, 'All Systems Operational');
    await onPage(page, upgrade, 'The new disks are in.');
    await plans.getByText('No maintenance is planned.').waitFor();
    await onPage(plans, upgrade, 'Completed');
    await app.getByRole('button', { name: 'Dismiss' }).click();
    await app.locator('status-banner [part=bar]').waitFor({ state: 'detached' });
  });

  await t.test('another is planned, announced to those who dismissed the first, and called off', async () => {
    await panel.getByRole('link', { name: 'Maintenance', exact: true }).first().click();
    await panel.getByRole('link', { name: 'Plan maintenance', exact: true }).first().click();
    await plan(panel, move, 'We are away for an hour.');
    await inBanner(app, 'Planned maintenance', move);
    await onPage(plans, move, 'Planned');

    await panel.getByRole('button', { name: 'Call off', exact: true }).click();
    await panel.getByLabel('What do people need to know?').fill('The city is full. We stay.');
    await panel.getByRole('button', { name: 'Call off maintenance', exact: true }).click();
    await panel.getByText('This maintenance was called off').waitFor();
    await inBanner(app, 'Maintenance called off', move);
    await onPage(page, move, 'The city is full. We stay.');
    await onPage(plans, move, 'Cancelled');
    await overall(page, 'All Systems Operational');
  });

  for (const reader of [app, page, plans]) assert.ok(await remembers(reader), `${reader.url()} was loaded again`);
  assert.deepEqual(
    complaints.flatMap(({ list }) => list),
    [],
  );
  for (const context of contexts) await context.close();
});

/** Fills the planner: what stands first by the keyboard alone, the rest as it comes. Publishes by the keyboard. */
async function plan(panel: Page, name: string, body: string): Promise<void> {
  await panel.getByRole('heading', { name: 'Plan maintenance', exact: true }).waitFor();
  const first = panel.getByLabel('What is planned?');
  await first.waitFor();
  // The first field has the focus already.
  await panel.waitForFunction(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused?.id === 'name';
  });
  await panel.keyboard.type(name);
  await panel.keyboard.press('Tab');
  await panel.keyboard.type(body);
  await panel.getByLabel('Starts', { exact: true }).fill(`${tomorrow()}T22:00`);
  await panel.getByLabel('How long?').selectOption('120');
  await panel.getByLabel('Ledger', { exact: true }).check();
  await panel.getByText('Meanwhile the page says “Under maintenance” for Ledger.').waitFor();
  await panel.keyboard.press('ControlOrMeta+Enter');
  await panel.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
}

/** Writes an update and posts it. */
async function say(panel: Page, message: string): Promise<void> {
  await panel.getByLabel('Message').fill(message);
  await panel.getByRole('button', { name: 'Post update', exact: true }).click();
}

async function inBanner(app: Page, text: string, name: string): Promise<void> {
  await app.locator('status-banner [part=bar]', { hasText: name }).filter({ hasText: text }).waitFor();
}

async function onPage(page: Page, name: string, text: string): Promise<void> {
  await page.locator('[data-incident-id]', { hasText: name }).filter({ hasText: text }).first().waitFor();
}

async function overall(page: Page, sentence: string): Promise<void> {
  await page.locator('[data-overall]').getByText(sentence).waitFor();
}

/** Leaves a mark on a page that is gone once it is loaded again. */
async function remember(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { isRemembered: true }));
}

async function remembers(page: Page): Promise<boolean> {
  return page.evaluate(() => 'isRemembered' in globalThis);
}

/** The day after today where these people live. */
function tomorrow(): string {
  const today = new Intl.DateTimeFormat('sv', { timeZone: place.timezoneId }).format(Date.now());
  return new Date(Date.parse(today) + 24 * 60 * 60_000).toISOString().slice(0, 10);
}

/** What a clock on their wall shows. */
function clock(instant: number): string {
  const options = { timeZone: place.timezoneId, timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(place.locale, options).format(instant);
}
