/// <reference path="./http-ece.d.ts" />
import { createECDH, randomBytes } from 'node:crypto';
import { decrypt } from 'http_ece';

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
