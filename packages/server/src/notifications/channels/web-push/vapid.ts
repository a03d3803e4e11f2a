import { sign } from 'node:crypto';
import { isLoopback } from '../../../config.ts';
import type { VapidKeys } from './vapid-keys.ts';

const validForMs = 24 * 3_600_000;
/** Well before it ends, and not more often: Apple refuses who signs anew at each message. */
const renewedAfterMs = 12 * 3_600_000;
/** A push service whose clock is behind must not read more than the 24 hours that RFC 8292 allows. */
const marginMs = 5 * 60_000;
const head = base64url({ typ: 'JWT', alg: 'ES256' });

/** Makes the `Authorization` header for a push service (RFC 8292), once for many messages. */
export class VapidSigner {
  readonly #keys: VapidKeys;
  readonly #subject: string | undefined;
  readonly #now: () => number;
  readonly #made = new Map<string, { header: string; madeAt: number }>();

  constructor(keys: VapidKeys, subject: string | undefined, now: () => number = Date.now) {
    this.#keys = keys;
    this.#subject = subject;
    this.#now = now;
  }

  /** What browsers subscribe with. */
  get publicKey(): string {
    return this.#keys.publicKey;
  }

  /** `origin` is that of the endpoint, with its port where it has one. */
  authorizationFor(origin: string): string {
    const now = this.#now();
    const made = this.#made.get(origin);
    if (made && now - made.madeAt < renewedAfterMs && now >= made.madeAt) return made.header;
    const header = `vapid t=${this.#sign(origin, now)}, k=${this.#keys.publicKey}`;
    this.#made.set(origin, { header, madeAt: now });
    return header;
  }

  /** Has the next message for a service that refused the last one signed anew. */
  forget(origin: string): void {
    this.#made.delete(origin);
  }

  #sign(origin: string, now: number): string {
    const exp = Math.floor((now + validForMs - marginMs) / 1_000);
    const claims = base64url({ aud: origin, exp, ...(this.#subject !== undefined && { sub: this.#subject }) });
    const signature = sign('sha256', Buffer.from(`${head}.${claims}`), {
      key: this.#keys.privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    return `${head}.${claims}.${signature.toString('base64url')}`;
  }
}

/**
 * How push services reach the operator: what is set, or the sender of emails, or the page itself. Undefined where there
 * is none that they take: Apple refuses a page on localhost, and anything with a blank in it.
 */
export function vapidSubject(
  { vapidSubject: set, mailFrom }: { vapidSubject: string | undefined; mailFrom: string | undefined },
  publicUrl: string,
): string | undefined {
  if (set !== undefined) return set;
  const address =
    mailFrom === undefined ? undefined : (/<([^<>\s]+@[^<>\s]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom.trim());
  if (address !== undefined && /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(address)) return `mailto:${address}`;
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' && !isLoopback(hostname) ? publicUrl : undefined;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
