import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SeenSummary } from './decode.ts';
import { feedOf } from './feed.ts';
import type { Feed, Follower } from './feed.ts';
import { truthOf } from './truth.ts';
import type { Truth } from './truth.ts';

/** What an element wants to follow; read again whenever the element updates. */
export interface SourceOptions {
  /** Addresses separated by blanks, in order of trust. Empty: nothing is fetched, only the clock runs. */
  src: string;
  pollMs: number;
  live: boolean;
}

/** Keeps an element up to date with its sources and with the clock, while it is in a document. */
export class SummaryController implements ReactiveController, Follower {
  readonly #host: ReactiveControllerHost;
  readonly #options: () => SourceOptions;
  #feed: Feed | undefined;
  #src: string | undefined;

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
    return this.#feed?.known?.summary ?? null;
  }

  /** What is known, as it was received. */
  get value(): unknown {
    return this.#feed?.known?.value;
  }

  /** When what is known was last known to be true. */
  get provenAt(): number {
    return this.#feed?.known?.provenAt ?? 0;
  }

  /** How far what is known can be trusted. */
  get truth(): Truth {
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
    this.#feed = feedOf(src);
  }
}
