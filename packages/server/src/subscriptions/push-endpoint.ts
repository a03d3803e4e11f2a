import { ECDH } from 'node:crypto';
import type { FieldError } from '@allswell/protocol';
import type { PushSubscriptionJson } from '@allswell/protocol/schema';
import { pushServiceOf } from './push-services.ts';

/** A push subscription that can be sent to. */
export interface PushTarget {
  endpoint: string;
  host: string;
  /** In base64url without padding, as all that follows. */
  p256dh: string;
  auth: string;
}

/** Reads the push subscription of a browser; `egressAllow` names host:port of further services. */
export function readPushSubscription(
  { endpoint, keys }: PushSubscriptionJson,
  egressAllow: readonly string[],
): PushTarget | { mistakes: FieldError[] } {
  const url = URL.parse(endpoint);
  const wrongEndpoint = whatIsWrong(url, egressAllow);
  const [p256dh, auth] = [Buffer.from(keys.p256dh, 'base64url'), Buffer.from(keys.auth, 'base64url')];
  const mistakes: FieldError[] = [];
  if (wrongEndpoint !== undefined) mistakes.push({ pointer: '#/subscription/endpoint', detail: wrongEndpoint });
  if (!isPublicKey(p256dh)) {
    const detail = 'Send the public key of the browser: an uncompressed point of P-256, 65 bytes in base64url.';
    mistakes.push({ pointer: '#/subscription/keys/p256dh', detail });
  }
  if (auth.length !== 16) {
    mistakes.push({ pointer: '#/subscription/keys/auth', detail: 'Send the 16 bytes of the browser in base64url.' });
  }
  if (!url || mistakes.length > 0) return { mistakes };
  return {
    endpoint: url.href,
    host: url.host,
    p256dh: p256dh.toString('base64url'),
    auth: auth.toString('base64url'),
  };
}

function whatIsWrong(url: URL | null, egressAllow: readonly string[]): string | undefined {
  if (!url || !/^https?:$/.test(url.protocol)) return 'Send the endpoint as the browser gives it: an https:// address.';
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    return 'Send the endpoint as the browser gives it: without user, password and fragment.';
  if (pushServiceOf(url.href, egressAllow)) return undefined;
  if (url.protocol !== 'https:') return 'Send an https:// address.';
  return 'Send an endpoint of a push service that is known here: of Google, Mozilla, Apple or Microsoft.';
}

function isPublicKey(point: Buffer): boolean {
  if (point.length !== 65 || point[0] !== 4) return false;
  try {
    ECDH.convertKey(point, 'prime256v1');
    return true;
  } catch {
    return false; // not on the curve
  }
}
