/** Who is told, as admins see it: the panel, the server, its sender and a mail server, all of them real. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type SmtpSink, startSmtpSink } from '../packages/server/src/testing/smtp-sink.ts';
import { until } from '../packages/server/src/testing/until.ts';
import { type Complaints, listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { maya, type Operator, signUp } from './operator.ts';
import { goToScreen, signInToPanel } from './panel.ts';

const inBrowser = { skip: skipWithoutBrowser };

let sink: SmtpSink;
let product: Product;
let operator: Operator;
let browser: Browser;
let page: Page;
let complaints: Complaints;

before(async () => {
  if (skipWithoutBrowser) return;
  sink = await startSmtpSink();
  product = await startProduct({
    env: { ALLSWELL_SMTP_URL: sink.url, ALLSWELL_MAIL_FROM: 'Fernhill <status@fernhill.example>' },
  });
  operator = await signUp(product, { page_name: 'Fernhill', time_zone: 'Europe/Berlin' });
  await operator.post('components', { name: 'Checkout' });
  await operator.post('components', { name: 'Search' });
  browser = await openBrowser();
  const context = await openContext(browser, { locale: 'en-GB', viewport: { width: 1200, height: 900 } });
  page = await context.newPage();
  complaints = await listenForComplaints(page);
  await signInToPanel(page, product);
});

after(async () => {
  await browser?.close();
  await product?.stop();
  await sink?.stop();
});

test('a list is brought along, nobody is told of it, and each line that is skipped says why', inBrowser, async () => {
  await goToScreen(page, product, 'subscribers');
  await page.getByRole('heading', { name: 'Nobody has subscribed yet.' }).waitFor();
  await page.getByRole('link', { name: 'Import a list' }).click();
  await page
    .getByLabel('Or paste the lines')
    .fill(
      [
        'address,components,consented_at',
        'all@customer.example,,2026-03-01',
        'shop@customer.example,Checkout,2026-03-01',
        'search@customer.example,Search,',
        'full@customer.example,Checkout,',
        'nobody,,',
        'odd@customer.example,Check-out,',
      ].join('\n'),
    );
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: '4 subscribers are imported.' }).waitFor();
  await page.getByText('There is no component “Check-out” on this page.').waitFor();
  await page.getByRole('cell', { name: /“nobody” is no address/ }).waitFor();
  assert.deepEqual(sink.recipients, []);

  await page.getByRole('group').getByRole('link', { name: 'Subscribers' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'shop@customer.example' });
  await row.getByText('Checkout', { exact: true }).waitFor();
  await page.getByLabel('Search by address').fill('SEARCH@');
  await row.waitFor({ state: 'detached' });
  await page.getByText('search@customer.example').waitFor();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'subscribers.csv');
});

test('whoever publishes knows how many will be told, and sees who was, who was not, and why', inBrowser, async () => {
  sink.script.recipient = (address) =>
    address === 'full@customer.example' ? '550 5.2.2 The mailbox is full for good' : undefined;
  await goToScreen(page, product, 'incidents/new');
  await page.getByLabel('What do people notice?').fill('Card payments are failing');
  await page.getByText('1 subscriber: 1 by email.').waitFor();
  await page.getByLabel('Checkout').selectOption('Partial outage');
  await page.getByText('3 subscribers: 3 by email.').waitFor();
  await page.getByText('3 subscribers will be told.').waitFor();
  await page.getByLabel('Message').fill('We are looking into it.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('heading', { name: 'Card payments are failing' }).waitFor();
  await page.getByText('2 of 3 were told').waitFor({ timeout: 60_000 });
  await page.getByText('By channel, and why').click();
  await page.getByText('5.2.2 The mailbox is full for good').waitFor();
  assert.deepEqual(sink.received.map(({ to }) => to.join()).sort(), ['all@customer.example', 'shop@customer.example']);

  sink.script.recipient = () => undefined;
  await page.getByRole('button', { name: 'Try again: This update, 1 failed' }).click();
  await page.getByText('3 subscribers were told').waitFor({ timeout: 60_000 });
});

test('email is checked, a test is sent, and a step of a maintenance is switched off', inBrowser, async () => {
  await goToScreen(page, product, 'settings');
  await page.getByRole('link', { name: 'Notifications' }).click();
  await page.getByText('Sending goes on.').waitFor();
  await page.getByRole('button', { name: 'Check email' }).click();
  await page.getByText('Email works.').waitFor();
  await page.getByRole('button', { name: 'Send me a test' }).click();
  await page.getByText(`A test is on its way to ${maya.email}.`).waitFor();
  await page.getByLabel('When it is planned').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It counts from the next message on.').waitFor();
  assert.equal((await operator.get<Record<string, unknown>>('settings'))['notify_maintenance_announced'], false);
  await goToScreen(page, product, 'maintenance/new');
  await page.getByText('Messages of this step are switched off in the settings').waitFor();
});

test('an address is erased, and a subscriber is removed', inBrowser, async () => {
  await goToScreen(page, product, 'subscribers');
  await page.getByRole('button', { name: 'Erase an address' }).click();
  await page.getByLabel('Address', { exact: true }).fill('All@Customer.example');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('The address is erased').waitFor();
  await page.getByText('all@customer.example').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Remove search@customer.example' }).click();
  await page.getByRole('button', { name: 'Remove subscriber' }).click();
  await page.getByText('search@customer.example is removed.').waitFor();
});

test('a forgotten password is replaced by the link of a letter', inBrowser, async () => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Forgot password?' }).click();
  await page.getByLabel('Email address').fill(maya.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  const link = await until(() => {
    const found = sink.received.map(({ mail }) => /\S+#reset=\S+/.exec(mail.text ?? '')?.[0]).find(Boolean);
    assert.ok(found, 'the letter came');
    return found;
  });
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill('four random words again');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  assert.deepEqual(complaints.list, []);
});
