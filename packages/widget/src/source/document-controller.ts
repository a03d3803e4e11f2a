import type { AllswellInfo } from '@allswell/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SeenSummary } from './decode.ts';
import { readJson } from './read-json.ts';
import type { SummaryController } from './summary-controller.ts';

/** A document that an element shows beside the summary. */
export interface Wanted {
  /** Where it is, seen from the summary. */
  path: string;
  /** What the one that is there says of itself. */
  had: Partial<AllswellInfo> | undefined;
  take(value: unknown): void;
}

/** Reads what a page knows beyond the summary, whenever the summary has changed. Other vendors have no such thing. */
export class DocumentController implements ReactiveController {
  readonly #source: SummaryController<SeenSummary>;
  readonly #wanted: () => Wanted;
  #asked = '';

  constructor(host: ReactiveControllerHost, source: SummaryController<SeenSummary>, wanted: () => Wanted) {
    this.#source = source;
    this.#wanted = wanted;
    host.addController(this);
  }

  hostUpdated(): void {
    const { summary, feed } = this.#source;
    const address = feed?.address;
    if (!summary?.allswell || !address) return;
    const { epoch, seq } = summary.allswell;
    const { path, had, take } = this.#wanted();
    const url = address.replace(/summary\.json(?=$|\?)/, path);
    const version = `${url} ${epoch} ${seq}`;
    if (version === this.#asked || (had?.epoch === epoch && had.seq === seq)) return;
    this.#asked = version;
    void this.#read(url, version, take);
  }

  async #read(url: string, version: string, take: Wanted['take']): Promise<void> {
    try {
      const { value } = await readJson(url);
      if (version === this.#asked) take(value);
    } catch {
      // The page works without it; the next change asks again.
    }
  }
}
