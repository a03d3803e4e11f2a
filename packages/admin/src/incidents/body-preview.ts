import type { BlockNode } from '@allswell/protocol';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { AdminApi } from '../api/admin-api.ts';
import { ApiError } from '../api/api-error.ts';

const waitMs = 350;

/** Has the server parse a message while it is typed: what the preview shows is what will be published. */
export class BodyPreview implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #api: () => AdminApi;
  #asked = '';
  #nodes: BlockNode[] | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveElement, api: () => AdminApi) {
    this.#host = host;
    this.#api = api;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** The nodes of this message; null while the server has not said. */
  nodesOf(body: string): BlockNode[] | null {
    if (body !== this.#asked) {
      this.#asked = body;
      this.#nodes = null;
      clearTimeout(this.#timer);
      if (body.trim() !== '') this.#timer = setTimeout(() => void this.#ask(body), waitMs);
    }
    return this.#nodes;
  }

  async #ask(body: string): Promise<void> {
    try {
      const answer = await this.#api().previewText(body);
      if (this.#asked !== body) return;
      this.#nodes = answer.nodes;
      this.#host.requestUpdate();
    } catch (error) {
      // Without an answer the preview keeps the words as they were typed.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
