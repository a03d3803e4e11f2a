import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Feed, Follower } from './feed.ts';
import { openFeed } from './feed.ts';
import { refine } from './refine.ts';
import type { Truth } from './truth.ts';
import { truthOf } from './truth.ts';

/** What an element wants to follow; read again whenever the element updates. */
export interface DocumentOptions {
  /** Addresses of the page, separated by blanks, in order of trust. Empty: nothing is fetched, only the clock runs. */
  src: string;
  /** Where the document is, beside `summary.json`. */
  path: string;
  /** What every such document has: an answer without it is none. */
  part: string;
  pollMs: number;
}

// What is as old as this says so: by the clock alone, nothing else has to happen.
const tickMs = 30_000;
// A snapshot that came with the page is believed for ten seconds, until the source has had its chance to confirm it.
const snapshotAgeMs = 80_000;

const feeds = new Map<string, Feed>();

/** The feed of a document: the same one for every element that shows it. */
function feedFor({ src, path, part }: DocumentOptions): Feed {
  const addresses = src
    .split(/\s+/)
    .filter(Boolean)
    .map((source) =>
      /\.json/.test(source)
        ? source.replace(/summary\.json(?=$|\?)/, path)
        : `${source.replace(/\/*$/, '')}/api/v2/${path}`,
    )
    .join(' ');
  const feed = feeds.get(addresses) ?? refine(openFeed(addresses, part));
  if (addresses) feeds.set(addresses, feed);
  return feed;
}

/** Keeps an element that shows one document alone up to date with its sources and with the clock. */
export class OneDocument implements ReactiveController, Follower {
  readonly #host: ReactiveControllerHost;
  readonly #options: () => DocumentOptions;
  #key = '';
  #isConnected = false;
  #feed: Feed | undefined;

  pollMs = 0;
  wakeAt = Infinity;

  constructor(host: ReactiveControllerHost, options: () => DocumentOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** What is known, as it was received; undefined until something is. */
  get value(): unknown {
    this.#follow();
    return this.#feed?.known?.value;
  }

  /** When what is known was last known to be true. */
  get provenAt(): number {
    return this.#feed?.known?.provenAt ?? 0;
  }

  /** How far what is known can be trusted. */
  get truth(): Truth {
    return truthOf(this.provenAt, Date.now()).truth;
  }

  /** True once the sources were asked and nothing came. */
  get isFailing(): boolean {
    return (this.#feed?.failures ?? 0) > 0 && (this.#feed?.pollAt ?? 0) > 0;
  }

  /** Takes a snapshot that came with the page. */
  offer(value: unknown): void {
    this.#follow();
    if (this.#options().src && value) this.#feed?.offer(value, Date.now() - snapshotAgeMs);
  }

  /** Asks the sources now. */
  async refresh(): Promise<void> {
    this.#follow();
    if (this.#options().src) await this.#feed?.refresh();
  }

  notify(): void {
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#follow();
    this.#feed?.add(this);
  }

  hostUpdated(): void {
    this.wakeAt = Date.now() + tickMs;
    this.#feed?.schedule();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#feed?.remove(this);
  }

  #follow(): void {
    const options = this.#options();
    this.pollMs = options.pollMs;
    const key = `${options.src} ${options.path}`;
    if (this.#feed && key === this.#key) return;
    this.#key = key;
    this.#feed?.remove(this);
    this.#feed = feedFor(options);
    if (this.#isConnected) this.#feed.add(this);
  }
}
