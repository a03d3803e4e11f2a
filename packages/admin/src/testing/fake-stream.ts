/** An EventSource that a test speaks through. */
export class FakeStream extends EventTarget {
  static readonly CLOSED = 2;
  static #open = new Set<FakeStream>();

  readonly url: string;
  readyState = 0;

  constructor(url: string | URL) {
    super();
    this.url = String(url);
    FakeStream.#open.add(this);
    queueMicrotask(() => {
      if (this.readyState === FakeStream.CLOSED) return;
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
    });
  }

  /** Sends an event to all that listen. */
  static send(type: string, data: string): void {
    for (const stream of FakeStream.#open) stream.dispatchEvent(new MessageEvent(type, { data }));
  }

  /** Answers all that listen as a server does that has no room for them. */
  static refuse(): void {
    for (const stream of FakeStream.#open) {
      stream.close();
      stream.dispatchEvent(new Event('error'));
    }
  }

  static closeAll(): void {
    for (const stream of FakeStream.#open) stream.close();
  }

  close(): void {
    this.readyState = FakeStream.CLOSED;
    FakeStream.#open.delete(this);
  }
}
