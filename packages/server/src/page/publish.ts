import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../db/connect.ts';
import type { Log } from '../log.ts';
import type { LastKnownFile } from './last-known.ts';
import { readPage } from './read.ts';
import { recallSnapshot, type Snapshot, supersedes, takeSnapshot } from './snapshot.ts';

export interface PublisherOptions {
  /** Reads the page; best a pool of its own, so that a crowd of writers never keeps readers from the news. */
  sql: Sql;
  /** Where LISTEN works, when `sql` goes through a transaction pooler. */
  listenSql?: Sql;
  publicUrl: string;
  file: LastKnownFile | undefined;
  log: Log;
  /** Puts new bytes where readers get them. */
  onPublish(snapshot: Snapshot): void;
  /** Hears each time that the database agreed with what readers get. */
  onVerify(at: Date): void;
  pollMs?: number;
}

interface PolledState {
  epoch: string;
  seq: string;
  now: Date;
}

const proofKeptMs = 30_000;
/** News that come within this time are kept on disk together: the disk is the database's first of all. */
const gatherMs = 300;

/**
 * Keeps readers' bytes at what the database says. It looks when Postgres notifies, and each second besides: a notice
 * can be lost, the clock alone can change the truth, and each look is the proof that what readers get still holds.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #pollMs: number;
  #current: Snapshot | undefined;
  #verifiedAt: Date | undefined;
  #proofWrittenAt = 0;
  #wake: (() => void) | undefined;
  #isWoken = false;
  #isClosed = false;
  readonly #closing = Promise.withResolvers<void>();
  #isReachable = true;
  #isKeeping = false;
  readonly #waiting: (() => void)[] = [];
  #loop: Promise<void> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#pollMs = options.pollMs ?? 1_000;
  }

  get current(): Snapshot | undefined {
    return this.#current;
  }

  /** When the database last agreed with what readers get. */
  get verifiedAt(): Date | undefined {
    return this.#verifiedAt;
  }

  /** Serves what was kept on disk, if anything was. */
  async recall(): Promise<void> {
    const { file, log } = this.#options;
    try {
      const known = await file?.read();
      if (!known) return;
      const snapshot = recallSnapshot(known, this.#options.publicUrl);
      this.#options.onPublish(snapshot);
      this.#current = snapshot;
      this.#verifiedAt = known.verifiedAt;
      this.#options.onVerify(known.verifiedAt);
    } catch (error) {
      log.warn({ err: error }, 'The last known page on disk cannot be used; it is left out.');
    }
  }

  /** Begins to follow the database. */
  start(): void {
    const { listenSql, sql, log } = this.#options;
    const wake = () => this.#wakeUp();
    (listenSql ?? sql).listen('allswell_page', wake, wake).catch((error: unknown) => {
      if (!this.#isClosed) log.warn({ err: error }, 'Postgres does not notify; changes show within a second.');
    });
    this.#isWoken = true;
    this.#loop = this.#run();
  }

  /** Looks at once; resolves after that look, whether it succeeded or not. */
  refresh(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.#wakeUp();
    return promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closing.resolve();
    this.#wake?.();
    await this.#loop;
    for (const done of this.#waiting.splice(0)) done();
    await this.#writing;
    if (this.#current && this.#verifiedAt) await this.#keepProof(this.#current, this.#verifiedAt);
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      await this.#rest();
      if (!this.#isClosed) await this.#look();
    }
  }

  #rest(): Promise<void> {
    if (this.#isWoken) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#pollMs);
    this.#wake = resolve;
    return promise.finally(() => {
      clearTimeout(timer);
      this.#wake = undefined;
    });
  }

  /** Calls that come while a look is under way share the next one. */
  #wakeUp(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  async #look(): Promise<void> {
    const { log } = this.#options;
    this.#isWoken = false;
    const waiting = this.#waiting.splice(0);
    try {
      await this.#lookOnce();
      if (!this.#isReachable) log.info({ seq: this.#current?.state.seq }, 'The page is fresh again.');
      this.#isReachable = true;
    } catch (error) {
      if (this.#isClosed) return;
      if (this.#isReachable) log.warn({ err: error }, 'The page cannot be renewed; readers get what was last known.');
      this.#isReachable = false;
    } finally {
      for (const done of waiting) done();
    }
  }

  async #lookOnce(): Promise<void> {
    const { sql } = this.#options;
    const startedAt = new Date();
    const [polled] = await sql<PolledState[]>`select epoch, seq, clock_timestamp() as now from page_state`;
    if (!polled) throw new Error('page_state has lost its row.');
    const current = this.#current;
    const isKnown =
      current?.isFromDatabase && current.state.epoch === polled.epoch && current.state.seq === Number(polled.seq);
    if (!isKnown) {
      await this.#publish();
      return;
    }
    this.#verify(startedAt);
    await this.#raiseWhenDue(current, polled.now);
  }

  async #publish(): Promise<void> {
    const { sql, publicUrl, onPublish } = this.#options;
    const startedAt = new Date();
    const snapshot = takeSnapshot(await readPage(sql), publicUrl);
    const current = this.#current;
    if (!supersedes(snapshot, current)) {
      const isOlder = current !== undefined && snapshot.state.seq < current.state.seq;
      if (isOlder)
        throw new Error(`The database says ${snapshot.state.seq}, readers already have ${current.state.seq}.`);
      this.#verify(startedAt);
      return;
    }
    onPublish(snapshot);
    this.#current = snapshot;
    this.#proofWrittenAt = startedAt.getTime();
    this.#verify(startedAt);
    this.#keep();
  }

  /** The clock has changed the truth: one of all processes says so in the database, and all of them hear of it. */
  async #raiseWhenDue({ state, page }: Snapshot, now: Date): Promise<void> {
    const due = page.allswell.next_change_at;
    if (due === null || now.getTime() < Date.parse(due)) return;
    await this.#options.sql`
      update page_state set seq = seq + 1, changed_at = clock_timestamp()
      where epoch = ${state.epoch} and seq = ${state.seq} and clock_timestamp() >= ${due}
      returning pg_notify('allswell_page', seq::text)
    `;
    this.#wakeUp();
  }

  #verify(at: Date): void {
    this.#verifiedAt = at;
    this.#options.onVerify(at);
    if (this.#current && at.getTime() - this.#proofWrittenAt >= proofKeptMs) void this.#keepProof(this.#current, at);
  }

  /** Writes the newest to disk, once for all that come within a moment. */
  #keep(): void {
    const { file } = this.#options;
    if (!file || this.#isKeeping) return;
    this.#isKeeping = true;
    void this.#write(async () => {
      await Promise.race([sleep(gatherMs), this.#closing.promise]);
      this.#isKeeping = false;
      const [snapshot, verifiedAt] = [this.#current, this.#verifiedAt];
      if (!snapshot || !verifiedAt) return;
      this.#proofWrittenAt = verifiedAt.getTime();
      const { state, settings, months, knownSince, beyond, texts: documents } = snapshot;
      const uptime = snapshot.uptime.known;
      await file.write({ state, settings, months, knownSince, beyond, documents, uptime, verifiedAt });
    });
  }

  #keepProof({ state, isFromDatabase }: Snapshot, verifiedAt: Date): Promise<void> {
    const { file } = this.#options;
    if (!file || !isFromDatabase) return Promise.resolve();
    this.#proofWrittenAt = verifiedAt.getTime();
    return this.#write(() => file.prove(state, verifiedAt));
  }

  #write(work: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(work).catch((error: unknown) => {
      this.#options.log.warn({ err: error }, 'The last known page cannot be kept on disk.');
    });
    return this.#writing;
  }
}
