/** Every page and every screen, full of an imaginary company: without a script, on the smallest phone, for everyone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { violationsIn } from './axe.ts';
import { openBrowser, openContext, skipWithoutBrowser, wholeText } from './browser.ts';
import { type Company, startCompany } from './imaginary-company.ts';
import { directionOf, type Language, languages } from './languages.ts';
import { overflowIn } from './overflow.ts';
import { goToScreen, panelScreens, signInToPanel, speak } from './panel.ts';
import { readSummary } from './readers.ts';

const inBrowser = { skip: skipWithoutBrowser };
const smallest = { width: 320, height: 640 };
const phone = { width: 375, height: 720 };
const desk = { width: 1200, height: 900 };

let company: Company;
let browser: Browser;

before(async () => {
  if (skipWithoutBrowser) return;
  company = await startCompany();
  await company.operator.patch('settings', { languages });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await company?.product.stop();
});

test('without JavaScript every page is whole, in its language, and leads on in it', inBrowser, async () => {
  const summary = await readSummary(company.product);
  const names = [...summary.components, ...summary.incidents, ...summary.scheduled_maintenances].map(
    ({ name }) => name,
  );
  await onPage({ javaScriptEnabled: false }, async (page) => {
    for (const language of languages) {
      for (const path of company.pages) {
        await open(page, path, language);
        const root = page.locator('html');
        assert.equal(await root.getAttribute('lang'), language, path);
        assert.equal(await root.getAttribute('dir'), directionOf(language), path);
        const text = await wholeText(page);
        if (path === '/') for (const name of names) assert.ok(text.includes(name), `${path} does not say ${name}`);
        assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, path);
        assert.deepEqual(await ownLinksWithoutLanguage(page, language), [], `${path} in ${language}`);
        const offered = await page
          .locator('nav.languages a')
          .evaluateAll((links) => links.map((link) => link.getAttribute('hreflang')));
        assert.deepEqual(offered.toSorted(), languages.toSorted(), path);
      }
    }
  });
});

test(
  'without JavaScript one walks from the overview to a month, an incident and another language',
  inBrowser,
  async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      await open(page, '/', 'de');
      await page.locator('nav.views a').nth(2).click();
      await page.waitForURL('**/maintenance?lang=de');
      await page.locator('nav.views a').nth(3).click();
      await page.waitForURL('**/history?lang=de');
      const newest = await page.getByRole('heading', { level: 1 }).innerText();
      await page.locator('nav.months a[rel=prev]').click();
      await page.waitForURL(/\/history\?(?=.*month=)(?=.*lang=de)/);
      assert.notEqual(await page.getByRole('heading', { level: 1 }).innerText(), newest);
      await page.locator('nav.languages a[hreflang=ar]').click();
      await page.waitForURL(/\/history\?(?=.*month=)(?=.*lang=ar)/);
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      await page.locator('details:not([open]) summary').first().click();
      await page.locator('details[open] a[href*="/incidents/"]').first().click();
      await page.waitForURL('**/incidents/*?lang=ar');
      await page.locator('[data-incident-id]').waitFor();
    });
  },
);

test(
  'without JavaScript one walks from the overview to uptime, to why, to the timeline and to a report, and finds words',
  inBrowser,
  async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      await open(page, '/', 'de');
      await page.locator('nav.views a').nth(1).click();
      await page.waitForURL('**/uptime?lang=de');
      await page.locator('a[href*="/uptime/"]').first().click();
      await page.waitForURL(/\/uptime\/\w{12}\?(?=.*lang=de)/);
      assert.match(await wholeText(page), /\d,\d\d\s%/);
      await page.locator('a[href*="/timeline?lang=de"]').first().click();
      await page.waitForURL('**/timeline?lang=de');
      await page.locator('a[href*="span=year"]').click();
      await page.waitForURL(/\/timeline\?(?=.*span=year)(?=.*lang=de)/);
      await page.locator('nav.views a').nth(3).click();
      await page.locator('a[href*="/reports/"]').first().click();
      await page.waitForURL(/\/reports\/\d{4}-\d\d\?lang=de/);
      await open(page, '/history', 'de');
      await page.locator('input[name=q]').fill('the');
      await page.locator('input[name=q]').press('Enter');
      await page.waitForURL(/\/history\?(?=.*q=the)(?=.*lang=de)/);
      await page.locator('a[href*="/incidents/"]').first().click();
      await page.waitForURL('**/incidents/*?lang=de');
    });
  },
);

test('every page can be read by everyone, from left to right and from right to left', inBrowser, async () => {
  await onPage({ viewport: phone }, async (page) => {
    for (const path of company.pages) {
      for (const language of ['en', 'ar'] as const) {
        await open(page, path, language);
        assert.deepEqual(await violationsIn(page), [], `${path} in ${language}`);
      }
    }
  });
});

test('the screens can be used by everyone, at a desk and on a phone', inBrowser, async () => {
  const screens = [...panelScreens.filter((screen) => /maint|past|history|templ/.test(screen)), ...company.screens];
  await inPanel(desk, async (page) => {
    for (const language of ['en', 'ar'] as const) {
      await speak(page, language);
      for (const viewport of [desk, phone]) {
        await page.setViewportSize(viewport);
        for (const screen of screens) {
          await goToScreen(page, company.product, screen);
          // Colours are the same in every language and at every width.
          const schemes = language === 'en' && viewport === desk ? (['light', 'dark'] as const) : (['light'] as const);
          const where = `${screen}, ${language}, ${viewport.width}`;
          assert.deepEqual(await violationsIn(page, 'html', schemes), [], where);
        }
      }
    }
  });
});

test('nothing has to be scrolled sideways on the smallest phone', inBrowser, async (t) => {
  const spoken = ['en', 'de', 'ar'] as const;
  await t.test('on the page', () =>
    onPage({ viewport: smallest }, async (page) => {
      for (const language of spoken) {
        for (const path of company.pages) {
          await open(page, path, language);
          assert.deepEqual(await overflowIn(page), [], `${path} in ${language}`);
        }
      }
    }),
  );
  await t.test('in the panel', () =>
    inPanel(smallest, async (page) => {
      for (const language of spoken) {
        await speak(page, language);
        for (const screen of [...panelScreens, ...company.screens]) {
          await goToScreen(page, company.product, screen);
          assert.deepEqual(await overflowIn(page), [], `${screen} in ${language}`);
        }
      }
    }),
  );
});

async function open(page: Page, path: string, language: Language): Promise<void> {
  const url = new URL(path, company.product.page);
  url.searchParams.set('lang', language);
  await page.goto(url.href);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Links to pages of this page that would lose the language on the way. */
async function ownLinksWithoutLanguage(page: Page, language: Language): Promise<string[]> {
  const links = await page
    .locator('a:not([hreflang])')
    .evaluateAll((all) => all.map((link) => new URL(link.getAttribute('href') ?? '', document.baseURI).href));
  return links.filter((href) => {
    const { origin, pathname, searchParams } = new URL(href);
    if (origin !== new URL(company.product.page).origin || pathname.startsWith('/api/')) return false;
    return searchParams.get('lang') !== (language === 'en' ? null : language);
  });
}

async function inPanel(viewport: typeof desk, look: (page: Page) => Promise<void>): Promise<void> {
  await onPage({ viewport }, async (page) => {
    await signInToPanel(page, company.product);
    await look(page);
  });
}

async function onPage(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await openContext(browser, { reducedMotion: 'reduce', ...options });
  try {
    await look(await context.newPage());
  } finally {
    await context.close();
  }
}
