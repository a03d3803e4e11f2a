import { DomainError } from '@allswell/protocol';
import { emailCheckSchema, testMessageSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { ok } from '../../../http/answer.ts';
import { type Route, write } from '../../../http/route.ts';
import { postLetter } from '../../../letters/post-letter.ts';
import { checkEmail } from './check-email.ts';
import type { EmailConfig } from './settings.ts';
import { findAddressee } from './store.ts';

/** What the routes of email need beyond what every route has. */
export interface EmailOptions {
  /** Left out, nothing is sent by email. */
  email?: EmailConfig;
}

const none: EmailConfig = { smtpUrl: undefined, mailFrom: undefined, dkim: undefined, bounceDomain: undefined };

/** What admins do to see whether email works. */
export function emailRoutes({ email = none }: EmailOptions): Route[] {
  return [
    write(
      {
        method: 'POST',
        path: '/api/v1/notifications/check-email',
        summary: 'Whether the mail server can be reached and takes our sender; sends nothing',
        answer: emailCheckSchema,
        problems: ['email-not-configured'],
        prepare: ({ services }) => checkEmail(email, services.publicUrl),
      },
      async ({ prepared }) => {
        if (!prepared) throw notConfigured();
        return ok(prepared);
      },
    ),
    write(
      {
        method: 'POST',
        path: '/api/v1/notifications/test',
        summary: 'Send a test message to yourself, the way subscribers get theirs',
        body: testMessageSchema,
        status: 202,
        answer: v.object({ status: v.literal('accepted'), address: v.string() }),
        problems: ['email-not-configured'],
      },
      async ({ write: { tx }, actor }) => {
        if (email.smtpUrl === undefined) throw notConfigured();
        const { address, locale } = await findAddressee(tx, actor.admin_id);
        await postLetter(tx, { kind: 'test', address, locale, admin_id: actor.admin_id });
        return { status: 202, headers: {}, body: JSON.stringify({ status: 'accepted', address }) };
      },
    ),
  ];
}

function notConfigured(): DomainError {
  return new DomainError('email-not-configured', 'Set ALLSWELL_SMTP_URL to the address of your mail server.');
}
