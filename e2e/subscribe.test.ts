import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PageDocument } from '@allswell/protocol';
import type { AdminComponent, SubscriberCounts } from '@allswell/protocol/schema';
import type { Browser, Locator, Page } from 'playwright-core';
import { startSmtpSink, type SmtpSink } from '../packages/server/src/testing/smtp-sink.ts';
import { until } from '../packages/server/src/testing/until.ts';
import { violationsIn } from './axe.ts';
import { listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { openHostPage, snippet, strictPolicy } from './host-page.ts';
import { type Operator, signUp } from './operator.ts';

let product: Product;
let sink: SmtpSink;
let operator: Operator;
let browser: Browser;
let payments: AdminComponent;

before(async () => {
  if (skipWithoutBrowser) return;
  sink = await startSmtpSink();
  product = await startProduct({
    env: { ALLSWELL_SMTP_URL: sink.url, ALLSWELL_MAIL_FROM: 'Fernhill <status@fernhill.example>' },
  });
  operator = await signUp(product, { page_name: 'Fernhill', time_zone: 'Europe/Berlin' });
  payments = await operator.post<AdminComponent>('components', { name: 'Payments' });
  await operator.post('components', { name: 'Search' });
  browser = await openBrowser();
  await until(async () => {
    const answer = await fetch(new URL('/api/v2/page.json', product.page));
    const { subscribe: offered } = (await answer.json()) as PageDocument;
    assert.ok(offered.channels.includes('email'), 'the page offers email');
  });
});
after(async () => {
  await browser?.close();
  await product?.stop();
  await sink?.stop();
});

/** The letters that somebody got, oldest first. */
const lettersTo = (address: string) => sink.received.filter(({ to }) => to.includes(address)).map(({ mail }) => mail);

/** Waits for a person's letter of this number. */
async function letterTo(address: string, number = 1) {
  return until(() => {
    const letter = lettersTo(address)[number - 1];
    assert.ok(letter, `${address} got letter ${number}`);
    return letter;
  });
}

const linkIn = (text: string | undefined, purpose: string) => {
  const [link] = new RegExp(`https?://\\S+/subscriptions/${purpose}/[\\w-]+`).exec(text ?? '') ?? [];
  assert.ok(link, `a link to ${purpose}`);
  return link;
};

async function openPage(path = '/'): Promise<{ page: Page; complaints: string[]; close(): Promise<void> }> {
  const context = await openContext(browser, { locale: 'en-GB', timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  const { list } = await listenForComplaints(page);
  await page.goto(new URL(path, product.page).href);
  return { page, complaints: list, close: () => context.close() };
}

async function subscribe(form: Page | Locator, address: string, what?: string): Promise<void> {
  await form.getByLabel('Email address').fill(address);
  if (what) await form.getByLabel(what, { exact: true }).check();
  await form.getByRole('button', { name: /^(Subscribe|Follow)$/ }).click();
  await form.getByRole('heading', { name: 'Check your inbox' }).waitFor();
}

/** Opens the link of a letter and presses the button of its page, which needs no script. */
async function press(link: string): Promise<void> {
  const context = await openContext(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(link);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button').click(),
  ]);
  assert.equal(answer.status(), 200);
  await context.close();
}

/** How many people are told by email. */
async function confirmed(): Promise<number> {
  const { confirmed: byChannel } = await operator.get<SubscriberCounts>('subscribers/counts');
  return byChannel.email ?? 0;
}

const inBrowser = { skip: skipWithoutBrowser };

test(
  'somebody subscribes on the page, confirms, is told of an update, and leaves with one click',
  inBrowser,
  async () => {
    const mara = 'mara@example.com';
    const { page, complaints, close } = await openPage();
    await page.waitForFunction(() => customElements.get('status-page'));
    await page.getByRole('link', { name: 'Get updates' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('In English, with times in Japan').waitFor();
    assert.deepEqual(await violationsIn(page), []);
    await subscribe(dialog, mara, 'Everything');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).pathname, '/');
    assert.deepEqual(complaints, []);
    await close();

    const confirm = linkIn((await letterTo(mara)).text, 'confirm');
    // What opens every link of a letter, as scanners do, changes nothing.
    assert.equal((await fetch(confirm)).status, 200);
    assert.equal(await confirmed(), 0);
    await press(confirm);
    assert.equal(await confirmed(), 1);

    await operator.post('incidents', {
      name: 'Payments are late',
      status: 'investigating',
      body: 'We are looking into it.',
      components: { [payments.id]: 'degraded_performance' },
    });
    const update = await letterTo(mara, 2);
    assert.match(update.subject ?? '', /Payments are late/);
    assert.match(update.text ?? '', /We are looking into it\./);

    const [header] = update.headerLines.filter(({ key }) => key === 'list-unsubscribe');
    const [, leave = ''] = /<(http[^>]+)>/.exec(header?.line ?? '') ?? [];
    const left = await fetch(leave, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    assert.equal(left.status, 200);
    assert.equal(await confirmed(), 0);
  },
);

test('somebody follows one incident from the banner of an app under the strictest policy', inBrowser, async () => {
  const noor = 'noor@example.com';
  const { id } = await operator.post<{ id: string }>('incidents', {
    name: 'Search is slow',
    status: 'investigating',
    body: 'We are looking into it.',
    impact_override: 'major',
  });
  const { origin } = new URL(product.page);
  const host = await openHostPage({ body: `<h1>Quillbook</h1>${snippet(product.page)}`, policy: strictPolicy(origin) });
  const context = await openContext(browser, { locale: 'en-GB' });
  const page = await context.newPage();
  const { list: complaints } = await listenForComplaints(page);
  await page.goto(host.url);
  await page.locator('status-banner [part=more]').click();
  await page.getByRole('link', { name: 'Follow this' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('until it is over').waitFor();
  await subscribe(dialog, noor);
  // Firefox and Chromium tell of the icon that this host has none of.
  assert.deepEqual(
    complaints.filter((one) => !one.includes('favicon')),
    [],
  );
  await context.close();
  await host.close();

  await press(linkIn((await letterTo(noor)).text, 'confirm'));
  await operator.post(`incidents/${id}/updates`, { status: 'resolved', body: 'All is well again.' });
  assert.match((await letterTo(noor, 2)).text ?? '', /All is well again\./);
  // It is over, and so is the following.
  await until(async () => assert.equal(await confirmed(), 0));
});

test('a page of its own takes what it is about from its address, in each language', inBrowser, async () => {
  const { page, complaints, close } = await openPage('/subscribe?channel=calendar&lang=ar');
  await page.locator('status-subscribe').getByRole('heading', { level: 1, name: 'تلقّي المستجدات' }).waitFor();
  await page.getByRole('link', { name: 'الاشتراك عبر التقويم' }).waitFor();
  assert.deepEqual(await violationsIn(page), []);
  assert.deepEqual(complaints, []);
  await close();
});

test('without a script the button leads to feeds and a calendar that work', inBrowser, async () => {
  const context = await openContext(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(product.page);
  await page.getByRole('link', { name: 'Get updates' }).click();
  await page.getByText('the scripts of this page have to run').waitFor();
  for (const name of ['Atom', 'RSS', 'JSON Feed', 'Calendar']) {
    const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
    assert.equal((await fetch(new URL(href ?? '', product.page))).status, 200, name);
  }
  await context.close();
});
