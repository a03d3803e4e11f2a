import type { Feed, Follower } from './feed.ts';
import { feedOf } from './feed-of.ts';
import { refine } from './refine.ts';
import { share } from './share.ts';
import type { Truth } from './truth.ts';
import { truthOf } from './truth.ts';

// A snapshot that came with the page is believed for ten seconds, until the source has had its chance to confirm it.
const snapshotAgeMs = 80_000;

/** What an element wants to follow; read again whenever the element updates. */
export interface SourceOptions {
  /** Addresses separated by blanks, in order of trust. Empty: nothing is fetched, only the clock runs. */
  src: string;
  pollMs: number;
  live: boolean;
  /** A summary that the page has already: the first word when there is a source, else the only one. */
  summary?: unknown;
}

/** An element that is drawn again when it asks for it. One that is no LitElement calls the controller by name. */
export interface Host {
  addController?(controller: SummaryController<unknown>): void;
  requestUpdate(): void;
}

/** Keeps an element up to date with its sources and with the clock, while it is in a document. */
export class SummaryController<S> implements Follower {
  readonly #host: Host;
  readonly #options: () => SourceOptions;
  readonly #decode: (value: unknown) => S | null;
  #src: string | undefined;
  #given: unknown;
  #decoded: unknown;
  #seen: S | null = null;
  #isConnected = false;

  /** What is followed. */
  feed: Feed | undefined;
  pollMs = 0;
  wakeAt = Infinity;

  constructor(host: Host, options: () => SourceOptions, decode: (value: unknown) => S | null) {
    this.#host = host;
    this.#options = options;
    this.#decode = decode;
    host.addController?.(this);
  }

  /** What is known; null until something is. */
  get summary(): S | null {
    const value = this.value ?? this.#options().summary;
    if (value !== this.#decoded) {
      this.#decoded = value;
      this.#seen = this.#decode(value);
    }
    return this.#seen;
  }

  /** What is known, as it was received. */
  get value(): unknown {
    return this.feed?.known?.value;
  }

  /** When what is known was last known to be true. */
  get provenAt(): number {
    return this.feed?.known?.provenAt ?? 0;
  }

  /** How far what is known can be trusted. What the page itself gave, without a source, is its own to answer for. */
  get truth(): Truth {
    if (!this.#src && this.summary) return 'fresh';
    const { truth, changesAt } = truthOf(this.provenAt, Date.now());
    this.wakeBy(changesAt);
    return truth;
  }

  /** Takes a snapshot that came with the page. */
  offer(value: unknown): void {
    this.#follow();
    this.feed?.offer(value, Date.now() - snapshotAgeMs);
  }

  /** Asks the sources now. */
  async refresh(): Promise<void> {
    this.#follow();
    if (this.#src) await this.feed?.refresh();
  }

  /** Has the element updated at this moment at the latest. */
  wakeBy(at: number): void {
    this.wakeAt = Math.min(this.wakeAt, at);
  }

  notify(): void {
    this.wakeAt = Infinity;
    if (this.#src && this.feed?.known && this.#options().live) void this.#listen(this.feed);
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#isConnected = true;
    addEventListener('storage', this.#hear);
    this.#follow();
    this.feed?.add(this);
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostUpdated(): void {
    this.feed?.schedule();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    removeEventListener('storage', this.#hear);
    this.feed?.remove(this);
  }

  /** Another window has learnt something, or its reader has put something away. */
  readonly #hear = ({ key }: StorageEvent): void => {
    if (!key?.startsWith('allswell:')) return;
    this.feed?.look?.();
    this.notify();
  };

  /** Who asks for news at once fetches what it takes; without it they come by asking now and then. */
  async #listen(feed: Feed): Promise<void> {
    try {
      const { listen } = await import('./stream.ts');
      if (this.#isConnected) listen(feed);
    } catch {
      // The next round tries again.
    }
  }

  #follow(): void {
    const { src, pollMs, summary } = this.#options();
    this.pollMs = pollMs;
    if (src !== this.#src) {
      this.#src = src;
      this.feed?.remove(this);
      this.feed = feedOf(src);
      if (!this.feed.look) {
        refine(this.feed);
        if (src) share(this.feed, src);
      }
      if (this.#isConnected) this.feed.add(this);
    }
    if (src && summary && summary !== this.#given) this.feed?.offer(summary, Date.now() - snapshotAgeMs);
    this.#given = summary;
  }
}
