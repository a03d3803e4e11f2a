import type {
  AdminComponent,
  AdminGroup,
  AdminIncident,
  AdminMaintenance,
  Settings,
  Summary,
} from '@allswell/protocol';
import type { AdminApi } from '../api/admin-api.ts';
import { ApiError } from '../api/api-error.ts';
import { PageFollowing } from './follow-page.ts';
import { newerSummary, readSummary } from './read-summary.ts';

const retryMs = 4_000;

/**
 * What every screen needs to know of the page, loaded once and kept current: a screen opens at once because this is
 * here already, and still opens when the server has gone away meanwhile. Fires `change`.
 */
export class PageData extends EventTarget {
  readonly #api: AdminApi;
  readonly #summaryAddress: URL;
  readonly #following: PageFollowing;
  #loading: Promise<void> | null = null;
  #isAskedAgain = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #isStarted = false;

  settings: Settings | null = null;
  components: AdminComponent[] = [];
  groups: AdminGroup[] = [];
  openIncidents: AdminIncident[] = [];
  /** Planned or under way, the next one first. */
  openMaintenances: AdminMaintenance[] = [];
  /** What readers are given. */
  summary: Summary | null = null;
  /** When all of this was last read in full; null before the first time. */
  loadedAt: number | null = null;
  /** Why it could not be read, when it could not. */
  failure: ApiError | null = null;
  /** Whether changes made elsewhere arrive at once. */
  isLive = false;

  constructor(api: AdminApi, address: (path: string) => URL) {
    super();
    this.#api = api;
    this.#summaryAddress = address('/api/v2/summary.json');
    this.#following = new PageFollowing(address('/api/v2/stream'), {
      onChange: (summary) => this.#onNews(summary),
      onLive: (isLive) => {
        if (this.isLive === isLive) return;
        this.isLive = isLive;
        this.#changed();
      },
    });
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    void this.load();
    this.#following.start();
  }

  stop(): void {
    this.#isStarted = false;
    clearTimeout(this.#retry);
    this.#following.stop();
  }

  /** Reads everything again. Asked while reading, it reads once more, so that the caller's own write is in it. */
  load(): Promise<void> {
    if (this.#loading) this.#isAskedAgain = true;
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** Shows a write at once, before it is read back. */
  put(incident: AdminIncident): void {
    const others = this.openIncidents.filter((one) => one.id !== incident.id);
    const isOpen = incident.resolved_at === null && incident.status !== 'resolved' && incident.status !== 'postmortem';
    this.openIncidents = isOpen ? [incident, ...others] : others;
    this.#changed();
  }

  /** The same for a maintenance. */
  putMaintenance(maintenance: AdminMaintenance): void {
    const others = this.openMaintenances.filter((one) => one.id !== maintenance.id);
    const open = maintenance.status === 'completed' ? others : [maintenance, ...others];
    this.openMaintenances = open.sort((one, other) => Date.parse(one.scheduled_for) - Date.parse(other.scheduled_for));
    this.#changed();
  }

  async #read(): Promise<void> {
    clearTimeout(this.#retry);
    do {
      this.#isAskedAgain = false;
      await this.#readOnce();
    } while (this.#isAskedAgain);
  }

  async #readOnce(): Promise<void> {
    try {
      const [settings, components, groups, openIncidents, openMaintenances, summary] = await Promise.all([
        this.#api.getSettings(),
        this.#api.listComponents(),
        this.#api.listGroups(),
        this.#api.listOpenIncidents(),
        this.#api.maintenance.listOpen(),
        readSummary(this.#summaryAddress).catch(() => null),
      ]);
      Object.assign(this, {
        ...{ settings, components, groups, openIncidents, openMaintenances },
        loadedAt: Date.now(),
        failure: null,
      });
      if (summary) this.summary = newerSummary(this.summary, summary);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error;
      if (error.status !== 401 && this.#isStarted) this.#retry = setTimeout(() => void this.load(), retryMs);
    }
    this.#changed();
  }

  #onNews(text: string | null): void {
    const before = this.summary?.allswell;
    const summary = text === null ? null : (JSON.parse(text) as Summary);
    if (summary) {
      this.summary = newerSummary(this.summary, summary);
      this.#changed();
      const now = this.summary.allswell;
      if (before && now && before.seq === now.seq && before.epoch === now.epoch && !this.failure) return;
    }
    void this.load();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
