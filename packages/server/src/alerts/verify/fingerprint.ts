import { createHash } from 'node:crypto';

/** Names a delivery by what its sender names it by. What names it is part of the hash, so that no two kinds of names meet. */
export function fingerprintOf(by: string, ...parts: (string | Buffer)[]): Buffer {
  const hash = createHash('sha256').update(by);
  for (const part of parts) hash.update('\n').update(part);
  return hash.digest();
}
