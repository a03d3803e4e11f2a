import { UnreadableDelivery } from '../adapter.ts';

type Revive = (key: string, value: unknown, context: { source?: string }) => unknown;
// What the text was is given to the function since ECMAScript 2026.
const parse = JSON.parse as (text: string, revive?: Revive) => unknown;

/**
 * JSON as a sender wrote it. Integers that a number cannot hold exactly stay the text that they were: as keys, two of
 * them must not become one.
 */
export function parseDelivery(text: string): unknown {
  try {
    return /\d{16}/.test(text) ? parse(text, keepInteger) : parse(text);
  } catch (cause) {
    throw new UnreadableDelivery(text.trim() === '' ? 'The delivery is empty.' : 'The delivery is not JSON.', {
      cause,
    });
  }
}

const keepInteger: Revive = (_, value, { source }) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
    ? source
    : value;
