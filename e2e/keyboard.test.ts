import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext, skipWithoutBrowser } from './browser.ts';
import { type Product, startProduct } from './harness.ts';
import { maya, signUp } from './operator.ts';
import { signInToPanel } from './panel.ts';
import { untilReadersSee } from './readers.ts';

const inBrowser = { skip: skipWithoutBrowser };

let product: Product;
let browser: Browser;

before(async () => {
  if (skipWithoutBrowser) return;
  product = await startProduct();
  const operator = await signUp(product, { page_name: 'Fernhill' });
  for (const component of ['Checkout', 'Search']) await operator.post('components', { name: component });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('an incident is published from sign-in to “Publish” without touching the mouse', inBrowser, async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(product.panel);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();

  await tabTo(page, 'Email address');
  await page.keyboard.type(maya.email);
  await tabTo(page, 'Password');
  await page.keyboard.type(maya.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();

  await tabTo(page, 'New incident');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New incident' }).waitFor();
  await tabTo(page, 'What do people notice?');
  await page.keyboard.type('Card payments are failing');
  await tabTo(page, 'Message');
  await page.keyboard.type('We are looking into it.');
  await tabTo(page, 'Publish');
  await page.keyboard.press('Enter');

  await isPublished('Card payments are failing');
  await context.close();
});

test('an incident is published from the overview with three clicks or fewer', inBrowser, async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await signInToPanel(page, product);
  let interactions = 0;
  const click = async (role: 'button' | 'link', name: string) => {
    interactions += 1;
    await page.getByRole(role, { name, exact: true }).first().click();
  };

  const opens = (await page.getByRole('link', { name: 'New incident', exact: true }).count()) > 0 ? 'link' : 'button';
  await click(opens, 'New incident');
  // Typing is no interaction; that the first field already has the focus is what makes it so.
  await page.getByLabel('What do people notice?').waitFor();
  await page.keyboard.type('Search is slow');
  await page.keyboard.press('Tab');
  await page.getByLabel('Message').focus();
  await page.keyboard.type('We are looking into it.');
  await click('button', 'Publish');

  await isPublished('Search is slow');
  assert.ok(interactions <= 3, `it took ${interactions}`);
  await context.close();
});

/** Presses Tab until the thing of this name has the focus, and makes sure that one can see so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    const focused = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!(element instanceof HTMLElement)) return { name: '', isVisible: true };
      const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      const label = labels.map(({ textContent }) => textContent).join(' ');
      const style = getComputedStyle(element);
      const isVisible = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      return { name: (element.getAttribute('aria-label') ?? (label || element.textContent)).trim(), isVisible };
    });
    if (focused.name === name || focused.name.startsWith(`${name}\n`)) {
      assert.ok(focused.isVisible, `nothing shows that “${name}” has the focus`);
      return;
    }
    seen.push(focused.name);
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never came to “${name}”, but to: ${seen.join(' | ')}`);
}

async function isPublished(name: string): Promise<void> {
  await untilReadersSee(product, ({ incidents }) => incidents.some((incident) => incident.name === name));
}
