/** What following the page tells. */
export interface PageFollower {
  /** There is something new; the summary too when the stream carried it. */
  onChange(summary: string | null): void;
  /** Whether news arrive at once. */
  onLive(isLive: boolean): void;
}

const pollMs = 15_000;
const reopenMs = 60_000;

/**
 * Follows the page by its stream, and by asking now and then where there is no stream. It rests while the tab is
 * hidden: a browser has six connections per server on HTTP/1.1, and open tabs share them.
 */
export class PageFollowing {
  readonly #address: URL;
  readonly #follower: PageFollower;
  #stream: EventSource | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #reopen: ReturnType<typeof setTimeout> | undefined;
  #isStarted = false;

  constructor(address: URL, follower: PageFollower) {
    this.#address = address;
    this.#follower = follower;
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#open();
  }

  stop(): void {
    this.#isStarted = false;
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#close();
  }

  readonly #onVisibility = () => {
    this.#close();
    if (document.hidden) return;
    this.#follower.onChange(null);
    this.#open();
  };

  #open(): void {
    if (document.hidden || !this.#isStarted) return;
    this.#poll();
    if (typeof EventSource === 'undefined') return;
    const stream = (this.#stream = new EventSource(this.#address));
    stream.addEventListener('open', () => {
      clearInterval(this.#timer);
      this.#follower.onLive(true);
    });
    stream.addEventListener('summary', (event: MessageEvent<string>) => this.#follower.onChange(event.data));
    stream.addEventListener('changed', () => this.#follower.onChange(null));
    stream.addEventListener('error', () => {
      this.#follower.onLive(false);
      this.#poll();
      // The browser reconnects by itself unless the server refused.
      if (stream.readyState !== EventSource.CLOSED) return;
      clearTimeout(this.#reopen);
      this.#reopen = setTimeout(() => {
        this.#close();
        this.#open();
      }, reopenMs);
    });
  }

  #poll(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#follower.onChange(null), pollMs);
  }

  #close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#reopen);
    this.#stream?.close();
    this.#stream = null;
  }
}
