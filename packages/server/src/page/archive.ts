import type { DeletedIncident, HistoryDocument, Incident, Maintenance } from '@allswell/protocol';
import { DomainError } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import type { Month } from '../time/month.ts';
import { uptimeWriter } from '../wire/uptime-writer.ts';
import { buildDeleted, buildIncidents } from './build.ts';
import { type Dated, Found, type Look } from './found.ts';
import { buildMonth, happenedIn, monthFor } from './month.ts';
import { type OlderRows, readIncident, readMonth } from './read.ts';
import type { Snapshot } from './snapshot.ts';

/** One incident or maintenance, or what is left of it. */
export type FoundStory = Dated & ({ story: Incident | Maintenance } | { deleted: DeletedIncident });

/** One month of the history, and the same as text. */
export interface FoundMonth extends Dated {
  history: HistoryDocument;
  text: string;
}

export interface ArchiveOptions {
  sql: Sql;
  publicUrl: string;
  /** Has the documents brought up to what the database says now. */
  catchUp(): Promise<void>;
}

const perSecond = 20;

/**
 * Incidents and months, also those that the documents no longer tell of. Looking those up is the only public read that
 * asks the database: once per change, and all together no more than a few times a second, so that whoever guesses
 * addresses cannot keep it busy. When it does not answer, what it said before the last change has to do.
 */
export class Archive {
  readonly #options: ArchiveOptions;
  readonly #stories = new Found<FoundStory>();
  readonly #months = new Found<FoundMonth>();
  #snapshot: Snapshot | undefined;
  #second = 0;
  #left = perSecond;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /** Takes the news; `provenAt` is when the database last agreed with what there was until now. */
  publish(snapshot: Snapshot, provenAt: Date | undefined): void {
    const isSameEpoch = snapshot.state.epoch === this.#snapshot?.state.epoch;
    this.#snapshot = snapshot;
    this.#stories.renew(isSameEpoch ? provenAt : undefined);
    this.#months.renew(isSameEpoch ? provenAt : undefined);
  }

  /** The incident or maintenance of this id; undefined when there never was one. */
  async story(id: string): Promise<FoundStory | undefined> {
    const known = this.#knownStory(id);
    if (known || !/^[a-z0-9]{12}$/.test(id)) return known;
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

  async #readStory(snapshot: Snapshot, id: string) {
    const rows = await readIncident(this.#options.sql, id);
    const [story] = buildIncidents(rows, this.#surroundings(snapshot));
    const [deleted] = buildDeleted(rows.deleted, snapshot.settings);
    const found: FoundStory | undefined = story ? { story } : deleted && { deleted };
    return { rows, found };
  }

  async #readMonth(snapshot: Snapshot, month: Month) {
    const rows = await readMonth(this.#options.sql, month, snapshot.state.changed_at);
    const incidents = buildIncidents(rows, this.#surroundings(snapshot));
    const deleted = buildDeleted(rows.deleted, snapshot.settings);
    const { time_zone } = snapshot.settings;
    const ongoing = rows.ongoing.map(uptimeWriter({ time_zone, publicUrl: this.#options.publicUrl }).story);
    return { rows, found: withText(buildMonth(snapshot, month, { incidents, deleted, ongoing })) };
  }

  #surroundings({ settings, summary }: Snapshot) {
    return { settings, components: summary.components, publicUrl: this.#options.publicUrl };
  }

  /** Reads what belongs to the documents that readers have: where the database is ahead of them, they follow first. */
  async #look<T>(read: (snapshot: Snapshot) => Promise<{ rows: OlderRows; found: T | undefined }>): Promise<Look<T>> {
    this.#spend();
    for (let isLast = false; ; isLast = true) {
      const snapshot = this.#snapshot;
      if (!snapshot) return { found: undefined, isCurrent: false };
      const { rows, found } = await read(snapshot);
      const isCurrent = this.#snapshot === snapshot && belongsTo(rows, snapshot);
      if (isCurrent || isLast) return { found, isCurrent };
      await this.#options.catchUp();
    }
  }

  #spend(): void {
    const now = Math.floor(performance.now() / 1_000);
    if (now !== this.#second) [this.#second, this.#left] = [now, perSecond];
    if (this.#left-- > 0) return;
    throw new DomainError('database-unavailable', 'Too much from long ago is asked for. Try again in a second.');
  }
}

function belongsTo(rows: OlderRows, { state }: Snapshot): boolean {
  return rows.state.epoch === state.epoch && rows.state.seq === state.seq;
}

function withText(history: HistoryDocument): FoundMonth {
  return { history, text: JSON.stringify(history) };
}
