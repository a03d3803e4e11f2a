import { textPreviewSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { ok } from '../http/answer.ts';
import { type Route, reckon } from '../http/route.ts';
import { parse } from './parse.ts';

export const textRoutes: Route[] = [
  reckon(
    {
      method: 'POST',
      path: '/api/v1/text/preview',
      summary: 'What readers will see of a body, as nodes',
      body: textPreviewSchema,
      answer: v.object({ nodes: v.array(v.looseObject({ type: v.string() })) }),
    },
    async ({ input }) => ok({ nodes: parse(input.body) }),
  ),
];
