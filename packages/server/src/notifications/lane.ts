import type { ChannelName } from '@allswell/protocol';
import { suppress } from '../bounces/suppress.ts';
import type { Sql } from '../db/connect.ts';
import type { Log } from '../log.ts';
import { Bell } from './bell.ts';
import type { NoticeContent, Outcome, Recipient, Sender } from './channel.ts';
import { type Clock, type Moment, now, since } from './clock.ts';
import { Destinations } from './destinations.ts';
import { givenBack, judgeOutcome } from './judge-outcome.ts';
import { Lease } from './lease.ts';
import { Marks } from './marks.ts';
import {
  type ClaimedRow,
  claimDeliveries,
  clearTrouble,
  findTroubles,
  fromTheFirst,
  markDeliveries,
  prolongLeases,
  removeSubscriptions,
  writeTrouble,
} from './queue-store.ts';
import { pauseMs } from './retry.ts';

const mostAtOnce = 50;
const pollMs = 2_000;
const tickMs = 500;
/** Between two ticks more has passed than a busy machine explains: the process, or the machine, was asleep. */
const sleptMs = 2_500;
/** What was claimed and could not be begun for so long is given back, so that newer news can take its place. */
const longestInQueueMs = 5_000;
/** How long answers are waited for that tell whether a message was taken, when everything else is over. */
const inDoubtMs = 4_000;
/** Now and then it looks again from the first that is due: leases end, and destinations come back. */
const fromTheFirstEveryMs = 2_000;

export interface LaneOptions {
  channel: ChannelName;
  sender: Sender;
  sql: Sql;
  clock: Clock;
  random: () => number;
  log: Log;
  leaseMs: number;
  /** Makes a new lease's token. */
  newToken: () => string;
  /** The fence while sending is allowed; undefined while it is held. */
  fence: () => string | undefined;
  contentOf: (noticeId: string) => Promise<NoticeContent | undefined>;
  linksOf: (subscription: { id: string; link_salt: string }) => Recipient['links'];
  /** Counts what became of a delivery. */
  onSettled: (result: 'sent' | 'failed' | 'later' | 'gone') => void;
}

/** A delivery that is ours for now. */
interface Held {
  row: ClaimedRow;
  lease: Lease;
  queuedAt: Moment;
}

/**
 * Sends what is due by one channel: claims some, sends so many at once as the channel takes, writes down each acceptance,
 * and keeps its leases alive while it does.
 */
export class Lane {
  readonly #options: LaneOptions;
  readonly #limit: number;
  readonly #bell = new Bell();
  readonly #marks: Marks;
  readonly #destinations: Destinations;
  readonly #inFlight = new Set<Held>();
  #queue: Held[] = [];
  /** Destinations of which so much is queued that no more is claimed for now. */
  #full: string[] = [];
  #after = fromTheFirst;
  #lookedFromTheFirst: Moment;
  #lastTick: Moment;
  #isInDoubt = false;
  #prolonging: Promise<void> | undefined;
  #lastProlonged: Moment;
  #pause: { from: Moment; forMs: number } | undefined;
  #pauses = 0;
  #isStopping = false;
  #isFailing = false;
  #isPumpScheduled = false;
  #mayBeMore = true;
  #isWoken = false;
  #timer: NodeJS.Timeout | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: LaneOptions) {
    const { channel, sender, clock, random, sql, log } = options;
    this.#options = options;
    // Letters never wait behind a fan-out: a part of what may be under way at once is theirs.
    const reserved = sender.sendLetter ? Math.min(2, Math.floor(sender.concurrency / 4)) : 0;
    this.#limit = Math.max(1, sender.concurrency - reserved);
    this.#destinations = new Destinations(channel, { limit: this.#limit, clock, random });
    this.#marks = new Marks({
      write: (marks) => markDeliveries(sql, marks),
      log,
      onWritten: () => this.#pumpSoon(),
    });
    this.#lookedFromTheFirst = this.#lastTick = this.#lastProlonged = now(clock);
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#loop = this.#run();
  }

  /** There may be something to do. */
  wake(): void {
    this.#isWoken = true;
    this.#mayBeMore = true;
    this.#bell.ring();
  }

  /** Gives back what is not begun: it may have been taken back, or overtaken. */
  reconsider(): void {
    this.#giveBack(this.#queue.splice(0));
    this.wake();
  }

  /** Reads which destinations other processes have found in trouble. */
  async learn(): Promise<void> {
    for (const trouble of await findTroubles(this.#options.sql, this.#options.channel)) {
      this.#destinations.learn(trouble.destination, trouble);
    }
    this.#destinations.forgetIdle();
  }

  /** Begins nothing more, lets what is under way finish, and writes down what became of it. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopping = true;
    this.#bell.ring();
    await this.#loop;
    this.#giveBack(this.#queue.splice(0));
    await this.#untilIdle(withinMs);
    for (const { lease } of this.#inFlight) lease.end();
    await this.#untilIdle(inDoubtMs);
    clearInterval(this.#timer);
    await this.#marks.close(700);
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      if (this.#hasRoom) await this.#fill();
      this.#pump();
      if (this.#mayBeMore && this.#hasRoom) continue;
      if (!(await this.#bell.wait(pollMs))) this.#mayBeMore = true;
    }
  }

  /** Claims some, and learns whether there may be more. */
  async #fill(): Promise<void> {
    const { channel, sql, clock, fence: readFence, leaseMs, newToken, log } = this.#options;
    const fence = readFence();
    if (!this.#mayBeMore || fence === undefined || this.#isPaused) {
      this.#mayBeMore = false;
      return;
    }
    if (since(this.#lookedFromTheFirst, clock) > fromTheFirstEveryMs) this.#after = fromTheFirst;
    const isFromTheFirst = this.#after === fromTheFirst;
    if (isFromTheFirst) this.#lookedFromTheFirst = now(clock);
    const from = now(clock);
    const lease = new Lease(newToken(), { clock, from, lengthMs: leaseMs });
    const limit = Math.min(mostAtOnce, Math.max(10, 2 * this.#limit));
    const queued = this.#queued;
    this.#full = [...queued].flatMap(([name, count]) => (count >= 2 * this.#limit ? name : []));
    const blocked = [...this.#destinations.blocked(queued), ...this.#full];
    try {
      this.#isWoken = false;
      const question = { channel, fence, token: lease.token, leaseMs, limit, after: this.#after, blocked };
      const rows = await claimDeliveries(sql, question);
      this.#isFailing = false;
      for (const row of rows) if (row.state === 'sending') this.#queue.push({ row, lease, queuedAt: from });
      // At the end of the line it looks once more from its beginning; then there is nothing for now.
      this.#mayBeMore = rows.length === limit || !isFromTheFirst || this.#isWoken;
      this.#after = rows.length === limit ? rows.reduce(later, this.#after) : fromTheFirst;
    } catch (error) {
      if (!this.#isFailing) log.warn({ err: error, channel }, 'deliveries cannot be claimed; trying on');
      this.#isFailing = true;
      this.#mayBeMore = false;
    }
  }

  /** Begins as many as may be under way. */
  #pump(): void {
    if (this.#isStopping || this.#isPaused || this.#options.fence() === undefined) return;
    this.#lookForSleep();
    if (this.#isInDoubt) {
      void this.#prolong();
      return;
    }
    while (this.#inFlight.size < this.#limit && this.#marks.pending < this.#limit) {
      const index = this.#queue.findIndex(({ row }) => this.#destinations.mayStart(row.destination));
      const [next] = index < 0 ? [] : this.#queue.splice(index, 1);
      if (!next) break;
      if (next.lease.isHeld) void this.#send(next);
    }
    this.#openFull();
    if (this.#mayBeMore && this.#hasRoom) this.#bell.ring();
  }

  async #send(held: Held): Promise<void> {
    const { row, lease } = held;
    const { channel, random, log, sender, linksOf, contentOf, onSettled } = this.#options;
    this.#inFlight.add(held);
    const end = this.#destinations.begin(row.destination);
    let outcome: Outcome;
    try {
      const content = await contentOf(row.notice_id);
      if (!lease.isHeld) outcome = { kind: 'later', reason: 'The lease was over.', channel: true };
      else if (!content)
        outcome = { kind: 'failed', reason: 'It was taken back.' }; // deleted with its incident
      else outcome = await sender.send(content, recipientOf(row, linksOf), lease.signal);
    } catch (error) {
      log.error({ err: error, channel }, 'a delivery failed by a bug');
      outcome = { kind: 'later', reason: 'Something went wrong on our side.' };
    }
    this.#inFlight.delete(held);
    const isBrokenOff = outcome.kind === 'later' && lease.signal.aborted;
    const { mark, verdict } = isBrokenOff
      ? { mark: givenBack(), verdict: 'unknown' as const }
      : judgeOutcome(outcome, { channel, attempts: row.attempts, random });
    const { notice_id, subscription_id } = row;
    this.#marks.add({ ...mark, notice_id, subscription_id, token: lease.token });
    const afterMs = outcome.kind === 'later' ? outcome.afterMs : undefined;
    const trouble = end(verdict, afterMs);
    if (!isBrokenOff) {
      onSettled(outcome.kind === 'later' && mark.state === 'failed' ? 'failed' : outcome.kind);
      void this.#follow(outcome, row, trouble);
    }
    this.#pumpSoon();
  }

  /** After what was taken is on its way to the database: until it is there, a kill would have it sent again. */
  #pumpSoon(): void {
    if (this.#isPumpScheduled) return;
    this.#isPumpScheduled = true;
    // The marks leave with the next turn of the event loop, and the driver writes in the one after.
    setImmediate(() => {
      setImmediate(() => {
        this.#isPumpScheduled = false;
        this.#pump();
      });
    });
  }

  /** What an outcome means beyond this one delivery. */
  async #follow(
    outcome: Outcome,
    { destination, subscription_id, address }: ClaimedRow,
    trouble: { backsOffMs: number; failures: number } | undefined,
  ): Promise<void> {
    const { channel, sql, clock, random, log } = this.#options;
    if (outcome.kind === 'later' && outcome.channel) {
      if (this.#isPaused) return;
      this.#pauses += 1;
      const forMs = Math.max(outcome.afterMs ?? 0, pauseMs(this.#pauses, random));
      this.#pause = { from: now(clock), forMs };
      if (this.#pauses === 1)
        log.warn({ channel, reason: outcome.reason }, 'nothing can be sent by this way; trying on');
      this.#giveBack(this.#queue.splice(0));
      return;
    }
    if (this.#pauses > 0) log.info({ channel }, 'this way works again');
    this.#pauses = 0;
    try {
      if (outcome.kind === 'gone') await removeSubscriptions(sql, [subscription_id]);
      if (outcome.kind === 'failed' && outcome.bounced)
        await sql.begin((tx) => suppress(tx, { channel, address, reason: 'bounced', detail: outcome.reason }));
      if (trouble && outcome.kind === 'later') {
        await writeTrouble(sql, channel, { ...trouble, destination, reason: outcome.reason });
        log.warn({ channel, destination, reason: outcome.reason }, 'a destination is left alone for a while');
      } else if (this.#destinations.hasRecovered(destination)) {
        await clearTrouble(sql, channel, destination);
        log.info({ channel, destination }, 'a destination works again');
      }
    } catch (error) {
      log.warn({ err: error, channel }, 'what follows from an outcome could not be written down');
    }
  }

  #tick(): void {
    const { clock, leaseMs } = this.#options;
    this.#lookForSleep();
    this.#lastTick = now(clock);
    if (this.#isInDoubt || since(this.#lastProlonged, clock) > leaseMs / 4) void this.#prolong();
    for (const { lease } of this.#inFlight) void lease.isHeld; // to have looked aborts what is over
    const stale = this.#queue.filter(({ queuedAt }) => since(queuedAt, clock) > longestInQueueMs);
    if (stale.length > 0) {
      this.#queue = this.#queue.filter((held) => !stale.includes(held));
      this.#giveBack(stale);
    }
    this.#pump();
  }

  /** A process that slept, or whose clock was set ahead, does not know any more what it holds: it has to ask, once. */
  #lookForSleep(): void {
    const { clock } = this.#options;
    if (since(this.#lastTick, clock) <= sleptMs) return;
    this.#lastTick = now(clock);
    this.#isInDoubt = true;
  }

  /** Asks the database for more time, and learns what it has lost meanwhile. */
  #prolong(): Promise<void> {
    this.#prolonging ??= this.#prolongNow().finally(() => {
      this.#prolonging = undefined;
    });
    return this.#prolonging;
  }

  async #prolongNow(): Promise<void> {
    const { sql, clock, leaseMs } = this.#options;
    const from = now(clock);
    this.#lastProlonged = from;
    const asked = [...this.#queue, ...this.#inFlight];
    try {
      const rows = asked.map(({ row, lease }) => ({ ...row, token: lease.token }));
      const kept = new Set((rows.length > 0 ? await prolongLeases(sql, rows, leaseMs) : []).map(keyOf));
      const lost = new Set<Lease>();
      for (const held of asked) {
        // What was finished meanwhile is not there any more, and that is as it should be.
        const isStillHeld = this.#inFlight.has(held) || this.#queue.includes(held);
        if (isStillHeld && !kept.has(keyOf(held.row))) lost.add(held.lease);
      }
      for (const { lease } of asked) if (!lost.has(lease) && lease.isHeld) lease.prolong(from);
      for (const lease of lost) lease.end();
      this.#queue = this.#queue.filter(({ lease }) => !lost.has(lease));
      this.#isInDoubt = false;
    } catch {
      return; // the leases run out by themselves
    }
    this.#pump();
  }

  #giveBack(held: readonly Held[]): void {
    for (const { row, lease } of held) {
      const { notice_id, subscription_id } = row;
      this.#marks.add({ ...givenBack(), notice_id, subscription_id, token: lease.token });
    }
  }

  /** Fewer wait in the queue than could be begun soon, each destination by the room that it has. */
  get #hasRoom(): boolean {
    let ready = 0;
    for (const [name, count] of this.#queued) ready += Math.min(count, this.#destinations.roomOf(name));
    return ready < Math.max(10, this.#limit);
  }

  /** How much of the queue goes where. */
  get #queued(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { row } of this.#queue) counts.set(row.destination, (counts.get(row.destination) ?? 0) + 1);
    return counts;
  }

  /** One of which enough was queued can be claimed again. */
  #openFull(): void {
    if (this.#full.length === 0) return;
    const queued = this.#queued;
    if (this.#full.every((name) => (queued.get(name) ?? 0) >= this.#limit)) return;
    this.#full = [];
    this.#mayBeMore = true;
  }

  get #isPaused(): boolean {
    return this.#pause !== undefined && since(this.#pause.from, this.#options.clock) < this.#pause.forMs;
  }

  async #untilIdle(withinMs: number): Promise<void> {
    const { clock } = this.#options;
    const from = now(clock);
    while (this.#inFlight.size > 0 && since(from, clock) < withinMs) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

function recipientOf(row: ClaimedRow, linksOf: LaneOptions['linksOf']): Recipient {
  const { subscription_id, address, details, locale, time_zone, incident_id, link_salt } = row;
  const links = linksOf({ id: subscription_id, link_salt });
  return { subscription_id, address, details, locale, time_zone, incident_id, links };
}

function keyOf({ notice_id, subscription_id }: { notice_id: string; subscription_id: string }): string {
  return `${notice_id} ${subscription_id}`;
}

function later(one: string, { due_at }: ClaimedRow): string {
  return one === fromTheFirst || due_at > one ? due_at : one;
}
