import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';

/** Encrypts a text that is to be stored under a secret that is not, bound to the name of what it belongs to. */
export function seal(text: string, secret: string, name: string): string {
  const nonce = randomBytes(12);
  const sealing = createCipheriv(cipher, keyOf(secret), nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return [nonce, sealed, sealing.getAuthTag()].map((part) => part.toString('base64url')).join('.');
}

/** The text again; throws when the secret or the name is another one. */
export function unseal(sealed: string, secret: string, name: string): string {
  const [nonce, text, tag] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !text || !tag) throw new Error('This is not a sealed text.');
  const opening = createDecipheriv(cipher, keyOf(secret), nonce).setAAD(Buffer.from(name)).setAuthTag(tag);
  return Buffer.concat([opening.update(text), opening.final()]).toString('utf8');
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'allswell', 32));
}
