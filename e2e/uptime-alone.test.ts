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

// <status-uptime> and <status-timeline> alone, as they are built, in somebody's page that forbids all that can be forbidden.

const inBrowser = { skip: skipWithoutBrowser };
const origin = 'http://app.example';
type Tag = 'status-uptime' | 'status-timeline';
type Name = 'several-open' | 'hostile-text';
const fixture = (name: Name) => {
  const found = fixtures.find((one) => one.name === name);
  assert.ok(found);
  return found;
};
const plain = (text: string | null) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');
const scripts = new Map<string, string>();
let browser: Browser | undefined;

before(async () => {
  if (skipWithoutBrowser) return;
  const folder = new URL('../packages/widget/dist/browser/', import.meta.url);
  for (const file of await readdir(folder)) scripts.set(`/${file}`, await readFile(new URL(file, folder), 'utf8'));
  browser = await openBrowser();
});

after(async () => browser?.close());

test('uptime breaks no rule of the strictest page, and each fact is reached by keyboard', inBrowser, async () => {
  await onHost('status-uptime', async (page) => {
    assert.deepEqual(await violationsIn(page, 'main'), []);
    const row = page.getByRole('article', { name: 'Checkout' });
    await row.getByRole('link', { name: 'Checkout' }).focus();
    await page.keyboard.press('Tab');
    const days = row.getByRole('slider', { name: 'Checkout, the last 90 days, day by day' });
    assert.ok(await days.evaluate((element) => element.matches(':focus-visible')));
    assert.match(plain(await days.getAttribute('aria-valuetext')), /22 November 2026, Partial outage/);
    await page.keyboard.press('ArrowLeft');
    assert.match(plain(await days.getAttribute('aria-valuetext')), /21 November 2026, Operational/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const opened = row.getByRole('region', { name: /22 November/ });
    await opened.getByRole('link').first().waitFor();
    assert.match(plain(await opened.innerText()), /Card payments are failing for some customers/);
    assert.ok(await opened.getByRole('heading').evaluate((heading) => heading.matches(':focus')));
    assert.deepEqual(await violationsIn(page, 'main'), []);
    await opened.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Enter');
    await opened.waitFor({ state: 'detached' });
    assert.ok(await days.evaluate((element) => element.matches(':focus')));

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await row.getByRole('columnheader', { name: 'Reckoning' }).waitFor();
    assert.match(plain(await row.innerText()), /100 × \(1 − /);
    assert.deepEqual(await violationsIn(page, 'main'), []);

    await page.getByRole('radio', { name: '90 days' }).focus();
    await page.keyboard.press('ArrowRight');
    await row.getByRole('slider', { name: 'Checkout, the last 365 days, day by day' }).waitFor();
  });
});

test('the timeline breaks no rule of the strictest page, and each bar is reached by keyboard', inBrowser, async () => {
  await onHost('status-timeline', async (page) => {
    assert.deepEqual(await violationsIn(page, 'main'), []);
    const names = await page
      .locator('status-timeline [data-bar]')
      .evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-label') ?? ''));
    assert.ok(names.length > 3);
    // One stop for Tab; from there along a line, and from line to line.
    const focused = page.locator('status-timeline [data-bar]:focus');
    const press = async (key: string) => {
      const before = await focused.getAttribute('data-bar');
      await page.keyboard.press(key);
      return (await focused.getAttribute('data-bar')) !== before;
    };
    await page.locator('status-timeline [data-bar][tabindex="0"]').focus();
    while (await press('ArrowUp'));
    const heard: (string | null)[] = [];
    do {
      await press('Home');
      do heard.push(await focused.getAttribute('aria-label'));
      while (await press('ArrowRight'));
    } while (await press('ArrowDown'));
    assert.deepEqual(heard, names);
    await page.keyboard.press('-');
    await page.locator('status-timeline .zoom [aria-current]', { hasText: 'Quarter' }).waitFor();
    await page.getByText('Show as list').focus();
    await page.keyboard.press('Enter');
    await page.locator('status-timeline details[open] a').first().waitFor();
    assert.deepEqual(await violationsIn(page, 'main'), []);
  });
});

for (const tag of ['status-uptime', 'status-timeline'] as const) {
  test(
    `<${tag}> goes over no edge, from the narrowest phone to a wide screen, in any language`,
    inBrowser,
    async () => {
      for (const locale of languages) {
        for (const name of ['several-open', 'hostile-text'] as const) {
          const measure = async (page: Page) => {
            for (const details of await page.locator(`${tag} details`).all()) {
              await details.evaluate((one: HTMLDetailsElement) => {
                one.open = true;
              });
            }
            if (tag === 'status-uptime') await page.locator('status-uptime .percents tr').first().waitFor();
            for (const width of [320, 768, 1440]) {
              await page.setViewportSize({ width, height: 700 });
              assert.deepEqual(await overflowIn(page), [], `${name}, ${locale}, ${width}`);
            }
          };
          await onHost(tag, measure, { locale, name });
        }
      }
    },
  );

  test(`who wants strong contrast loses nothing of <${tag}>`, inBrowser, async () => {
    await onHost(tag, async (page) => assert.deepEqual(await violationsIn(page, 'main', ['light']), []), {
      context: { forcedColors: 'active' },
    });
  });
}

interface HostOptions {
  locale?: string;
  name?: Name;
  context?: BrowserContextOptions;
}

/** Opens an element in somebody's page, and sees that nothing was refused by its policy in the end. */
async function onHost(
  tag: Tag,
  work: (page: Page) => Promise<void>,
  { locale = 'en', name = 'several-open', context: options = {} }: HostOptions = {},
): Promise<void> {
  assert.ok(browser);
  const { now, uptime, details, timeline } = fixture(name);
  const context = await openContext(browser, { timezoneId: 'Europe/Berlin', locale: 'en-GB', ...options });
  const page = await context.newPage();
  const complaints = await listenForComplaints(page);
  await page.clock.setFixedTime(now);
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const script = scripts.get(pathname);
    if (script !== undefined) return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname === '/api/v2/uptime.json') return route.fulfill({ json: uptime });
    if (pathname === '/api/v2/timeline.json') return route.fulfill({ json: timeline });
    const [, id = ''] = /^\/api\/v2\/uptime\/(\w+)\.json$/.exec(pathname) ?? [];
    if (details[id]) return route.fulfill({ json: details[id] });
    if (pathname !== '/') return route.fulfill({ status: 204 });
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': strictPolicy(origin) },
      body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>App</title><main><h1>App</h1><${tag} src="${origin}" locale="${locale}"></${tag}></main><script type="module" src="/${tag}.js"></script></html>`,
    });
  });
  await page.goto(`${origin}/`);
  await page.locator(`${tag} .card`).first().waitFor();
  await work(page);
  assert.deepEqual(complaints.list, []);
  await context.close();
}
