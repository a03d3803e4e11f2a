import {
  audienceQuestionSchema,
  audienceSchema,
  noticeSchema,
  retriedSchema,
  sendingSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { ok } from '../http/answer.ts';
import { read, reckon, type Route, write } from '../http/route.ts';
import { listNotices } from './list-notices.ts';
import { readSending, type SendingConfig } from './read-sending.ts';
import { reckonAudience } from './reckon-audience.ts';
import { resumeSending } from './resume-sending.ts';
import { retryNotice } from './retry-notice.ts';

/** How subscribers are told, for admins. */
export function notificationRoutes(config: SendingConfig): Route[] {
  return [
    read(
      {
        path: '/api/v1/incidents/:id/notices',
        summary: 'What subscribers were told of an incident, newest first, and how that stands',
        answer: v.array(noticeSchema),
        problems: ['incident-not-found'],
      },
      async ({ sql, params }) => ok(await listNotices(sql, params.id)),
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/notices/:id/retry',
        summary: 'Try again what failed of a notice; who was told newer news since is left alone',
        answer: retriedSchema,
        problems: ['notice-not-found'],
      },
      async ({ write, params }) => ok(await retryNotice(write, params.id)),
    ),
    read(
      { path: '/api/v1/notifications', summary: 'How telling subscribers is going', answer: sendingSchema },
      async ({ sql }) => ok(await readSending(sql, config)),
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/notifications/resume',
        summary: 'Let sending go on that is held, for instance since this database was restored from a backup',
        answer: sendingSchema,
      },
      async ({ write }) => {
        await resumeSending(write.tx, write.by);
        return ok(await readSending(write.tx, config));
      },
    ),
    reckon(
      {
        method: 'POST',
        path: '/api/v1/subscribers/audience',
        summary: 'How many people would be told of something, before it is published',
        body: audienceQuestionSchema,
        answer: audienceSchema,
      },
      async ({ sql, input }) => ok(await reckonAudience(sql, input)),
    ),
  ];
}
