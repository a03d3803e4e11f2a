import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Fixture } from '@allswell/protocol/fixtures';
import { fixtures } from '@allswell/protocol/fixtures';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { renderStatusPage } from '../packages/server/src/page/html/render.ts';
import type { Snapshot } from '../packages/server/src/page/snapshot.ts';
import type { Subject } from '../packages/server/src/page/html/view.ts';
import { openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { layoutShift, watchLayout } from './layout-shift.ts';

// What the server rendered is what the browser takes over: the same nodes, not one of them touched, and the same words
// that the browser itself would have written.

const inBrowser = { skip: skipWithoutBrowser };
const origin = 'http://status.example';
const languages = ['en', 'de', 'fr', 'es', 'ar'] as const;
type Language = (typeof languages)[number];
const scripts = new Map<string, string>();
/** What readers load: as it is built, for the order in which it is put together matters. */
let entry = '';
let browser: Browser | undefined;

before(async () => {
  if (skipWithoutBrowser) return;
  const folder = new URL('../packages/widget/dist/browser/', import.meta.url);
  for (const file of await readdir(folder)) scripts.set(`/${file}`, await readFile(new URL(file, folder), 'utf8'));
  const { files } = JSON.parse(scripts.get('/manifest.json') ?? '') as { files: { page: string } };
  entry = `/${files.page}`;
  browser = await openBrowser();
});

after(async () => browser?.close());

/** What tells of the past looks alike in most fixtures: there each is taken over in one language, in turn. */
const pastViews = new Set<Subject['view']>(['uptime', 'detail', 'timeline', 'search', 'report']);
const fullPast: Fixture['name'][] = ['critical', 'right-to-left'];

for (const [index, fixture] of fixtures.entries()) {
  test(
    `the browser takes over every page in every language and changes nothing: ${fixture.name}`,
    inBrowser,
    async () => {
      const { page, close } = await openAt(fixture);
      const inTurn = languages.filter((_, turn) => turn === index % languages.length);
      const pages = Object.entries(subjectsOf(fixture)).flatMap(([name, subject]) =>
        (pastViews.has(subject.view) && !fullPast.includes(fixture.name) ? inTurn : languages).map((lang) => ({
          name: `${name}, ${lang}`,
          element: rendered(fixture, subject, lang),
        })),
      );
      const found = await visit(page, fixture, ...pages.map(({ element }) => element));
      const changed = found.flatMap(({ changes, isSame, server, browser: own }, place) =>
        changes.length === 0 && isSame && server === own
          ? []
          : [{ name: pages[place]?.name, changes, isSame, server, own }],
      );
      assert.deepEqual(changed, []);
      assert.equal(found.length, pages.length);
      await close();
    },
  );
}

test('a page that was taken over is alive: from then on it speaks in the reader’s own terms', inBrowser, async () => {
  const fixture = named('critical');
  const { page, close } = await openAt(fixture);
  await visit(page, fixture, rendered(fixture));
  await page.getByText('Times in Japan Standard Time').waitFor();
  await page.getByText('Last update 2 minutes ago.', { exact: false }).waitFor();
  await close();
});

test('nothing moves on a narrow phone when times are said as the reader’s clock has them', inBrowser, async () => {
  for (const name of ['minor', 'several-open', 'maintenance-tomorrow', 'metrics'] as const) {
    const fixture = named(name);
    for (const lang of languages) {
      const { page, close } = await openAt(fixture, {
        viewport: { width: 320, height: 640 },
        locale: lang,
        timezoneId: fixture.summary.page.time_zone,
      });
      await watchLayout(page);
      await visit(page, fixture, rendered(fixture, { view: 'overview' }, lang));
      await page.waitForFunction(() => {
        const element = document.querySelector('status-page');
        const metrics = element?.shadowRoot?.querySelector('status-metrics');
        return [element, ...(metrics ? [metrics] : [])].every(
          (one) => one?.isUpdatePending === false && one.hasUpdated,
        );
      });
      // In a line from right to left Chromium takes an end that becomes shorter for a move of some thousandths.
      const most = lang === 'ar' ? 0.005 : 0;
      const shift = await layoutShift(page);
      assert.ok(shift <= most, `${name}, ${lang}: ${shift}`);
      await close();
    }
  }
});

test('a page that was rendered by another version is drawn anew, once and in its styles', inBrowser, async () => {
  const fixture = named('several-open');
  const foreign = rendered(fixture).replace(
    /<!--lit-part \S+--><!--lit-node 0--><section class="overall[\s\S]*?<\/section>/,
    '<!--lit-part ofAnotherVersion=--><marquee>Another version</marquee>',
  );
  assert.match(foreign, /Another version/);
  const { page, close } = await openAt(fixture);
  await visit(page, fixture, foreign);
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

/** The pages that a fixture has. */
function subjectsOf(fixture: Fixture): Record<string, Subject> {
  const { page, history, uptime, details, timeline, report } = fixture;
  const [story] = page.incidents;
  const [today = ''] = timeline.allswell.generated_at.split('T');
  const found = fixture.find('the');
  const text = (document: object) => ({ text: JSON.stringify(document) });
  const one = (isGroup: boolean) => Object.values(details).find(({ component }) => component.group === isGroup);
  const [group, component] = [one(true), one(false)];
  return {
    overview: { view: 'overview' },
    maintenance: { view: 'maintenance' },
    subscribe: { view: 'subscribe' },
    uptime: { view: 'uptime', uptime, ...text(uptime) },
    'uptime of a year': { view: 'uptime', uptime, ...text(uptime), days: '365' },
    ...(component && { 'a component': { view: 'detail', detail: component, ...text(component) } }),
    ...(group && { 'a group': { view: 'detail', detail: group, ...text(group), days: '30' } }),
    timeline: { view: 'timeline', timeline, ...text(timeline) },
    'timeline of a year': { view: 'timeline', timeline, ...text(timeline), span: 'year', until: today },
    history: { view: 'history', history, historyText: JSON.stringify(history) },
    search: { view: 'search', found, ...text(found) },
    report: { view: 'report', report, ...text(report) },
    ...(story && { incident: { view: 'incident', story } }),
  };
}

/** The element as the server sends it. */
function rendered(
  { now, summary, page, metrics }: Fixture,
  subject: Subject = { view: 'overview' },
  lang: Language = 'en',
): string {
  // Of a snapshot, only what the renderer looks at.
  const snapshot = {
    summary,
    page,
    texts: { 'summary.json': JSON.stringify(summary), 'page.json': JSON.stringify(page) },
    state: { changed_at: new Date(now) },
    settings: { logo: null, support_url: null },
  };
  return renderStatusPage({
    snapshot: snapshot as unknown as Snapshot,
    subject,
    lang,
    languages: { all: languages, main: 'en' },
    staleSince: undefined,
    metrics: page.metrics.length > 0 ? { document: metrics.day, text: JSON.stringify(metrics.day) } : undefined,
  }).html;
}

/** A reader far away, at the moment that the fixture plays at. */
async function openAt(
  { now }: Fixture,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; close: () => Promise<void> }> {
  assert.ok(browser);
  const context = await openContext(browser, { timezoneId: 'Asia/Tokyo', locale: 'en-GB', ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  return { page, close: () => context.close() };
}

interface TakenOver {
  /** What changed between the first nodes and the first drawing in the browser. */
  changes: string[];
  isSame: boolean;
  /** What the server wrote, and what the browser would have written in its place. */
  server: string;
  browser: string;
}

/** Opens a page of these elements, and tells what taking each of them over has changed. */
async function visit(page: Page, fixture: Fixture, ...elements: string[]): Promise<TakenOver[]> {
  const headers = {
    date: new Date(fixture.now).toUTCString(),
    'allswell-verified-at': new Date(fixture.now).toISOString(),
  };
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const script = scripts.get(pathname);
    if (script !== undefined) return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname === '/api/v2/summary.json') return route.fulfill({ json: fixture.summary, headers });
    if (pathname === '/api/v2/page.json') return route.fulfill({ json: fixture.page, headers });
    if (pathname === '/api/v2/metrics.json') return route.fulfill({ json: fixture.metrics.day, headers });
    if (pathname === '/api/v2/history/search.json') return route.fulfill({ json: fixture.find('the'), headers });
    if (pathname.startsWith('/api/v2/history/')) return route.fulfill({ json: fixture.history, headers });
    if (pathname.startsWith('/api/v2/reports/')) return route.fulfill({ json: fixture.report, headers });
    if (pathname === '/api/v2/uptime.json') return route.fulfill({ json: fixture.uptime, headers });
    if (pathname === '/api/v2/timeline.json') return route.fulfill({ json: fixture.timeline, headers });
    const [, detail = ''] = /^\/api\/v2\/uptime\/(\w+)\.json$/.exec(pathname) ?? [];
    if (fixture.details[detail]) return route.fulfill({ json: fixture.details[detail], headers });
    if (pathname !== '/') return route.abort();
    const body = `<!doctype html><html lang="en"><title>Status</title><main>${elements.join('')}</main><script>${watch}</script><script type="module" src="${entry}"></script>`;
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body });
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction(`takenOver.filter(Boolean).length === ${elements.length}`);
  return page.evaluate('takenOver');
}

/**
 * Runs before the element is there, and looks again as soon as it has drawn for the first time. Then it has one drawn
 * from nothing but the same data: words that differ are not a change when a page is taken over, they stay the server's.
 */
const watch = `
  globalThis.takenOver = [];
  const textOf = ({ shadowRoot }) => {
    const texts = [];
    const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.parentNode.localName !== 'style') texts.push(walker.currentNode.data);
    return texts.join(' ').replace(/\\s+/g, ' ');
  };
  const watchInside = async (element, note) => {
    const { shadowRoot, localName } = element;
    const row = shadowRoot.querySelector('[data-metric-id], section, svg, ul, ol');
    const observer = new MutationObserver(note);
    observer.observe(shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true });
    await customElements.whenDefined(localName);
    await new Promise((resolve) => {
      const { firstUpdated } = element;
      element.firstUpdated = function () {
        note(observer.takeRecords());
        observer.disconnect();
        firstUpdated?.call(element);
        resolve();
      };
    });
    return row !== null && row === shadowRoot.querySelector('[data-metric-id], section, svg, ul, ol');
  };
  const watchOne = (element, index) => {
    const heading = element.shadowRoot.querySelector('h1');
    const server = textOf(element);
    const changes = [];
    const note = (records) => {
      for (const { type, target, attributeName } of records) {
        // By this the page lets an element inside it take over, and nobody sees it.
        if (attributeName !== 'defer-hydration') changes.push([type, target.nodeName, attributeName].join(' '));
      }
    };
    const parts = [...element.shadowRoot.querySelectorAll('status-metrics, status-timeline, status-uptime')];
    const inside = Promise.all(parts.map((part) => watchInside(part, note)));
    const observer = new MutationObserver(note);
    observer.observe(element.shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true });
    return () => {
      const { firstUpdated } = element;
      element.firstUpdated = function () {
        note(observer.takeRecords());
        observer.disconnect();
        const isSame = heading === element.shadowRoot.querySelector('h1');
        firstUpdated.call(element);
        const twin = document.createElement('status-page');
        for (const { name, value } of element.attributes) twin.setAttribute(name, value);
        twin.append(element.querySelector('script').cloneNode(true));
        twin.firstUpdated = () => {
          const browser = textOf(twin);
          twin.remove();
          inside.then((areSame) => {
            takenOver[index] = { changes: [...changes], isSame: isSame && areSame.every(Boolean), server, browser };
          });
        };
        document.body.append(twin);
      };
    };
  };
  const started = [...document.querySelectorAll('status-page')].map(watchOne);
  customElements.whenDefined('status-page').then(() => started.forEach((start) => start()));
`;
