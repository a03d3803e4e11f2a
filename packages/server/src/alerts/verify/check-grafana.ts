import { createHmac } from 'node:crypto';
import { fingerprintOf } from './fingerprint.ts';
import { isAnyOf } from './is-any-of.ts';
import { isOfNow, type Received, refused, right, staleReason, type Verdict } from './received.ts';

/**
 * HMAC-SHA256 as Grafana 12 makes it, in lower-case hex: of the body, or of `timestamp:body` where a header for the
 * timestamp is named. Without one nothing says when it was signed, and a repeated notification has the same bytes.
 */
export function checkGrafana(
  received: Received,
  secrets: readonly string[],
  { header, timestamp_header }: { header: string; timestamp_header: string | null },
): Verdict {
  const signature = received.header(header);
  if (signature === undefined) return refused(`The header ${header} is missing.`);
  const timestamp = timestamp_header === null ? undefined : received.header(timestamp_header);
  if (timestamp_header !== null && timestamp === undefined)
    return refused(`The header ${timestamp_header} is missing.`);

  const before = timestamp === undefined ? '' : `${timestamp}:`;
  const rights = secrets.map((secret) =>
    createHmac('sha256', secret).update(before).update(received.body).digest('hex'),
  );
  if (!isAnyOf(signature.trim(), rights))
    return refused('The signature is made with none of the secrets, or of another body.');
  if (timestamp === undefined) return right();
  if (!isOfNow(timestamp, received)) return refused(staleReason);
  return right(fingerprintOf('grafana', timestamp, received.body));
}
