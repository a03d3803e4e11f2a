import type { Fixture } from '@allswell/protocol/fixtures';
import { useFakeTimers } from 'sinon';

const ownStorage = Object.getOwnPropertyDescriptor(globalThis, 'localStorage') ?? {};

/** A status service that says what a fixture says, at the moment the fixture plays at; time passes when told to. */
export class FakeService {
  readonly origin = `https://${crypto.randomUUID()}.example`;
  readonly asked: string[] = [];
  readonly streams = new Set<FakeStream>();
  readonly clock: ReturnType<typeof useFakeTimers>;
  summary: unknown;
  page: unknown;
  history: unknown;
  /** The documents of metrics, by their span of time. */
  metrics: Partial<Record<string, unknown>>;
  /** How much everything was up; and of single components, by id. */
  uptime: unknown;
  details: Partial<Record<string, unknown>>;
  /** How old its proof of freshness is; undefined for a vendor that sends none. */
  provenForMs: number | undefined = 0;
  /** By how much its clock is ahead of the reader's. */
  aheadMs = 0;
  isDown = false;
  /** Whether it takes the question and never answers. */
  isMute = false;
  /** How it was last asked. */
  options: RequestInit | undefined;
  /** What the service answers while it is down, where it answers at all. */
  refusal: Response | undefined;
  /** Whether the tab is in the background. Tests run beside each other, each in a tab of its own. */
  isHidden = false;
  /** Whether the browser keeps storage from the page. */
  isStorageClosed = false;
  readonly #restore: () => void;

  constructor({
    now,
    summary,
    page,
    history,
    metrics = {},
    uptime,
    details = {},
  }: Pick<Fixture, 'now' | 'summary' | 'page'> & {
    history?: unknown;
    metrics?: Partial<Record<string, unknown>>;
    uptime?: unknown;
    details?: Partial<Record<string, unknown>>;
  }) {
    this.summary = summary;
    this.page = page;
    this.history = history;
    this.metrics = metrics;
    this.uptime = uptime;
    this.details = details;
    // Elements are drawn in microtasks, which stay real.
    this.clock = useFakeTimers({
      now: Date.parse(now),
      toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    });
    const { fetch, EventSource } = globalThis;
    globalThis.fetch = (input, options) => {
      this.options = options;
      return this.#answer(input instanceof Request ? input.url : `${input}`);
    };
    const { streams } = this;
    globalThis.EventSource = class extends FakeStream {
      constructor(url: string) {
        super(url);
        streams.add(this);
      }
    } as unknown as typeof EventSource;
    const kept = new Map<string, string>();
    const storage = () => {
      if (this.isStorageClosed) throw new DOMException('The storage is closed.', 'SecurityError');
      return kept;
    };
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => this.isHidden });
    // Tabs of one origin share their storage, tests do not.
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      value: {
        getItem: (key: string) => storage().get(key) ?? null,
        setItem: (key: string, value: string) => storage().set(key, value),
        clear: () => kept.clear(),
      },
    });
    this.#restore = () => {
      Object.assign(globalThis, { fetch, EventSource });
      Reflect.deleteProperty(document, 'hidden');
      Object.defineProperty(globalThis, 'localStorage', ownStorage);
    };
  }

  /** Says something new to whoever listens to the stream. */
  stream(event: string, value: unknown): void {
    for (const stream of this.streams) {
      stream.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(value) }));
    }
  }

  /** Lets time pass, and answers arrive meanwhile: those take turns of the real clock. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now + ms;
    const step = Math.max(15_000, ms / 24);
    do {
      await this.clock.tickAsync(Math.min(step, end - this.clock.now));
      await this.settle();
    } while (this.clock.now < end);
  }

  /** Waits until every question was answered and the answer taken in. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 6; turns += 1) {
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    }
  }

  stop(): void {
    this.clock.restore();
    this.#restore();
  }

  async #answer(url: string): Promise<Response> {
    this.asked.push(url);
    const isOurs = url.startsWith(this.origin) || url.startsWith('/');
    const [, name, range = 'day'] = /\/api\/v2\/(summary|history|metrics)(?:\/(week|month)\.json)?/.exec(url) ?? [];
    const values = { summary: this.summary, history: this.history, metrics: this.metrics[range] };
    const [isUptime, id] = /\/api\/v2\/uptime(?:\/(.+))?\.json/.exec(url) ?? [];
    const ours = isUptime ? (id ? this.details[decodeURIComponent(id)] : this.uptime) : this.page;
    const value = name ? values[name as keyof typeof values] : ours;
    if (this.isMute) {
      return new Promise((_, reject) => {
        this.options?.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
      });
    }
    if (this.isDown && this.refusal) return this.refusal.clone();
    if (this.isDown || !isOurs || value === undefined) throw new TypeError('Failed to fetch');
    const headers: Record<string, string> = { Date: new Date(Date.now() + this.aheadMs).toUTCString() };
    if (this.provenForMs !== undefined) {
      headers['Allswell-Verified-At'] = new Date(Date.parse(headers.Date ?? '') - this.provenForMs).toISOString();
    }
    return new Response(JSON.stringify(value), { headers });
  }
}

class FakeStream extends EventTarget {
  static readonly CLOSED = 2;
  readonly url: string;
  readyState = 1;

  constructor(url: string) {
    super();
    this.url = url;
  }

  close(): void {
    this.readyState = FakeStream.CLOSED;
  }
}
