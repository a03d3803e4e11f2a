import type { AlertCase, Draft } from '@allswell/protocol';
import type { ReactiveController } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { Screen } from '../status-admin/screen.ts';

/**
 * What monitoring says has to be on the screen within a second. Alerts change nothing that readers see, so the page's
 * stream does not tell of them; one small question while somebody looks costs less than a second stream.
 */
const everyMs = 500;
const afterFailureMs = 4_000;
/** Each minute "for 3 minutes" becomes four, also while nothing new is said. */
const redrawMs = 15_000;

/** Follows what monitoring says is wrong, with the drafts that it wrote, while the screen is looked at. */
export class CasesWatch implements ReactiveController {
  readonly #screen: Screen;
  readonly #drafts = new Map<string, Draft>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isConnected = false;
  #isAsking = false;
  #before = '';
  #drawnAt = 0;

  /** What is open; null while it is not known. */
  cases: readonly AlertCase[] | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
    screen.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    document.addEventListener('visibilitychange', this.#onVisibility);
    void this.#screen.updateComplete.then(() => this.refresh());
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    document.removeEventListener('visibilitychange', this.#onVisibility);
    clearTimeout(this.#timer);
  }

  /** The draft that a case waits with; undefined while it is fetched, or when it is gone. */
  draftOf(one: AlertCase): Draft | undefined {
    return this.#drafts.get(one.incident_id ? (one.proposal_draft_id ?? '') : (one.draft_id ?? ''));
  }

  /** Asks at once. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isAsking || !this.#isConnected) return;
    this.#isAsking = true;
    let next = everyMs;
    try {
      const cases = await this.#screen.panel.api.alerts.listCases('open');
      await this.#fetchDrafts(cases);
      this.cases = cases;
      this.#draw(cases);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // What is shown stays; that the server is away is said above everything.
      next = afterFailureMs;
    } finally {
      this.#isAsking = false;
    }
    if (this.#isConnected && !document.hidden) this.#timer = setTimeout(() => void this.refresh(), next);
  }

  /** A draft may have been written in by somebody, and grows with its case: it is read again when the case has changed. */
  async #fetchDrafts(cases: readonly AlertCase[]): Promise<void> {
    const isNews = JSON.stringify(cases) !== this.#before;
    const wanted = cases.flatMap((one) => (one.incident_id ? one.proposal_draft_id : one.draft_id) ?? []);
    for (const id of this.#drafts.keys()) if (!wanted.includes(id)) this.#drafts.delete(id);
    await Promise.all(
      wanted
        .filter((id) => isNews || !this.#drafts.has(id))
        .map(async (id) => {
          const draft = await this.#screen.panel.api.writing.getDraft(id).catch(goneMeanwhile);
          if (draft) this.#drafts.set(id, draft);
          else this.#drafts.delete(id);
        }),
    );
  }

  #draw(cases: readonly AlertCase[]): void {
    const text = JSON.stringify(cases);
    const now = Date.now();
    if (text === this.#before && (cases.length === 0 || now - this.#drawnAt < redrawMs)) return;
    this.#before = text;
    this.#drawnAt = now;
    this.#screen.requestUpdate();
  }

  readonly #onVisibility = () => {
    clearTimeout(this.#timer);
    if (!document.hidden) void this.refresh();
  };
}

/** Published or thrown away since its case was read. */
function goneMeanwhile(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null;
  throw error;
}
