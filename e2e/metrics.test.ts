import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fixtures } from '@allswell/protocol/fixtures';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { violationsIn } from './axe.ts';
import { listenForComplaints, openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { strictPolicy } from './host-page.ts';
import { languages } from './languages.ts';
import { overflowIn } from './overflow.ts';

// <status-metrics> alone, as it is built, in somebody's page that forbids all that can be forbidden.

const inBrowser = { skip: skipWithoutBrowser };
const origin = 'http://app.example';
const fixture = (name: 'metrics' | 'hostile-text') => {
  const found = fixtures.find((one) => one.name === name);
  assert.ok(found);
  return found;
};
const scripts = new Map<string, string>();
let browser: Browser | undefined;

before(async () => {
  if (skipWithoutBrowser) return;
  const folder = new URL('../packages/widget/dist/browser/', import.meta.url);
  for (const file of await readdir(folder)) scripts.set(`/${file}`, await readFile(new URL(file, folder), 'utf8'));
  browser = await openBrowser();
});

after(async () => browser?.close());

test('metrics break no rule of the strictest page, and each point is reached by keyboard', inBrowser, async () => {
  await onHost({}, async (page) => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      assert.deepEqual(await violationsIn(page, 'main', [scheme]), []);
    }
    const summaries = page.locator('status-metrics details.row > summary');
    await summaries.first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const slider = page.getByRole('slider', { name: 'Response time, the last 24 hours' });
    assert.ok(await slider.evaluate((element: HTMLElement) => element.matches(':focus-visible')));
    const spoken = async () => (await slider.getAttribute('aria-valuetext'))?.replaceAll('\u00a0', ' ');
    assert.equal(await spoken(), '15:35, 212 ms, Good');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowLeft');
    assert.match((await spoken()) ?? '', /^14:30, \d+ ms, Good$/);
    assert.equal(await slider.inputValue(), '274');
    await page.keyboard.press('Home');
    assert.match((await spoken()) ?? '', /^21 Nov, 15:40, /);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('columnheader', { name: 'Level' }).waitFor();
    await page.getByRole('radio', { name: '24 hours' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('slider', { name: 'Response time, the last 7 days' }).waitFor();
    for (const summary of (await summaries.all()).slice(1)) await summary.click();
    assert.deepEqual(await violationsIn(page, 'main'), []);
  });
});

test('metrics go over no edge, from the narrowest phone to a wide screen, in any language', inBrowser, async () => {
  for (const locale of languages) {
    for (const name of ['metrics', 'hostile-text'] as const) {
      const measure = async (page: Page) => {
        for (const width of [320, 768, 1440]) {
          await page.setViewportSize({ width, height: 700 });
          assert.deepEqual(await overflowIn(page), [], `${name}, ${locale}, ${width}`);
        }
      };
      await onHost({}, measure, { locale, name, isOpen: true });
    }
  }
});

test('who wants strong contrast loses no line and no word of it', inBrowser, async () => {
  await onHost(
    { forcedColors: 'active' },
    async (page) => {
      const seen = await page
        .locator('status-metrics .chart .line')
        .first()
        .evaluate((line) => getComputedStyle(line).stroke);
      const ground = await page.evaluate(() => {
        const probe = document.body.appendChild(document.createElement('p'));
        probe.style.setProperty('color', 'CanvasText');
        return getComputedStyle(probe).color;
      });
      assert.equal(seen, ground);
      assert.deepEqual(await violationsIn(page, 'main', ['light']), []);
    },
    { isOpen: true },
  );
});

interface HostOptions {
  locale?: string;
  name?: 'metrics' | 'hostile-text';
  /** Whether all charts are open. */
  isOpen?: boolean;
}

/** Opens the element in somebody's page, and sees that nothing was refused by its policy in the end. */
async function onHost(
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
  { locale = 'en', name = 'metrics', isOpen = false }: HostOptions = {},
): Promise<void> {
  assert.ok(browser);
  const { now, metrics } = fixture(name);
  const context = await openContext(browser, { timezoneId: 'Europe/Berlin', locale: 'en-GB', ...options });
  const page = await context.newPage();
  const complaints = await listenForComplaints(page);
  await page.clock.setFixedTime(now);
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const script = scripts.get(pathname);
    if (script !== undefined) return route.fulfill({ contentType: 'text/javascript', body: script });
    const [, range] = /^\/api\/v2\/metrics(?:\/(week|month))?\.json$/.exec(pathname) ?? [];
    if (pathname.startsWith('/api/')) return route.fulfill({ json: metrics[(range ?? 'day') as keyof typeof metrics] });
    if (pathname !== '/') return route.fulfill({ status: 204 });
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': strictPolicy(origin) },
      body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>App</title><main><h1>App</h1><status-metrics src="${origin}" locale="${locale}"></status-metrics></main><script type="module" src="/status-metrics.js"></script></html>`,
    });
  });
  await page.goto(`${origin}/`);
  await page.locator('status-metrics .card').waitFor();
  if (isOpen) {
    await page.locator('status-metrics').evaluate((element) => {
      for (const details of element.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
    });
    await page.locator('status-metrics tbody tr').first().waitFor();
  }
  await work(page);
  assert.deepEqual(complaints.list, []);
  await context.close();
}
