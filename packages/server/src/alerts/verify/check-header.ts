import { isAnyOf } from './is-any-of.ts';
import { type Received, refused, right, type Verdict } from './received.ts';

/** The secret stands in a header as it is. */
export function checkHeader(received: Received, secrets: readonly string[], { header }: { header: string }): Verdict {
  const given = received.header(header);
  if (given === undefined) return refused(`The header ${header} is missing.`);
  return isAnyOf(given.trim(), secrets) ? right() : refused(`The header ${header} holds none of the secrets.`);
}
