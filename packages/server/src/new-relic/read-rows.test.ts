import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MetricError } from '../metrics/source.ts';
import { readRows } from './read-rows.ts';

const begin = Date.parse('2026-11-22T10:00:00Z');
const window = { since: new Date(begin), until: new Date(begin + 600_000), stepSeconds: 60 };
const row = (minute: number, fields: object) => ({
  beginTimeSeconds: begin / 1_000 + minute * 60,
  endTimeSeconds: begin / 1_000 + (minute + 1) * 60,
  ...fields,
});
const read = (results: readonly unknown[], facets: unknown[] = []) =>
  readRows({ results, facets }, window).map(({ at, value }) => [(at.getTime() - begin) / 60_000, value]);
const refuses = (results: readonly unknown[], code: string, says: RegExp, facets: unknown[] = []) =>
  assert.throws(
    () => read(results, facets),
    (error) => error instanceof MetricError && error.code === code && says.test(error.message),
  );

test('a value stands at the beginning of its step, and the oldest comes first', () => {
  assert.deepEqual(read([row(1, { count: 2 }), row(0, { count: 1 })]), [
    [0, 1],
    [1, 2],
  ]);
});

test('numbers in quotes, scores of apdex and one percentile are numbers', () => {
  assert.deepEqual(
    read([
      row(0, { x: '1.5e2' }),
      row(1, { x: { score: 0.94, s: 90, t: 6, f: 4, count: 100 } }),
      row(2, { x: { 95: 12 } }),
    ]),
    [
      [0, 150],
      [1, 0.94],
      [2, 12],
    ],
  );
});

test('what is no number is a gap, and a zero is a zero', () => {
  const gaps = [
    null,
    undefined,
    'NaN',
    '',
    ' ',
    '-Infinity',
    'null',
    '1e999',
    [],
    true,
    false,
    {},
    'many',
    { score: null },
    [0],
  ];
  assert.deepEqual(read([row(0, { x: 0 }), ...gaps.map((x, at) => row(at % 10, { x })), row(9, { x: '0' })]), [
    [0, 0],
    [9, 0],
  ]);
});

test('a single row without times is the value of now', () => {
  assert.deepEqual(read([{ count: 7 }]), [[9, 7]]);
});

test('values of a time that nobody asked for are left out', () => {
  assert.deepEqual(read([row(-2, { x: 1 }), row(3, { x: 2 }), row(12, { x: 3 }), row(4, { x: 4 })]), [
    [3, 2],
    [4, 4],
  ]);
  refuses([{ beginTimeSeconds: begin, x: 1 }], 'garbled', /times/);
});

test('words, nothing, and more than one number say so', () => {
  refuses([], 'empty', /no values/);
  refuses([row(0, { x: null }), row(1, { x: 'NaN' })], 'empty', /no values/);
  refuses([row(0, { x: 'Fernhill' })], 'invalid', /words and no numbers/);
  refuses([row(0, { x: ['a', 'b'] })], 'invalid', /words and no numbers/);
  refuses([row(0, { x: { 50: 1, 95: 2 } })], 'invalid', /several numbers/);
  refuses([row(0, { x: 1, y: 2 })], 'invalid', /2 numbers/);
  refuses([row(0, { facet: 'a', x: 1 })], 'invalid', /FACET/);
  refuses([row(0, { x: 1 }), row(0, { x: 2 })], 'invalid', /FACET/);
  refuses([row(0, { x: 1 })], 'invalid', /FACET/, ['appName']);
  refuses([1, null, 'x'], 'garbled', /no rows/);
});

test('whatever rows say, points are finite, in order, in time, and no zero is made of what is none', () => {
  const field = fc.oneof(
    fc.constantFrom(null, true, false, '', '0x0', ' ', '١', [], {}, [0], { score: '' }, { a: null }, Infinity, NaN),
    fc.double({ noDefaultInfinity: false }).filter((number) => number !== 0),
    fc.string(),
    fc.jsonValue(),
  );
  const anyRow = fc.oneof(
    fc.record({
      beginTimeSeconds: fc.oneof(
        fc.integer({ min: 0, max: 12 }).map((at) => begin / 1_000 + at * 60),
        field,
      ),
      x: field,
    }),
    fc.dictionary(fc.string({ maxLength: 3 }), field),
    field,
  );
  const holdsZero = (value: unknown): boolean => {
    if (typeof value === 'number') return value === 0;
    if (typeof value === 'string') return Number(value.trim() || NaN) === 0;
    return typeof value === 'object' && value !== null && Object.values(value).some(holdsZero);
  };
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 12 }), (rows) => {
      let points;
      try {
        points = readRows({ results: rows, facets: [] }, window);
      } catch (error) {
        assert.ok(error instanceof MetricError, String(error));
        return;
      }
      assert.ok(points.length > 0);
      points.forEach(({ at, value }, index) => {
        assert.ok(Number.isFinite(value));
        assert.ok(at >= new Date(begin - 60_000) && at <= window.until);
        assert.ok(index === 0 || at > (points[index - 1]?.at ?? 0));
      });
      if (points.some(({ value }) => value === 0)) assert.ok(rows.some(holdsZero), JSON.stringify(rows));
    }),
    { numRuns: 3_000 },
  );
});
