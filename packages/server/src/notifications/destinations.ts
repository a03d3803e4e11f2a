import type { ChannelName } from '@allswell/protocol';
import { type Clock, type Moment, now, since } from './clock.ts';
import { backOffMs } from './retry.ts';

/** A send that takes longer than this is slow. */
const slowMs = 2_000;
/** So long after the last quick send the slow ones may have more room: nobody else needs it. */
const aloneAfterMs = 5_000;
/** So many failures in a row, each of another address, say that the destination itself is in trouble. */
const mostFailures = 5;

/** What is known of one destination: a mail domain, a push service. */
interface Destination {
  started: Set<Moment>;
  /** How many may be under way at once: it grows with each quick success. */
  room: number;
  isSlow: boolean;
  /** Failures in a row. */
  failures: number;
  /** How often in a row it was left alone. */
  backOffs: number;
  leftAlone: { from: Moment; forMs: number } | undefined;
}

/** How one send went, as far as it tells about its destination. */
export type Verdict = 'answered' | 'failed' | 'trouble' | 'unknown';

/** A destination has to be left alone from now on. */
export interface Trouble {
  backsOffMs: number;
  /** How often in a row that has been so. */
  failures: number;
}

/**
 * Lets no destination hold up the others: one that is in trouble is left alone for a while, and one that is slow, or not
 * known yet, holds a small part of what may be under way at once.
 */
export class Destinations {
  readonly #channel: ChannelName;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #limit: number;
  readonly #known = new Map<string, Destination>();
  #lastQuick: Moment;
  #underWay = 0;

  constructor(channel: ChannelName, { limit, clock, random }: { limit: number; clock: Clock; random: () => number }) {
    this.#channel = channel;
    this.#limit = limit;
    this.#clock = clock;
    this.#random = random;
    this.#lastQuick = now(clock);
  }

  get channel(): ChannelName {
    return this.#channel;
  }

  mayStart(name: string): boolean {
    const one = this.#known.get(name);
    if (!one) return true;
    if (this.#isLeftAlone(one)) return false;
    if (!this.#isSlow(one)) return one.started.size < one.room;
    return one.started.size === 0 || (this.#nobodyElse && this.#underWay < this.#limit - 1);
  }

  /** How many may be under way at once; none while it has to stand back for others. */
  roomOf(name: string): number {
    const one = this.#known.get(name);
    if (!one) return this.#firstRoom;
    if (this.#standsBack(one)) return 0;
    return this.#isSlow(one) ? this.#limit : one.room;
  }

  /** Those of which nothing more is to be claimed for now, with what is queued of them already. */
  blocked(queued: ReadonlyMap<string, number>): string[] {
    return [...this.#known].flatMap(([name, one]) => {
      const isBlocked = this.#isLeftAlone(one) || (this.#standsBack(one) && (one.started.size > 0 || queued.has(name)));
      return isBlocked ? name : [];
    });
  }

  /** A send begins; answers with what ends it. */
  begin(name: string): (verdict: Verdict, atLeastMs?: number) => Trouble | undefined {
    const one = this.#one(name);
    const moment = now(this.#clock);
    one.started.add(moment);
    this.#underWay += 1;
    return (verdict, atLeastMs = 0) => {
      one.started.delete(moment);
      this.#underWay -= 1;
      return this.#judge(one, verdict, { tookMs: since(moment, this.#clock), atLeastMs });
    };
  }

  /** Another process has found it in trouble. */
  learn(name: string, { backsOffMs, failures }: Trouble): void {
    const one = this.#one(name);
    one.backOffs = Math.max(one.backOffs, failures);
    if (backsOffMs > 0) this.#leaveAlone(one, backsOffMs);
  }

  /** Whether it was in trouble and has just answered again. */
  hasRecovered(name: string): boolean {
    const one = this.#known.get(name);
    if (!one || one.backOffs === 0 || one.failures > 0 || this.#isLeftAlone(one)) return false;
    one.backOffs = 0;
    return true;
  }

  /** Those that nobody asks about any more are forgotten, or a page with many subscribers would remember every domain. */
  forgetIdle(): void {
    for (const [name, one] of this.#known) {
      if (one.started.size === 0 && !one.isSlow && one.failures === 0 && one.backOffs === 0 && this.#known.size > 5_000)
        this.#known.delete(name);
    }
  }

  /** What is not known yet gets to hold a small part. */
  get #firstRoom(): number {
    return Math.max(1, Math.min(3, Math.floor(this.#limit / 8)));
  }

  /** It has to make room for others. */
  #standsBack(one: Destination): boolean {
    return this.#isLeftAlone(one) || (this.#isSlow(one) && !this.#nobodyElse);
  }

  get #nobodyElse(): boolean {
    return since(this.#lastQuick, this.#clock) > aloneAfterMs;
  }

  #one(name: string): Destination {
    const known = this.#known.get(name);
    if (known) return known;
    const made: Destination = {
      started: new Set(),
      room: this.#firstRoom,
      isSlow: false,
      failures: 0,
      backOffs: 0,
      leftAlone: undefined,
    };
    this.#known.set(name, made);
    return made;
  }

  /** It has been slow, or one that is under way is. */
  #isSlow(one: Destination): boolean {
    const [first] = one.started;
    return one.isSlow || (first !== undefined && since(first, this.#clock) > slowMs);
  }

  #isLeftAlone(one: Destination): boolean {
    if (!one.leftAlone) return false;
    if (since(one.leftAlone.from, this.#clock) < one.leftAlone.forMs) return true;
    one.leftAlone = undefined;
    one.room = 1; // one to try whether it is well again
    return false;
  }

  #judge(
    one: Destination,
    verdict: Verdict,
    { tookMs, atLeastMs }: { tookMs: number; atLeastMs: number },
  ): Trouble | undefined {
    if (verdict === 'unknown') return undefined;
    one.isSlow = tookMs > slowMs;
    if (!one.isSlow) this.#lastQuick = now(this.#clock);
    if (verdict === 'answered') {
      one.failures = 0;
      one.room = one.isSlow ? 1 : Math.min(this.#limit, one.room + 1);
      return undefined;
    }
    one.failures += 1;
    const isInTrouble = verdict === 'trouble' || one.failures >= mostFailures;
    if (!isInTrouble || this.#isLeftAlone(one)) return undefined;
    one.backOffs += 1;
    const backsOffMs = Math.max(atLeastMs, backOffMs(one.backOffs, this.#random));
    this.#leaveAlone(one, backsOffMs);
    return { backsOffMs, failures: one.backOffs };
  }

  #leaveAlone(one: Destination, forMs: number): void {
    const remaining = one.leftAlone ? one.leftAlone.forMs - since(one.leftAlone.from, this.#clock) : 0;
    if (forMs > remaining) one.leftAlone = { from: now(this.#clock), forMs };
  }
}
