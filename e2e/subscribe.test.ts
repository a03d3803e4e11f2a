import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PageDocument } from '@allswell/protocol';
import type { AdminComponent } from '@allswell/protocol/schema';
import type { Browser, Locator, Page } from 'playwright-core';
import { startSmtpSink, type SmtpSink } from '../packages/server/src/testing/smtp-sink.ts';
import { until } from '../packages/server/src/testing/until.ts';
import { violationsIn } from './axe.ts';
import { listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
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
  await form.getByRole('heading', { name: 'Look into your inbox' }).waitFor();
}

/** Opens the link of a letter and does what its page asks. */
async function press(link: string, button: RegExp): Promise<string> {
  const context = await openContext(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: button }).click();
  const said = await page.locator('h1').textContent();
  await context.close();
  return said ?? '';
}

test('somebody subscribes on the page, confirms, is told of an update, and leaves with one click', {
  skip: skipWithoutBrowser,
}, async () => {
  const mara = 'mara@example.com';
  const { page, complaints, close } = await openPage();
  await page.locator('status-page[now]').waitFor();
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
  // A scanner that opens every link changes nothing.
  await fetch(confirm);
  await operator.post('incidents', {
    name: 'Too early',
    status: 'resolved',
    body: 'Nobody hears of it.',
    components: { [payments.id]: 'operational' },
  });
  await press(confirm, /./);

  await operator.post('incidents', {
    name: 'Payments are late',
    status: 'investigating',
    body: 'We are looking into it.',
    components: { [payments.id]: 'degraded_performance' },
  });
  const update = await letterTo(mara, 2);
  assert.match(update.subject ?? '', /Payments are late/);
  assert.match(update.text ?? '', /We are looking into it\./);

  const leave =
    /<(http[^>]+)>/.exec(
      String(
        update.headers.get('list-unsubscribe') ??
          update.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line,
      ),
    )?.[1] ?? '';
  const left = await fetch(leave, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  assert.equal(left.status, 200);
  const counts = await operator.get<{ confirmed: Record<string, number> }>('subscribers/counts');
  assert.equal(counts.confirmed.email ?? 0, 0);
});
