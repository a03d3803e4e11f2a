import {
  alertDeliverySchema,
  mappingTrialResultSchema,
  mappingTrialSchema,
  wholeAlertDeliverySchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { noContent, ok } from '../../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../../http/pagination.ts';
import { type Route, read, reckon, write } from '../../http/route.ts';
import { listDeliveries, readDelivery } from './read-delivery.ts';
import { retryDelivery } from './retry-delivery.ts';
import { tryMapping } from './try-mapping.ts';

/** What sources delivered, and what became of it. */
export const alertDeliveryRoutes: Route[] = [
  read(
    {
      path: '/api/v1/alert-sources/:id/deliveries',
      summary: 'What a source delivered in the last days, newest first',
      query: pageQuerySchema,
      answer: v.array(alertDeliverySchema),
      problems: ['alert-source-not-found'],
    },
    async ({ sql, query, url, params }) => {
      const part = { limit: query.per_page, offset: offsetOf(query) };
      const { deliveries, total } = await listDeliveries(sql, params.id, part);
      return ok(deliveries, linkHeader(url, query, total));
    },
  ),
  reckon(
    {
      method: 'POST',
      path: '/api/v1/alert-sources/:id/try-mapping',
      summary: 'Try what a mapping would read from a delivery; by default from the last one',
      body: mappingTrialSchema,
      answer: mappingTrialResultSchema,
      problems: ['alert-source-not-found', 'alert-delivery-not-found'],
    },
    async ({ sql, params, input }) => ok(await tryMapping(sql, params.id, input)),
  ),
  read(
    {
      path: '/api/v1/alert-deliveries/:id',
      summary: 'One delivery as it came, with the alerts that are read from it now',
      answer: wholeAlertDeliverySchema,
      problems: ['alert-delivery-not-found'],
    },
    async ({ sql, params }) => ok(await readDelivery(sql, params.id)),
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/alert-deliveries/:id/retry',
      summary: 'Read a delivery once more that failed or could not be read',
      status: 204,
      problems: ['alert-delivery-not-found', 'alert-delivery-settled'],
    },
    async ({ write, params }) => {
      await retryDelivery(write, params.id);
      return noContent();
    },
  ),
];
