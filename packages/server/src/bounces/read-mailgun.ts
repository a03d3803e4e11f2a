import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@allswell/protocol';
import * as v from 'valibot';
import { validate } from '../http/validate.ts';
import { anyText, type BounceReport, detailOf, requiredText } from './report.ts';

const signed = v.object(
  {
    signature: v.object(
      {
        timestamp: v.union([requiredText, v.pipe(v.number(), v.transform(String))], 'Send the timestamp as a string.'),
        token: v.pipe(
          requiredText,
          v.minLength(1, 'Send the token.'),
          v.maxLength(100, 'This is no token of Mailgun.'),
        ),
        signature: requiredText,
      },
      'Send the signature as an object.',
    ),
    'event-data': v.looseObject({ event: requiredText }, 'Send the event as an object.'),
  },
  'Send a JSON object.',
);
const failure = v.object({
  'event-data': v.object({
    recipient: requiredText,
    severity: v.fallback(v.picklist(['permanent', 'temporary']), 'temporary'),
    reason: anyText,
    'delivery-status': v.fallback(v.object({ message: anyText, description: anyText }), {
      message: undefined,
      description: undefined,
    }),
  }),
});

// Mailgun tries for eight hours to hand over what could not be taken, and it is not said that it signs it anew. What was
// taken is remembered for much longer than that.
const oldestMs = 12 * 3_600_000;
const clockToleranceMs = 300_000;

/** Reads what Mailgun reports, and what names it: its signature covers a time and a token, and no token is good twice. */
export function readMailgun(
  value: unknown,
  signingKey: string,
  now = Date.now(),
): { token: string; reports: BounceReport[] } {
  const { signature: said, 'event-data': data } = validate(signed, value);
  const right = createHmac('sha256', signingKey).update(`${said.timestamp}${said.token}`).digest();
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(said.signature) ? said.signature : '', 'hex');
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new DomainError('signature-invalid', 'Set ALLSWELL_MAILGUN_SIGNING_KEY to the signing key of your account.');
  const ageMs = now - Number(said.timestamp) * 1_000;
  if (!(ageMs < oldestMs && ageMs > -clockToleranceMs))
    throw new DomainError('signature-invalid', 'This was signed too long ago, or a clock is wrong.');
  return { token: `${said.timestamp}${said.token}`, reports: reportsOf(data.event, value) };
}

function reportsOf(event: string, value: unknown): BounceReport[] {
  const kinds: Record<string, BounceReport['kind']> = { complained: 'complained', unsubscribed: 'unsubscribed' };
  if (event !== 'failed' && !Object.hasOwn(kinds, event)) return [];
  const { recipient, severity, reason, 'delivery-status': status } = validate(failure, value)['event-data'];
  const kind = kinds[event] ?? (severity === 'permanent' ? 'permanent' : 'transient');
  return [{ address: recipient, kind, detail: detailOf(status.message, status.description, reason) }];
}
