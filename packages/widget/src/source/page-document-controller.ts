import type { PageDocument } from '@allswell/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { readJson } from './read-json.ts';
import type { SummaryController } from './summary-controller.ts';

/** Reads what `page.json` knows beyond the summary, whenever the summary has changed. Other vendors have none. */
export class PageDocumentController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: SummaryController;
  #document: PageDocument | null = null;
  #asked = '';

  constructor(host: ReactiveControllerHost, source: SummaryController) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  /** The newer of what was read and what was given. */
  newest(given: PageDocument | null): PageDocument | null {
    return this.#document ?? given;
  }

  hostUpdated(): void {
    const { summary, address } = this.#source;
    const version = summary?.allswell && address ? `${address} ${summary.allswell.epoch} ${summary.allswell.seq}` : '';
    if (version === '' || version === this.#asked) return;
    this.#asked = version;
    void this.#read(address.replace(/summary\.json(?=$|\?)/, 'page.json'), version);
  }

  async #read(url: string, version: string): Promise<void> {
    try {
      const { value } = await readJson(url);
      if (version !== this.#asked) return;
      this.#document = value as PageDocument;
      this.#host.requestUpdate();
    } catch {
      // The page works without it; the next change asks again.
    }
  }
}
