import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelName, DomainError } from '@allswell/protocol';
import type { Config } from '../config.ts';
import type { Sql } from '../db/connect.ts';
import type { Database } from '../db/open.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Log } from '../log.ts';
import { noticesChannel } from '../notices/announce.ts';
import { type Links, openLinks } from '../subscriptions/links.ts';
import { Bell } from './bell.ts';
import type { Channel, Sender } from './channel.ts';
import { type Clock, systemClock } from './clock.ts';
import { expandDue } from './expand.ts';
import { Fence } from './fence.ts';
import { Lane } from './lane.ts';
import { LetterLane } from './letter-lane.ts';
import { Contents, readContent } from './read-content.ts';
import { foldAway, giveUp, settleNotices } from './settle-notices.ts';
import { countWaiting, readQueue, writeOffers } from './sending-store.ts';

/** Others take over what a process that is gone was sending. */
const usualLeaseMs = 30_000;
const lookEveryMs = 2_000;
const expandEveryMs = 2_000;
/** Readers first: whoever clicks the link finds the news. */
const readersFirstMs = 150;
const settleEveryMs = 1_000;
const giveUpEveryMs = 60_000;
const foldEveryMs = 3_600_000;
/** Within ten seconds everything has to be over, and others end after this. */
const finishWithinMs = 3_000;
const closeWithinMs = 300;
const openAgainMs = 1_000;
/** The clock does not wait for longer until it is known who may send. */
const decideWithinMs = 10_000;

/** What sending needs of the rest. */
export interface SendingOptions {
  database: Pick<Database, 'ready' | 'directSql' | 'openPool'>;
  config: Config;
  publicUrl: string;
  log: Log;
  channels: readonly Channel[];
  leaseMs?: number;
  clock?: Clock;
  random?: () => number;
}

/** How sending fares. */
export interface SendingFigures {
  /** How many deliveries wait, by channel. */
  waiting: { channel: ChannelName; count: number }[];
  oldestDueSeconds: number | null;
  isHeld: boolean;
  /** What became of the tries of this process. */
  results: { channel: ChannelName; result: string; count: number }[];
  /** Since something was last tried by this process, or since its start. */
  idleSeconds: number;
}

/** Sending that goes on until it is stopped. */
export interface Sending {
  /** Resolves once it is known whether this process may send: what comes due after that is no old news. */
  decided: Promise<void>;
  /** For the operations port. */
  figures(): Promise<SendingFigures>;
  stop(): Promise<void>;
}

/**
 * Tells subscribers what there is to tell: plans deliveries, sends them by every channel that is configured, and sends
 * letters. Any number of processes may do this on one database.
 */
export function startSending(options: SendingOptions): Sending {
  const stopping = new AbortController();
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>();
  const sending = new SendingProcess(options, stopping.signal, decide);
  const running = sending.run().catch((error: unknown) => {
    if (!stopping.signal.aborted) options.log.error({ err: error }, 'nothing can be sent to subscribers');
    decide();
  });
  return {
    decided,
    figures: () => sending.figures(),
    async stop() {
      stopping.abort();
      await sending.stop();
      await running;
    },
  };
}

class SendingProcess {
  readonly #options: Required<SendingOptions>;
  readonly #signal: AbortSignal;
  readonly #decide: () => void;
  /** The planner is told to use the indexes: it would else judge a queue by what it was when the process began. */
  readonly #sql: Sql;
  /** To plan a hundred thousand deliveries takes longer than any other question. */
  readonly #planSql: Sql;
  readonly #fence: Fence;
  readonly #bell = new Bell();
  readonly #senders: { channel: Channel; sender: Sender }[] = [];
  readonly #lanes: Lane[] = [];
  readonly #letters: LetterLane[] = [];
  readonly #results = new Map<ChannelName, Map<string, number>>();
  readonly #processToken = randomBytes(9).toString('base64url');
  #leases = 0;
  #hasOffered = false;
  #lastTriedAt: number;
  #opened: Promise<void> = Promise.resolve();
  #duties: Promise<void>[] = [];

  constructor(options: SendingOptions, signal: AbortSignal, decide: () => void) {
    const random = () => randomInt(2 ** 32) / 2 ** 32;
    this.#options = { leaseMs: usualLeaseMs, clock: systemClock, random, ...options };
    this.#signal = signal;
    this.#decide = decide;
    const { database, config, log, clock } = this.#options;
    this.#sql = database.openPool({
      max: 4,
      deadlineMs: 5_000,
      name: 'allswell sending',
      settings: { enable_seqscan: 'off', enable_bitmapscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' },
    });
    this.#planSql = database.openPool({ max: 1, deadlineMs: 180_000, name: 'allswell planning' });
    this.#fence = new Fence({ sql: this.#sql, dataDir: config.dataDir, given: config.fenceToken, log });
    this.#lastTriedAt = clock.monotonic();
  }

  async figures(): Promise<SendingFigures> {
    const [queue, waiting] = await Promise.all([readQueue(this.#sql), countWaiting(this.#sql)]);
    return {
      waiting,
      oldestDueSeconds: queue.oldest_due_seconds,
      isHeld: queue.held_since !== null || this.#fence.heldBecause !== undefined,
      results: [...this.#results].flatMap(([channel, results]) =>
        [...results].map(([result, count]) => ({ channel, result, count })),
      ),
      idleSeconds: (this.#options.clock.monotonic() - this.#lastTriedAt) / 1_000,
    };
  }

  async run(): Promise<void> {
    const { database } = this.#options;
    const stopped = new Promise<void>((resolve) => {
      this.#signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([database.ready.catch(() => stopped), stopped]);
    if (this.#signal.aborted) return;
    const late = setTimeout(this.#decide, decideWithinMs);
    this.#signal.addEventListener('abort', () => clearTimeout(late), { once: true });
    this.#opened = this.#openPatiently();
    await this.#opened;
    await this.#expand();
    this.#duties = [
      this.#every(lookEveryMs, 'look who may send', () => this.#look()),
      this.#every(settleEveryMs, 'settle notices', () => settleNotices(this.#sql)),
      this.#every(lookEveryMs, 'look which destinations are in trouble', () => this.#learn()),
      this.#every(giveUpEveryMs, 'give up old deliveries', () => giveUp(this.#sql)),
      this.#every(foldEveryMs, 'fold settled deliveries away', () => foldAway(this.#sql)),
      this.#expandWhenTold(),
    ];
    await Promise.all(this.#duties);
  }

  async stop(): Promise<void> {
    this.#bell.ring();
    await this.#opened.catch(() => {});
    await Promise.all([
      ...this.#lanes.map((lane) => lane.stop(finishWithinMs)),
      ...this.#letters.map((lane) => lane.stop(finishWithinMs)),
    ]);
    const closed = Promise.all(this.#senders.map(({ sender }) => sender.close()));
    await Promise.race([closed, sleep(closeWithinMs)]);
  }

  /** Opens everything, as soon as the database lets it. */
  async #openPatiently(): Promise<void> {
    for (let isTold = false; !this.#signal.aborted; isTold = true) {
      try {
        const { publicUrl, config } = this.#options;
        const links = await openLinks(this.#sql, publicUrl, config.masterKey);
        await this.#openChannels();
        this.#startLanes(links);
        return;
      } catch (error) {
        if (!isTold) this.#options.log.error({ err: error }, 'nothing can be sent to subscribers yet; trying on');
        await this.#rest(openAgainMs);
      }
    }
  }

  /** Opens each channel. One that cannot be opened, such as for a key that is no key, leaves the others alone. */
  async #openChannels(): Promise<void> {
    const { channels, config, publicUrl, log } = this.#options;
    for (const channel of channels) {
      if (this.#senders.some((opened) => opened.channel === channel)) continue;
      try {
        const sender = await channel.open({ sql: this.#sql, config, publicUrl, log });
        if (sender) this.#senders.push({ channel, sender });
      } catch (error) {
        if (error instanceof DomainError) throw error;
        log.error(
          { err: error, channel: channel.name },
          'nothing can be sent by this way until the server is started again',
        );
      }
    }
  }

  #startLanes(links: Links): void {
    const { publicUrl, log, database } = this.#options;
    const contents = new Contents((id) => readContent(this.#sql, id, publicUrl), this.#options.clock);
    for (const { channel, sender } of this.#senders) {
      const common = {
        ...this.#options,
        sender,
        sql: this.#sql,
        newToken: () => `${this.#processToken}-${(this.#leases += 1)}`,
        fence: () => this.#fence.token,
      };
      this.#lanes.push(
        new Lane({
          ...common,
          channel: channel.name,
          contentOf: (id) => contents.of(id),
          linksOf: (subscription) => ({
            manage: links.urlFor('manage', subscription),
            unsubscribe: links.urlFor('unsubscribe', subscription),
          }),
          onSettled: (result) => this.#count(channel.name, result),
        }),
      );
      if (hasLetters(sender)) this.#letters.push(new LetterLane({ ...common, sender }));
    }
    for (const lane of [...this.#lanes, ...this.#letters]) lane.start();
    const listenSql = database.directSql ?? this.#sql;
    listenSql
      .listen(
        noticesChannel,
        (what) => this.#hear(what),
        () => this.#hear(''),
      )
      .catch((error: unknown) => {
        if (!this.#signal.aborted)
          log.warn({ err: error }, 'Postgres does not notify; subscribers are told a little later');
      });
  }

  #hear(what: string): void {
    if (what === 'letter') {
      for (const lane of this.#letters) lane.wake();
      return;
    }
    if (what === 'taken back') for (const lane of this.#lanes) lane.reconsider();
    if (what === 'expanded') this.#wakeLanes();
    else this.#bell.ring();
  }

  #wakeLanes(): void {
    for (const lane of this.#lanes) lane.wake();
    for (const lane of this.#letters) lane.wake();
  }

  async #look(): Promise<void> {
    const wasOpen = this.#fence.token !== undefined;
    await this.#fence.look();
    this.#decide();
    if (this.#fence.token === undefined) return;
    if (!wasOpen) this.#wakeLanes();
    if (!this.#hasOffered) await this.#offer();
    this.#hasOffered = true;
  }

  /** Says what can be sent by from here: the page offers that. */
  async #offer(): Promise<void> {
    const channels = this.#senders.map(({ channel }) => channel.name);
    const publicKey = this.#senders.find(({ sender }) => sender.publicKey !== undefined)?.sender.publicKey ?? null;
    await this.#sql.begin(async (tx) => {
      if (await writeOffers(tx, channels, publicKey)) await bumpSeq(tx);
    });
  }

  async #learn(): Promise<void> {
    for (const lane of this.#lanes) await lane.learn();
  }

  async #expandWhenTold(): Promise<void> {
    while (!this.#signal.aborted) {
      const isTold = await this.#bell.wait(expandEveryMs);
      if (isTold) await this.#rest(readersFirstMs);
      await this.#expand();
    }
  }

  async #expand(): Promise<void> {
    try {
      if (!this.#signal.aborted && (await expandDue(this.#planSql)) > 0) this.#wakeLanes();
    } catch (error) {
      if (!this.#signal.aborted) this.#options.log.warn({ err: error }, 'deliveries cannot be planned yet; trying on');
      await this.#rest(lookEveryMs / 4);
    }
  }

  /** Does something again and again until the end. A failure is told once. */
  async #every(ms: number, duty: string, work: () => Promise<void>): Promise<void> {
    for (let isFailing = false; !this.#signal.aborted; ) {
      try {
        await work();
        isFailing = false;
      } catch (error) {
        if (!isFailing && !this.#signal.aborted)
          this.#options.log.warn({ err: error, duty }, 'a duty of sending failed');
        isFailing = true;
      }
      await this.#rest(ms);
    }
  }

  async #rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#signal }).catch(() => {});
  }

  #count(channel: ChannelName, result: string): void {
    this.#lastTriedAt = this.#options.clock.monotonic();
    const results = this.#results.get(channel) ?? new Map<string, number>();
    this.#results.set(channel, results.set(result, (results.get(result) ?? 0) + 1));
  }
}

function hasLetters(sender: Sender): sender is Sender & Required<Pick<Sender, 'sendLetter'>> {
  return sender.sendLetter !== undefined;
}
