import { untilReadersSee } from '../../e2e/readers.ts';
import { againstYardstick } from '../measure/against-yardstick.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Bench } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';

export const bench: Bench = {
  promise: 'summary.json costs no more than bare node:http sending the same bytes and headers.',
  ratio_at_least: 0.95,
  measure: () =>
    withProduct(async (product, operator) => {
      const components = await addComponents(operator);
      const { id } = await openIncident(operator, components.slice(1, 3));
      await untilReadersSee(product, ({ incidents }) => incidents.some((incident) => incident.id === id));
      return againstYardstick({
        pid: product.pid,
        url: new URL('/api/v2/summary.json', product.page).href,
        expect: 200,
      });
    }),
};
