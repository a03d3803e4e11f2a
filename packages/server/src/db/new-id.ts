import { randomBytes } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** The largest multiple of 36 in a byte: bytes beyond it would favour the first letters. */
const fairBytes = 252;

/** A new public id: 12 random characters of a-z and 0-9, as Statuspage's. */
export function newId(): string {
  let id = '';
  while (id.length < 12) {
    for (const byte of randomBytes(16)) {
      if (byte < fairBytes && id.length < 12) id += letters[byte % letters.length];
    }
  }
  return id;
}
