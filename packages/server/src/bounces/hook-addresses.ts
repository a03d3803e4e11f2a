import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Sql, Tx } from '../db/connect.ts';
import { ensureSecret } from '../db/ensure-secret.ts';

/** The mail providers that can report bounces to us. */
export const providers = ['ses', 'postmark', 'mailgun'] as const;
export type Provider = (typeof providers)[number];

/** The secret ends of the addresses that providers report to. */
export interface HookSecrets {
  secretOf(provider: Provider): Promise<string>;
  isRight(provider: Provider, secret: string): Promise<boolean>;
}

/** Reads the key that all of them are made from, once, and makes it when it is first needed. */
export function createHookSecrets(sql: Sql | Tx, masterKey: string | undefined): HookSecrets {
  let key: Buffer | undefined;
  async function secretOf(provider: Provider): Promise<string> {
    key ??= await ensureSecret(sql, 'bounce-hooks', masterKey);
    return createHmac('sha256', key).update(provider).digest('base64url');
  }
  return {
    secretOf,
    async isRight(provider, secret) {
      const [right, given] = [Buffer.from(await secretOf(provider)), Buffer.from(secret)];
      return right.length === given.length && timingSafeEqual(right, given);
    },
  };
}

/** The addresses to enter at the mail providers. Mailgun's needs its signing key, and is left out without it. */
export async function bounceHookAddresses(
  sql: Sql | Tx,
  {
    publicUrl,
    masterKey,
    mailgunSigningKey,
  }: { publicUrl: string; masterKey?: string | undefined; mailgunSigningKey?: string | undefined },
): Promise<Record<string, string>> {
  const secrets = createHookSecrets(sql, masterKey);
  const addresses: Record<string, string> = {};
  for (const provider of providers) {
    if (provider === 'mailgun' && mailgunSigningKey === undefined) continue;
    addresses[provider] = `${publicUrl}/hooks/bounces/${provider}/${await secrets.secretOf(provider)}`;
  }
  return addresses;
}
