/** One number that a proof measured, and what it may be at most or must be at least. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  at_most?: number;
  at_least?: number;
}

/** What `npm run prove -- NAME` runs; a file in bench/prove exports one as `proof`. */
export interface Proof {
  /** What is promised, in one sentence. */
  promise: string;
  measure: () => Promise<Figure[]>;
}

/** What `npm run bench -- NAME` runs; a file in bench/cases exports one as `bench`. */
export interface Bench {
  promise: string;
  /** The least that ours may be of the yardstick. */
  ratio_at_least: number;
  measure: () => Promise<Comparison>;
}

/** Ours beside its yardstick, measured in turns in one run. */
export interface Comparison {
  ours: number;
  yardstick: number;
  ratio: number;
  runs: number;
  unit: string;
}

/** Whether a figure keeps its limits. A figure without a limit is told for information. */
export function holds({ value, at_most = Infinity, at_least = -Infinity }: Figure): boolean {
  return value <= at_most && value >= at_least;
}

/** The figure with its limit, as a person reads it. */
export function describe(figure: Figure): string {
  const { name, value, unit, at_most, at_least } = figure;
  const limit =
    at_most === undefined ? (at_least === undefined ? '' : ` (at least ${at_least})`) : ` (at most ${at_most})`;
  return `${holds(figure) ? 'ok    ' : 'MISSED'}  ${name}: ${value} ${unit}${limit}`;
}
