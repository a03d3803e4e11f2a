/** A figure that somebody's program sends: added in the panel, sent, and seen by a reader. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../packages/server/src/testing/until.ts';
import { type Complaints, listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { signUp } from './operator.ts';
import { goToScreen, signInToPanel } from './panel.ts';

const inBrowser = { skip: skipWithoutBrowser };

let product: Product;
let browser: Browser;
let panel: Page;
let complaints: Complaints;

before(async () => {
  if (skipWithoutBrowser) return;
  product = await startProduct();
  await signUp(product, { page_name: 'Fernhill', time_zone: 'Europe/Berlin' });
  browser = await openBrowser();
  const context = await openContext(browser, { locale: 'en-GB', viewport: { width: 1200, height: 900 } });
  panel = await context.newPage();
  complaints = await listenForComplaints(panel);
  await signInToPanel(panel, product);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('a figure is tried before readers see it: added, sent, and on no page', inBrowser, async () => {
  await goToScreen(panel, product, 'metrics');
  await panel.getByText('No figures are shown yet.').waitFor();
  await panel.getByRole('link', { name: 'Add metric' }).click();
  await panel.getByLabel(/Sent by you/).check({ force: true });
  await panel.getByLabel('What is it called?').fill('Orders a minute');
  await panel.getByLabel('Unit').fill('/min');
  await panel.getByLabel('Say whether a value is good, fair or poor').check();
  await panel.getByLabel('Worse is').selectOption('less');
  await panel.getByLabel('Fair from').fill('100');
  await panel.getByLabel('Poor from').fill('20');
  await panel.getByLabel('Show it to readers').uncheck();
  await panel.getByRole('button', { name: 'Add metric' }).click();

  await panel.getByRole('button', { name: 'Make a token' }).click();
  const token = await panel.getByLabel('Token', { exact: true }).inputValue();
  const curl = await panel.getByLabel('A point, from a terminal', { exact: true }).inputValue();
  const address = /-X POST (\S+)/.exec(curl)?.[1] ?? '';
  const seconds = Math.floor(Date.now() / 1_000);
  for (const [age, value] of [
    [1_800, 240],
    [900, 180],
    [60, 64],
  ] as const) {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data: { timestamp: seconds - age, value } }),
    });
    assert.equal(answer.status, 201);
  }

  await goToScreen(panel, product, 'metrics');
  const row = panel.getByRole('listitem').filter({ hasText: 'Orders a minute' });
  await row.getByText('Fair').waitFor();
  assert.match(plain(await row.innerText()), /64 \/min/);
  await row.getByText('not shown to readers').waitFor();
  assert.doesNotMatch(await (await fetch(product.page)).text(), /Orders a minute/);
});

test('shown to readers, it stands on the page in the words that were chosen', inBrowser, async () => {
  await goToScreen(panel, product, 'metrics');
  await panel.getByRole('link', { name: 'Orders a minute' }).click();
  await panel.locator('status-metrics').getByText('Fair').first().waitFor();
  await panel.getByLabel('Show it to readers').check();
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await panel.getByText('The metric Orders a minute is saved.').waitFor();

  const reader = await panel.context().newPage();
  await until(async () => {
    await reader.goto(product.page);
    await reader.locator('[data-overall]').waitFor();
    assert.equal(await reader.getByText('Orders a minute').count(), 1);
  });
  const metric = reader.locator('[data-metric-id]');
  await metric.getByText('Fair').first().waitFor();
  assert.match(plain(await metric.innerText()), /64\s*\/min/);
  assert.deepEqual(complaints.list, []);
});

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
