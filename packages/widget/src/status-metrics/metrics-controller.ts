import type { MetricRange, MetricsDocument } from '@allswell/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Feed, Follower } from '../source/feed.ts';
import { openFeed } from '../source/feed.ts';
import type { SeenMetrics } from './decode-metrics.ts';
import { decodeMetrics } from './decode-metrics.ts';

/** What an element wants to follow; read again whenever the element updates. */
export interface MetricsOptions {
  /** Addresses of the page, separated by blanks, in order of trust. Empty: nothing is fetched, only the clock runs. */
  src: string;
  range: MetricRange;
  pollMs: number;
}

const paths: Record<MetricRange, string> = {
  day: 'metrics.json',
  week: 'metrics/week.json',
  month: 'metrics/month.json',
};
// What is as old as this says so: by the clock alone, nothing else has to happen.
const tickMs = 30_000;

const feeds = new Map<string, Feed>();
/** By how much the reader's clock is ahead of that of the source which said what a feed knows. */
const aheadMs = new WeakMap<Feed, number>();

/** The feed of a span of time: the same one for every element on the page. */
function feedOf(src: string, range: MetricRange): Feed {
  const addresses = src
    .split(/\s+/)
    .filter(Boolean)
    .map((source) =>
      /\.json/.test(source)
        ? source.replace(/summary\.json(?=$|\?)/, paths[range])
        : `${source.replace(/\/*$/, '')}/api/v2/${paths[range]}`,
    )
    .join(' ');
  const feed = feeds.get(addresses) ?? newestOf(openFeed(addresses, 'metrics'));
  if (addresses) feeds.set(addresses, feed);
  return feed;
}

const generatedAt = (value: unknown) => Date.parse((value as Partial<MetricsDocument> | undefined)?.generated_at ?? '');

/** What is no such document is none of a source's words. One may lag behind another: what was generated later is kept. */
function newestOf(feed: Feed): Feed {
  feed.offer = (value, provenAt, itIs) => {
    const isOurs = Array.isArray((value as Partial<MetricsDocument>).metrics);
    if (!isOurs || generatedAt(value) < generatedAt(feed.known?.value)) return false;
    feed.known = { value, provenAt };
    if (itIs) aheadMs.set(feed, Date.now() - itIs);
    return true;
  };
  return feed;
}

/** Keeps an element up to date with the values of one span of time, while it is in a document. */
export class MetricsController implements ReactiveController, Follower {
  readonly #host: ReactiveControllerHost;
  readonly #options: () => MetricsOptions;
  readonly #decoded = new WeakMap<object, SeenMetrics | null>();
  #key = '';
  #isConnected = false;
  #feed: Feed | undefined;

  pollMs = 0;
  wakeAt = Infinity;

  constructor(host: ReactiveControllerHost, options: () => MetricsOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** What is known of the span, as it was received. */
  get value(): unknown {
    this.#follow();
    return this.#feed?.known?.value;
  }

  /** The time by the source's clock, which the times of values are of: a reader's may be wrong by minutes. */
  get now(): number {
    return Date.now() - ((this.#feed && aheadMs.get(this.#feed)) ?? 0);
  }

  /** True once the sources were asked and nothing came, for what is wanted now. */
  get isFailing(): boolean {
    return (this.#feed?.failures ?? 0) > 0 && (this.#feed?.pollAt ?? 0) > 0;
  }

  /** What a document says, read once. */
  read(value: unknown): SeenMetrics | null {
    if (typeof value !== 'object' || value === null) return null;
    let seen = this.#decoded.get(value);
    if (seen === undefined) this.#decoded.set(value, (seen = decodeMetrics(value)));
    return seen;
  }

  /** Takes a snapshot that came with the page; while it is new the sources are not asked. */
  offer(value: unknown): void {
    this.#follow();
    const at = generatedAt(value);
    const { src, pollMs } = this.#options();
    const feed = this.#feed;
    if (!src || !feed || Number.isNaN(at) || !feed.offer(value, at)) return;
    if (feed.pollAt === 0) feed.pollAt = Math.min(at, Date.now()) + pollMs;
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
    const { src, range, pollMs } = this.#options();
    this.pollMs = pollMs;
    const key = `${src} ${range}`;
    if (this.#feed && key === this.#key) return;
    this.#key = key;
    this.#feed?.remove(this);
    this.#feed = feedOf(src, range);
    if (this.#isConnected) this.#feed.add(this);
  }
}
