/** From an alert to the reader: monitoring, the door, the rules, the panel and somebody's app, all of them real. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AlertSource } from '@allswell/protocol';
import type { Browser, Page } from 'playwright-core';
import { type Complaints, listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { type HostPage, openHostPage, snippet } from './host-page.ts';
import { type Operator, signUp } from './operator.ts';
import { goToScreen, signInToPanel } from './panel.ts';

const inBrowser = { skip: skipWithoutBrowser };

let product: Product;
let operator: Operator;
let browser: Browser;
let host: HostPage;
let panel: Page;
let app: Page;
let complaints: Complaints[];
let source: AlertSource;
let checkout: string;

before(async () => {
  if (skipWithoutBrowser) return;
  product = await startProduct();
  operator = await signUp(product, { page_name: 'Fernhill', time_zone: 'Europe/Berlin' });
  checkout = (await operator.post<{ id: string }>('components', { name: 'Checkout' })).id;
  await operator.post('components', { name: 'Search' });
  host = await openHostPage({ body: `<h1>Shop</h1>${snippet(product.page, 'data-live')}` });
  browser = await openBrowser();
  const context = await openContext(browser, { locale: 'en-GB', viewport: { width: 1200, height: 900 } });
  panel = await context.newPage();
  app = await context.newPage();
  complaints = [await listenForComplaints(panel), await listenForComplaints(app)];
  await signInToPanel(panel, product);
  await app.goto(host.url);
});

after(async () => {
  await browser?.close();
  await host?.close();
  await product?.stop();
});

/** What Alertmanager posts of one alert, with the secret that the panel gave. */
async function post(name: string, { labels = {}, isOver = false, secret = '' } = {}): Promise<void> {
  const at = new Date(Date.now() - 60_000).toISOString();
  const endsAt = isOver ? new Date().toISOString() : '0001-01-01T00:00:00Z';
  const status = isOver ? 'resolved' : 'firing';
  const alert = {
    ...{ status, startsAt: at, endsAt, fingerprint: name, generatorURL: 'https://prometheus.example/graph' },
    labels: { alertname: name, severity: 'warning', ...labels },
    annotations: { summary: name },
  };
  const answer = await fetch(source.address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(secret ? { authorization: `Bearer ${secret}` } : {}) },
    body: JSON.stringify({ version: '4', groupKey: '{}', status, receiver: 'allswell', alerts: [alert] }),
  });
  assert.equal(answer.status, 202);
}

test('monitoring is connected: what the panel gives is pasted, and the first delivery is seen', inBrowser, async () => {
  await goToScreen(panel, product, 'alerts');
  await panel.getByRole('link', { name: 'Add source' }).click();
  await panel.getByLabel(/^Prometheus Alertmanager/).check({ force: true });
  await panel.getByRole('button', { name: 'Go on to its set-up' }).click();
  await panel.getByText('Waiting for the first delivery…').waitFor();
  const yaml = await panel.getByLabel('alertmanager.yml', { exact: true }).inputValue();
  const secret = /credentials: (\S+)/.exec(yaml)?.[1] ?? '';
  [source] = (await operator.get<AlertSource[]>('alert-sources')) as [AlertSource];
  assert.ok(yaml.includes(source.address));
  await post('Watchdog', { secret });
  await panel.getByText('The first delivery has arrived.').waitFor();
  await panel.getByText('Watchdog → became a draft').waitFor();
  // From here on the address alone is enough, as the panel warns.
  await panel.getByLabel('By what?').selectOption('Nothing but the address');
  await panel.getByText('Whoever learns the address can send alerts.').waitFor();
});

test('an alert is in the open panel by itself, and one click says it to readers', inBrowser, async (t) => {
  await goToScreen(panel, product, '');
  await panel.getByRole('button', { name: 'Dismiss: Watchdog' }).click();
  await panel.getByText('Dismissed.').waitFor();

  const firedAt = performance.now();
  await post('Error rate is high on the checkout');
  const publish = panel.getByRole('button', { name: 'Publish: Error rate is high on the checkout' });
  await publish.waitFor();
  t.diagnostic(`from the alert to the panel: ${Math.round(performance.now() - firedAt)} ms`);
  await panel.getByText('from Prometheus Alertmanager').waitFor();
  assert.equal(await app.locator('status-banner [part~=bar]').count(), 0, 'readers see nothing yet');

  const clickedAt = performance.now();
  await publish.click();
  await app.getByText('Error rate is high on the checkout').first().waitFor();
  t.diagnostic(`from the click to the banner: ${Math.round(performance.now() - clickedAt)} ms`);
  await panel.getByRole('link', { name: 'Error rate is high on the checkout' }).first().click();
  await panel.getByRole('heading', { name: 'What monitoring says' }).waitFor();
});

test('a rule publishes by itself what it was told to, and says that nobody wrote it', inBrowser, async (t) => {
  await goToScreen(panel, product, 'alerts/rules/new');
  await panel.getByLabel('What do you call it?').fill('Search is down');
  await panel.getByLabel('What', { exact: true }).selectOption('label');
  await panel.getByLabel('Label', { exact: true }).fill('service');
  await panel.getByLabel('Value', { exact: true }).fill('search');
  await panel.getByLabel(/^Publish it at once/).check({ force: true });
  await panel.getByText('Nobody looks at it before it is public.').waitFor();
  await panel.getByLabel('Search', { exact: true }).selectOption('Major outage');
  await panel.getByLabel('Title of the incident').fill('Search does not answer');
  await panel.getByRole('button', { name: 'Add rule' }).click();
  // The form says the rule while it is written, too.
  await panel.getByRole('button', { name: 'Add rule' }).waitFor({ state: 'hidden' });
  await panel.getByText('publish an incident at once affecting Search (Major outage)').waitFor();

  const firedAt = performance.now();
  await post('SearchDown', { labels: { service: 'search', severity: 'critical' } });
  await app.getByText('Search does not answer').first().waitFor();
  t.diagnostic(`from the alert to the banner: ${Math.round(performance.now() - firedAt)} ms`);
  const page = await (await fetch(product.page)).text();
  assert.match(page, /Search does not answer/);

  await goToScreen(panel, product, '');
  await panel.getByRole('link', { name: 'Search does not answer' }).first().click();
  await panel.getByText('Posted automatically', { exact: true }).waitFor();
});

test('what somebody has written in is only proposed to be over, and one click says so', inBrowser, async () => {
  const incidents = await operator.get<{ id: string; name: string }[]>('incidents?kind=incident&state=open');
  const search = incidents.find(({ name }) => name === 'Search does not answer');
  assert.ok(search);
  await operator.post(`incidents/${search.id}/updates`, { status: 'identified', body: 'A full disk.' });
  await operator.patch(`components/${checkout}`, { status: 'operational' });
  const [rule] = await operator.get<{ id: string }[]>('alert-rules');
  await operator.patch(`alert-rules/${rule?.id}`, { hold_seconds: 0 });
  await goToScreen(panel, product, '');
  await post('SearchDown', { labels: { service: 'search', severity: 'critical' }, isOver: true });
  await panel.getByText('Monitoring says it is over.').waitFor({ timeout: 30_000 });
  await panel.getByRole('button', { name: 'Resolve: Search does not answer' }).click();
  await panel.getByText('Resolved: Search does not answer').waitFor();
  const [now] = await operator.get<{ status: string; id: string }[]>(`incidents?kind=incident&state=closed`);
  assert.equal(now?.id, search.id);
  // The shop has no icon.
  const said = complaints.flatMap(({ list }) => list).filter((one) => !one.includes('status of 404'));
  assert.deepEqual(said, []);
});
