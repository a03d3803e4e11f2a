import { alertCaseSchema, idSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { ok } from '../../http/answer.ts';
import { linkHeader, offsetOf, pageEntries } from '../../http/pagination.ts';
import { type Route, read, write } from '../../http/route.ts';
import { dismissCase } from './dismiss-case.ts';
import { publishCase } from './publish-case.ts';
import { listCases, readCase } from './read-case.ts';

const listQuerySchema = v.object({
  ...pageEntries,
  state: v.optional(v.picklist(['open', 'closed'], 'Send open or closed.')),
  incident_id: v.optional(idSchema),
});

export const alertCaseRoutes: Route[] = [
  read(
    {
      path: '/api/v1/alert-cases',
      summary: 'What alerts became, newest first: one draft, then one incident',
      query: listQuerySchema,
      answer: v.array(alertCaseSchema),
    },
    async ({ sql, query, url }) => {
      const { state, incident_id } = query;
      const { cases, total } = await listCases(sql, {
        state,
        incident_id,
        limit: query.per_page,
        offset: offsetOf(query),
      });
      return ok(cases, linkHeader(url, query, total));
    },
  ),
  read(
    {
      path: '/api/v1/alert-cases/:id',
      summary: 'One case',
      answer: alertCaseSchema,
      problems: ['alert-case-not-found'],
    },
    async ({ sql, params }) => ok(await readCase(sql, params.id)),
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/alert-cases/:id/publish',
      summary: 'Publish what waits: the draft of its incident, or the proposal that the incident is over',
      answer: alertCaseSchema,
      problems: ['alert-case-not-found', 'alert-case-closed'],
    },
    async ({ write, params }) => ok(await publishCase(write, params.id)),
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/alert-cases/:id/dismiss',
      summary:
        'Throw away what waits, and leave the case to people; it stays quiet until its alerts have been over once',
      answer: alertCaseSchema,
      problems: ['alert-case-not-found', 'alert-case-closed'],
    },
    async ({ write, params }) => ok(await dismissCase(write, params.id)),
  ),
];
