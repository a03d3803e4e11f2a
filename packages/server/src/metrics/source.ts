import type { MetricOrigin, MetricSource, MetricSourceState } from '@allswell/protocol';

/** A value that was measured, as its source gives it. */
export interface MetricPoint {
  at: Date;
  value: number;
}

/** Which values are wanted. */
export interface Wanted {
  since: Date;
  until: Date;
  /** How far apart they should be. */
  stepSeconds: number;
  signal: AbortSignal;
}

/** What a source gave, oldest first. Where it had no value there is no point: a gap is never a zero. */
export interface Measured {
  points: MetricPoint[];
  /** What the source says that may help to write label and unit. */
  suggested?: { suffix: string | null; decimal_places: number | null };
}

/**
 * Why a source gave nothing. `limited`: we asked too often. `refused`: key, account or region are not right. `invalid`:
 * what was asked is not right. `empty`: there are no values. `garbled`: the answer cannot be read.
 */
export type MetricFailure = 'unreachable' | 'limited' | 'refused' | 'invalid' | 'empty' | 'garbled';

/** A source gave nothing. The message tells admins what to do, and never holds a key. */
export class MetricError extends Error {
  readonly code: MetricFailure;
  /** When the source wants to be asked again, if it says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: MetricFailure, message: string, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(message, options);
    this.name = 'MetricError';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Reads metrics of one source. It keeps no clock of its own, and tries nothing twice. */
export interface MetricReader<Source extends MetricSource = MetricSource> {
  source: Source;
  state(): MetricSourceState;
  /** Whether what would be asked can be right, as far as that shows without asking. Throws a MetricError. */
  check?(query: Extract<MetricOrigin, { source: Source }>['query']): void;
  /** Throws a MetricError. */
  read(query: Extract<MetricOrigin, { source: Source }>['query'], wanted: Wanted): Promise<Measured>;
}
