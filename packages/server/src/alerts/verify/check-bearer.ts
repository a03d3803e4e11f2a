import { isAnyOf } from './is-any-of.ts';
import { type Received, refused, right, type Verdict } from './received.ts';

/** The secret is a bearer token (RFC 6750, 2.1). */
export function checkBearer(received: Received, secrets: readonly string[]): Verdict {
  const header = received.header('authorization');
  if (header === undefined) return refused('The header authorization is missing.');
  const token = /^bearer +(\S+) *$/i.exec(header)?.[1];
  if (token === undefined) return refused('The header authorization holds no bearer token.');
  return isAnyOf(token, secrets) ? right() : refused('The bearer token is none of the secrets.');
}
