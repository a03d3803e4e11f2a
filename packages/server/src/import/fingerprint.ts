import { createHash } from 'node:crypto';

/** The same for the same data, and for no other. */
export function fingerprint(data: unknown): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
