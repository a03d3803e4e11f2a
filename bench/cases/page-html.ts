import { untilReadersSee } from '../../e2e/readers.ts';
import { againstYardstick } from '../measure/against-yardstick.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Bench } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { untilSettled } from '../measure/settled.ts';

const headers = { 'Accept-Encoding': 'gzip, deflate, br' };

export const bench: Bench = {
  promise: 'The page costs hardly more than bare node:http sending the same compressed bytes and headers.',
  ratio_at_least: 0.9,
  measure: () =>
    withProduct(async (product, operator) => {
      const components = await addComponents(operator);
      const { id } = await openIncident(operator, components.slice(1, 3));
      await untilReadersSee(product, ({ incidents }) => incidents.some((incident) => incident.id === id));
      const url = new URL('/', product.page).href;
      await untilSettled(url, headers);
      return againstYardstick({ pid: product.pid, url, headers, expect: 200 });
    }),
};
