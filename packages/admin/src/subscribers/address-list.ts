import type { ReactiveController } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { ListPage } from '../api/client.ts';
import type { Screen } from '../status-admin/screen.ts';

const waitMs = 300;

/** A list that is looked through page by page and searched while one types: of all answers, the last question's counts. */
export class AddressList<Item, Query> implements ReactiveController {
  readonly #screen: Screen;
  readonly #read: (query: Query, page: number) => Promise<ListPage<Item>>;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #page = 1;

  query: Query;
  /** What was found; null before the first answer. */
  found: ListPage<Item> | null = null;
  /** What it was found by. */
  foundBy: Query;
  failure: ApiError | null = null;
  isLoading = false;

  constructor(screen: Screen, query: Query, read: (query: Query, page: number) => Promise<ListPage<Item>>) {
    this.#screen = screen;
    this.#read = read;
    this.query = query;
    this.foundBy = query;
    screen.addController(this);
  }

  hostConnected(): void {
    void this.#screen.updateComplete.then(() => this.load());
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  /** Asks for something else; while one types, a moment later. */
  ask(query: Query, isTyping = false): void {
    this.query = query;
    this.#page = 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), isTyping ? waitMs : 0);
    this.#screen.requestUpdate();
  }

  turnTo(page: number): void {
    this.#page = page;
    void this.load();
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const query = this.query;
    this.isLoading = true;
    this.#screen.requestUpdate();
    try {
      const found = await this.#read(query, this.#page);
      if (asked !== this.#asked) return;
      this.failure = null;
      // The last one of a page may be gone: then there is a page before.
      if (found.items.length === 0 && found.page > found.pages) return this.turnTo(found.pages);
      this.found = found;
      this.foundBy = query;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked !== this.#asked) return;
      this.failure = error;
    }
    this.isLoading = false;
    this.#screen.requestUpdate();
  }
}
