/** A delivery at the door, before it is believed. */
export interface Received {
  /** As it came: signatures are over these bytes. */
  body: Buffer;
  /** The value of a header, without regard to case. */
  header(name: string): string | undefined;
  at: Date;
}

/**
 * What a check has found. `fingerprint`: what names this delivery in what was signed, so that it is taken once; null
 * where the same bytes may honestly come again. `note`: there is nothing to read in it, and why.
 */
export type Verdict = { isRight: true; fingerprint: Buffer | null; note?: string } | { isRight: false; reason: string };

export function refused(reason: string): Verdict {
  return { isRight: false, reason };
}

export function right(fingerprint: Buffer | null = null): Verdict {
  return { isRight: true, fingerprint };
}

/** How far the sender's clock and ours may differ, and how long a delivery may take. */
export const toleranceMs = 300_000;

/** Whether a time that was signed, in seconds since 1970, is of now. */
export function isOfNow(seconds: string, { at }: Pick<Received, 'at'>): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(at.getTime() - Number(seconds) * 1_000) <= toleranceMs;
}

export const staleReason = 'It was signed more than five minutes ago, or a clock is wrong.';
