import fc from 'fast-check';
import { componentStatuses } from '../vocabulary.ts';
import type { Corrected, History, Said, Weighed } from './uptime-by-ticks.ts';

/** Any history within so many ticks, before its beginning and after its end as well. */
export function anyHistory(ticks = 60): fc.Arbitrary<History> {
  const at = fc.integer({ min: -5, max: ticks + 5 });
  const length = fc.integer({ min: 0, max: Math.ceil(ticks / 2) });
  const status = fc.constantFrom(...componentStatuses);
  const thousandths = fc.oneof(fc.constantFrom(0, 1, 300, 999, 1_000), fc.integer({ min: 0, max: 1_000 }));
  const said: fc.Arbitrary<Said> = fc
    .record({
      status,
      from: at,
      length: fc.option(length, { freq: 6 }),
      incident: fc.option(fc.constantFrom('one', 'two', 'three', 'four')),
      counts: fc.boolean(),
    })
    .map(({ length: ticksLong, ...rest }) => ({ ...rest, until: ticksLong === null ? null : rest.from + ticksLong }));
  const corrected: fc.Arbitrary<Omit<Corrected, 'id'>> = fc
    .record({ as: status, from: at, length })
    .map(({ length: ticksLong, ...rest }) => ({ ...rest, until: rest.from + ticksLong }));
  const weighed: fc.Arbitrary<Weighed> = fc.record({
    from: fc.option(at, { freq: 4 }),
    major: thousandths,
    partial: thousandths,
    degraded: thousandths,
  });
  return fc.record({
    since: at,
    now: at,
    said: fc.array(said, { maxLength: 8 }),
    corrected: fc
      .array(corrected, { maxLength: 4 })
      .map((list) => list.map((one, index) => ({ id: `correction ${index}`, ...one }))),
    weights: fc.uniqueArray(weighed, { maxLength: 4, selector: ({ from }) => from }),
  });
}

/** A history, and from when to when it is looked at; the window may be empty, or the wrong way round. */
export function anyLook(ticks = 60): fc.Arbitrary<{ history: History; from: number; until: number }> {
  const at = fc.integer({ min: -5, max: ticks + 5 });
  return fc.record({ history: anyHistory(ticks), from: at, until: at });
}
