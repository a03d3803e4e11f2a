import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Challenge, DomainError } from '@allswell/protocol';

/** Bits of work on a quiet day: a moment for a person's browser, hours for who wants ten thousand. */
export const usualDifficulty = 15;
const mostDifficulty = 20;
/** From here on each doubling of the requests within an hour doubles the work. */
const calmPerHour = 200;
const lifeMs = 10 * 60_000;
/** No person fills in a form faster. */
const shortestMs = 1_000;

/** What a request has to prove, and what it says it found. */
export interface Proof {
  challenge: string;
  nonce: string;
}

/** How many bits of work a request costs after so many others in the last hour. */
export function difficultyAfter(requests: number): number {
  if (requests <= calmPerHour) return usualDifficulty;
  return Math.min(mostDifficulty, usualDifficulty + Math.floor(Math.log2(requests / calmPerHour)) + 1);
}

/** Makes a challenge. Nothing of it is stored: its signature says that it is ours, and how hard and how old it is. */
export function makeChallenge(key: Buffer, now: Date, difficulty: number): Challenge {
  const signed = [now.getTime().toString(36), difficulty, randomBytes(12).toString('base64url')].join('.');
  return {
    challenge: `${signed}.${signatureOf(signed, key)}`,
    difficulty,
    not_before: new Date(now.getTime() + shortestMs).toISOString(),
  };
}

/** A proof whose work is done; whether it is in time is known once the time is. */
export interface CheckedProof {
  /** Under which it is kept that it is spent. */
  hash: Buffer;
  expires_at: Date;
  /** Refuses it when it comes too early or too late. */
  requireInTime(now: Date): void;
}

/** Checks a proof as far as that needs no database. */
export function checkProof({ challenge, nonce }: Proof, key: Buffer): CheckedProof {
  const cut = challenge.lastIndexOf('.');
  const signed = challenge.slice(0, Math.max(0, cut));
  const [made, difficulty] = signed.split('.');
  if (!isEqual(challenge.slice(cut + 1), signatureOf(signed, key))) {
    throw refused('This is no challenge of this page. Ask for one, and send it as it came.');
  }
  const work = createHash('sha256').update(challenge).update(nonce).digest();
  if (leadingZeroBits(work) < Number(difficulty)) {
    throw refused(`Find a nonce for which SHA-256(challenge + nonce) begins with ${difficulty} zero bits.`);
  }
  const madeAt = Number.parseInt(made ?? '', 36);
  return {
    hash: createHash('sha256').update(challenge).digest(),
    expires_at: new Date(madeAt + lifeMs),
    requireInTime(now) {
      const age = now.getTime() - madeAt;
      if (age < shortestMs) throw refused('Wait until "not_before", then send the same request again.');
      if (age > lifeMs) throw refused('This challenge has expired. Ask for a new one.');
    },
  };
}

/** The problem of a proof that does not hold. */
export function refused(advice: string): DomainError {
  return new DomainError('proof-invalid', advice);
}

/** Finds a nonce, as a browser does. */
export function solve({ challenge, difficulty }: Pick<Challenge, 'challenge' | 'difficulty'>): string {
  for (let nonce = 0; ; nonce++) {
    const work = createHash('sha256').update(challenge).update(String(nonce)).digest();
    if (leadingZeroBits(work) >= difficulty) return String(nonce);
  }
}

function leadingZeroBits(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? bytes.length * 8 : first * 8 + Math.clz32(bytes[first] ?? 0) - 24;
}

function signatureOf(signed: string, key: Buffer): string {
  return createHmac('sha256', key).update(signed).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
