import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../e2e/browser.ts';
import { openHostPage, snippet } from '../../e2e/host-page.ts';
import { layoutShift, watchLayout } from '../../e2e/layout-shift.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';

const widget = new URL('../../packages/widget/src/', import.meta.url);
/** What the pages of customers and the hosted page load. */
const entries = ['status-banner/define.ts', 'status-page/hydrate.ts'].map((entry) =>
  fileURLToPath(new URL(entry, widget)),
);
const litParts = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element'];

export const proof: Proof = {
  promise: 'A page pays almost nothing while all is well, and little for the banner.',
  measure: () =>
    withProduct(async (product, operator) => {
      const components = await addComponents(operator);
      const host = await openHostPage({ body: `<h1>Fernhill</h1><p>Nothing to see here.</p>${snippet(product.page)}` });
      const browser = await openBrowser();
      try {
        const quiet = await visit(browser, host.url, product.page, async (page) => {
          await page.waitForLoadState('networkidle');
        });
        await openIncident(operator, components.slice(1, 2));
        const loud = await visit(browser, host.url, product.page, async (page) => {
          await page.locator('status-banner [part=bar]').waitFor();
          await page.waitForLoadState('networkidle');
        });
        const isData = ({ url }: Fetched) => url.includes('/api/');
        const beyond = loud.fetched.filter((one) => !one.url.endsWith('/embed.js'));
        const embed = quiet.fetched.find((one) => one.url.endsWith('/embed.js'));
        if (!embed) throw new Error('embed.js was not fetched.');
        return [
          { name: 'embed.js on a quiet page', value: embed.gzip, unit: 'bytes, gzip -9', at_most: 1_500 },
          { name: 'requests of a quiet page', value: quiet.fetched.length, unit: 'requests', at_most: 2 },
          {
            name: 'the banner, all code beyond embed.js',
            value: sum(beyond.filter((one) => !isData(one))),
            unit: 'bytes, gzip -9',
            at_most: 8_500,
          },
          { name: 'data beside it', value: sum(beyond.filter(isData)), unit: 'bytes, gzip -9' },
          {
            name: 'most copies of a part of lit in the bundle',
            value: await copiesOfLit(),
            unit: 'copies',
            at_most: 1,
          },
          { name: 'copies of lit in the page', value: loud.litVersions, unit: 'copies', at_most: 1 },
          { name: 'layout shift of a quiet page', value: quiet.layoutShift, unit: 'CLS', at_most: 0 },
          { name: 'layout shift when the banner comes', value: loud.layoutShift, unit: 'CLS', at_most: 0 },
        ];
      } finally {
        await browser.close();
        await host.close();
      }
    }),
};

interface Fetched {
  url: string;
  gzip: number;
}

interface Visit {
  fetched: Fetched[];
  layoutShift: number;
  litVersions: number;
}

/** Loads the host page in a browser without memory, and tells all that it fetched from the status page. */
async function visit(
  browser: Browser,
  url: string,
  statusPage: string,
  settle: (page: Page) => Promise<void>,
): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const fetched: Promise<Fetched>[] = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(new URL(statusPage).origin)) return;
      fetched.push(
        response.body().then((body) => ({ url: response.url(), gzip: gzipSync(body, { level: 9 }).length })),
      );
    });
    await watchLayout(page);
    await page.goto(url);
    await settle(page);
    const litVersions = await page.evaluate(
      () => (globalThis as { litHtmlVersions?: string[] }).litHtmlVersions?.length ?? 0,
    );
    return { fetched: await Promise.all(fetched), layoutShift: await layoutShift(page), litVersions };
  } finally {
    await context.close();
  }
}

/** The module lists of what we ship, read by a bundler that is not the one that builds it. */
async function copiesOfLit(): Promise<number> {
  const counts = await Promise.all(entries.map(copiesIn));
  return Math.max(...counts);
}

async function copiesIn(entry: string): Promise<number> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    conditions: ['source', 'browser'],
    logLevel: 'error',
  });
  const files = Object.keys(metafile.inputs);
  const counts = litParts.map((name) => {
    const folders = files.flatMap((file) => new RegExp(`^(.*node_modules/${name})/`).exec(file)?.[1] ?? []);
    return new Set(folders).size;
  });
  return Math.max(...counts);
}

function sum(fetched: readonly Fetched[]): number {
  return fetched.reduce((total, { gzip }) => total + gzip, 0);
}
