import * as v from 'valibot';
import { MetricError, type MetricPoint } from '../metrics/source.ts';

// What New Relic answers to a query, as it was seen and as it could be: numbers as strings, objects around numbers, lists
// that are null. Whatever is no number is a gap, and never a zero.

/** The rows of an answer, and by what it is split into several. */
export interface Rows {
  results: readonly unknown[];
  facets: readonly unknown[];
}

/** The span and the spacing that were asked for. */
export interface Window {
  since: Date;
  until: Date;
  stepSeconds: number;
}

const mostPoints = 2_000;
const rowSchema = v.record(v.string(), v.unknown());
/** Beside the figure a row says when it was, and how much was looked at. */
const besideTheFigure = new Set(['beginTimeSeconds', 'endTimeSeconds', 'inspectedCount']);

/** Reads points, oldest first. Throws a MetricError when these rows are no figure over time. */
export function readRows({ results, facets }: Rows, window: Window): MetricPoint[] {
  const rows = results.filter((row) => v.is(rowSchema, row));
  if (facets.length > 0 || rows.some((row) => 'facet' in row)) throw splitUp();
  if (results.length > 0 && rows.length === 0) throw garbled('it has no rows');

  const names = new Set(rows.flatMap((row) => Object.keys(row).filter((name) => !besideTheFigure.has(name))));
  if (names.size > 1)
    throw new MetricError('invalid', `The query gives ${names.size} numbers at a time. Select one of them.`);
  const [name] = names;
  const found = name === undefined ? [] : rows.map((row) => ({ row, figure: figureOf(row[name]) }));
  const measured = found.flatMap(({ row, figure }) => (typeof figure === 'number' ? [{ row, value: figure }] : []));
  if (measured.length === 0) throw nothing(found.map(({ figure }) => figure));

  const points = measured.flatMap(({ row, value }) => {
    const at = timeOf(row, window, rows.length);
    return at ? [{ at, value }] : [];
  });
  if (points.length === 0) throw garbled('its times are not those that were asked for');
  return onePerTime(points).slice(-mostPoints);
}

type Figure = number | 'gap' | 'words' | 'several';

/** What a field says: a number, or why it is none. */
function figureOf(field: unknown): Figure {
  if (field === null || field === undefined) return 'gap';
  if (typeof field === 'number') return Number.isFinite(field) ? field : 'gap';
  if (typeof field === 'string') return numberIn(field);
  if (typeof field !== 'object') return 'words';
  if (Array.isArray(field)) return field.length === 0 ? 'gap' : 'words';
  const inner = field as Record<string, unknown>;
  // apdex() gives its score beside the counts it was made of; percentile() gives one field for each that was asked.
  if ('score' in inner) return figureOf(inner['score']);
  const [only, ...others] = Object.values(inner);
  if (others.length > 0) return 'several';
  return typeof only === 'object' && only !== null ? 'words' : figureOf(only);
}

function numberIn(text: string): Figure {
  const trimmed = text.trim();
  if (/^[-+]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][-+]?\d{1,4})?$/.test(trimmed)) {
    const read = Number(trimmed);
    return Number.isFinite(read) ? read : 'gap';
  }
  return /^([-+]?(nan|inf(inity)?)|null|-)?$/i.test(trimmed) ? 'gap' : 'words';
}

/** When a row was measured: at the beginning of its step. A single row without times is the whole of what was asked for. */
function timeOf(row: Record<string, unknown>, { since, until, stepSeconds }: Window, rows: number): Date | undefined {
  if (rows === 1 && !('beginTimeSeconds' in row) && !('endTimeSeconds' in row))
    return new Date(until.getTime() - stepSeconds * 1_000);
  const seconds = figureOf(row['beginTimeSeconds']);
  if (typeof seconds !== 'number') return undefined;
  const at = seconds * 1_000;
  const isWanted = at > since.getTime() - stepSeconds * 1_000 && at < until.getTime();
  return isWanted ? new Date(at) : undefined;
}

/** Two different values of one time are those of two things. */
function onePerTime(points: MetricPoint[]): MetricPoint[] {
  const byTime = new Map<number, MetricPoint>();
  for (const point of points) {
    const known = byTime.get(point.at.getTime());
    if (known && known.value !== point.value) throw splitUp();
    byTime.set(point.at.getTime(), point);
  }
  return [...byTime.values()].sort((one, other) => one.at.getTime() - other.at.getTime());
}

function nothing(figures: Figure[]): MetricError {
  if (figures.includes('words'))
    return new MetricError(
      'invalid',
      'The query gives words and no numbers. Select a number, such as count(*) or average(duration).',
    );
  if (figures.includes('several'))
    return new MetricError(
      'invalid',
      'The query gives several numbers at a time. Ask for one percentile, or one step.',
    );
  return new MetricError(
    'empty',
    'New Relic has no values for this. Look whether the query gives any in New Relic, and whether the account is the right one.',
  );
}

function splitUp(): MetricError {
  return new MetricError(
    'invalid',
    'The query gives several values at a time. Leave out FACET, and make a metric of each part by WHERE.',
  );
}

function garbled(how: string): MetricError {
  return new MetricError('garbled', `The answer of New Relic cannot be read: ${how}.`);
}
