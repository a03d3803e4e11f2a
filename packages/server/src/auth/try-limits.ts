import type { Limit } from '../http/limits.ts';

/** Failures from one address, whatever they tried. */
export function addressLimit(address: string): Limit {
  return { key: `failures from ${address}`, free: 30, windowSeconds: 3_600 };
}

/**
 * Wrong passwords for one account. Waiting doubles up to a quarter of an hour and never becomes a lock-out, or anyone
 * could keep an operator from publishing; and an address the account has signed in from counts for itself, so that
 * strangers who guess do not make its owner wait.
 */
export function accountLimit(email: string, knownAddress: string | undefined): Limit {
  const key = knownAddress === undefined ? `password of ${email}` : `password of ${email} from ${knownAddress}`;
  return { key, free: 5, windowSeconds: 86_400, wait: { firstSeconds: 10, mostSeconds: 900 } };
}
