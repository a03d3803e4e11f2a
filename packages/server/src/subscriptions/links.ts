import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Sql } from '../db/connect.ts';
import { ensureSecret } from '../db/ensure-secret.ts';

/** What a link lets its holder do. A link for one thing opens nothing else. */
export type LinkPurpose = 'confirm' | 'manage' | 'unsubscribe';

/** Makes and reads the links of subscribers. */
export interface Links {
  /** The secret part: the same each time, so that every letter of a subscription carries the same link. */
  tokenFor(purpose: LinkPurpose, subscription: { id: string; link_salt: string }): string;
  urlFor(purpose: LinkPurpose, subscription: { id: string; link_salt: string }): string;
  /** The subscription that a token names; whether the token is right is known once its salt is. */
  idOf(token: string): string | undefined;
  isFor(purpose: LinkPurpose, token: string, subscription: { id: string; link_salt: string }): boolean;
}

const keyPurpose = 'subscription-links';

/** Reads the key of all links, and makes it at the first start. */
export async function openLinks(sql: Sql, publicUrl: string, masterKey: string | undefined): Promise<Links> {
  const key = await ensureSecret(sql, keyPurpose, masterKey);
  const signed = (purpose: LinkPurpose, id: string, salt: string) =>
    createHmac('sha256', key).update(`${purpose}\n${id}\n${salt}`).digest('base64url');

  function tokenFor(purpose: LinkPurpose, { id, link_salt }: { id: string; link_salt: string }): string {
    return `${BigInt(id).toString(36)}-${signed(purpose, id, link_salt)}`;
  }

  return {
    tokenFor,
    urlFor: (purpose, subscription) => `${publicUrl}/subscriptions/${purpose}/${tokenFor(purpose, subscription)}`,
    idOf(token) {
      const [, digits] = /^([1-9a-z][0-9a-z]{0,11})-[A-Za-z0-9_-]{43}$/.exec(token) ?? [];
      return digits === undefined ? undefined : bigint36(digits)?.toString();
    },
    isFor(purpose, token, subscription) {
      const [given, right] = [Buffer.from(token), Buffer.from(tokenFor(purpose, subscription))];
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}

/** At most what a bigint of Postgres holds. */
function bigint36(digits: string): bigint | undefined {
  let value = 0n;
  for (const digit of digits) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value < 2n ** 63n ? value : undefined;
}
