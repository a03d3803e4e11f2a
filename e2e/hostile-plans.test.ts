import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BlockNode } from '@allswell/protocol';
import type { AdminIncident, AdminMaintenance, HistoryDocument, Series } from '@allswell/protocol/schema';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openBrowser, skipWithoutBrowser, wholeText } from './browser.ts';
import { type Look, shows, squeeze, visitCarefully } from './careful-visit.ts';
import { dangersIn } from './dangers.ts';
import { type Product, startProduct } from './harness.ts';
import { type HostPage, openHostPage, snippet, strictPolicy } from './host-page.ts';
import { hostileNames, hostileWords } from './hostile-words.ts';
import { languages } from './languages.ts';
import { type Operator, signUp } from './operator.ts';
import { goToScreen, signInToPanel } from './panel.ts';
import { readSummary, untilReadersSee } from './readers.ts';
import { saidBy } from './said.ts';

// The same texts as in hostile-text.test.ts, in what is planned, what is over and what is not published yet.

const inBrowser = { skip: skipWithoutBrowser };
const hour = 3_600_000;
/** What was deleted: no reader finds it anywhere. */
const forgotten = '<b>Forgotten</b> words';

let product: Product;
let operator: Operator;
let browser: Browser;
/** Planned, under way, called off, and so on. */
const maintenances: AdminMaintenance[] = [];
const repeating = new Map<number, Series>();
/** Over since long, each with a postmortem. */
const past: AdminIncident[] = [];
const drafts: { id: string }[] = [];
/** One screen of each kind for each text would be many: each text is on one of them. */
const kinds = [
  (index: number) => [`maintenance/${maintenances[index]?.id}`, hostileNames[index]] as const,
  (index: number) => [`maintenance/series/${repeating.get(index)?.id}`, hostileNames[index]] as const,
  (index: number) => [`incidents/${past[index]?.id}`, hostileNames[index]] as const,
];
const longAgo = new Date(Date.now() - 40 * 24 * hour);
const month = longAgo.toISOString().slice(0, 7);

before(async () => {
  product = await startProduct();
  operator = await signUp(product, { page_name: hostileNames[0] ?? '', time_zone: 'UTC' });
  await operator.patch('settings', { languages });
  for (const index of hostileWords.keys()) {
    const { id } = await operator.post<{ id: string }>('components', { name: hostileNames[index] });
    await Promise.all([planOne(index, id), endOne(index, id), prepareOne(index, id)]);
  }
  const deleted = await operator.post<AdminIncident>('incidents', { name: forgotten, body: forgotten });
  await operator.delete(`incidents/${deleted.id}`);
  await untilReadersSee(
    product,
    ({ incidents, scheduled_maintenances }) =>
      incidents.length === 0 && maintenances.every((one) => isOver(one) || isAmong(scheduled_maintenances, one)),
  );
  if (!skipWithoutBrowser) browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('every document says the texts letter by letter, and nothing of what was deleted', async () => {
  for (const [path, names] of [
    ['scheduled-maintenances', hostileNames],
    ['page', hostileNames],
    [`history/${month}`, hostileNames],
    ['summary', namesOfOpen()],
  ] as const) {
    const answer = await fetch(new URL(`/api/v2/${path}.json`, product.page));
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
    const whole = await answer.text();
    assert.ok(!whole.includes('Forgotten'), `${path}.json says what was deleted`);
    const texts = new Set(stringsIn(JSON.parse(whole)));
    for (const name of names) assert.ok(texts.has(name), `${path}.json does not say ${name}`);
  }
});

test('the list of all addresses is well-formed, and each is one of this page', async () => {
  const xml = await (await fetch(new URL('/sitemap.xml', product.page))).text();
  const addresses = Array.from(xml.matchAll(/<loc>([^<]*)<\/loc>/g), ([, address]) => address ?? '');
  const pages = 3 + 2 + maintenances.length + past.length;
  assert.ok(addresses.length >= pages * languages.length, `${addresses.length} addresses`);
  for (const address of addresses) assert.equal(new URL(address).origin, new URL(product.page).origin, address);
  // What is left without names of elements and what they hold is nothing.
  assert.doesNotMatch(xml.replace(/<\/?[a-z:?]+( [a-z:-]+="[^"<>]*")*\s*\??\/?>/g, ''), /[<>"]/);
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'alive' : 'without JavaScript';

  test(`what is planned and what was shows every text as text in all languages, ${how}`, inBrowser, async () => {
    const { scheduled_maintenances } = await readSummary(product);
    const bodies = scheduled_maintenances.flatMap((one) => one.incident_updates.slice(0, 1)).flatMap(wordsOf);
    await visit({ javaScriptEnabled }, async (open, page) => {
      for (const language of languages) {
        for (const [path, names] of [
          ['/?', namesOfOpen()],
          ['/maintenance?', hostileNames],
          [`/history?month=${month}&`, hostileNames],
        ] as const) {
          const text = await open(`${path}lang=${language}`);
          for (const name of names) assert.ok(text.includes(name), `${path} in ${language} does not show ${name}`);
          assert.ok(!text.includes('Forgotten'), `${path} shows what was deleted`);
          if (path.startsWith('/history')) continue;
          const said = squeeze(text);
          for (const body of bodies) assert.ok(said.includes(body), `${path} in ${language} does not show ${body}`);
          assert.ok(squeeze(await page.title()).includes(squeeze(hostileNames[0] ?? '')), await page.title());
        }
      }
    });
  });
}

test('each maintenance and each postmortem has a page that shows its texts as texts', inBrowser, async () => {
  const history = await fetch(new URL(`/api/v2/history/${month}.json`, product.page));
  const { incidents } = (await history.json()) as HistoryDocument;
  await visit({ javaScriptEnabled: false }, async (open, page) => {
    for (const [index, { id, name }] of [...maintenances, ...past].entries()) {
      const text = await open(`/incidents/${id}?lang=${languages[index % languages.length]}`);
      assert.ok(text.includes(name), `the page does not show ${name}`);
      assert.ok(!text.includes('Forgotten'), `the page of ${name} shows what was deleted`);
      assert.ok(squeeze(await page.title()).includes(squeeze(name)), `its title is ${await page.title()}`);
      const told = incidents.find((one) => one.id === id)?.incident_updates.flatMap(wordsOf) ?? [];
      for (const body of told) assert.ok(squeeze(text).includes(body), `the page of ${name} does not show ${body}`);
    }
  });
});

test('the screens for what is planned, over or prepared show the texts as text', inBrowser, async () => {
  await visit({}, async (_, page) => {
    await signInToPanel(page, product);
    const look = async (screen: string, texts: readonly string[]) => {
      await goToScreen(page, product, screen);
      await shows(page, texts);
      assert.deepEqual(await dangersIn(page), [], screen);
    };
    await look('maintenance', hostileNames);
    await look(`maintenance/calendar/${maintenances[0]?.scheduled_for.slice(0, 7)}`, namesOfOpen());
    await look('templates', hostileNames);
    await look('incidents', hostileNames);
    await look('maintenance/new', []);
    for (const index of hostileWords.keys()) {
      const [screen, name = ''] = kinds[index % kinds.length]?.(index) ?? ['', ''];
      await look(screen, [name]);
      const before = page.getByText('What it said before').first();
      if ((await before.count()) > 0) {
        await before.click();
        await page.locator('.earlier li').first().waitFor();
        assert.deepEqual(await dangersIn(page), [], screen);
      }
    }
  });
});

test('templates, drafts and what was searched for fill the fields of the panel as text', inBrowser, async () => {
  await visit({}, async (_, page) => {
    await signInToPanel(page, product);
    for (const [screen, kind] of [
      ['maintenance/new', 0],
      ['incidents/new', 1],
    ] as const) {
      await goToScreen(page, product, screen);
      await page.getByRole('button', { name: 'Use a template' }).click();
      await shows(
        page,
        hostileNames.filter((_, index) => index % 2 === kind),
      );
      await page.locator('dialog.chooser li button').first().click();
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      assert.deepEqual(await dangersIn(page), [], screen);
    }
    for (const [index, { id }] of drafts.entries()) {
      if (index % 3 > 0) continue;
      await goToScreen(page, product, `incidents/new/${id}`);
      await shows(page, [hostileNames[index] ?? '']);
      assert.deepEqual(await dangersIn(page), [], `draft ${index}`);
    }
    for (const [index, name] of hostileNames.entries()) {
      if (index % 3 > 0) continue;
      await goToScreen(page, product, 'history');
      await page.getByLabel('Words').fill(name);
      await page.locator('mark').first().waitFor();
      await page.locator('.found a', { hasText: name }).first().waitFor();
      assert.deepEqual(await dangersIn(page), [], `search for ${name}`);
    }
  });
});

test('the banner announces each maintenance as text, in an app under the strictest policy', inBrowser, async () => {
  // What was called off before the app was opened is no news to it.
  const open = maintenances.filter((one) => !isOver(one));
  const components = open.map(({ components: [component] }) => component?.id);
  const banners = components.map((id) => `<status-banner src="${product.page}" components="${id}"></status-banner>`);
  const host = await openHostPage({
    body: banners.join('') + snippet(product.page),
    policy: strictPolicy(new URL(product.page).origin),
  });
  await visitHost(host, async (goTo, page) => {
    await goTo(host.url);
    await shows(page, namesOfOpen());
    await page.evaluate(() => {
      for (const { shadowRoot } of document.querySelectorAll('status-banner'))
        shadowRoot?.querySelector<HTMLElement>('[part=more]')?.click();
    });
    await page.locator('status-banner [part=body]').last().waitFor({ state: 'attached' });
    assert.ok(!(await wholeText(page)).includes('Forgotten'));
  });
});

/** Plans a maintenance and a series; lets things happen to the former: begun, called off, edited, deleted. */
async function planOne(index: number, component: string): Promise<void> {
  const [name, body] = [hostileNames[index] ?? '', hostileWords[index] ?? ''];
  const startsAt = Date.now() + 20 * hour + index * 60_000;
  const planned = await operator.post<AdminMaintenance>('incidents', {
    name,
    status: 'scheduled',
    body: hostileWords.at(index - 1),
    scheduled_for: new Date(startsAt).toISOString(),
    scheduled_until: new Date(startsAt + hour).toISOString(),
    component_ids: [component],
  });
  const path = `incidents/${planned.id}`;
  if (index % 4 === 0) {
    const { id } = await operator.post<{ id: string }>(`${path}/updates`, { body: forgotten });
    await operator.delete(`${path}/updates/${id}`);
  }
  if (index % 3 === 1) await operator.post(`${path}/updates`, { status: 'in_progress', body });
  if (index % 3 === 2) await operator.post(`${path}/cancel`, { body });
  const [first] = planned.incident_updates;
  await operator.patch(`${path}/updates/${first?.id}`, { body: hostileWords.at(index - 2) });
  maintenances.push(await operator.get<AdminMaintenance>(path));
  if (index % kinds.length !== 1) return;
  repeating.set(
    index,
    await operator.post<Series>('maintenance-series', {
      name,
      body,
      // Far enough away not to stand among what is announced.
      starts_at: `${new Date(Date.now() + 200 * 24 * hour).toISOString().slice(0, 10)}T02:00`,
      duration_minutes: 30,
      time_zone: 'UTC',
      rrule: 'FREQ=WEEKLY;COUNT=2',
      component_ids: [component],
    }),
  );
}

/** Tells of an incident of long ago, and what was learnt of it. */
async function endOne(index: number, component: string): Promise<void> {
  const [name, body] = [hostileNames[index] ?? '', hostileWords[index] ?? ''];
  const incident = await operator.post<AdminIncident>('incidents', {
    name,
    body,
    backfilled: true,
    backfill_date: longAgo.toISOString(),
    components: { [component]: 'partial_outage' },
  });
  await operator.put(`incidents/${incident.id}/postmortem`, { body: `${body}\n\n${hostileWords.at(index - 3)}` });
  await operator.put(`incidents/${incident.id}/postmortem/publish`, {});
  past.push(incident);
}

/** Keeps a template and a draft. */
async function prepareOne(index: number, component: string): Promise<void> {
  const [name, body] = [hostileNames[index] ?? '', hostileWords[index] ?? ''];
  const kind = index % 2 === 0 ? 'maintenance' : 'incident';
  await operator.post('templates', { kind, name, title: name, body, component_ids: [component] });
  drafts.push(
    await operator.post<{ id: string }>('drafts', {
      kind: 'incident',
      content: { name, body, status: body, components: { [body]: body }, impact_override: body, filling: body },
    }),
  );
}

function namesOfOpen(): string[] {
  return maintenances.filter((one) => !isOver(one)).map(({ name }) => name);
}

const isOver = ({ status }: AdminMaintenance) => status === 'completed';
const isAmong = (list: readonly { id: string; status: string }[], { id, status }: AdminMaintenance) =>
  list.some((one) => one.id === id && one.status === status);

function wordsOf({ body_nodes }: { body_nodes?: readonly BlockNode[] | undefined }): string[] {
  return saidBy(body_nodes ?? []).map(squeeze);
}

function stringsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(stringsIn) : [];
}

async function visitHost(host: HostPage, look: Look): Promise<void> {
  try {
    await visit({}, look);
  } finally {
    await host.close();
  }
}

function visit(options: BrowserContextOptions, look: Look): Promise<void> {
  return visitCarefully({ browser, origin: product.page, options }, look);
}
