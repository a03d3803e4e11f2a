import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AdminComponent, AdminIncident, UptimeDetail, UptimeDocument, UptimePreview } from '@allswell/protocol';
import type { Browser } from 'playwright-core';
import { openBrowser, openContext, skipWithoutBrowser, wholeText } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { type Operator, signUp } from './operator.ts';
import { overflowIn } from './overflow.ts';

// An outage of the past, as operators correct it and as readers check it, through the product as it is started.

const inBrowser = { skip: skipWithoutBrowser };
const dayMs = 86_400_000;
const day = new Date(Date.now() - 5 * dayMs).toISOString().slice(0, 10);
const begun = new Date(Date.now() - 60 * dayMs).toISOString().slice(0, 10);

let product: Product;
let operator: Operator;
let browser: Browser | undefined;
let api: AdminComponent;
let outage: AdminIncident;

before(async () => {
  product = await startProduct();
  operator = await signUp(product, { page_name: 'Fernhill', time_zone: 'UTC' });
  api = await operator.post<AdminComponent>('components', { name: 'API <b>', start_date: begun });
  outage = await operator.post<AdminIncident>('incidents', {
    name: 'Nothing <i>was</i> reached',
    status: 'investigating',
    body: 'We look into it.',
    backfilled: true,
    backfill_date: `${day}T10:00:00Z`,
    components: { [api.id]: 'major_outage' },
  });
  await operator.post(`incidents/${outage.id}/updates`, {
    status: 'resolved',
    body: 'It is over.',
    display_at: `${day}T12:00:00Z`,
  });
  if (!skipWithoutBrowser) browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await product.stop();
});

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(new URL(path, product.page));
  assert.equal(answer.status, 200, path);
  return (await answer.json()) as T;
}

const percentOf = async () => {
  const { components } = await read<UptimeDocument>('/api/v2/uptime.json');
  return components.find(({ id }) => id === api.id)?.percent[7];
};

test('two hours of an outage are counted from when they were published', async () => {
  const { spans, sums, component } = await read<UptimeDetail>(`/api/v2/uptime/${api.id}.json`);
  assert.deepEqual(
    spans.map(({ seconds, status, weight, incidents }) => ({ seconds, status, weight, incidents })),
    [{ seconds: 7_200, status: 'major_outage', weight: 1, incidents: [outage.id] }],
  );
  assert.equal(component.levels.at(-6), '3');
  const { known, down } = sums[7];
  assert.equal(component.percent[7], Math.floor((1 - down / known) * 10_000) / 100);
});

test('a false alarm is taken out as its preview said, stays to be seen, and can be put back', async () => {
  const before = await percentOf();
  const correction = {
    component_id: api.id,
    starts_at: `${day}T10:00:00Z`,
    ends_at: `${day}T12:00:00Z`,
    counts_as: 'operational',
    reason: 'The probe was <broken>, not the API.',
  };
  const preview = await operator.post<UptimePreview>('uptime/preview', {
    method: 'POST',
    path: '/api/v1/uptime/corrections',
    body: correction,
  });
  assert.equal(preview.components[0]?.before[7], before);
  assert.equal(await percentOf(), before, 'a preview changes nothing');

  const { id } = await operator.post<{ id: string }>('uptime/corrections', correction);
  assert.equal(await percentOf(), preview.components[0]?.after[7]);
  assert.equal(await percentOf(), 100);
  const { spans } = await read<UptimeDetail>(`/api/v2/uptime/${api.id}.json`);
  assert.equal(spans[0]?.status, 'major_outage');
  assert.equal(spans[0]?.counts_as, 'operational');
  assert.equal(spans[0]?.correction?.reason, correction.reason);

  await operator.delete(`uptime/corrections/${id}`);
  assert.equal(await percentOf(), before);
});

test(
  'who has no script finds the bar, the percentage, and everything that it is reckoned from',
  inBrowser,
  async () => {
    assert.ok(browser);
    const context = await openContext(browser, { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(new URL('/', product.page).href);
    const row = page.locator(`[data-component-id="${api.id}"]`);
    await row.locator('svg path.critical').waitFor({ state: 'attached' });
    await row.getByRole('link').click();
    await page.waitForURL(`**/uptime/${api.id}`);
    const text = (await wholeText(page)).replaceAll(/[\u00a0\u202f]/g, ' ');
    assert.ok(text.includes('API <b>'), text);
    assert.ok(text.includes('2 h'), text);
    assert.ok(text.includes(`${await percentOf()}`), text);
    await page.locator('details.day > summary').first().click();
    await page.getByRole('link', { name: 'Nothing <i>was</i> reached' }).first().click();
    await page.waitForURL(`**/incidents/${outage.id}`);
    await context.close();
  },
);

test(
  'a report that is printed leaves out what leads elsewhere, and goes over no edge of the paper',
  inBrowser,
  async () => {
    assert.ok(browser);
    // As wide as A4 without its margins.
    const context = await openContext(browser, { viewport: { width: 680, height: 1_000 } });
    const page = await context.newPage();
    await page.goto(new URL(`/reports/${day.slice(0, 7)}`, product.page).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const elsewhere = page.locator('.report nav');
    assert.ok((await elsewhere.count()) > 0);
    await page.emulateMedia({ media: 'print' });
    for (const one of await elsewhere.all()) assert.equal(await one.isVisible(), false, await one.innerHTML());
    assert.deepEqual(await overflowIn(page), []);
    await context.close();
  },
);

test('an outage that is deleted counts no more', async () => {
  await operator.delete(`incidents/${outage.id}`);
  assert.equal(await percentOf(), 100);
});
