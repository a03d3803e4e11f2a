/** An intent as it is kept beside a draft, so that a reload goes on with the same key. */
export interface KeptIntent {
  content: string;
  key: string;
}

/**
 * One thing that a person means to do once. The same content keeps its key however often it is sent, so that a lost
 * answer or a double click cannot do it twice; other content is another intent.
 */
export class Intent {
  #kept: KeptIntent | null;

  constructor(kept: KeptIntent | null = null) {
    this.#kept = kept;
  }

  get kept(): KeptIntent | null {
    return this.#kept;
  }

  /** Whether exactly this was sent before, and it is not known to have arrived. */
  isOf(value: unknown): boolean {
    return this.#kept?.content === JSON.stringify(value);
  }

  /** The key to send this content with. */
  keyFor(value: unknown): string {
    const content = JSON.stringify(value);
    if (this.#kept?.content !== content) this.#kept = { content, key: newKey() };
    return this.#kept.key;
  }

  /** It is done: the same content sent again is meant again. */
  fulfil(): void {
    this.#kept = null;
  }
}

/** A random key. `randomUUID` is missing where the page is neither https nor on loopback. */
function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
