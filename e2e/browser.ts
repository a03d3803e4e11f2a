import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findBrowsers } from '../scripts/browsers.mjs';

const executablePath = findBrowsers().chromium;

/** Why tests in a browser are skipped here; false where they run. */
export const skipWithoutBrowser = executablePath ? false : 'no Chromium on this machine';

/** Starts the Chromium of this machine. */
export async function openBrowser(): Promise<Browser> {
  if (!executablePath) throw new Error('There is no Chromium on this machine; CHROME_PATH may name one.');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const quiet = [
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, headless: true, args: [...quiet, ...asRoot] });
}

/** A browser without memory, whose pages get little time: the product is on the same machine. */
export async function openContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  return context;
}

/** What a page must never do: throw, or be stopped by its own policy. */
export interface Complaints {
  readonly list: string[];
}

/** Listens for uncaught errors, errors on the console and reports of a Content-Security-Policy or Trusted Types. */
export async function listenForComplaints(page: Page): Promise<Complaints> {
  const list: string[] = [];
  page.on('pageerror', (error) => list.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // Whoever is not signed in is told so by a 401, which browsers put on the console.
    const isSignedOut = message.location().url.endsWith('/auth/refresh');
    if (message.type() === 'error' && !isSignedOut) list.push(`console: ${message.text()}`);
  });
  await page.exposeFunction('complain', (complaint: string) => list.push(complaint));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { complain } = globalThis as unknown as { complain: (complaint: string) => void };
      complain(`policy: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`);
    });
  });
  return { list };
}

/** All text of a page as it stands in the tree, shadow roots included; what style sheets and scripts hold is no text. */
export async function wholeText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const textOf = (node: Node): string => {
      if (node instanceof Element && ['SCRIPT', 'STYLE', 'TEMPLATE'].includes(node.tagName)) return '';
      if (node instanceof Text) return node.data;
      const shadow = node instanceof Element && node.shadowRoot ? textOf(node.shadowRoot) : '';
      return shadow + [...node.childNodes].map(textOf).join('\n');
    };
    return textOf(document.documentElement);
  });
}
