import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Fixture } from '@allswell/protocol/fixtures';
import { fixtures } from '@allswell/protocol/fixtures';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { renderStatusPage } from '../packages/server/src/page/html/render.ts';
import type { Snapshot } from '../packages/server/src/page/snapshot.ts';
import { openBrowser, openContext, skipWithoutBrowser } from './browser.ts';

// What the server rendered is what the browser takes over: the same nodes, and not one of them touched.

const inBrowser = { skip: skipWithoutBrowser };
const origin = 'http://status.example';
let browser: Browser | undefined;
let script = '';

before(async () => {
  if (skipWithoutBrowser) return;
  const entry = fileURLToPath(new URL('../packages/widget/src/status-page/hydrate.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['source'],
  });
  script = outputFiles[0]?.text ?? '';
  browser = await openBrowser();
});

after(async () => browser?.close());

for (const fixture of fixtures) {
  test(`the browser takes over what the server rendered and changes nothing: ${fixture.name}`, inBrowser, async () => {
    const { page, close } = await visit(fixture, rendered(fixture));
    assert.deepEqual(await page.evaluate('takenOver'), { changes: [], isSame: true });
    // From then on it is alive: what the clock adds is said in the reader's own terms.
    await page.waitForFunction(
      () =>
        !document.querySelector('status-page')?.shadowRoot?.querySelector('footer')?.textContent.includes('European'),
    );
    await close();
  });
}

test('an incident alone is taken over as well', inBrowser, async () => {
  const fixture = named('critical');
  const { page, close } = await visit(fixture, rendered(fixture, fixture.summary.incidents[0]?.id));
  assert.deepEqual(await page.evaluate('takenOver'), { changes: [], isSame: true });
  await page.getByRole('heading', { level: 1, name: 'Sign-in is down' }).waitFor();
  await close();
});

test('a page that was rendered by another version is drawn anew, once and in its styles', inBrowser, async () => {
  const fixture = named('several-open');
  const foreign = rendered(fixture).replace(
    /<!--lit-part \S+--><!--lit-node 0--><section class="overall[\s\S]*?<\/section>/,
    '<!--lit-part ofAnotherVersion=--><marquee>Another version</marquee>',
  );
  assert.match(foreign, /Another version/);
  const { page, close } = await visit(fixture, foreign);
  await page.getByRole('heading', { level: 1, name: 'Partial System Outage' }).waitFor();
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  assert.equal(await page.getByText('Another version').count(), 0);
  const display = await page.locator('status-page .overall').evaluate((overall) => getComputedStyle(overall).display);
  assert.equal(display, 'grid');
  await close();
});

test('what the server wrote names days, so that it stays true however late it is read', () => {
  const text = rendered(named('critical')).replaceAll(/<style>[\s\S]*?<\/style>|<[^>]*>/g, ' ');
  assert.match(text, /Last update on 22 Nov, 15:34\./);
  assert.doesNotMatch(text, /\bago\b|just now/);
});

function named(name: Fixture['name']): Fixture {
  const found = fixtures.find((fixture) => fixture.name === name);
  assert.ok(found);
  return found;
}

/** The element as the server sends it. */
function rendered({ now, summary, page }: Fixture, incidentId?: string): string {
  // Of a snapshot, only what the renderer looks at.
  const snapshot = {
    summary,
    page,
    texts: { 'summary.json': JSON.stringify(summary), 'page.json': JSON.stringify(page) },
    state: { changed_at: new Date(now) },
    settings: { logo: null, support_url: null },
  };
  const story = page.incidents.find(({ id }) => id === incidentId);
  return renderStatusPage({
    snapshot: snapshot as unknown as Snapshot,
    subject: story ? { view: 'incident', story } : { view: 'overview' },
    lang: 'en',
    languages: { all: ['en'], main: 'en' },
    staleSince: undefined,
  }).html;
}

/** Opens the page, and notes what changes in it between the first nodes and the first drawing in the browser. */
async function visit(fixture: Fixture, element: string): Promise<{ page: Page; close: () => Promise<void> }> {
  assert.ok(browser);
  const context = await openContext(browser, { timezoneId: 'Asia/Tokyo', locale: 'en-GB' });
  const page = await context.newPage();
  await page.clock.setFixedTime(fixture.now);
  const headers = {
    date: new Date(fixture.now).toUTCString(),
    'allswell-verified-at': new Date(fixture.now).toISOString(),
  };
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname === '/api/v2/summary.json') return route.fulfill({ json: fixture.summary, headers });
    if (pathname === '/api/v2/page.json') return route.fulfill({ json: fixture.page, headers });
    if (pathname !== '/') return route.abort();
    const body = `<!doctype html><html lang="en"><title>Status</title><main>${element}</main><script>${watch}</script><script type="module" src="/page.js"></script>`;
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body });
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction('globalThis.takenOver');
  return { page, close: () => context.close() };
}

/** Runs before the element is there, and looks again as soon as it has drawn for the first time. */
const watch = `
  const element = document.querySelector('status-page');
  const heading = element.shadowRoot.querySelector('h1');
  const changes = [];
  const note = (records) => {
    for (const { type, target, attributeName } of records) changes.push([type, target.nodeName, attributeName].join(' '));
  };
  const observer = new MutationObserver(note);
  observer.observe(element.shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true });
  customElements.whenDefined('status-page').then(() => {
    const { firstUpdated } = element;
    element.firstUpdated = function () {
      note(observer.takeRecords());
      observer.disconnect();
      globalThis.takenOver = { changes: [...changes], isSame: heading === element.shadowRoot.querySelector('h1') };
      firstUpdated.call(element);
    };
  });
`;
