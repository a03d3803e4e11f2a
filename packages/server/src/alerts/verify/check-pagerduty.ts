import { createHmac } from 'node:crypto';
import { fingerprintOf } from './fingerprint.ts';
import { isAnyOf } from './is-any-of.ts';
import { type Received, refused, right, toleranceMs, type Verdict } from './received.ts';

/** PagerDuty tries for 48 hours to hand over what could not be taken, and signs the same bytes. */
const oldestMs = 48 * 3_600_000 + toleranceMs;

/** What PagerDuty says about an event inside the body, and so under its signature. */
export interface PagerDutyEvent {
  id: string | null;
  occurredAt: Date | null;
}

/**
 * `X-PagerDuty-Signature: v1=HEX[,v1=HEX]`, HMAC-SHA256 of the body by each secret that PagerDuty has. The signature
 * holds no time, so the event's own counts, as long as PagerDuty may still be trying; within it, its id is good once.
 */
export function checkPagerDuty(
  received: Received,
  secrets: readonly string[],
  readEvent: () => PagerDutyEvent,
): Verdict {
  const header = received.header('x-pagerduty-signature');
  if (header === undefined) return refused('The header x-pagerduty-signature is missing.');
  const given = header
    .slice(0, 2_000)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith('v1='))
    .map((part) => part.slice(3));
  const rights = secrets.map((secret) => createHmac('sha256', secret).update(received.body).digest('hex'));
  if (!given.map((one) => isAnyOf(one, rights)).includes(true))
    return refused('The signature is made with none of the secrets, or of another body.');

  const { id, occurredAt } = readEvent();
  if (id === null || occurredAt === null) return refused('It does not say which event it is, or when it occurred.');
  const ageMs = received.at.getTime() - occurredAt.getTime();
  if (ageMs > oldestMs) return refused('It occurred more than 48 hours ago: PagerDuty does not try for so long.');
  if (ageMs < -toleranceMs) return refused('It is yet to occur, or a clock is wrong.');
  return right(fingerprintOf('pagerduty', id));
}
