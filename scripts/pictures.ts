/**
 * `npm run pictures`: how everything looks, in docs/pictures. The few that the documents show lie in the folder itself and
 * are kept; every page, phase and screen at every width, light and dark, lies in docs/pictures/all and is not.
 * `npm run pictures -- readers panel` takes those groups alone; the others are `states`, `languages`, `subscribing`,
 * `letters` and `metrics`.
 */
import assert from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fixtures } from '@allswell/protocol/fixtures';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext } from '../e2e/browser.ts';
import { type Product, startProduct } from '../e2e/harness.ts';
import { openHostPage, snippet } from '../e2e/host-page.ts';
import { type Company, startCompany } from '../e2e/imaginary-company.ts';
import { languages } from '../e2e/languages.ts';
import { signUp } from '../e2e/operator.ts';
import { goToScreen, panelScreens, signInToPanel } from '../e2e/panel.ts';
import { comeToItsEnd, playFixture } from '../e2e/played-fixture.ts';
import { type SmtpSink, startSmtpSink } from '../packages/server/src/testing/smtp-sink.ts';
import { until } from '../packages/server/src/testing/until.ts';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const widths = [320, 768, 1440];
const schemes = ['light', 'dark'] as const;
const place = { locale: 'en-GB', timezoneId: 'Europe/Berlin' };
/** What the pages and screens of the imaginary company are called here, in its order. */
const pageNames = [
  'page',
  'maintenance',
  'uptime',
  'why',
  'why-group',
  'timeline',
  'quarter',
  'history',
  'month',
  'search',
  'report',
  'incident',
  'postmortem',
  'planned',
];
const screenNames = ['incident', 'postmortem', 'one-maintenance', 'series'];
const usualNames: Record<string, string> = { 'incidents/new': 'compose', 'maintenance/new': 'planner' };
/** What README and the guides show. */
const kept = new Set([
  'example-1440-light',
  'page-768-light',
  'page-320-dark',
  'panel-compose-1440-light',
  'panel-compose-320-dark',
  'panel-1440-dark',
]);

const wanted = process.argv.slice(2);
const wants = (group: 'readers' | 'panel' | 'states' | 'languages' | 'subscribing' | 'letters' | 'metrics') =>
  wanted.length === 0 || wanted.includes(group);

if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
await mkdir(`${folder}all`, { recursive: true });

const browser = await openBrowser();
try {
  if (wants('panel') || wants('readers')) await takeBeginning(browser);
  const sink = await startSmtpSink({
    script: { recipient: (address) => (address.startsWith('old') ? '550 5.2.2 The mailbox is full' : undefined) },
  });
  const company = await startCompany({
    ALLSWELL_SMTP_URL: sink.url,
    ALLSWELL_MAIL_FROM: 'Larkspur <status@larkspur.example>',
  });
  try {
    await company.operator.patch('settings', { languages });
    if (wants('readers')) await takeReaders(browser, company);
    if (wants('panel')) await takePanel(browser, company);
    if (wants('languages')) await takeLanguages(browser, company);
    if (wants('states')) await takeStates(browser, company.product);
    if (wants('subscribing')) await takeSubscribing(browser, company);
    if (wants('metrics')) await takeMetrics(browser, company.product);
    if (wants('letters')) await takeLetters(browser, company, sink);
  } finally {
    await company.product.stop();
    await sink.stop();
  }
} finally {
  await browser.close();
}

/** What one sees first of all, while there is nobody yet; and an app whose page tells of its own trouble. */
async function takeBeginning(browser: Browser): Promise<void> {
  const product = await startProduct();
  try {
    await inEveryLook(browser, async (page, look) => {
      await page.goto(`${product.panel}#setup=${product.setupToken}`);
      await page.getByRole('button', { name: 'Set up' }).waitFor();
      await take(page, `set-up-${look}`);
    });
    const operator = await signUp(product, { page_name: 'Quillbook', time_zone: place.timezoneId });
    const { id } = await operator.post<{ id: string }>('components', { name: 'Bank connections' });
    const incident = await operator.post<{ id: string }>('incidents', {
      name: 'Bank payments show up late',
      status: 'investigating',
      body: 'Payments from some German banks do not show up in Quillbook yet. **No money is lost.**',
      components: { [id]: 'partial_outage' },
    });
    await operator.post(`incidents/${incident.id}/updates`, {
      status: 'identified',
      body: 'Our connection to the banks’ clearing house is slow. We are moving to the second line; payments catch up by themselves.',
    });
    await inEveryLook(browser, async (page, look) => {
      await page.goto(product.example);
      await page.getByRole('button', { name: 'Details' }).waitFor();
      await take(page, `example-${look}`);
      await page.getByRole('button', { name: 'Details' }).click();
      await take(page, `example-details-${look}`);
    });
  } finally {
    await product.stop();
  }
}

async function takeReaders(browser: Browser, { product, pages }: Company): Promise<void> {
  await inEveryLook(browser, async (page, look) => {
    for (const [index, path] of pages.entries()) {
      await page.goto(new URL(path, product.page).href);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await take(page, `${pageNames[index]}-${look}`);
    }
  });
}

async function takePanel(browser: Browser, company: Company): Promise<void> {
  const { product, screens } = company;
  await tellSubscribers(browser, company);
  await inEveryLook(browser, async (page, look) => {
    await page.goto(product.panel);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await take(page, `sign-in-${look}`);
    await page.getByRole('button', { name: 'Forgot password?' }).click();
    await page.getByRole('button', { name: 'Send the link' }).waitFor();
    await take(page, `forgot-password-${look}`);
    await page.goto(`${product.panel}#reset=spent`);
    await page.getByRole('button', { name: 'Set the password' }).waitFor();
    await take(page, `new-password-${look}`);
    await signInToPanel(page, product);
    for (const [index, screen] of [...panelScreens, ...screens].entries()) {
      await goToScreen(page, product, screen);
      if (screen === 'incidents/new') await compose(page);
      if (screen === 'maintenance/new') await plan(page);
      await page.getByText('Loading…', { exact: true }).first().waitFor({ state: 'detached' });
      const name = screenNames[index - panelScreens.length] ?? (usualNames[screen] ?? screen).replaceAll('/', '-');
      await take(page, ['panel', name, look].filter(Boolean).join('-'));
    }
  });
}

/** Brings people along, as an admin does, and tells them something; one of them cannot be reached. */
async function tellSubscribers(browser: Browser, { product, operator, screens }: Company): Promise<void> {
  const context = await openContext(browser, place);
  const page = await context.newPage();
  await signInToPanel(page, product);
  await goToScreen(page, product, 'subscribers/import');
  const people = ['maya', 'noor', 'li.wei', 'pilar', 'amara', 'jonas', 'old.mailbox'];
  const lines = people.map((name) => `${name}@customers-of-larkspur.example,2026-03-01,sign-up form`);
  await page.getByLabel('Or paste the lines').fill(['address,consented_at,consent_source', ...lines].join('\n'));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'subscribers are imported' }).waitFor();
  const [incident] = screens;
  await operator.post(`${incident}/updates`, { body: 'We have found the cause and are working on a fix.' });
  await goToScreen(page, product, incident ?? '');
  await page.getByRole('button', { name: 'Try again: This update' }).waitFor();
  await context.close();
}

/** The form in which people ask to be told: over the page, over somebody's app, and on a page of its own. */
async function takeSubscribing(browser: Browser, { product, pages }: Company): Promise<void> {
  const [incident = ''] = pages.filter((path) => path.startsWith('/incidents/'));
  const host = await openHostPage({ body: `<h1>Larkspur</h1><p>Orders</p>${snippet(product.page)}` });
  await inEveryLook(browser, async (page, look) => {
    await page.goto(product.page);
    await page.waitForFunction(() => customElements.get('status-page'));
    await page.getByRole('link', { name: 'Get updates' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('What do you want to hear about?').waitFor();
    await take(page, `subscribe-${look}`);
    await dialog.getByLabel('Only what I choose').check();
    await take(page, `subscribe-parts-${look}`);
    await dialog.getByRole('radio', { name: 'Calendar' }).check();
    await take(page, `subscribe-calendar-${look}`);

    await page.goto(host.url);
    await page.locator('status-banner [part=more]').click();
    await page.getByRole('link', { name: 'Follow this' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Follow' }).waitFor();
    await take(page, `follow-${look}`);

    const id = incident.split('/').at(-1) ?? '';
    for (const [name, query] of Object.entries({ alone: '', incident: `?incident=${id}`, arabic: '?lang=ar' })) {
      await page.goto(new URL(`/subscribe${query}`, product.page).href);
      await page.locator('status-subscribe form').waitFor();
      await take(page, `subscribe-page-${name}-${look}`);
    }
  });
  await host.close();
}

/** What is measured, on somebody's own page: as it comes, opened and looked at, over a month, in Arabic, and one alone. */
async function takeMetrics(browser: Browser, { page: statusPage }: Product): Promise<void> {
  const { version } = JSON.parse(
    await readFile(new URL('../packages/widget/package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  const played = fixtures.find(({ name }) => name === 'metrics');
  assert.ok(played);
  const [first] = played.metrics.day.metrics;
  const script = new URL(`/widget/${version}/status-metrics.js`, statusPage).href;
  const headers = { 'access-control-allow-origin': '*' };
  const scenes = { '': '', month: 'range="month"', arabic: 'locale="ar"', one: `metrics="${first?.id}"` };
  for (const [name, attributes] of Object.entries(scenes)) {
    const host = await openHostPage({
      body: `<style>:root{color-scheme:light dark;background:light-dark(oklch(.985 .004 85),oklch(.19 .012 265))}main{max-inline-size:46rem;margin:auto;padding:1rem}</style><meta name="viewport" content="width=device-width"><main><status-metrics src="${statusPage}" ${attributes}></status-metrics></main><script type="module" src="${script}"></script>`,
    });
    await inEveryLook(browser, async (page, look) => {
      await playFixture(page, played);
      await page.route('**/api/v2/metrics*', (route) => route.fulfill({ json: played.metrics.day, headers }));
      await page.route('**/api/v2/metrics/*', (route) => {
        const range = route.request().url().includes('week') ? 'week' : 'month';
        return route.fulfill({ json: played.metrics[range], headers });
      });
      await page.goto(host.url);
      await page.locator('status-metrics .card').waitFor();
      await take(page, ['metrics', name, look].filter(Boolean).join('-'));
      await page.locator('status-metrics').evaluate((element) => {
        const rows = element.shadowRoot?.querySelectorAll<HTMLDetailsElement>('details.row') ?? [];
        for (const row of [...rows].slice(0, 3)) row.open = true;
        element.shadowRoot
          ?.querySelector('input[type=range]')
          ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
      });
      await take(page, ['metrics', name, 'open', look].filter(Boolean).join('-'));
    });
    await host.close();
  }
}

/** What somebody gets by email, and the pages behind its links. */
async function takeLetters(browser: Browser, { product, operator, screens }: Company, sink: SmtpSink): Promise<void> {
  const reader = 'mara@customers-of-larkspur.example';
  const letter = (subject: RegExp) =>
    until(() => {
      const found = sink.received.find(({ to, mail }) => to.includes(reader) && subject.test(mail.subject ?? ''));
      assert.ok(found, `${reader} got ${subject}`);
      return found.mail;
    });
  const linkIn = (text: string | undefined, purpose: string) =>
    new RegExp(`http\\S+/subscriptions/${purpose}/\\S+`).exec(text ?? '')?.[0] ?? '';
  const context = await openContext(browser, place);
  const asking = await context.newPage();
  await asking.goto(new URL('/subscribe', product.page).href);
  await asking.getByLabel('Email address').fill(reader);
  await asking.getByLabel('Everything', { exact: true }).check();
  await asking.getByRole('button', { name: 'Subscribe' }).click();
  const ask = await letter(/^Confirm/);
  const confirm = linkIn(ask.text, 'confirm');
  await inEveryLook(browser, async (page, look) => {
    await page.setContent(String(ask.html));
    await take(page, `letter-confirm-${look}`);
    await page.goto(confirm);
    await take(page, `confirm-${look}`);
  });
  await asking.goto(confirm);
  await asking.getByRole('button', { name: 'Confirm' }).click();
  await asking.getByRole('heading', { name: 'You are subscribed' }).waitFor();
  await context.close();
  await operator.post(`${screens[0]}/updates`, { body: 'We have found **the cause** and are working on a fix.' });
  const news = await letter(/^\[Larkspur\]/);
  await inEveryLook(browser, async (page, look) => {
    await page.setContent(String(news.html));
    await take(page, `letter-news-${look}`);
    for (const purpose of ['manage', 'unsubscribe']) {
      await page.goto(linkIn(news.text, purpose));
      await take(page, `${purpose}-${look}`);
    }
  });
}

/** The page and the banner in each language, at one width. */
async function takeLanguages(browser: Browser, { product, pages }: Company): Promise<void> {
  for (const language of languages) {
    const host = await openHostPage({ body: `<h1>Larkspur</h1>${snippet(product.page, `data-locale="${language}"`)}` });
    const context = await openContext(browser, {
      ...place,
      viewport: { width: 768, height: 900 },
      reducedMotion: 'reduce',
      locale: language,
    });
    const page = await context.newPage();
    for (const [index, path] of pages.entries()) {
      const url = new URL(path, product.page);
      url.searchParams.set('lang', language);
      await page.goto(url.href);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await take(page, `${pageNames[index]}-768-light-${language}`);
    }
    await page.goto(host.url);
    await page.locator('status-banner [part=more]').click();
    await take(page, `banner-768-light-${language}`);
    await signInToPanel(page, product, language);
    for (const screen of ['', 'maintenance/new', 'incidents/new', 'history']) {
      await goToScreen(page, product, screen);
      await take(page, `panel-${screen.replaceAll('/', '-') || 'overview'}-768-light-${language}`);
    }
    await context.close();
    await host.close();
  }
}

async function compose(page: Page): Promise<void> {
  await page.getByLabel('What do people notice?').fill('Reminders by email arrive late');
  await page.getByLabel('Email', { exact: true }).selectOption('Degraded performance');
  await page
    .getByLabel('Message', { exact: true })
    .fill('Reminders are sent, but up to **ten minutes** late. We are looking into it.');
  await page.evaluate(() => scrollTo(0, 0));
}

async function plan(page: Page): Promise<void> {
  const inThreeDays = new Date(Date.now() + 3 * 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel('What is planned?').fill('A new home for uploaded files');
  await page.getByLabel('What does it mean for people?').fill('Files open **slowly** for a few minutes. None is lost.');
  await page.getByLabel('Starts', { exact: true }).fill(`${inThreeDays}T02:00`);
}

/** Every state that a page can be in, as the elements draw it on somebody's own page. */
async function takeStates(browser: Browser, { page: statusPage }: Product): Promise<void> {
  const bundle = await fetch(statusPage)
    .then((answer) => answer.text())
    .then((html) => /src="([^"]*page-[^"]*\.js)"/.exec(html)?.[1] ?? '');
  const hosts = {
    banner: await openHostPage({ body: `<h1>Quillbook</h1><p>Invoices</p>${snippet(statusPage)}` }),
    'whole-page': await openHostPage({
      body: `<status-page src="${statusPage}"></status-page><script type="module" src="${new URL(bundle, statusPage).href}"></script>`,
    }),
  };
  for (const fixture of fixtures) {
    for (const [kind, host] of Object.entries(hosts)) {
      await inEveryLook(browser, async (page, look) => {
        const played = await playFixture(page, fixture);
        await page.route('**/api/v2/page.json*', (route) => route.abort());
        await page.goto(host.url);
        await page.waitForLoadState('networkidle');
        if (fixture.before && kind === 'banner') await comeToItsEnd(page, played);
        await take(page, `${kind}-${fixture.name}-${look}`);
      });
    }
  }
  for (const host of Object.values(hosts)) await host.close();
}

async function inEveryLook(browser: Browser, work: (page: Page, look: string) => Promise<void>): Promise<void> {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      const context = await openContext(browser, {
        viewport: { width, height: width < 500 ? 640 : 900 },
        colorScheme,
        reducedMotion: 'reduce',
        ...place,
      });
      // Nobody waits for pictures, and they may be taken on a busy machine.
      context.setDefaultTimeout(60_000);
      await work(await context.newPage(), `${width}-${colorScheme}`);
      await context.close();
    }
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // A bar that stays in reach, or over the page, is where it is on a screen.
  const isWhole = !/^(example|follow|subscribe-(?!page)|panel-compose|panel-planner|panel-one)/.test(name);
  const viewport = page.viewportSize();
  // Bars at the lower edge stay there when the window is as high as the page.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (isWhole && viewport) await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, height) });
  const path = `${folder}${kept.has(name) ? '' : 'all/'}${name}.png`;
  // Documents show the beginning of a long page.
  const clip = {
    x: 0,
    y: 0,
    width: viewport?.width ?? 0,
    height: Math.min(Math.max(height, viewport?.height ?? 0), 1200),
  };
  await page.screenshot({ path, fullPage: isWhole, ...(isWhole && kept.has(name) && { clip }) });
  if (isWhole && viewport) await page.setViewportSize(viewport);
  console.log(name);
}
