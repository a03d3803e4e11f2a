import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { DomainError } from '@allswell/protocol';

const derive = promisify(argon2);

// Above the floor that OWASP names (19 MiB, 2 passes), and above 32 MiB on purpose: such a piece is given back to the
// system at once, while of smaller ones the C library keeps more than 100 MB for good. One at a time, as the whole
// server has to fit into 130 MB.
const cost = { memory: 34_816, passes: 2, parallelism: 1 };
const hashLength = 32;
const atOnce = 1;
const longestLine = 20;

let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password with argon2id; the result says itself how it was made (PHC string). */
export async function hashPassword(password: string): Promise<string> {
  return inLine(async () => {
    const nonce = randomBytes(16);
    const hash = await digest(password, nonce, cost);
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(hash)}`;
  });
}

/** What happens around a check while its turn lasts. */
export interface Guard {
  /** May refuse: between joining the line and having the turn others may have used up the free tries. */
  before(): Promise<void>;
  /** Counts a failure before the next one has its turn. */
  failed(): Promise<void>;
}

/**
 * Checks a password against a hash. Without a hash it takes as long and says no, so that nobody learns from the time
 * which accounts there are.
 */
export async function verifyPassword(password: string, phc: string | null, guard: Guard): Promise<boolean> {
  return inLine(async () => {
    await guard.before();
    const isRight = await matches(password, phc);
    if (!isRight) await guard.failed();
    return isRight;
  });
}

async function matches(password: string, phc: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(phc ?? '');
  if (!parts) {
    await digest(password, Buffer.alloc(16), cost);
    return false;
  }
  const [, memory, passes, parallelism, nonce = '', expected = ''] = parts;
  const made = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const hash = await digest(password, Buffer.from(nonce, 'base64'), made);
  const wanted = Buffer.from(expected, 'base64');
  return wanted.length === hash.length && timingSafeEqual(hash, wanted);
}

/** True for a hash that was made with other costs than those of today. */
export function isOutdated(phc: string): boolean {
  return !phc.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`);
}

/** Each hash takes many megabytes, so few run at once, few wait, and who comes after those is told so. */
async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= longestLine) {
      throw new DomainError('rate-limited', 'Many people are signing in. Try again in a few seconds.', {
        retryAfterSeconds: 2,
      });
    }
    await new Promise<void>((go) => waiting.push(go));
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

async function digest(password: string, nonce: Buffer, { memory, passes, parallelism }: typeof cost): Promise<Buffer> {
  // NFC, so that a password typed on another keyboard or system stays the same password.
  const message = Buffer.from(password.normalize('NFC'));
  return Buffer.from(await derive('argon2id', { message, nonce, memory, passes, parallelism, tagLength: hashLength }));
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
