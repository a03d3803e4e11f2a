import { type MetricRange, metricRanges } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import type { Log } from '../../log.ts';
import { Prepared } from '../bytes.ts';
import { documentHeaders } from '../headers.ts';
import type { Snapshot } from '../snapshot.ts';
import { buildMetrics, type MetricsText } from './build.ts';
import type { Known, LastValues, LastValuesFile } from './last-values.ts';
import { Pace } from './pace.ts';
import { isSameMark, type Mark, readMark, readValues } from './read-values.ts';
import { spans } from './spans.ts';

/** How often figures move on. */
export interface MetricsRhythm {
  /** What is measured within this time reaches readers together. */
  gatherMs?: number;
  /** How often the database is asked whether there is something new. */
  pollMs?: number;
  /** How often weeks and months are read at most. */
  furtherMs?: number;
  /** How often values are written to disk at most. */
  keepMs?: number;
}

export interface MetricsDocumentsOptions {
  sql: Sql;
  /** Where LISTEN works, when `sql` goes through a transaction pooler. */
  listenSql?: Sql;
  file: LastValuesFile | undefined;
  log: Log;
  rhythm?: MetricsRhythm;
  /** The instant of Allswell-Verified-At of the page. */
  verified(): string;
  /** Hears of each document that was made. */
  onMade(prepared: Prepared): void;
  /** Hears that readers have new figures of the day. */
  onMeasured(): void;
}

/** An answer, and the instant of its Allswell-Verified-At. */
export interface MetricsAnswer {
  prepared: Prepared;
  proof: { readonly verified: string };
}

/**
 * `/api/v2/metrics.json` and its longer spans. They follow what is measured, not `seq`: they are read again when Postgres
 * says that points came, which is gathered, and every few seconds one row is asked whether that was missed. Without
 * metrics nothing is asked at all.
 */
export class MetricsDocuments {
  readonly #options: MetricsDocumentsOptions;
  readonly #rhythm: Required<MetricsRhythm>;
  readonly #pace: Pace;
  readonly #answers = new Map<string, MetricsAnswer>();
  readonly #known = new Map<MetricRange, Known>();
  readonly #readAt = new Map<MetricRange, number>();
  readonly #waiting: (() => void)[] = [];
  #snapshot: Snapshot | undefined;
  #day: MetricsText | undefined;
  /** Whether what is known was read since the start. */
  #isFromDatabase = false;
  #isReachable = true;
  #isClosed = false;
  #loop: Promise<void> | undefined;
  #keeping: NodeJS.Timeout | undefined;
  #keptAt = -Infinity;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: MetricsDocumentsOptions) {
    this.#options = options;
    this.#rhythm = { gatherMs: 5_000, pollMs: 5_000, furtherMs: 60_000, keepMs: 60_000, ...options.rhythm };
    this.#pace = new Pace(this.#rhythm);
  }

  /** The figures of the day as readers have them; undefined where the page shows none, or nothing is known of them. */
  get day(): MetricsText | undefined {
    return this.#day;
  }

  /** Whether readers are answered, be it that there are no metrics. */
  get isKnown(): boolean {
    return this.#answers.has(spans.day.path);
  }

  find(path: string): MetricsAnswer | undefined {
    return this.#answers.get(path);
  }

  /** Takes what was kept on disk, if anything was. */
  async recall(): Promise<void> {
    const { file, log } = this.#options;
    try {
      const known = await file?.read();
      for (const range of known ? metricRanges : []) if (known?.[range]) this.#known.set(range, known[range]);
    } catch (error) {
      log.warn({ err: error }, 'The last known values of metrics on disk cannot be used; they are left out.');
    }
  }

  /** Takes the news of the page: which metrics are public, and what they are called. */
  publish(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    for (const range of metricRanges) this.#show(range);
    if (metricRanges.some((range) => this.#lacks(range))) this.#pace.wake({ isUrgent: true });
  }

  /** Begins to follow the database. */
  start(): void {
    const { listenSql, sql, log } = this.#options;
    const wake = () => this.#pace.wake();
    (listenSql ?? sql).listen('allswell_metrics', wake, wake).catch((error: unknown) => {
      if (!this.#isClosed) log.warn({ err: error }, 'Postgres does not notify; figures show a few seconds later.');
    });
    this.#loop = this.#run();
  }

  /** Looks at once; resolves after that look, whether it succeeded or not. */
  refresh(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.#pace.wake({ isUrgent: true });
    return promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#keeping);
    this.#pace.wake({ isUrgent: true });
    await this.#loop;
    for (const done of this.#waiting.splice(0)) done();
    await this.#keep();
  }

  async #run(): Promise<void> {
    for (;;) {
      await this.#pace.rest();
      if (this.#isClosed) return;
      await this.#look();
    }
  }

  async #look(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    try {
      if (this.#hasMetrics) await this.#lookOnce();
      this.#isReachable = true;
    } catch (error) {
      const message = 'Metrics cannot be renewed; readers get what was last known.';
      if (this.#isReachable && !this.#isClosed) this.#options.log.warn({ err: error }, message);
      this.#isReachable = false;
    } finally {
      for (const done of waiting) done();
    }
  }

  async #lookOnce(): Promise<void> {
    const { sql, onMeasured } = this.#options;
    const verified = new Date().toUTCString();
    const { mark } = await readMark(sql);
    const due = metricRanges.filter((range) => this.#isDue(range, mark));
    const read = due.length > 0 ? await readValues(sql, due) : undefined;
    this.#isFromDatabase = true;
    for (const range of metricRanges) {
      const values = read?.get(range);
      const known = this.#known.get(range);
      if (values) {
        this.#known.set(range, { ...values, verified });
        this.#readAt.set(range, performance.now());
        this.#show(range);
      } else if (known && isSameMark(known.mark, mark)) {
        known.verified = verified;
      }
    }
    if (due.includes('day')) onMeasured();
    if (due.length > 0) this.#keepSoon();
  }

  /** Whether a span is to be read. The longer ones may lag: who looks at a week does not look at seconds. */
  #isDue(range: MetricRange, mark: Mark): boolean {
    if (!this.#isFromDatabase || this.#lacks(range)) return true;
    if (isSameMark(this.#known.get(range)?.mark, mark)) return false;
    const restMs = range === 'day' ? 0 : this.#rhythm.furtherMs;
    return performance.now() - (this.#readAt.get(range) ?? -Infinity) >= restMs;
  }

  get #hasMetrics(): boolean {
    return (this.#snapshot?.page.metrics.length ?? 0) > 0;
  }

  /** Whether a metric of the page was not among what was read. */
  #lacks(range: MetricRange): boolean {
    const { measured = {} } = this.#known.get(range) ?? {};
    return this.#snapshot?.page.metrics.some(({ id }) => !Object.hasOwn(measured, id)) ?? false;
  }

  /** Puts the bytes of a span where readers get them. */
  #show(range: MetricRange): void {
    const { onMade } = this.#options;
    const { path } = spans[range];
    const known = this.#hasMetrics ? this.#known.get(range) : undefined;
    if (range === 'day') this.#day = undefined;
    this.#answers.delete(path);
    if (!this.#snapshot || (this.#hasMetrics && !known)) return;
    const built = buildMetrics(this.#snapshot, range, known);
    if (range === 'day' && known) this.#day = built;
    const type = 'application/json; charset=utf-8';
    const isBrief = known !== undefined;
    const prepared = new Prepared(built.text, { type, headers: documentHeaders, proven: true, isBrief });
    // That there are none is said by the page, and proven with it.
    this.#answers.set(path, { prepared, proof: known ?? this.#proofOfPage() });
    onMade(prepared);
  }

  #proofOfPage(): MetricsAnswer['proof'] {
    const { verified } = this.#options;
    return {
      get verified() {
        return verified();
      },
    };
  }

  /** Writes the newest to disk, once for all that come within a minute. */
  #keepSoon(): void {
    if (!this.#options.file || this.#keeping || this.#isClosed) return;
    const waitMs = Math.max(0, this.#keptAt + this.#rhythm.keepMs - performance.now());
    this.#keeping = setTimeout(() => {
      this.#keeping = undefined;
      void this.#keep();
    }, waitMs);
    this.#keeping.unref();
  }

  #keep(): Promise<void> {
    const { file, log } = this.#options;
    if (!file || !this.#isFromDatabase) return this.#writing;
    this.#keptAt = performance.now();
    this.#writing = this.#writing
      .then(() => file.write(Object.fromEntries(this.#known) as LastValues))
      .catch((error: unknown) => log.warn({ err: error }, 'The values of metrics cannot be kept on disk.'));
    return this.#writing;
  }
}
