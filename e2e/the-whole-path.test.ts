/** What a person does who has just started the product: from the printed link to an incident that came and went. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';

const inBrowser = { skip: skipWithoutBrowser };
const name = 'Card payments are failing for some customers';

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

test('an incident comes, moves on and goes, live in another web app and on the status page', inBrowser, async (t) => {
  const context = await openContext(browser);
  const panel = await context.newPage();
  const complaints = await listenForComplaints(panel);

  await t.test('the printed link sets up an admin', async () => {
    await panel.goto(`${product.panel}#setup=${product.setupToken}`);
    await panel.getByLabel('What is the page called?').fill('Fernhill');
    await panel.getByLabel('Your email address').fill('maya@fernhill.example');
    await panel.getByLabel('Choose a password').fill('correct horse battery staple');
    await panel.getByRole('button', { name: 'Set up', exact: true }).click();
    await panel.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  await t.test('two components are made', async () => {
    await panel.getByRole('link', { name: 'Components', exact: true }).click();
    for (const component of ['Checkout', 'Search']) {
      const form = panel.getByRole('form', { name: 'Add component' });
      const opener = panel.getByRole('button', { name: 'Add component', exact: true });
      if (!(await form.isVisible())) await opener.first().click();
      await form.getByLabel('Name', { exact: true }).fill(component);
      await form.getByRole('button', { name: 'Add component' }).click();
      await panel.locator('[data-component-id]', { hasText: component }).waitFor();
    }
    await panel.getByRole('link', { name: 'Overview', exact: true }).click();
    await panel.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  // Two readers, who were there before anything happened and reload nothing.
  const app = await context.newPage();
  const page = await context.newPage();
  const readers = [await listenForComplaints(app), await listenForComplaints(page)];
  await app.clock.install();
  await app.goto(product.example);
  await page.goto(product.page);
  assert.notEqual(new URL(product.example).origin, new URL(product.page).origin);
  await page.locator('[data-overall]').getByText('All Systems Operational').waitFor();
  assert.equal(await app.getByText('Details').count(), 0, 'while all is well the app is left alone');

  await t.test('an incident is published in three interactions and appears in both', async () => {
    await panel.getByRole('link', { name: 'New incident', exact: true }).first().click();
    await panel.getByLabel('What do people notice?').fill(name);
    await panel.getByLabel('Checkout').selectOption('Partial outage');
    await panel.getByLabel('Message').fill('Some payments are declined. We are looking into it.');
    await panel.getByRole('button', { name: 'Publish', exact: true }).click();
    await inBanner(app, name);
    await onPage(page, 'Some payments are declined.');
    await page
      .locator('[data-overall]')
      .getByText('Partial System Outage')
      .or(page.locator('[data-overall]').getByText('Minor Service Outage'))
      .waitFor();
  });

  await t.test('an update changes both', async () => {
    await panel.getByLabel('Identified', { exact: true }).check({ force: true });
    await panel.getByLabel('Message').fill('A certificate has expired. We are replacing it.');
    await panel.getByRole('button', { name: 'Post update', exact: true }).click();
    await onPage(page, 'A certificate has expired.');
    await app.getByRole('button', { name: 'Details' }).click();
    await inBanner(app, 'A certificate has expired.');
  });

  await t.test('resolving it says so, and then it is gone', async () => {
    await panel.getByLabel('Resolved', { exact: true }).check({ force: true });
    await panel.getByLabel('Message').fill('Payments work again.');
    await panel.getByRole('button', { name: 'Post update', exact: true }).click();
    await page.locator('[data-overall]').getByText('All Systems Operational').waitFor();
    await inBanner(app, 'Resolved');
    await app.clock.fastForward('06:00');
    await app.locator('status-banner').getByText(name, { exact: true }).waitFor({ state: 'hidden' });
  });

  assert.deepEqual(
    [complaints, ...readers].flatMap(({ list }) => list),
    [],
  );
  await context.close();
});

async function inBanner(app: Page, text: string): Promise<void> {
  await app.locator('status-banner').getByText(text).first().waitFor();
}

async function onPage(page: Page, text: string): Promise<void> {
  await page.locator('[data-incident-id]').getByText(text).first().waitFor();
}
