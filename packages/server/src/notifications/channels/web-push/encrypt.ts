import {
  createCipheriv,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hash,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';

// RFC 8291 (Message Encryption for Web Push) over RFC 8188 (aes128gcm), in one record. Nearly all of what a message costs
// is one key pair and one key exchange, so everything around them is done in the cheapest way that node:crypto has.

/** The most that fits into one message: push services take 4,096 bytes (RFC 8030, 7.2) of which 103 are not text. */
export const maxPlaintextBytes = 3_993;

/** The keys of a subscription. */
export interface ReceiverKeys {
  /** Its public key as it stands in a message: an uncompressed point of P-256. */
  point: Buffer;
  publicKey: KeyObject;
  auth: Buffer;
}

/** What makes a message unlike every other; only tests choose it. */
export interface Freshness {
  pair: { publicKey: KeyObject; privateKey: KeyObject };
  salt: Buffer;
}

const saltBytes = 16;
const pointBytes = 65;
const headBytes = saltBytes + 4 + 1 + pointBytes;
const tagBytes = 16;
const recordBytes = 4_096;
const hashBytes = 32;
const blockBytes = 64;
/** Ends the last record (RFC 8188, 2). */
const lastRecord = Buffer.from([2]);
/** What stands before a point of P-256 in a SubjectPublicKeyInfo (RFC 5480). */
const spkiHead = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

const keyInfo = Buffer.from('WebPush: info\0');
// HKDF of up to 32 bytes is one HMAC over its info and the number 1 (RFC 5869, 2.3).
const first = Buffer.from([1]);
const contentKeyInfo = Buffer.concat([Buffer.from('Content-Encoding: aes128gcm\0'), first]);
const nonceInfo = Buffer.concat([Buffer.from('Content-Encoding: nonce\0'), first]);

/** What is random in a message is drawn for many at once: asking for it costs as much as all its hashing. */
const pool = Buffer.allocUnsafe(saltBytes * 256);
let drawn = pool.length;

/** Encrypts a text for one subscription, with a key and a salt that are used for nothing else. */
export function encrypt(plaintext: Buffer, { point, publicKey, auth }: ReceiverKeys, fresh?: Freshness): Buffer {
  if (plaintext.length > maxPlaintextBytes) throw new RangeError(`A push message holds ${maxPlaintextBytes} bytes.`);
  const pair = fresh?.pair ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ownPoint = pointOf(pair.publicKey);
  const salt = fresh?.salt ?? drawSalt();

  const shared = diffieHellman({ privateKey: pair.privateKey, publicKey });
  const keying = hmac(hmac(auth, shared), Buffer.concat([keyInfo, point, ownPoint, first]));
  const pseudorandom = hmac(salt, keying);
  const contentKey = hmac(pseudorandom, contentKeyInfo).subarray(0, 16);
  const nonce = hmac(pseudorandom, nonceInfo).subarray(0, 12);

  const message = Buffer.allocUnsafe(headBytes + plaintext.length + 1 + tagBytes);
  salt.copy(message);
  message.writeUInt32BE(recordBytes, saltBytes);
  message[saltBytes + 4] = pointBytes;
  ownPoint.copy(message, saltBytes + 5);
  // As a key object it is taken at once; of bytes, node:crypto first finds out by exceptions that they are none.
  const cipher = createCipheriv('aes-128-gcm', createSecretKey(contentKey), nonce);
  let end = headBytes + cipher.update(plaintext).copy(message, headBytes);
  end += cipher.update(lastRecord).copy(message, end);
  end += cipher.final().copy(message, end);
  cipher.getAuthTag().copy(message, end);
  return message;
}

/** The keys as a browser gives them; undefined when they are none, such as a point that is not on the curve. */
export function readReceiverKeys(keys: unknown): ReceiverKeys | undefined {
  if (typeof keys !== 'object' || keys === null) return undefined;
  const { p256dh, auth } = keys as Record<string, unknown>;
  if (typeof p256dh !== 'string' || typeof auth !== 'string') return undefined;
  const read = { point: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') };
  if (read.point.length !== pointBytes || read.point[0] !== 4 || read.auth.length !== 16) return undefined;
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([spkiHead, read.point]), format: 'der', type: 'spki' });
    return { ...read, publicKey };
  } catch {
    return undefined;
  }
}

/** By way of JSON Web Key: the other formats take twice as long to write. */
function pointOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = Buffer.allocUnsafe(pointBytes);
  point[0] = 4;
  point.write(x, 1, 'base64url');
  point.write(y, 33, 'base64url');
  return point;
}

/**
 * HMAC-SHA-256 (RFC 2104) for keys of up to a block. Five of them in a row cost as much as the key exchange when each is
 * an object of its own; made of plain hashes they cost next to nothing.
 */
function hmac(key: Buffer, text: Buffer): Buffer {
  const inner = Buffer.allocUnsafe(blockBytes + text.length).fill(0x36, 0, blockBytes);
  const outer = Buffer.allocUnsafe(blockBytes + hashBytes).fill(0x5c, 0, blockBytes);
  for (let index = 0; index < key.length; index++) {
    const byte = key[index] ?? 0;
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  text.copy(inner, blockBytes);
  hash('sha256', inner, 'buffer').copy(outer, blockBytes);
  return hash('sha256', outer, 'buffer');
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
