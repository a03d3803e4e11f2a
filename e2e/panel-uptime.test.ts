/** An outage that was none: marked so in the panel by keyboard, its difference seen before, and readers follow. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AdminComponent, AdminIncident } from '@allswell/protocol';
import type { Browser, Page } from 'playwright-core';
import { violationsIn } from './axe.ts';
import { type Complaints, listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { type Operator, signUp } from './operator.ts';
import { goToScreen, signInToPanel } from './panel.ts';

const inBrowser = { skip: skipWithoutBrowser };
const dayMs = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
const day = dayBefore(5);

let product: Product;
let operator: Operator;
let browser: Browser;
let panel: Page;
let complaints: Complaints;
let reader: Page;
let checkout: AdminComponent;

before(async () => {
  if (skipWithoutBrowser) return;
  product = await startProduct();
  operator = await signUp(product, { page_name: 'Fernhill', time_zone: 'Europe/Berlin' });
  checkout = await operator.post<AdminComponent>('components', { name: 'Checkout', start_date: dayBefore(60) });
  const outage = await operator.post<AdminIncident>('incidents', {
    name: 'Nobody can pay',
    status: 'investigating',
    body: 'We look into it.',
    backfilled: true,
    backfill_date: `${day}T10:00:00Z`,
    components: { [checkout.id]: 'major_outage' },
  });
  await operator.post(`incidents/${outage.id}/updates`, {
    status: 'resolved',
    body: 'It is over.',
    display_at: `${day}T12:00:00Z`,
  });
  browser = await openBrowser();
  const context = await openContext(browser, { locale: 'en-GB', viewport: { width: 1200, height: 900 } });
  panel = await context.newPage();
  complaints = await listenForComplaints(panel);
  reader = await context.newPage();
  await reader.goto(`${product.page}/uptime/${checkout.id}`);
  await signInToPanel(panel, product);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

/** The percentage of 90 days, as the reader's page says it now: it is never loaded anew. */
const read = () => reader.locator('status-uptime .headline b').innerText();
const reads = (text: RegExp | string) => reader.locator('status-uptime .headline b').getByText(text).waitFor();

test('a false alarm is marked by keyboard alone, and readers see the number that was foretold', inBrowser, async () => {
  const published = await read();
  assert.match(published, /^99\.\d\d%$/);
  await goToScreen(panel, product, 'uptime');
  const link = panel.getByRole('link', { name: 'Checkout' });
  await link.focus();
  await panel.keyboard.press('Enter');

  // The newest day on which something was is the one that is open; from there one walks.
  const days = panel.getByRole('slider');
  await days.focus();
  assert.match((await days.getAttribute('aria-valuetext')) ?? '', /Major outage, 91\.\d+%/);
  await panel.keyboard.press('ArrowRight');
  await panel.getByText('All was well.').waitFor();
  assert.match((await days.getAttribute('aria-valuetext')) ?? '', /Operational, 100%/);
  await panel.keyboard.press('ArrowLeft');
  await panel.getByRole('link', { name: 'Nobody can pay' }).waitFor();

  await panel
    .getByRole('button', { name: /Reclassify/ })
    .first()
    .focus();
  await panel.keyboard.press('Enter');
  await panel.getByRole('heading', { name: 'Count this time as something else' }).waitFor();
  await panel.getByRole('radio', { name: /False alarm/ }).focus();
  await panel.keyboard.press('Space');
  const difference = panel.getByText(/Checkout: .*→ 100%/);
  await difference.waitFor();
  assert.ok((await difference.innerText()).includes(published));
  assert.deepEqual(await violationsIn(panel), []);
  assert.equal(await read(), published, 'what is only foretold changes nothing');

  const reason = panel.getByLabel('Reason');
  await reason.focus();
  await panel.keyboard.type('The probe was broken, not the checkout.');
  await panel.keyboard.press('Enter');
  await panel.getByText('Saved. Readers see it, and why.').waitFor();
  await reads('100%');
  await reader.getByText('The probe was broken, not the checkout.').first().waitFor({ state: 'attached' });
  assert.deepEqual(complaints.list, []);
});

test('what was marked is taken back as its preview says, and stays on record', inBrowser, async () => {
  await panel
    .getByRole('button', { name: /Take back/ })
    .first()
    .focus();
  await panel.keyboard.press('Enter');
  const dialog = panel.getByRole('dialog', { name: 'Take this correction back?' });
  const foretold = /100% → (99\.\d\d%)/.exec(await dialog.getByText(/Checkout: /).innerText())?.[1] ?? '';
  await dialog.getByRole('button', { name: 'Take back' }).focus();
  await panel.keyboard.press('Enter');
  await panel.getByText(/Taken back by maya@fernhill\.example/).waitFor();
  await reads(foretold);
  assert.deepEqual(complaints.list, []);
});
