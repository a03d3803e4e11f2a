import type { PageDocument } from '@allswell/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { readJson } from './read-json.ts';
import type { SeenSummary } from './decode.ts';
import type { SummaryController } from './summary-controller.ts';

/** Reads what `page.json` knows beyond the summary, whenever the summary has changed. Other vendors have none. */
export class PageDocumentController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { document: PageDocument | null };
  readonly #source: SummaryController<SeenSummary>;
  #asked = '';

  constructor(
    host: ReactiveControllerHost & { document: PageDocument | null },
    source: SummaryController<SeenSummary>,
  ) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostUpdated(): void {
    const { summary, feed } = this.#source;
    const address = feed?.address;
    if (!summary?.allswell || !address) return;
    const { epoch, seq } = summary.allswell;
    const had = this.#host.document?.allswell as Partial<PageDocument['allswell']> | undefined;
    const version = `${address} ${epoch} ${seq}`;
    if (version === this.#asked || (had?.epoch === epoch && had.seq === seq)) return;
    this.#asked = version;
    void this.#read(address.replace(/summary\.json(?=$|\?)/, 'page.json'), version);
  }

  async #read(url: string, version: string): Promise<void> {
    try {
      const { value } = await readJson(url);
      if (version === this.#asked) this.#host.document = value as PageDocument;
    } catch {
      // The page works without it; the next change asks again.
    }
  }
}
