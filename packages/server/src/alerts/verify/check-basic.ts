import { isAnyOf } from './is-any-of.ts';
import { type Received, refused, right, type Verdict } from './received.ts';

/** The secret is user:password (RFC 7617). */
export function checkBasic(received: Received, secrets: readonly string[]): Verdict {
  const header = received.header('authorization');
  if (header === undefined) return refused('The header authorization is missing.');
  const pair = /^basic +([\w+/=-]+) *$/i.exec(header)?.[1];
  if (pair === undefined) return refused('The header authorization holds no user and password.');
  return isAnyOf(Buffer.from(pair, 'base64'), secrets)
    ? right()
    : refused('User and password are none of the secrets.');
}
