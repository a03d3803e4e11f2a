import { createHash, createPrivateKey, type KeyObject, sign as signSync } from 'node:crypto';
import { promisify } from 'node:util';
import { type Header, header } from './headers.ts';

/** Signs messages for a domain (DKIM, RFC 6376 and 8463). */
export interface Signer {
  /** The DKIM-Signature field of a message. */
  sign(headers: readonly Header[], body: Buffer, at: Date): Promise<string>;
}

// Those that RFC 6376, 5.4.1 recommends, and the two of one-click unsubscribing, which RFC 8058 demands. A name that
// stands here twice is signed as absent beyond the first: nobody can add a second subject or sender.
const signed = [
  ...['from', 'from', 'to', 'to', 'subject', 'subject', 'date', 'message-id', 'in-reply-to', 'references'],
  ...['list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'auto-submitted', 'feedback-id'],
  ...['mime-version', 'content-type', 'content-language'],
];

const signAside = promisify<string | null | undefined, Buffer, KeyObject, Buffer>(signSync);

/**
 * Reads the key once: reading it for every signature costs three times as much as signing. RSA signatures are made
 * beside the main thread, where a readers' page may be waiting.
 */
export function createSigner({ domain, selector, pem }: { domain: string; selector: string; pem: string }): Signer {
  const key = createPrivateKey(pem);
  const type = key.asymmetricKeyType;
  if (type !== 'rsa' && type !== 'ed25519')
    throw new Error(`a ${type} key cannot sign emails: make an RSA or Ed25519 one`);
  if (type === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < 1024) {
    throw new Error('the RSA key is too short: make one of 2048 bits');
  }
  const algorithm = type === 'rsa' ? 'rsa-sha256' : 'ed25519-sha256';
  const start = `v=1; a=${algorithm}; c=relaxed/relaxed; d=${domain}; s=${selector}; h=${signed.join(':')};`;

  return {
    async sign(headers, body, at) {
      // Bodies are written so that their bytes are their canonical form; see quoted-printable.ts.
      const bodyHash = createHash('sha256').update(body).digest('base64');
      const unsigned = `${start} t=${Math.floor(at.getTime() / 1_000)}; bh=${bodyHash}; b=`;
      const data = `${canonicalOf(headers)}dkim-signature:${unsigned}`;
      const signature =
        type === 'rsa'
          ? await signAside('sha256', Buffer.from(data), key)
          : signSync(null, createHash('sha256').update(data).digest(), key);
      const folded = signature.toString('base64').replace(/.{1,72}/g, '\r\n $&');
      return header('DKIM-Signature', unsigned).line.trimEnd() + `${folded}\r\n`;
    },
  };
}

/** The signed fields in the order of `signed`, each name's last field first (RFC 6376, 5.4.2). */
function canonicalOf(headers: readonly Header[]): string {
  const byName = new Map(headers.map(({ name, canonical }) => [name, canonical]));
  let text = '';
  for (const name of signed) {
    text += byName.get(name) ?? '';
    byName.delete(name);
  }
  return text;
}
