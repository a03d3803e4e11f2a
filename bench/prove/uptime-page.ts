import { gzipSync } from 'node:zlib';
import type { PageDocument } from '@allswell/protocol';
import type { Figure, Proof } from '../measure/figure.ts';
import { addHistory, startWithComponents, stopHistoric } from '../measure/years-of-history.ts';

const components = 30;
const incidents = 60;
const days = 90;

export const proof: Proof = {
  promise: 'A page with 30 components shows 90 days of each within the first 14 kB.',
  async measure() {
    const page = await startWithComponents(components);
    try {
      await addHistory(page, { first: 1, count: incidents, fromDays: 0, untilDays: days });
      const { uptime } = (await (await fetch(new URL('/api/v2/page.json', page.product.page))).json()) as PageDocument;
      const html = await (await fetch(page.product.page)).text();
      const eventful = Object.values(uptime).filter(({ levels = '' }) => /[123]/.test(levels));
      const told = Object.keys(uptime).filter((id) => html.includes(`/uptime/${id}`));
      return [
        // Its styles and data stand in it, and its script is a module, for which nothing waits.
        { name: 'critical path', value: gzipSync(html, { level: 9 }).length, unit: 'bytes, gzip -9', at_most: 14_000 },
        { name: 'the same before compression', value: html.length, unit: 'bytes' },
        count('components and groups with 90 days in page.json', Object.keys(uptime).length),
        count('of these, some that were not well', eventful.length),
        count('of these, shown in the HTML itself with a way to why', told.length),
      ];
    } finally {
      await stopHistoric(page);
    }
  },
};

function count(name: string, value: number): Figure {
  return { name, value, unit: '', at_least: components };
}
