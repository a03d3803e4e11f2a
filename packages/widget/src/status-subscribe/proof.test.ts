import { expect } from 'chai';
import { Refusal } from './ask.ts';
import { Proof } from './proof.ts';
import { hasherOf, leadingZeros } from './sha256.ts';

const { fetch: ownFetch } = globalThis;
const subtle = Object.getOwnPropertyDescriptor(Crypto.prototype, 'subtle');

/** Answers each question for a challenge with the next of these. */
function answers(...given: (() => Response)[]): string[] {
  const asked: string[] = [];
  globalThis.fetch = async (input) => {
    asked.push(`${input as string}`);
    const next = given[Math.min(asked.length, given.length) - 1];
    if (!next) throw new TypeError('Failed to fetch');
    return next();
  };
  return asked;
}

const challenge =
  (name: string, difficulty: number, headers: Record<string, string> = {}) =>
  () => {
    const body = { challenge: name, difficulty, not_before: '2026-11-22T14:00:00.000Z' };
    return new Response(JSON.stringify(body), { headers: { Date: 'Sun, 22 Nov 2026 14:00:00 GMT', ...headers } });
  };

const lost = () => {
  throw new TypeError('Failed to fetch');
};

/** The zero bits that the browser's own hash of a proof begins with. */
async function bitsOf({ challenge: name, nonce }: { challenge: string; nonce: string }): Promise<number> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name + nonce)));
  return Array.from(hash, (byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .indexOf('1');
}

describe('the proof of work', () => {
  afterEach(() => {
    globalThis.fetch = ownFetch;
    if (subtle) Object.defineProperty(Crypto.prototype, 'subtle', subtle);
  });

  it('hashes as the browser does, whatever the length', async () => {
    for (const length of [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 128, 290]) {
      for (const end of ['', '7', '1234567890', 'x'.repeat(64)]) {
        const text = 'ä'.repeat(length % 3) + 'c'.repeat(length);
        const expected = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text + end));
        const bytes = new DataView(new ArrayBuffer(32));
        hasherOf(text)(end).forEach((word, index) => bytes.setInt32(index * 4, word));
        expect([...new Uint8Array(bytes.buffer)], `${length} and ${end.length}`).to.deep.equal([
          ...new Uint8Array(expected),
        ]);
      }
    }
  });

  it('counts zero bits beyond the first word', () => {
    expect(leadingZeros(Int32Array.of(-1, 0))).to.equal(0);
    expect(leadingZeros(Int32Array.of(1, 0))).to.equal(31);
    expect(leadingZeros(Int32Array.of(0, 1))).to.equal(63);
    expect(leadingZeros(Int32Array.of(0, 0))).to.equal(64);
  });

  it('is what the service wants, also on pages without https, where browsers keep their own hash to themselves', async () => {
    answers(challenge('c'.repeat(72), 12));
    Object.defineProperty(Crypto.prototype, 'subtle', { configurable: true, get: () => undefined });
    const solved = await new Proof('https://status.example').take();
    if (subtle) Object.defineProperty(Crypto.prototype, 'subtle', subtle);
    expect(solved.challenge).to.equal('c'.repeat(72));
    expect(await bitsOf(solved)).to.be.at.least(12);
  });

  it('lets the page do other things while it works', async () => {
    // The first number that will do for this one is beyond what fits into one turn.
    answers(challenge('work-9', 16));
    let turns = 0;
    let isDone = false;
    const proof = new Proof('').take().finally(() => (isDone = true));
    while (!isDone) {
      await new Promise((resolve) => setTimeout(resolve));
      turns += 1;
    }
    expect(Number((await proof).nonce)).to.be.greaterThan(100_000);
    expect(turns).to.be.greaterThan(2);
  });

  it('is begun once and used once', async () => {
    const asked = answers(challenge('first', 4), challenge('second', 4));
    const proof = new Proof('https://status.example');
    proof.begin();
    proof.begin();
    expect((await proof.take()).challenge).to.equal('first');
    expect((await proof.take()).challenge).to.equal('second');
    expect(asked).to.deep.equal(Array(2).fill('https://status.example/api/subscriptions/challenge'));
  });

  it('is not handed out before the service takes it', async () => {
    answers(challenge('early', 1, { Date: 'Sun, 22 Nov 2026 13:59:59 GMT' }));
    const began = performance.now();
    await new Proof('').take();
    expect(performance.now() - began).to.be.at.least(990);
  });

  it('says why there is none: the service is away, asked too often, or wants more than a person can wait for', async () => {
    for (const [answer, kind] of [
      [lost, 'away'],
      [() => new Response('', { status: 503 }), 'away'],
      [() => new Response('<html>', { status: 200 }), 'away'],
      [challenge('x', 60), 'away'],
      [() => new Response('{}', { status: 429, headers: { 'Retry-After': '90' } }), 'limited'],
    ] as const) {
      answers(answer);
      const error: unknown = await new Proof('').take().catch((refusal: unknown) => refusal);
      expect(error).to.be.instanceOf(Refusal);
      expect((error as Refusal).kind).to.equal(kind);
      if (kind === 'limited') expect((error as Refusal).retryAfterMs).to.equal(90_000);
    }
  });

  it('is tried anew after it failed', async () => {
    answers(lost, challenge('later', 1));
    const proof = new Proof('');
    await proof.take().catch(() => {});
    expect((await proof.take()).challenge).to.equal('later');
  });
});
