import { randomBytes } from 'node:crypto';
import type { Sql } from '../db/connect.ts';
import type { Log } from '../log.ts';
import { confirmFence, proposeFence, readFence, withdrawFence, writeFence } from './fence-file.ts';
import {
  type FenceRow,
  isAnythingDue,
  makeFence,
  readFenceRow,
  sayAlive,
  takeFreeFence,
  wasAnythingSent,
  writeHold,
} from './fence-store.ts';

/** What has been waiting for longer than this is old news, and nobody is told of it without asking. */
export const staleHours = 6;
/** Another sender says that it is alive more often than this. */
const watchesLooks = 3;

export interface FenceOptions {
  sql: Sql;
  dataDir: string;
  /** In place of the one in the data folder. */
  given: string | undefined;
  log: Log;
}

/** A new fence. */
export function newFence(): string {
  return randomBytes(18).toString('base64url');
}

/**
 * Knows whether this process may send from this database. The same secret has to stand in the database and beside the
 * sender, so that a copy of the database, wherever it is brought up, tells nobody anything until an operator wants it to.
 */
export class Fence {
  readonly #options: FenceOptions;
  #token: string | undefined;
  #looks = 0;
  #lastSenderAt: Date | null | undefined;
  #seesAnother = false;
  /** How often in a row nobody was seen to send. */
  #quietLooks = 0;
  #heldBecause: string | undefined;

  constructor(options: FenceOptions) {
    this.#options = options;
  }

  /** The fence, while sending is allowed. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Why nothing is sent by this process. */
  get heldBecause(): string | undefined {
    return this.#heldBecause;
  }

  /** Looks how things stand, and says that this sender is alive. */
  async look(): Promise<void> {
    const { sql } = this.#options;
    const row = await this.#withFence(await readFenceRow(sql));
    if (row.fence === null) return this.#hold(sql, row.held_because ?? 'This database has no fence.');
    this.#watch(row);
    const mine = await this.#own(row);
    if (mine === row.fence) {
      if (await sayAlive(sql, mine, staleHours)) return this.#open(mine);
      const fresh = await readFenceRow(sql);
      if (fresh.fence !== mine) return this.#close();
      return this.#hold(sql, staleBecause(row));
    }
    this.#looks += 1;
    if (this.#looks > watchesLooks) await this.#hold(sql, row.held_because ?? strangeBecause(mine));
    else this.#close();
  }

  /** A database without a fence gets one from the first who sends from it. */
  async #withFence(row: FenceRow): Promise<FenceRow> {
    if (row.fence !== null || row.held_since !== null) return row;
    const { sql, dataDir, given } = this.#options;
    const token = given ?? readFence(dataDir, null)?.token ?? newFence();
    if (given === undefined) proposeFence(dataDir, token);
    const isMade = await makeFence(sql, token);
    if (given === undefined) (isMade ? confirmFence : withdrawFence)(dataDir);
    return readFenceRow(sql);
  }

  /** The fence that this process knows, after it has taken over what it may. */
  async #own(row: FenceRow & { fence: string | null }): Promise<string | undefined> {
    const { sql, dataDir, given } = this.#options;
    if (given !== undefined) {
      if (given !== row.fence && row.is_free && (await takeFreeFence(sql, given))) row.fence = given;
      return given;
    }
    const known = readFence(dataDir, row.fence);
    if (row.fence === null || known?.token === row.fence || row.held_since !== null) return known?.token;
    const wasResumed = row.resumed_at !== null && (!known || known.since < row.resumed_at);
    const isKnownToOthers = this.#seesAnother && (!known || wasResumed);
    if ((wasResumed && row.is_free) || isKnownToOthers || (!known && (await this.#isUnused()))) {
      writeFence(dataDir, row.fence);
      return row.fence;
    }
    return known?.token;
  }

  async #isUnused(): Promise<boolean> {
    const { sql } = this.#options;
    return !(await wasAnythingSent(sql)) && !(await isAnythingDue(sql));
  }

  /** Somebody else sends from this very database: then it is no copy. */
  #watch({ last_sender_at }: FenceRow): void {
    const before = this.#lastSenderAt;
    this.#lastSenderAt = last_sender_at;
    const isAhead = before !== undefined && last_sender_at !== null && last_sender_at > (before ?? new Date(0));
    this.#seesAnother = this.#token === undefined && isAhead;
    this.#quietLooks = isAhead ? 0 : this.#quietLooks + 1;
  }

  #open(token: string): void {
    if (this.#heldBecause !== undefined) this.#options.log.info({}, 'subscribers are told again');
    this.#token = token;
    this.#heldBecause = undefined;
    this.#looks = 0;
  }

  #close(): void {
    this.#token = undefined;
  }

  async #hold(sql: Sql, because: string): Promise<void> {
    this.#close();
    // While others send from this database only this sender is kept out, and no operator has to do with it.
    if (this.#quietLooks > 1) await writeHold(sql, because);
    if (this.#heldBecause === undefined) {
      this.#options.log.warn(
        { because },
        'nothing is sent to subscribers: if this is the system that they should hear from, run "allswell notifications resume"',
      );
    }
    this.#heldBecause = because;
  }
}

function staleBecause({ idle_hours }: FenceRow): string {
  return `Nobody has sent anything for ${Math.floor(idle_hours ?? staleHours)} hours, and what is waiting may be old news.`;
}

function strangeBecause(mine: string | undefined): string {
  return mine === undefined
    ? 'This data folder has never sent from this database, and nobody else is doing so: it may be a copy.'
    : 'The database carries another fence than this sender: one of them may be a copy.';
}
