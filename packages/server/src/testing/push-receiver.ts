import { createECDH, type ECDH, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';

/** The part of http_ece that reads messages; it comes without types. */
interface Ece {
  decrypt(message: Buffer, how: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string }): Buffer;
}
const require = createRequire(import.meta.url);
const { decrypt } = require('http_ece') as Ece;

/** A browser as far as encryption goes: its keys, and how it reads what was encrypted for it. */
export interface PushReceiver {
  keys: { p256dh: string; auth: string };
  /** By an implementation that is not ours. */
  read(message: Buffer): string;
}

/** Makes a browser with keys of its own. */
export function makePushReceiver(): PushReceiver {
  const privateKey = createECDH('prime256v1');
  const p256dh = privateKey.generateKeys().toString('base64url');
  const auth = randomBytes(16).toString('base64url');
  return {
    keys: { p256dh, auth },
    read: (message) => decrypt(message, { version: 'aes128gcm', privateKey, authSecret: auth }).toString('utf8'),
  };
}
