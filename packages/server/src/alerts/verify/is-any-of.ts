import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether what was given is one of what would be right, in a time that tells neither which nor how nearly. */
export function isAnyOf(given: string | Buffer, rights: readonly (string | Buffer)[]): boolean {
  const hashed = hash(given);
  let isFound = false;
  for (const right of rights) isFound = timingSafeEqual(hashed, hash(right)) || isFound;
  return isFound;
}

/** Makes all of them equally long. */
function hash(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}
