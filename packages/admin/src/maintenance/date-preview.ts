import type { ReactiveController, ReactiveElement } from 'lit';
import type { AdminApi } from '../api/admin-api.ts';
import { ApiError } from '../api/api-error.ts';
import type { PreviewedDate, SeriesDates } from '../api/maintenance-api.ts';

const waitMs = 300;

/** Has the server reckon the dates of a rule while it is chosen: what is shown is what will be planned. */
export class DatePreview implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #api: () => AdminApi;
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The next dates; null while they are not known. */
  dates: readonly PreviewedDate[] | null = null;
  failure: ApiError | null = null;

  constructor(host: ReactiveElement, api: () => AdminApi) {
    this.#host = host;
    this.#api = api;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Whether there is anything to ask for: a start, an end and a rule. */
  get isAsked(): boolean {
    return this.#asked !== '';
  }

  /** Asks for the dates of this, unless they were asked for already; null for what is not complete yet. */
  follow(dates: SeriesDates | null): void {
    const question = dates === null ? '' : JSON.stringify(dates);
    if (question === this.#asked) return;
    this.#asked = question;
    this.dates = null;
    this.failure = null;
    clearTimeout(this.#timer);
    if (dates) this.#timer = setTimeout(() => void this.#ask(dates, question), waitMs);
  }

  async #ask(dates: SeriesDates, question: string): Promise<void> {
    try {
      const { occurrences } = await this.#api().maintenance.previewDates(dates);
      if (this.#asked !== question) return;
      this.dates = occurrences;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.#asked !== question) return;
      this.failure = error;
    }
    this.#host.requestUpdate();
  }
}
