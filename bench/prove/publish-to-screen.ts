import type { Page } from 'playwright-core';
import { openBrowser } from '../../e2e/browser.ts';
import { openHostPage, snippet } from '../../e2e/host-page.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { quantile } from '../measure/statistics.ts';

const runs = 500;
const seenWithinMs = 10_000;

export const proof: Proof = {
  promise:
    'What an operator publishes is on readers’ screens, in a live banner on another origin, within a quarter of a second.',
  measure: () =>
    withProduct(async (product, operator) => {
      const components = await addComponents(operator);
      const incident = await openIncident(operator, components.slice(1, 2));
      const host = await openHostPage({ body: `<h1>Fernhill</h1>${snippet(product.page, 'data-live')}` });
      const browser = await openBrowser();
      try {
        const page = await browser.newPage();
        const shown = await watchBanner(page);
        await page.goto(host.url);
        const delays: number[] = [];
        for (let run = 0; run <= runs; run += 1) {
          const isShown = shown(run);
          // Node and the browser read the same clock of the same machine.
          const publishedAt = Date.now();
          await operator.post(`incidents/${incident.id}/updates`, {
            status: 'identified',
            body: `Word number ${run}: we are working on it.`,
          });
          delays.push((await isShown) - publishedAt);
        }
        // The first one also loads the banner and opens the stream.
        delays.shift();
        return [
          {
            name: 'from just before the POST to the changed text, p99',
            value: quantile(delays, 0.99),
            unit: 'ms',
            at_most: 250,
          },
          { name: 'p50', value: quantile(delays, 0.5), unit: 'ms' },
          { name: 'longest', value: Math.max(...delays), unit: 'ms' },
          { name: 'runs', value: delays.length, unit: 'updates', at_least: runs },
        ];
      } finally {
        await browser.close();
        await host.close();
      }
    }),
};

/** Tells when the banner's own text first said “Word number N”. */
async function watchBanner(page: Page): Promise<(run: number) => Promise<number>> {
  const waiting = new Map<number, (at: number) => void>();
  await page.exposeFunction('wordIsShown', (run: number, at: number) => waiting.get(run)?.(at));
  await page.addInitScript(() => {
    const { wordIsShown } = globalThis as unknown as { wordIsShown: (run: number, at: number) => void };
    let last = -1;
    const look = (root: ShadowRoot) => {
      const run = Number(/Word number (\d+):/.exec(root.textContent)?.[1] ?? -1);
      if (run === last) return;
      last = run;
      wordIsShown(run, Date.now());
    };
    const findBanner = new MutationObserver(() => {
      const root = document.querySelector('status-banner')?.shadowRoot;
      if (!root) return;
      findBanner.disconnect();
      new MutationObserver(() => look(root)).observe(root, { subtree: true, childList: true, characterData: true });
      look(root);
    });
    findBanner.observe(document, { subtree: true, childList: true });
  });
  return (run) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    waiting.set(run, resolve);
    const timer = setTimeout(
      () => reject(new Error(`Word number ${run} was not shown within ${seenWithinMs} ms.`)),
      seenWithinMs,
    );
    return promise.finally(() => clearTimeout(timer));
  };
}
