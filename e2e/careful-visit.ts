import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { listenForComplaints, openContext, wholeText } from './browser.ts';
import { dangersIn } from './dangers.ts';

/** Opens an address and answers with all text that is there. */
export type Open = (path: string) => Promise<string>;
export type Look = (open: Open, page: Page) => Promise<void>;

const shownWithinMs = 10_000;

/** Opens pages and looks at them; makes sure that nothing ran, nothing could run and nothing had to be stopped. */
export async function visitCarefully(
  { browser, origin, options }: { browser: Browser; origin: string; options: BrowserContextOptions },
  look: Look,
): Promise<void> {
  const context = await openContext(browser, options);
  try {
    const page = await context.newPage();
    const complaints = await listenForComplaints(page);
    const open: Open = async (path) => {
      await page.goto(new URL(path, origin).href);
      assert.deepEqual(await dangersIn(page), [], path);
      return wholeText(page);
    };
    await look(open, page);
    assert.deepEqual(await dangersIn(page), []);
    assert.deepEqual(complaints.list, []);
  } finally {
    await context.close();
  }
}

/** Waits until these texts, letter by letter, are in the page. */
export async function shows(page: Page, texts: readonly string[]): Promise<void> {
  const deadline = Date.now() + shownWithinMs;
  for (;;) {
    const whole = await wholeText(page);
    const missing = texts.filter((text) => !whole.includes(text));
    if (missing.length === 0) return;
    if (Date.now() > deadline) assert.deepEqual(missing, [], page.url());
    await pause(50);
  }
}

/** Text without what lines and templates put between its words. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
