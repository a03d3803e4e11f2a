import { keptPointsSchema, pushedPointSchema, pushedPointsSchema } from '@allswell/protocol/schema';
import { created } from '../http/answer.ts';
import { open, type Route } from '../http/route.ts';
import { identifyPusher, pointerToOneOf, pointerToPoint, pushPoints, requireOwn } from './push-points.ts';

const problems = ['not-signed-in', 'metric-not-found', 'not-a-push-metric', 'rate-limited'] as const;

/** Points that are pushed to us, in the words of Statuspage's API. A token stands in for a signed-in admin. */
export const pushRoutes: Route[] = [
  open(
    {
      method: 'POST',
      path: '/api/v1/metrics/data',
      summary: 'Push many points with "Authorization: OAuth TOKEN": all of them are kept, or none',
      body: pushedPointsSchema,
      bodyLimit: 256 * 1024,
      answer: keptPointsSchema,
      status: 202,
      problems,
    },
    async ({ input: { data }, c, services: { sql, addressOf } }) => {
      const authorization = c.req.header('authorization');
      const id = await identifyPusher(sql, { authorization, address: addressOf(c) });
      for (const named of Object.keys(data)) requireOwn(id, named);
      await pushPoints(sql, id, data[id] ?? [], pointerToOneOf(id));
      return { status: 202, headers: {}, body: JSON.stringify(data) };
    },
  ),
  open(
    {
      method: 'POST',
      path: '/api/v1/metrics/:id/data',
      summary: 'Push a point with "Authorization: OAuth TOKEN"; of several in one minute the last one counts',
      body: pushedPointSchema,
      answer: pushedPointSchema,
      status: 201,
      problems,
    },
    async ({ input: { data }, params, c, services: { sql, addressOf } }) => {
      const authorization = c.req.header('authorization');
      const id = await identifyPusher(sql, { authorization, address: addressOf(c) });
      requireOwn(id, params.id);
      await pushPoints(sql, id, [data], pointerToPoint);
      return created(`/api/v1/metrics/${id}/points`, { data });
    },
  ),
];
