import { DomainError } from '@allswell/protocol';
import { erasureSchema, suppressionSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { type Answer, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageEntries } from '../http/pagination.ts';
import { parseJson, readBytes } from '../http/read-body.ts';
import { open, type Route, read, write } from '../http/route.ts';
import { createEgress } from '../http/safe-fetch.ts';
import { createHookSecrets, type HookSecrets, type Provider } from './hook-addresses.ts';
import { noteReports } from './note-reports.ts';
import { readMailgun } from './read-mailgun.ts';
import { readPostmark } from './read-postmark.ts';
import { readSes } from './read-ses.ts';
import { removeSuppression } from './remove-suppression.ts';
import { hashOfReport } from './report.ts';
import { createSns } from '../http/sns.ts';
import { countSuppressions, findSuppressions } from './store.ts';

/** What the routes of bounces need beyond what every route has. */
export interface BounceOptions {
  masterKey?: string | undefined;
  mailgunSigningKey?: string | undefined;
  upstreams?: ReadonlyMap<string, string> | undefined;
}

const bodyLimit = 1024 * 1024;
const accepted = ok({ status: 'accepted' });

/** Where mail providers report bounces and complaints. The address itself is the secret. */
export function bounceHookRoutes({ masterKey, mailgunSigningKey, upstreams }: BounceOptions): Route[] {
  const sns = createSns(createEgress({ upstreams }));
  let secrets: HookSecrets | undefined;

  const hook = (provider: Provider, name: string, take: (body: Buffer, sql: HookSql) => Promise<Answer>) =>
    open(
      {
        method: 'POST',
        path: `/hooks/bounces/${provider}/:secret`,
        summary: `Bounces and complaints, as ${name} reports them`,
        answer: v.object({ status: v.literal('accepted') }),
        problems: ['not-found', 'malformed-json', 'body-too-large', 'invalid-request', 'signature-invalid'],
      },
      async ({ params, c, services: { sql } }) => {
        secrets ??= createHookSecrets(sql, masterKey);
        if (!(await secrets.isRight(provider, params.secret))) throw unknownAddress();
        return take(await readBytes(c.req.raw, bodyLimit), sql);
      },
    );

  return [
    hook('ses', 'Amazon SES through SNS', async (body, sql) => {
      const envelope = await sns.open(parseJson(body));
      if (envelope.Type === 'SubscriptionConfirmation') await sns.confirm(envelope);
      if (envelope.Type !== 'Notification') return accepted;
      await noteReports(sql, hashOfReport('ses', envelope.MessageId), readSes(inner(envelope.Message)));
      return accepted;
    }),
    hook('postmark', 'Postmark', async (body, sql) => {
      await noteReports(sql, hashOfReport('postmark', body), readPostmark(parseJson(body)));
      return accepted;
    }),
    hook('mailgun', 'Mailgun', async (body, sql) => {
      if (mailgunSigningKey === undefined) throw unknownAddress();
      const { token, reports } = readMailgun(parseJson(body), mailgunSigningKey);
      const { isKnown } = await noteReports(sql, hashOfReport('mailgun', token), reports);
      if (isKnown) throw new DomainError('signature-invalid', 'This was taken before: a signature is good once.');
      return accepted;
    }),
  ];
}

/** Addresses that are not written to. */
export const suppressionRoutes: Route[] = [
  read(
    {
      path: '/api/v1/suppressions',
      summary: 'Addresses that are not written to, newest first',
      query: v.object({
        q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200, 'Send at most 200 characters.')), ''),
        ...pageEntries,
      }),
      answer: v.array(suppressionSchema),
    },
    async ({ sql, query, url }) => {
      const rows = await findSuppressions(sql, { q: query.q, limit: query.per_page, offset: offsetOf(query) });
      const list = rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
      return ok(list, linkHeader(url, query, await countSuppressions(sql, query.q)));
    },
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/suppressions',
      summary: 'Let an address be written to again',
      body: erasureSchema,
      status: 204,
      problems: ['suppression-not-found'],
    },
    async ({ write, input }) => {
      await removeSuppression(write, input);
      return noContent();
    },
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/suppressions/:id',
      summary: 'Let the address of a suppression be written to again',
      status: 204,
      problems: ['suppression-not-found'],
    },
    async ({ write, params }) => {
      await removeSuppression(write, params);
      return noContent();
    },
  ),
];

type HookSql = Parameters<typeof noteReports>[0];

/** SES also sends a sentence when it is connected, which is no report. */
function inner(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function unknownAddress(): DomainError {
  return new DomainError('not-found', 'Copy the address that the panel shows for this provider.');
}
