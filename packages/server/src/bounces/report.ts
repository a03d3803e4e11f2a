import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { cleanLine } from '../text/clean.ts';

/** What a mail provider or server says about one address. */
export interface BounceReport {
  address: string;
  /** `permanent`: it will never work. `transient`: it did not work this time. */
  kind: 'permanent' | 'transient' | 'complained' | 'unsubscribed';
  /** What the other side said, for the operator. */
  detail: string | null;
}

/** Names one report, so that it counts once however often it comes. */
export function hashOfReport(provider: string, content: string | Uint8Array): Buffer {
  return createHash('sha256').update(`${provider}\n`).update(content).digest();
}

/** The first of these that says something, on one line of at most 300 characters. */
export function detailOf(...said: unknown[]): string | null {
  for (const text of said) {
    const line = typeof text === 'string' ? cleanLine(text) : '';
    if (line !== '') return [...line].slice(0, 300).join('');
  }
  return null;
}

/** A text that a provider always sends. */
export const requiredText = v.pipe(
  v.string('Send this field as a string: the provider always does.'),
  v.maxLength(10_000, 'This is longer than any provider makes it.'),
);

/** A text that is only shown, or not there: whatever else it is, the report is still good. */
export const anyText = v.fallback(v.optional(v.string()), undefined);
