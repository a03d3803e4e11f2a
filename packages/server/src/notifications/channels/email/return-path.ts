import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Sql } from '../../../db/connect.ts';
import { ensureSecret } from '../../../db/ensure-secret.ts';

/** Makes and reads the addresses that bounces come back to, one for each subscription (VERP). */
export interface ReturnPaths {
  /** `bounce+TOKEN@DOMAIN` */
  addressFor(subscriptionId: string, domain: string): string;
  /** The subscription that such an address, or its token, is of; undefined for what is not ours. */
  subscriptionOf(address: string): string | undefined;
}

const signatureLength = 20;

/** Reads the key of all return paths, and makes it at the first start. */
export async function openReturnPaths(sql: Sql, masterKey: string | undefined): Promise<ReturnPaths> {
  const key = await ensureSecret(sql, 'return-paths', masterKey);
  // In small letters and digits: mail servers may change the case of what stands before the @.
  const tokenFor = (id: string) =>
    `${BigInt(id).toString(36)}-${createHmac('sha256', key).update(id).digest('hex').slice(0, signatureLength)}`;
  return {
    addressFor: (subscriptionId, domain) => `bounce+${tokenFor(subscriptionId)}@${domain}`,
    subscriptionOf(address) {
      const local = address.toLowerCase().replace(/@[^@]*$/, '');
      const [, token = '', digits = ''] = /^(?:bounce\+)?(([1-9a-z][0-9a-z]{0,11})-[0-9a-f]{20})$/.exec(local) ?? [];
      if (token === '') return undefined;
      const id = readBase36(digits);
      return timingSafeEqual(Buffer.from(token), Buffer.from(tokenFor(id))) ? id : undefined;
    },
  };
}

function readBase36(digits: string): string {
  let value = 0n;
  for (const digit of digits) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString();
}
