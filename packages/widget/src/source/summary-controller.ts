import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { decodeSummary } from './decode.ts';
import type { SeenSummary } from './decode.ts';
import { Feed, feedOf } from './feed.ts';
import type { Follower } from './feed.ts';
import { truthOf } from './truth.ts';
import type { Truth } from './truth.ts';

/** What an element wants to follow; read again whenever the element updates. */
export interface SourceOptions {
  /** Addresses separated by blanks, in order of trust. Empty: nothing is fetched, only the clock runs. */
  src: string;
  pollMs: number;
  live: boolean;
  /** A summary that the page has already: the first word when there is a source, else the only one. */
  summary?: unknown;
}

/** Keeps an element up to date with its sources and with the clock, while it is in a document. */
export class SummaryController implements ReactiveController, Follower {
  readonly #host: ReactiveControllerHost;
  readonly #options: () => SourceOptions;
  #feed: Feed | undefined;
  #src: string | undefined;
  #given: unknown;
  #seen: SeenSummary | null = null;

  pollMs = 0;
  live = false;
  wakeAt = Number.POSITIVE_INFINITY;

  constructor(host: ReactiveControllerHost, options: () => SourceOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** What is known; null until something is. */
  get summary(): SeenSummary | null {
    const { src, summary } = this.#options();
    if (summary && summary !== this.#given) {
      this.#given = summary;
      this.#seen = decodeSummary(summary);
      if (src) this.#feed?.offer(summary, Date.now());
    }
    const known = src ? this.#feed?.known?.summary : undefined;
    return known ?? (summary ? this.#seen : null);
  }

  /** What is known, as it was received. */
  get value(): unknown {
    return this.#feed?.known?.value;
  }

  /** When what is known was last known to be true. */
  get provenAt(): number {
    return this.#feed?.known?.provenAt ?? 0;
  }

  /** How far what is known can be trusted. What the page itself gave, without a source, is its own to answer for. */
  get truth(): Truth {
    if (!this.#src && this.summary) return 'fresh';
    const { truth, changesAt } = truthOf(this.provenAt, Date.now());
    this.wakeBy(changesAt);
    return truth;
  }

  /** The address of the summary that last answered. */
  get address(): string {
    return this.#feed?.address ?? '';
  }

  /** True once the sources were asked, whatever came of it. */
  get isSettled(): boolean {
    return this.#feed?.isSettled ?? false;
  }

  /** Takes a snapshot that came with the page. The first answer decides how long it is believed. */
  offer(value: unknown): void {
    this.#follow();
    this.#feed?.offer(value, Date.now() - 80_000);
  }

  /** Asks the sources now. */
  async refresh(): Promise<void> {
    this.#follow();
    if (this.#src) await this.#feed?.refresh();
  }

  /** Has the element updated at this moment at the latest. */
  wakeBy(at: number): void {
    this.wakeAt = Math.min(this.wakeAt, at);
  }

  notify(): void {
    this.wakeAt = Number.POSITIVE_INFINITY;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#follow();
    this.#feed?.add(this);
  }

  hostUpdate(): void {
    const before = this.#feed;
    this.#follow();
    if (before === this.#feed) return;
    before?.remove(this);
    this.#feed?.add(this);
  }

  hostUpdated(): void {
    this.#feed?.schedule();
  }

  hostDisconnected(): void {
    this.#feed?.remove(this);
  }

  #follow(): void {
    const { src, pollMs, live } = this.#options();
    this.pollMs = pollMs;
    this.live = live;
    if (src === this.#src) return;
    this.#src = src;
    // Without a source there is only the clock, which is shared with nobody.
    this.#feed = src ? feedOf(src) : new Feed('');
  }
}
