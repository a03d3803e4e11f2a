import type { Challenge } from '@allswell/protocol';
import { ask, Refusal } from './ask.ts';
import { hasherOf, leadingZeros } from './sha256.ts';

/** What a request for news carries along: that a computer has worked for it, so that nobody sends them by the million. */
export interface SolvedProof {
  challenge: string;
  nonce: string;
}

/** How long the page is kept busy at once: a frame has twice as much. */
const sliceMs = 8;
/** Challenges are taken for ten minutes; somewhat less, for the way. */
const validMs = 9 * 60_000;
/** Where the service says with its hour when the answer may come at the earliest, that; else a little more than usual. */
const leastWaitMs = 1_100;
const longestWaitMs = 15_000;
const hardest = 28;

interface Work {
  solved: SolvedProof;
  /** Between these instants of this machine's steady clock it is taken. */
  from: number;
  until: number;
}

/** Works out one proof ahead of the moment in which it is wanted. */
export class Proof {
  readonly #root: string;
  readonly #stop = new AbortController();
  #work: Promise<Work> | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** Begins, where nothing is begun. What fails here is told to whoever takes the proof. */
  begin(): void {
    if (this.#work) return;
    const work = this.#solve();
    this.#work = work;
    work.catch(() => {
      if (this.#work === work) this.#work = undefined;
    });
  }

  /** A proof that nobody has used, as soon as it is taken for one. Throws a Refusal where there is none to be had. */
  async take(): Promise<SolvedProof> {
    this.begin();
    const work = await this.#work;
    this.#work = undefined;
    if (!work || performance.now() > work.until) return this.take();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, work.from - performance.now())));
    return work.solved;
  }

  /** Gives up whatever is under way. */
  stop(): void {
    this.#stop.abort();
  }

  async #solve(): Promise<Work> {
    const { value, dateMs } = await ask(`${this.#root}/api/subscriptions/challenge`);
    const at = performance.now();
    const { challenge, difficulty, not_before } = (value ?? {}) as Partial<Challenge>;
    if (typeof challenge !== 'string' || !(Number(difficulty) <= hardest)) throw new Refusal('away');
    const waitMs = Date.parse(not_before ?? '') - dateMs;
    const nonce = await search(challenge, Number(difficulty), this.#stop.signal);
    return {
      solved: { challenge, nonce },
      from: at + Math.min(waitMs >= 0 ? waitMs : leastWaitMs, longestWaitMs),
      until: at + validMs,
    };
  }
}

/** The first number that makes the hash of the challenge and it begin with so many zero bits. */
async function search(challenge: string, difficulty: number, signal: AbortSignal): Promise<string> {
  const hash = hasherOf(challenge);
  let sliceEnd = performance.now() + sliceMs;
  for (let number = 0; ; number++) {
    const nonce = String(number);
    if (leadingZeros(hash(nonce)) >= difficulty) return nonce;
    if (number % 64 === 0 && performance.now() > sliceEnd) {
      await turn();
      signal.throwIfAborted();
      sliceEnd = performance.now() + sliceMs;
    }
  }
}

/** Lets the page do everything else first. Timers would not: a tab in the background has one a second. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
