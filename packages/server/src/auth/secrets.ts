import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 random bits, fit for addresses and cookies. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret: it is looked up by this, so that nothing is compared and a stolen table opens nothing. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
