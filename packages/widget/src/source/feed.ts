import { decodeSummary } from './decode.ts';
import type { SeenSummary } from './decode.ts';
import { recall, remember } from './last-known.ts';
import { BusyError, readJson } from './read-json.ts';
import { openStream } from './stream.ts';
import type { Stream } from './stream.ts';

/** What an element wants from a feed. */
export interface Follower {
  pollMs: number;
  live: boolean;
  /** When the clock alone will change what it shows. */
  wakeAt: number;
  /** Something is new, or its time has come. */
  notify(): void;
}

/** What a feed knows. */
export interface Knowledge {
  summary: SeenSummary;
  /** As it was received. */
  value: unknown;
  provenAt: number;
}

const mostMs = 15 * 60_000;
// Browsers take a longer wait than about 25 days for none at all.
const longestTimerMs = 3_600_000;
const rememberEveryMs = 60_000;

/** The address of the summary of a page, from the address of the page. */
export function summaryAddress(source: string): string {
  const url = new URL(source, document.baseURI);
  if (!url.pathname.endsWith('.json')) url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v2/summary.json`;
  return url.href;
}

/**
 * One fetch loop and one clock for all elements that follow the same sources. It sleeps while the page is hidden, asks
 * less and less often while nothing answers, and wakes with the network and the page.
 */
export class Feed {
  readonly #src: string;
  readonly #followers = new Set<Follower>();
  readonly #addresses: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #polling: Promise<void> | undefined;
  #stream: Stream | undefined;
  #failures = 0;
  #retryAfterMs = 0;
  #askedAt = 0;
  #pollAt = 0;
  #rememberedAt = 0;
  #remembered: unknown;
  #clockOffset = 0;

  /** What is known; undefined until something is. */
  known: Knowledge | undefined;
  /** The address that last answered. */
  address = '';
  /** True once a first round of asking is over, whatever came of it. */
  isSettled = false;

  constructor(src: string) {
    this.#src = src;
    for (const source of src.split(/\s+/)) {
      try {
        if (source) this.#addresses.push(summaryAddress(source));
      } catch {
        // Not an address: the next one may be.
      }
    }
    const last = this.#addresses.length > 0 && recall(src);
    if (last) this.offer(last.value, last.provenAt);
  }

  /** Adds an element; the first one starts the loop. */
  add(follower: Follower): void {
    this.#followers.add(follower);
    if (this.#followers.size === 1) for (const [target, name] of wakers) target().addEventListener(name, this.#onWake);
    this.#onWake();
  }

  /** Takes an element away; the last one stops the loop. */
  remove(follower: Follower): void {
    this.#followers.delete(follower);
    if (this.#followers.size > 0) return;
    for (const [target, name] of wakers) target().removeEventListener(name, this.#onWake);
    this.#rest();
  }

  /** Asks now. Resolves when the answer has been taken in, or when there was none. */
  refresh(): Promise<void> {
    this.#polling ??= this.#poll().finally(() => {
      this.#polling = undefined;
      this.isSettled = true;
      this.tell();
    });
    return this.#polling;
  }

  /** Takes what someone else knows, unless it is older than what is known here; true when it was taken. */
  offer(value: unknown, provenAt: number): boolean {
    const summary = decodeSummary(value);
    if (!summary) return false;
    const [ours, theirs] = [this.known?.summary.allswell, summary.allswell];
    if (this.known && ours && theirs) {
      // One source may lag behind another. A new epoch is a restored database: there the later proof counts.
      const isOlder = ours.epoch === theirs.epoch ? theirs.seq < ours.seq : provenAt < this.known.provenAt;
      if (isOlder) return false;
      if (ours.epoch === theirs.epoch && ours.seq === theirs.seq) {
        this.known.provenAt = Math.max(this.known.provenAt, provenAt);
        return true;
      }
    }
    this.known = { summary, value, provenAt };
    return true;
  }

  /** Tells every element, and waits for what comes next. */
  tell(): void {
    for (const follower of [...this.#followers]) follower.notify();
    this.schedule();
  }

  /** Sets the one timer to what comes first: asking again, or a moment that an element waits for. */
  schedule(): void {
    clearTimeout(this.#timer);
    if (this.#followers.size === 0 || document.hidden || this.#polling) return;
    const wakeAt = Math.min(...[...this.#followers].map((follower) => follower.wakeAt));
    const at = Math.min(this.#addresses.length > 0 ? this.#pollAt : Number.POSITIVE_INFINITY, wakeAt);
    this.#timer = setTimeout(
      () => {
        if (this.#isDue()) void this.refresh();
        else this.tell();
      },
      Math.max(0, Math.min(at - Date.now(), longestTimerMs)),
    );
  }

  readonly #onWake = (event?: Event) => {
    if (document.hidden) return this.#rest();
    if (event?.type === 'online') this.#pollAt = 0;
    // What was learned before a long sleep is looked at again before it is called old.
    if (event && this.#isDue()) return void this.refresh();
    this.#listen();
    this.tell();
  };

  #isDue(): boolean {
    return this.#addresses.length > 0 && Date.now() >= this.#pollAt;
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = undefined;
  }

  async #poll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#askedAt = Date.now();
    this.#retryAfterMs = 0;
    let hasAnswered = false;
    for (const address of this.#addresses) {
      try {
        const { value, ageMs, clockOffset } = await readJson(address);
        const isTaken = this.offer(value, Date.now() - ageMs);
        if (!isTaken && !this.known) continue;
        hasAnswered = true;
        if (!isTaken) continue;
        this.address = address;
        this.#clockOffset = clockOffset;
        this.#keep();
        break;
      } catch (error) {
        if (error instanceof BusyError) this.#retryAfterMs = Math.max(this.#retryAfterMs, error.retryAfterMs);
      }
    }
    this.#failures = hasAnswered ? 0 : this.#failures + 1;
    this.#plan();
    if (hasAnswered) this.#listen();
  }

  /** Sets when to ask next: a little apart from everybody else, and when the server said that something will change. */
  #plan(): void {
    const now = Date.now();
    const everyMs = Math.min(...[...this.#followers].map((follower) => follower.pollMs), mostMs);
    const waitMs = Math.min(everyMs * 2 ** Math.min(this.#failures, 10), mostMs) * (0.9 + Math.random() * 0.2);
    this.#pollAt = now + Math.max(this.#stream ? waitMs * 4 : waitMs, this.#retryAfterMs);
    const changeAt = Date.parse(this.known?.summary.allswell?.next_change_at ?? '') + Math.random() * 1_000;
    if (changeAt > this.#askedAt && this.#failures === 0) this.#pollAt = Math.min(this.#pollAt, changeAt);
  }

  #listen(): void {
    const isWanted = [...this.#followers].some((follower) => follower.live);
    if (!isWanted || this.#stream || document.hidden || !this.address || !this.known?.summary.allswell) return;
    this.#stream = openStream(this.address.replace(/summary\.json(?=$|\?)/, 'stream'), {
      onSummary: (value) => {
        const before = this.known?.summary.allswell?.seq;
        // A stream repeats its last word to whoever comes: only news is proof.
        if (this.offer(value, this.known?.provenAt ?? 0) && this.known?.summary.allswell?.seq !== before) {
          if (this.known) this.known.provenAt = Date.now();
          this.#keep();
        }
        this.tell();
      },
      onChanged: () => void this.refresh(),
      onAlive: ({ epoch, seq, verified_at }) => {
        const ours = this.known?.summary.allswell;
        if (!this.known || ours?.epoch !== epoch || ours?.seq !== seq) return;
        const provenAt = Math.min(Date.parse(verified_at) - this.#clockOffset, Date.now());
        if (provenAt > this.known.provenAt) this.known.provenAt = provenAt;
        this.#keep();
        this.tell();
      },
      onLost: (isClosed) => {
        if (isClosed) this.#stream = undefined;
        this.#plan();
        this.schedule();
      },
    });
    this.#plan();
  }

  #keep(): void {
    if (!this.known) return;
    const isSame = this.known.value === this.#remembered;
    if (isSame && Date.now() - this.#rememberedAt < rememberEveryMs) return;
    this.#remembered = this.known.value;
    this.#rememberedAt = Date.now();
    remember(this.#src, { value: this.known.value, provenAt: this.known.provenAt });
  }
}

const wakers: [target: () => EventTarget, event: string][] = [
  [() => document, 'visibilitychange'],
  [() => window, 'online'],
  [() => window, 'pageshow'],
];

const feeds = new Map<string, Feed>();

/** The feed of these sources: the same one for every element on the page. */
export function feedOf(src: string): Feed {
  let feed = feeds.get(src);
  if (!feed) {
    feed = new Feed(src);
    feeds.set(src, feed);
  }
  return feed;
}
