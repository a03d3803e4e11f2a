import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { layoutShift, watchLayout } from '../../e2e/layout-shift.ts';

/** What one visit fetched. */
export interface Fetched {
  url: string;
  /** Bytes after gzip -9; none for a stream, which does not end. */
  gzip: number;
}

/** What a reader went through who came for the first time. */
export interface ColdLoad {
  /** First and largest contentful paint, in milliseconds. */
  fcp: number;
  lcp: number;
  layoutShift: number;
  fetched: Fetched[];
}

export interface ColdLoadOptions extends BrowserContextOptions {
  /** Slow 4G and a processor four times slower, as the developer tools have them. */
  slow?: boolean;
  /** Resolves when the page has become all that it will be. */
  settled(page: Page): Promise<unknown>;
}

const slow4g = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

/** Opens an address in a browser without memory. */
export async function loadCold(
  browser: Browser,
  url: string,
  { slow = true, settled, ...context }: ColdLoadOptions,
): Promise<ColdLoad> {
  const visitor = await browser.newContext({ locale: 'en-US', timezoneId: 'America/New_York', ...context });
  try {
    const page = await visitor.newPage();
    const fetched: Promise<Fetched>[] = [];
    page.on('response', (response) => {
      const isStream = response.headers()['content-type']?.startsWith('text/event-stream') ?? false;
      const size = isStream ? Promise.resolve(0) : response.body().then((body) => gzipSync(body, { level: 9 }).length);
      const one = size.then((gzip) => ({ url: response.url(), gzip }));
      // A visit that fails says so by itself.
      one.catch(() => {});
      fetched.push(one);
    });
    await watchLayout(page);
    await page.addInitScript(() => {
      const paints: Record<string, number> = {};
      for (const type of ['paint', 'largest-contentful-paint']) {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) paints[entry.name || type] = entry.startTime;
        }).observe({ type, buffered: true });
      }
      Object.assign(globalThis, { paints });
    });
    if (slow) {
      const devtools = await visitor.newCDPSession(page);
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', slow4g);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    await page.goto(url);
    await settled(page);
    const shift = await layoutShift(page);
    const paints = await page.evaluate(() => (globalThis as unknown as { paints: Record<string, number> }).paints);
    return {
      fcp: paints['first-contentful-paint'] ?? Number.NaN,
      lcp: paints['largest-contentful-paint'] ?? Number.NaN,
      layoutShift: shift,
      fetched: await Promise.all(fetched),
    };
  } finally {
    await visitor.close();
  }
}
