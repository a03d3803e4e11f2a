import { createHmac, randomUUID } from 'node:crypto';
import type { AlertSource, AlertVerification, MadeAlertSecret } from '@allswell/protocol';
import type { TestAdmin, TestApp } from '../../testing/app.ts';

/** Something that posts alerts to the address of a source, and proves itself as its vendor describes. */
export interface Sender {
  source: AlertSource;
  secret: string;
  path: string;
  send(body: unknown, options?: SendOptions): ReturnType<TestApp['request']>;
  /** What was kept of it, newest first. */
  kept(): Promise<{ id: string; state: string; reason: string | null }[]>;
}

export interface SendOptions {
  headers?: Record<string, string>;
  secret?: string;
  /** When it says that it was signed. */
  at?: Date;
  type?: string;
}

/** What a sender adds to a body so that it is believed. */
export function proofOf(
  verification: AlertVerification,
  secret: string,
  { body, at = new Date(), id = randomUUID() }: { body: string | Buffer; at?: Date; id?: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const hmac = (key: string | Buffer, before = '') => createHmac('sha256', key).update(before).update(body);
  switch (verification.kind) {
    case 'none':
    case 'sns':
      return {};
    case 'header':
      return { [verification.header]: secret };
    case 'bearer':
      return { authorization: `Bearer ${secret}` };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(secret).toString('base64')}` };
    case 'grafana':
      return verification.timestamp_header === null
        ? { [verification.header]: hmac(secret).digest('hex') }
        : {
            [verification.header]: hmac(secret, `${timestamp}:`).digest('hex'),
            [verification.timestamp_header]: timestamp,
          };
    case 'pagerduty':
      return { 'x-pagerduty-signature': `v1=${hmac(secret).digest('hex')}` };
    case 'standard_webhooks': {
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      return {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${hmac(key, `${id}.${timestamp}.`).digest('base64')}`,
      };
    }
  }
}

/** Adds a source, with a secret where its kind has one. */
export async function addSender(
  app: TestApp,
  admin: TestAdmin,
  source: { kind: AlertSource['kind'] } & Partial<AlertSource>,
): Promise<Sender> {
  const made = await admin.request<AlertSource>('POST', '/api/v1/alert-sources', {
    body: { name: `Ours, by ${source.kind}`, ...source },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { id, verification, address } = made.body;
  let secret = '';
  if (verification.kind !== 'none' && verification.kind !== 'sns') {
    const body = verification.kind === 'pagerduty' ? { secret: 'PagerDutyMadeThisSecret' } : {};
    const reply = await admin.request<MadeAlertSecret>('POST', `/api/v1/alert-sources/${id}/secrets`, { body });
    secret = reply.body.secret;
  }
  const path = new URL(address).pathname;
  return {
    source: made.body,
    secret,
    path,
    send(body, { headers, secret: by = secret, at, type = 'application/json' } = {}) {
      const raw = typeof body === 'string' ? body : JSON.stringify(body);
      const proof = proofOf(verification, by, { body: raw, ...(at && { at }) });
      return app.request('POST', path, { raw, headers: { 'content-type': type, ...proof, ...headers } });
    },
    kept: async () =>
      await app.sql<{ id: string; state: string; reason: string | null }[]>`
        select d.id::text, d.state, d.reason from alert_deliveries d where d.source_id = ${id} order by d.id desc
      `,
  };
}
