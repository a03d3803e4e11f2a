import { createHmac } from 'node:crypto';
import type { Sql } from '../../../db/connect.ts';
import { ensureSecret } from '../../../db/ensure-secret.ts';

/** Signs what goes to webhooks, after Standard Webhooks: each subscription has a secret of its own. */
export interface WebhookSigner {
  /** `whsec_…`, as libraries take it. */
  secretOf(subscriptionId: string): string;
  headersFor(message: { id: string; subscriptionId: string; body: string; at: Date }): Record<string, string>;
}

/** Reads the key that all secrets are made from, and makes it at the first start. */
export async function openWebhookSigner(sql: Sql, masterKey: string | undefined): Promise<WebhookSigner> {
  const key = await ensureSecret(sql, 'webhook-signing', masterKey);
  const bytesOf = (subscriptionId: string) => createHmac('sha256', key).update(subscriptionId).digest();
  return {
    secretOf: (subscriptionId) => `whsec_${bytesOf(subscriptionId).toString('base64')}`,
    headersFor({ id, subscriptionId, body, at }) {
      const seconds = Math.floor(at.getTime() / 1_000);
      const signature = createHmac('sha256', bytesOf(subscriptionId))
        .update(`${id}.${seconds}.${body}`)
        .digest('base64');
      return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
    },
  };
}
