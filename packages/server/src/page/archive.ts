import type {
  DeletedIncident,
  HistoryDocument,
  HistorySearch,
  Incident,
  Maintenance,
  ReportDocument,
  StoryReference,
} from '@allswell/protocol';
import { DomainError } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { findMonth, type Month } from '../time/month.ts';
import type { StoryRow } from '../wire/story-rows.ts';
import { uptimeWriter } from '../wire/uptime-writer.ts';
import { buildDeleted, buildIncidents } from './build.ts';
import { type Dated, Found, type FoundText, type Look } from './found.ts';
import { buildMonth, happenedIn, monthFor } from './month.ts';
import { isOldAddress, readMoved } from './moved.ts';
import { type OlderRows, readIncident, readMonth } from './read.ts';
import { buildReport } from './report/build-report.ts';
import { readReport } from './report/read-report.ts';
import { reportMonths } from './report/report-months.ts';
import { buildSearch } from './search/build-search.ts';
import { findStories } from './search/find-stories.ts';
import type { SearchQuery } from './search/search-query.ts';
import type { Snapshot } from './snapshot.ts';

/** One incident or maintenance, or what is left of it, or the id that it has here. */
export type FoundStory = Dated &
  ({ story: Incident | Maintenance } | { deleted: DeletedIncident } | { movedTo: string });

/** One month of the history, and the same as text. */
export interface FoundMonth extends FoundText {
  history: HistoryDocument;
}

/** One month in numbers, and the same as text. */
export interface FoundReport extends FoundText {
  report: ReportDocument;
}

/** What holds some words, and the same as text. */
export interface FoundSearch extends FoundText {
  search: HistorySearch;
}

export interface ArchiveOptions {
  sql: Sql;
  publicUrl: string;
  /** Has the documents brought up to what the database says now. */
  catchUp(): Promise<void>;
}

/** What was read, and which bytes readers should have had at that moment. */
interface Read<T> {
  rows: Pick<OlderRows, 'state'>;
  found: T | undefined;
}

const perSecond = 20;
/** Looking through everything that was ever said takes as long as so many other looks. */
const searchCosts = 4;
const searchesAtOnce = 2;

/**
 * Incidents and months, also those that the documents no longer tell of, and what holds some words. Looking those up is
 * the only public read that asks the database: once per change, and all together no more than a few times a second, so
 * that whoever guesses addresses cannot keep it busy. When it does not answer, what it said before the last change has to
 * do.
 */
export class Archive {
  readonly #options: ArchiveOptions;
  readonly #stories = new Found<FoundStory>();
  readonly #months = new Found<FoundMonth>();
  readonly #reports = new Found<FoundReport>();
  readonly #searches = new Found<FoundSearch>();
  #snapshot: Snapshot | undefined;
  #second = 0;
  #left = perSecond;
  #searching = 0;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /** Takes the news; `provenAt` is when the database last agreed with what there was until now. */
  publish(snapshot: Snapshot, provenAt: Date | undefined): void {
    const isSameEpoch = snapshot.state.epoch === this.#snapshot?.state.epoch;
    this.#snapshot = snapshot;
    for (const kind of [this.#stories, this.#months, this.#reports, this.#searches]) {
      kind.renew(isSameEpoch ? provenAt : undefined);
    }
  }

  /** The incident or maintenance of this id, also of one that it had elsewhere; undefined when there never was one. */
  async story(id: string): Promise<FoundStory | undefined> {
    const known = this.#knownStory(id);
    if (known || !isOldAddress(id)) return known;
    return this.#stories.find(id, () => this.#look((snapshot) => this.#readStory(snapshot, id)));
  }

  /** A month of the history; undefined when nothing is known of it. */
  async month(name: string): Promise<FoundMonth | undefined> {
    const snapshot = this.#snapshot;
    const month = snapshot && monthFor(snapshot, name);
    if (!month) return undefined;
    return (
      this.#knownMonth(snapshot, month) ??
      this.#months.find(name, () => this.#look((current) => this.#readMonth(current, month)))
    );
  }

  /** A month in numbers; undefined when nothing is known of it. */
  async report(name: string): Promise<FoundReport | undefined> {
    const snapshot = this.#snapshot;
    const month = snapshot && reportMonths(snapshot).includes(name) && findMonth(name, snapshot.settings.time_zone);
    if (!month) return undefined;
    return (
      this.#knownReport(snapshot, month) ??
      this.#reports.find(name, () => this.#look((current) => this.#readReport(current, month)))
    );
  }

  /** What was published and holds these words. */
  async search(query: SearchQuery): Promise<FoundSearch | undefined> {
    return this.#searches.find(query.text, async () => {
      if (this.#searching >= searchesAtOnce) throw busy();
      this.#searching += 1;
      try {
        return await this.#look((snapshot) => this.#readSearch(snapshot, query), searchCosts);
      } finally {
        this.#searching -= 1;
      }
    });
  }

  /** Counts work that somebody caused by an address that nobody has asked for; throws where that is too much. */
  spend(cost = 1): void {
    const now = Math.floor(performance.now() / 1_000);
    if (now !== this.#second) [this.#second, this.#left] = [now, perSecond];
    this.#left -= cost;
    if (this.#left < 0) throw busy();
  }

  #knownStory(id: string): FoundStory | undefined {
    const story = this.#snapshot?.incidents.get(id);
    if (story) return { story };
    const deleted = this.#snapshot?.page.deleted?.find((one) => one.id === id);
    return deleted && { deleted };
  }

  #knownMonth(snapshot: Snapshot, month: Month): FoundMonth | undefined {
    const found = this.#months.get(month.name);
    if (found) return found;
    const happened = happenedIn(snapshot, month);
    return happened && this.#months.keep(month.name, withText(buildMonth(snapshot, month, happened)));
  }

  #knownReport(snapshot: Snapshot, month: Month): FoundReport | undefined {
    const found = this.#reports.get(month.name);
    if (found) return found;
    const components = snapshot.uptime.month(month.name);
    if (!components) return undefined;
    const { stories, known } = snapshot.uptime;
    const report = buildReport(snapshot, month, { components, stories, weights: known.rows.weights });
    return this.#reports.keep(month.name, { report, text: JSON.stringify(report) });
  }

  async #readStory(snapshot: Snapshot, id: string): Promise<Read<FoundStory>> {
    const rows = await readIncident(this.#options.sql, id);
    const [story] = buildIncidents(rows, this.#surroundings(snapshot));
    const [deleted] = buildDeleted(rows.deleted, snapshot.settings);
    if (story) return { rows, found: { story } };
    if (deleted) return { rows, found: { deleted } };
    const movedTo = await readMoved(this.#options.sql, id);
    return { rows, found: movedTo === undefined ? undefined : { movedTo } };
  }

  async #readMonth(snapshot: Snapshot, month: Month) {
    const rows = await readMonth(this.#options.sql, month, snapshot.state.changed_at);
    const incidents = buildIncidents(rows, this.#surroundings(snapshot));
    const deleted = buildDeleted(rows.deleted, snapshot.settings);
    const ongoing = this.#refer(snapshot, rows.ongoing);
    return { rows, found: withText(buildMonth(snapshot, month, { incidents, deleted, ongoing })) };
  }

  async #readReport(snapshot: Snapshot, month: Month) {
    const rows = await readReport(this.#options.sql, month, snapshot.settings.time_zone);
    const components = snapshot.uptime.monthFrom(month.name, rows.uptime);
    const { weights } = rows.uptime;
    const stories = this.#refer(snapshot, rows.stories);
    const report = buildReport(snapshot, month, { components, stories, weights });
    return { rows, found: { report, text: JSON.stringify(report) } };
  }

  async #readSearch(snapshot: Snapshot, query: SearchQuery) {
    const rows = await findStories(this.#options.sql, query.words);
    const search = buildSearch(snapshot, query, rows);
    return { rows, found: { search, text: JSON.stringify(search) } };
  }

  #refer({ settings: { time_zone } }: Snapshot, rows: readonly StoryRow[]): StoryReference[] {
    return rows.map(uptimeWriter({ time_zone, publicUrl: this.#options.publicUrl }).story);
  }

  #surroundings({ settings, summary }: Snapshot) {
    return { settings, components: summary.components, publicUrl: this.#options.publicUrl };
  }

  /** Reads what belongs to the documents that readers have: where the database is ahead of them, they follow first. */
  async #look<T>(read: (snapshot: Snapshot) => Promise<Read<T>>, cost = 1): Promise<Look<T>> {
    this.spend(cost);
    for (let isLast = false; ; isLast = true) {
      const snapshot = this.#snapshot;
      if (!snapshot) return { found: undefined, isCurrent: false };
      const { rows, found } = await read(snapshot);
      const isCurrent = this.#snapshot === snapshot && belongsTo(rows, snapshot);
      if (isCurrent || isLast) return { found, isCurrent };
      await this.#options.catchUp();
    }
  }
}

function busy(): DomainError {
  return new DomainError('database-unavailable', 'Too much from long ago is asked for. Try again in a second.');
}

function belongsTo({ state }: Pick<OlderRows, 'state'>, snapshot: Snapshot): boolean {
  return state.epoch === snapshot.state.epoch && state.seq === snapshot.state.seq;
}

function withText(history: HistoryDocument): FoundMonth {
  return { history, text: JSON.stringify(history) };
}
