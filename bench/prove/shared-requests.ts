import { fixture } from '@allswell/protocol/fixtures';
import type { Page } from 'playwright-core';
import { openBrowser, openContext } from '../../e2e/browser.ts';
import { startProduct } from '../../e2e/harness.ts';
import { openHostPage, snippet } from '../../e2e/host-page.ts';
import type { Proof } from '../measure/figure.ts';

const minute = 60_000;
// The clock of both windows moves at once; what they tell each other takes a moment of real time.
const stepMs = 1_500;
const bannersEach = 5;

export const proof: Proof = {
  promise: 'Ten banners in two windows of one browser ask once between them, rest while hidden and back off together.',
  async measure() {
    const product = await startProduct();
    const browser = await openBrowser();
    const banners = `<status-banner src="${new URL(product.page).origin}"></status-banner>`.repeat(bannersEach);
    const host = await openHostPage({ body: `<h1>Fernhill</h1>${banners}${snippet(product.page)}` });
    try {
      const played = fixture('minor');
      const opensAt = Date.parse(played.now);
      let now = opensAt;
      let isDown = false;
      const opening: number[] = [];
      let asked = opening;
      const answers: Promise<void>[] = [];
      const context = await openContext(browser);
      await context.route('**/api/v2/summary.json*', (route) => {
        asked.push(now);
        const stamp = new Date(now);
        const headers = {
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'ETag, Date, Age, Allswell-Verified-At',
          date: stamp.toUTCString(),
          'allswell-verified-at': stamp.toISOString(),
        };
        const answer = route.fulfill(isDown ? { status: 503, headers } : { json: played.summary, headers });
        answers.push(answer);
        return answer;
      });
      await context.clock.install({ time: now });
      // Only what is asked of it moves it.
      await context.clock.pauseAt(now + 1_000);
      now += 1_000;
      const windows: Page[] = [];
      for (let opened = 0; opened < 2; opened += 1) {
        const page = await context.newPage();
        await page.goto(host.url);
        while ((await page.locator('status-banner [part=bar]').count()) < bannersEach) {
          await context.clock.runFor(10);
          now += 10;
        }
        windows.push(page);
      }
      const pass = async (ms: number) => {
        for (const end = now + ms; now < end; ) {
          now += stepMs;
          await context.clock.runFor(stepMs);
          // An answer that is on its way arrives within the moment in which it was asked for.
          await Promise.all(answers.splice(0));
          for (const page of windows) await page.evaluate(() => Date.now());
        }
        return [...asked];
      };
      const hide = async (isHidden: boolean) => {
        for (const page of windows) {
          await page.evaluate((value) => {
            Object.defineProperty(document, 'hidden', { configurable: true, value });
            document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
          }, isHidden);
          // They come back one after the other.
          await pass(stepMs);
        }
      };

      await pass(2 * stepMs);
      const atOpening = opening.length;
      asked = [];
      const visible = gapsOf(await pass(10 * minute));
      await hide(true);
      await pass(2 * stepMs);
      asked = [];
      const hidden = await pass(10 * minute);
      await hide(false);
      isDown = true;
      asked = [];
      const refused = gapsOf(await pass(60 * minute));
      return [
        { name: 'banners in two windows', value: 2 * bannersEach, unit: '' },
        { name: 'requests as the windows open', value: atOpening, unit: '', at_most: 2 },
        { name: 'requests in the ten minutes after', value: visible.length + 1, unit: '', at_most: 20, at_least: 17 },
        { name: 'shortest time between two', value: Math.min(...visible) / 1_000, unit: 's', at_least: 30 },
        { name: 'requests in ten minutes while hidden', value: hidden.length, unit: '', at_most: 0 },
        { name: 'waits after 503', value: refused.length, unit: '', at_least: 5, at_most: 8 },
        ...refused.slice(0, 5).map((wait, index) => ({
          name: `wait ${index + 1} after 503`,
          value: wait / 1_000,
          unit: 's',
          at_least: Math.min(30 * 2 ** (index + 1), 900),
          at_most: Math.min(30 * 2 ** (index + 1), 900) * 1.1 + 6,
        })),
        { name: 'different waits, beside their doubling', value: jitterOf(refused), unit: '', at_least: 3 },
      ];
    } finally {
      await host.close();
      await browser.close();
      await product.stop();
    }
  },
};

function gapsOf(moments: readonly number[]): number[] {
  return moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
}

/** How many shares of its planned wait the waits were longer by, in whole percents. */
function jitterOf(waits: readonly number[]): number {
  return new Set(waits.map((wait, index) => Math.round((wait / Math.min(60_000 * 2 ** index, 900_000) - 1) * 100)))
    .size;
}
