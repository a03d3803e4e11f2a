import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { AdminComponent, AdminGroup, AdminIncident } from '@allswell/protocol/schema';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openBrowser, skipWithoutBrowser, wholeText } from './browser.ts';
import { type Look, shows, squeeze, visitCarefully } from './careful-visit.ts';
import { dangersIn } from './dangers.ts';
import { type Product, startProduct } from './harness.ts';
import { type HostPage, openHostPage, snippet, strictPolicy } from './host-page.ts';
import { hostileNames, hostileWords } from './hostile-words.ts';
import { languages } from './languages.ts';
import { type Operator, signUp } from './operator.ts';
import { panelScreens, signInToPanel } from './panel.ts';
import { readSummary, untilReadersSee } from './readers.ts';
import { saidBy } from './said.ts';

// Every text that ever became code, in every field that can be written, on every screen, document and element.

let product: Product;
let operator: Operator;
let browser: Browser;
let components: AdminComponent[];
let incidents: AdminIncident[];
const inBrowser = { skip: skipWithoutBrowser };

before(async () => {
  product = await startProduct();
  operator = await signUp(product, { page_name: hostileNames[0] ?? '' });
  components = [];
  incidents = [];
  for (const [index, name] of hostileNames.entries()) {
    components.push(await operator.post<AdminComponent>('components', { name, description: hostileWords[index] }));
  }
  for (const [index, component] of components.entries()) {
    const name = hostileNames[index] ?? '';
    const body = hostileWords[index] ?? '';
    await operator.post<AdminGroup>('component-groups', { name, description: body, components: [component.id] });
    const incident = await operator.post<AdminIncident>('incidents', {
      name,
      body,
      status: 'investigating',
      components: { [component.id]: 'major_outage' },
    });
    await operator.post(`incidents/${incident.id}/updates`, {
      status: 'identified',
      body: `${body}\n\n${hostileWords.at(index - 1)}`,
    });
    incidents.push(incident);
    await operator.post('admins', { email: `admin-${index}@fernhill.example`, name });
  }
  await untilReadersSee(product, (summary) => summary.incidents.length === incidents.length);
  if (!skipWithoutBrowser) browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('an address that is a script is refused wherever an address can be written', async () => {
  for (const field of ['url', 'support_url', 'logo', 'favicon']) {
    await assert.rejects(operator.patch('settings', { [field]: 'javascript:globalThis.pwned=1' }), /422/);
  }
});

test('the address of a picture adds nothing to the policy of the page but an origin', async () => {
  const directivesOf = async () => {
    const { headers } = await fetch(product.page);
    return (headers.get('content-security-policy') ?? '')
      .split(/[;,]/)
      .map((directive) => directive.trim().split(' ', 1)[0]);
  };
  const expected = await directivesOf();
  for (const host of [
    'fernhill.example',
    'fernhill.example;sandbox',
    "fernhill.example;script-src'unsafe-inline'",
    'fernhill.example,a',
  ]) {
    await operator.patch('settings', { logo: `https://${host}/logo.png` });
    await isServed(`https://${host}/logo.png`);
    assert.deepEqual(await directivesOf(), expected, host);
  }
  await operator.patch('settings', { logo: null });
});

test('every document says the texts letter by letter', async () => {
  const lists = ['summary', 'components', 'incidents', 'incidents/unresolved', 'page', 'timeline', 'uptime'];
  const maintenance = ['scheduled-maintenances', 'scheduled-maintenances/upcoming', 'scheduled-maintenances/active'];
  for (const document of [...lists, 'status', ...maintenance]) {
    const answer = await fetch(new URL(`/api/v2/${document}.json`, product.page));
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/, document);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', document);
    const texts = new Set(stringsIn(await answer.json()));
    assert.ok(texts.has(hostileNames[0] ?? ''), `${document}.json does not name the page`);
    if (!lists.includes(document)) continue;
    for (const name of hostileNames) assert.ok(texts.has(name), `${document}.json does not say ${name}`);
  }
});

test('the stream carries the news on one line that is JSON or a number', async () => {
  const abort = new AbortController();
  const answer = await fetch(new URL('/api/v2/stream', product.page), { signal: abort.signal });
  let frames = '';
  for await (const chunk of answer.body ?? []) {
    frames += Buffer.from(chunk).toString();
    if (/^data: .*\n\n/m.test(frames)) break;
  }
  abort.abort();
  const fields = new Set(frames.split('\n').map((line) => line.split(':', 1)[0]));
  assert.deepEqual([...fields].sort(), ['', 'data', 'event', 'id', 'retry']);
  JSON.parse(/^data: (.*)$/m.exec(frames)?.[1] ?? '');
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'alive' : 'without JavaScript';

  test(`the page and that of each incident show every text as text, ${how}`, inBrowser, async () => {
    await visit({ javaScriptEnabled }, async (open) => {
      const text = await open('/');
      for (const name of hostileNames) assert.ok(text.includes(name), `the page does not show ${name}`);
      for (const body of await bodiesOnPage())
        assert.ok(squeeze(text).includes(body), `the page does not show ${body}`);
      for (const { id, name } of incidents) {
        assert.ok((await open(`/incidents/${id}`)).includes(name), `the page of the incident does not show ${name}`);
      }
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'alive' : 'without JavaScript';

  test(`uptime, timeline, month and report show every name as text, ${how}`, inBrowser, async () => {
    const month = (incidents[0]?.started_at ?? '').slice(0, 7);
    await visit({ javaScriptEnabled }, async (open) => {
      for (const path of ['/uptime', '/timeline', '/history', `/reports/${month}`]) {
        const text = squeeze(await open(path));
        for (const name of hostileNames) assert.ok(text.includes(squeeze(name)), `${path} does not show ${name}`);
      }
      for (const [index, { id, name }] of components.entries()) {
        assert.ok(squeeze(await open(`/uptime/${id}`)).includes(squeeze(name)), `its own page does not show ${name}`);
        // What is looked for stands in the field, and is marked in what was found. Who asks often has to wait; what was
        // found once is there for everyone.
        const query = encodeURIComponent(name);
        const found = new URL(`/api/v2/history/search.json?q=${query}`, product.page);
        await untilItIs(async () => (await fetch(found)).status === 200);
        const text = squeeze(await open(`/history?q=${query}&${index}`));
        assert.ok(text.includes(squeeze(name)), `what was found does not show ${name}`);
      }
    });
  });
}

test('the name of the page stays a name, on each of its pages and in every language', inBrowser, async () => {
  await operator.patch('settings', { languages });
  const paths = ['/', '/maintenance', '/history', '/uptime', '/timeline', '/history?q=x', '/reports'];
  await visit({}, async (open, page) => {
    for (const [index, name] of hostileNames.entries()) {
      await operator.patch('settings', { name, url: address(name), support_url: address(name) });
      await isServed(address(name));
      const path = paths[index % paths.length] ?? '';
      // Browsers may keep a page for ten seconds: each is asked for by an address of its own.
      const text = await open(
        `${path}${path.includes('?') ? '&' : '?'}lang=${languages[index % languages.length]}&${index}`,
      );
      assert.ok(text.includes(name), `${path} is not called ${name}`);
      assert.ok(squeeze(await page.title()).includes(squeeze(name)), `the title of the page is ${await page.title()}`);
    }
  });
});

test('every screen of the panel shows the texts as text', inBrowser, async () => {
  const shownOn: Record<string, readonly string[]> = {
    '': hostileNames,
    incidents: hostileNames,
    components: hostileNames,
    admins: hostileNames,
  };
  for (const { id, name } of incidents) shownOn[`incidents/${id}`] = [name];
  await visit({}, async (_, page) => {
    await signInToPanel(page, product);
    for (const screen of new Set([...panelScreens, ...Object.keys(shownOn)])) {
      await page.goto(`${product.panel}#/${screen}`);
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      await shows(page, shownOn[screen] ?? []);
      assert.deepEqual(await dangersIn(page), [], screen);
    }
  });
});

test('the banner shows every text as text, in an app under the strictest policy', inBrowser, async () => {
  const banners = components.map(
    ({ id }) => `<status-banner src="${product.page}" components="${id}"></status-banner>`,
  );
  const host = await openHostPage({
    body: banners.join('') + snippet(product.page),
    policy: strictPolicy(new URL(product.page).origin),
  });
  await visitHost(host, async (open, page) => {
    await open(host.url);
    await shows(page, hostileNames);
    await page.evaluate(() => {
      for (const { shadowRoot } of document.querySelectorAll('status-banner'))
        shadowRoot?.querySelector<HTMLElement>('[part=more]')?.click();
    });
    await page.locator('status-banner [part=body]').last().waitFor({ state: 'attached' });
    const text = squeeze(await wholeText(page));
    for (const body of await bodiesOnPage()) assert.ok(text.includes(body), `no banner shows ${body}`);
  });
});

test('<status-page> shows every text as text, in an app under the strictest policy', inBrowser, async () => {
  const script = /<script type="module"[^>]* src="([^"]+)"/.exec(await (await fetch(product.page)).text())?.[1];
  assert.ok(script, 'the page names the module of <status-page>');
  const host = await openHostPage({
    body: `<status-page src="${product.page}"></status-page><script type="module" src="${new URL(script, product.page).href}"></script>`,
    policy: strictPolicy(new URL(product.page).origin),
  });
  await visitHost(host, async (open, page) => {
    await open(host.url);
    await shows(page, hostileNames);
  });
});

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

async function untilItIs(look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await look()) return;
    await pause(100);
  }
  assert.fail('it never comes to be');
}

/** Waits until this address, escaped, is in the page. */
async function isServed(address: string): Promise<void> {
  const escaped = Object.entries({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });
  const expected = escaped.reduce((html, [character, entity]) => html.replaceAll(character, entity), address);
  for (let tries = 0; tries < 500; tries += 1) {
    if ((await (await fetch(product.page)).text()).includes(expected)) return;
    await pause(10);
  }
  assert.fail(`the page does not come to name ${address}`);
}

/** What readers should see of each update: the words of its parsed text, block by block. */
async function bodiesOnPage(): Promise<string[]> {
  return (await readSummary(product)).incidents
    .flatMap(({ incident_updates: [latest] }) => saidBy(latest?.body_nodes ?? []))
    .map(squeeze);
}

/** An address that is one, and would like to be more. */
function address(text: string): string {
  return `https://fernhill.example/?q=${text}`;
}

function stringsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(stringsIn) : [];
}
