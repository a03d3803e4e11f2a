import { createHmac } from 'node:crypto';
import { fingerprintOf } from './fingerprint.ts';
import { isAnyOf } from './is-any-of.ts';
import { isOfNow, type Received, refused, right, staleReason, type Verdict } from './received.ts';

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function checkStandardWebhooks(received: Received, secrets: readonly string[]): Verdict {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    received.header(name),
  );
  if (!id || !timestamp || !signatures)
    return refused('The headers webhook-id, webhook-timestamp and webhook-signature are not all there.');
  const given = signatures
    .slice(0, 4_000)
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => part.slice(3));
  const rights = secrets
    .map(keyOf)
    .filter((key) => key !== null)
    .map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.`).update(received.body).digest('base64'));
  if (!given.map((one) => isAnyOf(one, rights)).includes(true))
    return refused('The signature is made with none of the secrets, or of another body.');
  if (!isOfNow(timestamp, received)) return refused(staleReason);
  return right(fingerprintOf('standard-webhooks', id));
}

/** The key in a secret: base64 after `whsec_`, or alone; null for what is neither. */
export function keyOf(secret: string): Buffer | null {
  const text = secret.replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  return key.length >= 16 ? key : null;
}
