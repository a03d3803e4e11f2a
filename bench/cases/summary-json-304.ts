import { untilReadersSee } from '../../e2e/readers.ts';
import { againstYardstick } from '../measure/against-yardstick.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Bench } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';

export const bench: Bench = {
  promise: 'summary.json answered “not modified” costs less than bare node:http sending it whole.',
  ratio_at_least: 1.1,
  measure: () =>
    withProduct(async (product, operator) => {
      const components = await addComponents(operator);
      const { id } = await openIncident(operator, components.slice(1, 3));
      await untilReadersSee(product, ({ incidents }) => incidents.some((incident) => incident.id === id));
      const url = new URL('/api/v2/summary.json', product.page).href;
      const etag = (await fetch(url, { headers: { 'accept-encoding': 'identity' } })).headers.get('etag');
      if (!etag) throw new Error('summary.json has no ETag.');
      return againstYardstick({ pid: product.pid, url, condition: { 'If-None-Match': etag }, expect: 304 });
    }),
};
