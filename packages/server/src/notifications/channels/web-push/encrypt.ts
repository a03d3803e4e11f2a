import { createCipheriv, createECDH, createHmac, randomFillSync } from 'node:crypto';

// RFC 8291 (Message Encryption for Web Push) over RFC 8188 (aes128gcm), in one record.

/** The most that fits into one message: push services take 4,096 bytes (RFC 8030, 7.2) of which 103 are not text. */
export const maxPlaintextBytes = 3_993;

/** The keys of a subscription, as bytes. */
export interface ReceiverKeys {
  /** Its public key: an uncompressed point of P-256. */
  p256dh: Buffer;
  auth: Buffer;
}

/** What makes a message unlike every other; only tests choose it. */
export interface Freshness {
  privateKey: Buffer;
  salt: Buffer;
}

const curve = 'prime256v1';
const saltBytes = 16;
const publicKeyBytes = 65;
const headBytes = saltBytes + 4 + 1 + publicKeyBytes;
const tagBytes = 16;
const recordBytes = 4_096;
/** Ends the last record (RFC 8188, 2). */
const lastRecord = Buffer.from([2]);

const keyInfo = Buffer.from('WebPush: info\0');
// HKDF of up to 32 bytes is one HMAC over its info and the number 1 (RFC 5869, 2.3).
const first = Buffer.from([1]);
const contentKeyInfo = Buffer.concat([Buffer.from('Content-Encoding: aes128gcm\0'), first]);
const nonceInfo = Buffer.concat([Buffer.from('Content-Encoding: nonce\0'), first]);

/** What is random in a message is drawn for many at once: asking for it costs as much as all its hashing. */
const pool = Buffer.allocUnsafe(saltBytes * 256);
let drawn = pool.length;

/**
 * Encrypts a text for one subscription, with a key and a salt that are used for nothing else. Throws when the keys of
 * the subscription are none.
 */
export function encrypt(plaintext: Buffer, { p256dh, auth }: ReceiverKeys, fresh?: Freshness): Buffer {
  if (plaintext.length > maxPlaintextBytes) throw new RangeError(`A push message holds ${maxPlaintextBytes} bytes.`);
  const pair = createECDH(curve);
  if (fresh) pair.setPrivateKey(fresh.privateKey);
  const publicKey = fresh ? pair.getPublicKey() : pair.generateKeys();
  const salt = fresh?.salt ?? drawSalt();

  // Throws for a point that is not on the curve.
  const shared = pair.computeSecret(p256dh);
  const keying = hmac(hmac(auth, shared), keyInfo, p256dh, publicKey, first);
  const pseudorandom = hmac(salt, keying);
  const contentKey = hmac(pseudorandom, contentKeyInfo).subarray(0, 16);
  const nonce = hmac(pseudorandom, nonceInfo).subarray(0, 12);

  const message = Buffer.allocUnsafe(headBytes + plaintext.length + 1 + tagBytes);
  salt.copy(message);
  message.writeUInt32BE(recordBytes, saltBytes);
  message[saltBytes + 4] = publicKeyBytes;
  publicKey.copy(message, saltBytes + 5);
  const cipher = createCipheriv('aes-128-gcm', contentKey, nonce);
  let end = headBytes + cipher.update(plaintext).copy(message, headBytes);
  end += cipher.update(lastRecord).copy(message, end);
  end += cipher.final().copy(message, end);
  cipher.getAuthTag().copy(message, end);
  return message;
}

/** The keys as a browser gives them; undefined when they are none. */
export function readReceiverKeys(keys: unknown): ReceiverKeys | undefined {
  if (typeof keys !== 'object' || keys === null) return undefined;
  const { p256dh, auth } = keys as Record<string, unknown>;
  if (typeof p256dh !== 'string' || typeof auth !== 'string') return undefined;
  const read = { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') };
  const isRight = read.p256dh.length === publicKeyBytes && read.p256dh[0] === 4 && read.auth.length === 16;
  return isRight ? read : undefined;
}

function hmac(key: Buffer, ...parts: Buffer[]): Buffer {
  const made = createHmac('sha256', key);
  for (const part of parts) made.update(part);
  return made.digest();
}

function drawSalt(): Buffer {
  if (drawn >= pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += saltBytes;
  // A copy: the pool is filled again while the message may still be on its way.
  return Buffer.from(pool.subarray(drawn - saltBytes, drawn));
}
