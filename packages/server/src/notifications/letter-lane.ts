import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../db/connect.ts';
import type { Log } from '../log.ts';
import { Bell } from './bell.ts';
import type { Outcome, Sender } from './channel.ts';
import { type Clock, now } from './clock.ts';
import { givenBack, judgeOutcome } from './judge-outcome.ts';
import { Lease } from './lease.ts';
import { type ClaimedLetter, claimLetters, markLetter } from './letter-store.ts';

const atOnce = 2;
const pollMs = 1_000;
const leaseMs = 120_000;
const markTries = 20;

export interface LetterLaneOptions {
  sender: Sender & Required<Pick<Sender, 'sendLetter'>>;
  sql: Sql;
  clock: Clock;
  random: () => number;
  log: Log;
  newToken: () => string;
  fence: () => string | undefined;
}

/** Sends the letters that are due. It has room of its own, so that none of them waits behind a fan-out. */
export class LetterLane {
  readonly #options: LetterLaneOptions;
  readonly #bell = new Bell();
  #leases = new Set<Lease>();
  #isStopping = false;
  #isFailing = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: LetterLaneOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#run();
  }

  wake(): void {
    this.#bell.ring();
  }

  /** Begins nothing more, and lets what is under way finish for so long. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopping = true;
    this.#bell.ring();
    const waiting = new AbortController();
    await Promise.race([this.#loop, sleep(withinMs, undefined, { signal: waiting.signal }).catch(() => {})]);
    waiting.abort();
    for (const lease of this.#leases) lease.end();
    await Promise.race([this.#loop, sleep(500, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const sent = await this.#sendSome();
      if (sent === 0 && !this.#isStopping) await this.#bell.wait(pollMs);
    }
  }

  async #sendSome(): Promise<number> {
    const { sql, clock, log, newToken, fence: readFence } = this.#options;
    const fence = readFence();
    if (fence === undefined) return 0;
    const lease = new Lease(newToken(), { clock, from: now(clock), lengthMs: leaseMs });
    let letters: ClaimedLetter[];
    try {
      letters = await claimLetters(sql, { fence, token: lease.token, leaseMs, limit: atOnce });
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) log.warn({ err: error }, 'letters cannot be claimed; trying on');
      this.#isFailing = true;
      return 0;
    }
    this.#leases.add(lease);
    await Promise.all(letters.map((letter) => this.#send(letter, lease)));
    this.#leases.delete(lease);
    return letters.length;
  }

  async #send({ attempts, ...letter }: ClaimedLetter, lease: Lease): Promise<void> {
    const { sender, log, random } = this.#options;
    let outcome: Outcome;
    try {
      outcome = await sender.sendLetter(letter, lease.signal);
    } catch (error) {
      log.error({ err: error, kind: letter.kind }, 'a letter failed by a bug');
      outcome = { kind: 'later', reason: 'Something went wrong on our side.' };
    }
    const isBrokenOff = outcome.kind === 'later' && lease.signal.aborted;
    const { mark } = isBrokenOff
      ? { mark: givenBack() }
      : judgeOutcome(outcome, { channel: 'email', attempts, random });
    // A letter has no news behind it that could take its place: what has to wait for the way, waits a little.
    const dueInMs = mark.state === 'waiting' && mark.dueInMs === null && !isBrokenOff ? 15_000 : mark.dueInMs;
    await this.#mark(letter.id, { ...mark, dueInMs, token: lease.token });
  }

  async #mark(id: string, mark: Parameters<typeof markLetter>[2]): Promise<void> {
    const { sql, log } = this.#options;
    for (let tries = 1; ; tries += 1) {
      try {
        await markLetter(sql, id, mark);
        return;
      } catch (error) {
        if (tries === markTries) {
          log.error({ err: error }, 'what became of a letter could not be written down');
          return;
        }
        await sleep(250);
      }
    }
  }
}
