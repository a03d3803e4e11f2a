import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyHistory, anyLook } from '../testing/any-history.ts';
import { judgeGroup, judgeUptime } from '../testing/judge-uptime.ts';
import type { ComponentStatus } from '../vocabulary.ts';
import {
  type DatedWeights,
  explainUptime,
  meanShare,
  type PublishedSpan,
  sumUptime,
  type UptimeRecord,
  uptimeLevel,
  uptimePercent,
  upShare,
  usualWeights,
  worstLevel,
} from './uptime.ts';

const usual: DatedWeights[] = [{ from: null, ...usualWeights }];
const hour = 3_600_000;
const day = 24 * hour;
const window = { from: 0, until: day, now: 10 * day };

const said = (
  status: ComponentStatus,
  startsAt: number,
  endsAt: number | null,
  incidentId: string | null = 'i1',
): PublishedSpan => ({ status, startsAt, endsAt, incidentId });
const recordOf = (spans: PublishedSpan[], rest: Partial<UptimeRecord> = {}): UptimeRecord => ({
  since: 0,
  spans,
  corrections: [],
  ...rest,
});
const explain = (record: UptimeRecord, at: Partial<typeof window> = {}, weights = usual) =>
  explainUptime(record, weights, { ...window, ...at });
const sum = (record: UptimeRecord, at: Partial<typeof window> = {}, weights = usual) =>
  sumUptime(explain(record, at, weights), { ...window, ...at, since: record.since });
const percent = (...args: Parameters<typeof sum>) => uptimePercent(upShare(sum(...args)));

test('a day without trouble is up all of it', () => {
  assert.deepEqual(explain(recordOf([])), []);
  assert.equal(percent(recordOf([])), 100);
});

test('an hour of a major outage counts whole, of a partial one three tenths, of a slow one nothing', () => {
  assert.equal(percent(recordOf([said('major_outage', hour, 2 * hour)])), 95.83);
  assert.equal(percent(recordOf([said('partial_outage', hour, 2 * hour)])), 98.75);
  assert.equal(percent(recordOf([said('degraded_performance', hour, 2 * hour)])), 100);
});

test('maintenance is left out of the reckoning, on both sides of the stroke', () => {
  const record = recordOf([said('under_maintenance', 0, 12 * hour, 'm1'), said('major_outage', 12 * hour, 15 * hour)]);
  assert.equal(percent(record), 75);
  assert.equal(explain(record)[0]?.isExcluded, true);
});

test('a maintenance that counts as downtime is a major outage in the reckoning, and is still called a maintenance', () => {
  const record = recordOf([{ ...said('under_maintenance', 0, 6 * hour, 'm1'), countsAsDowntime: true }]);
  assert.equal(percent(record), 75);
  const [span] = explain(record);
  assert.deepEqual([span?.status, span?.countsAs, span?.isExcluded], ['under_maintenance', 'major_outage', false]);
});

test('trouble during a maintenance counts: at each moment the worst does', () => {
  const record = recordOf([said('under_maintenance', 0, 4 * hour, 'm1'), said('partial_outage', hour, 2 * hour, 'i1')]);
  assert.deepEqual(
    explain(record).map(({ startsAt, endsAt, countsAs, incidentIds }) => [startsAt, endsAt, countsAs, incidentIds]),
    [
      [0, hour, 'under_maintenance', ['m1']],
      [hour, 2 * hour, 'partial_outage', ['i1', 'm1']],
      [2 * hour, 4 * hour, 'under_maintenance', ['m1']],
    ],
  );
});

test('two incidents at once count once, by the worse of them, and both are named', () => {
  const record = recordOf([said('major_outage', hour, 3 * hour, 'b'), said('partial_outage', 2 * hour, 4 * hour, 'a')]);
  assert.equal(sum(record).down, 2_000 * 1 * hour + 300 * hour);
  assert.deepEqual(explain(record)[1]?.incidentIds, ['a', 'b']);
});

test('two that follow each other without a gap are one time only where they are the same', () => {
  const same = recordOf([said('major_outage', 0, hour), said('major_outage', hour, 2 * hour)]);
  assert.equal(explain(same).length, 1);
  const others = recordOf([said('major_outage', 0, hour), said('major_outage', hour, 2 * hour, 'i2')]);
  assert.equal(explain(others).length, 2);
});

test('what has no end goes on until now, and says so', () => {
  const open = recordOf([said('major_outage', hour, null)]);
  const [span] = explain(open, { now: 3 * hour });
  assert.deepEqual([span?.endsAt, span?.isOpen], [3 * hour, true]);
  assert.equal(explain(open, { until: 2 * hour, now: 3 * hour })[0]?.isOpen, false);
  assert.equal(explain(recordOf([said('major_outage', hour, 3 * hour)]), { now: 3 * hour })[0]?.isOpen, false);
});

test('a correction that ends now does not say that it goes on', () => {
  const open = recordOf([said('major_outage', hour, null)], {
    corrections: [{ id: 'c', countsAs: 'operational', startsAt: hour, endsAt: 3 * hour }],
  });
  assert.deepEqual(
    explain(open, { now: 3 * hour }).map(({ isOpen }) => isOpen),
    [false],
  );
  assert.deepEqual(
    explain(open, { now: 4 * hour }).map(({ isOpen, countsAs }) => [isOpen, countsAs]),
    [
      [false, 'operational'],
      [true, 'major_outage'],
    ],
  );
});

test('nothing counts before a component began, or after now', () => {
  const record = recordOf([said('major_outage', 0, day)], { since: 6 * hour });
  assert.deepEqual(sum(record, { now: 8 * hour }), {
    known: 2 * hour,
    maintenance: 0,
    degraded: 0,
    partial: 0,
    major: 2 * hour,
    down: 2_000 * hour,
  });
  assert.equal(upShare(sum(record, { now: 2 * hour })), null);
  assert.equal(uptimeLevel(sum(record, { now: 2 * hour })), '-');
  assert.deepEqual(explain(record, { from: day, until: 0 }), []);
});

test('a time without length is no time', () => {
  assert.deepEqual(explain(recordOf([said('major_outage', hour, hour)])), []);
  assert.deepEqual(explain(recordOf([said('major_outage', 2 * hour, hour)])), []);
});

test('a false alarm counts as up, and both what was said and the correction are told', () => {
  const record = recordOf([said('major_outage', hour, 3 * hour)], {
    corrections: [{ id: 'c1', countsAs: 'operational', startsAt: hour, endsAt: 2 * hour }],
  });
  const [corrected, rest] = explain(record);
  assert.deepEqual(
    [corrected?.status, corrected?.countsAs, corrected?.weight, corrected?.correctionId, corrected?.incidentIds],
    ['major_outage', 'operational', 0, 'c1', ['i1']],
  );
  assert.equal(rest?.correctionId, null);
  assert.equal(sum(record).major, hour);
});

test('of corrections that overlap the newest decides, and where it ends the older one does again', () => {
  const record = recordOf([], {
    corrections: [
      { id: 'old', countsAs: 'major_outage', startsAt: 0, endsAt: 4 * hour },
      { id: 'new', countsAs: 'degraded_performance', startsAt: hour, endsAt: 2 * hour },
    ],
  });
  assert.deepEqual(
    explain(record).map(({ correctionId, countsAs }) => [correctionId, countsAs]),
    [
      ['old', 'major_outage'],
      ['new', 'degraded_performance'],
      ['old', 'major_outage'],
    ],
  );
});

test('other weights count from their instant on, in the middle of an outage too', () => {
  const weights = [...usual, { from: 2 * hour, major_outage: 0.5, partial_outage: 0.125, degraded_performance: 0.001 }];
  const record = recordOf([said('major_outage', hour, 3 * hour)]);
  assert.deepEqual(
    explain(record, {}, weights).map(({ weight }) => weight),
    [1, 0.5],
  );
  assert.equal(sum(record, {}, weights).down, 1_500 * hour);
  assert.equal(sum(record, { until: 2 * hour }, weights).down, 1_000 * hour);
  assert.deepEqual(explain(record, {}, weights), explain(record, {}, weights.toReversed()));
});

test('without any weights the usual ones count', () => {
  assert.equal(sum(recordOf([said('partial_outage', 0, hour)]), {}, []).down, 300 * hour);
});

test('a millisecond of downtime in ten years is not 100 percent, for one component or in a group of a hundred', () => {
  const tenYears = { from: 0, until: 3_653 * day, now: 3_653 * day };
  const least: DatedWeights[] = [{ from: null, major_outage: 0.001, partial_outage: 0, degraded_performance: 0 }];
  const share = upShare(sum(recordOf([said('major_outage', 0, 1)]), tenYears, least));
  assert.equal(uptimePercent(share), 99.99);
  assert.equal(uptimePercent(meanShare([share, ...Array<number>(99).fill(1)])), 99.99);
});

test('percentages are rounded down and are exact where they need no rounding', () => {
  for (let hundredths = 0; hundredths <= 10_000; hundredths++) {
    const known = 10_000 * hour;
    const down = (10_000 - hundredths) * hour * 1_000;
    const rest = { known, maintenance: 0, degraded: 0, partial: 0, major: 0 };
    assert.equal(uptimePercent(upShare({ ...rest, down })), hundredths / 100);
    if (hundredths > 0) assert.equal(uptimePercent(upShare({ ...rest, down: down + 1 })), (hundredths - 1) / 100);
  }
});

test('a group is up as much as its members on average; one of which nothing is known is left out', () => {
  assert.equal(meanShare([1, 0.5, null]), 0.75);
  assert.equal(meanShare([null]), null);
  assert.equal(meanShare([]), null);
  const ofThirds = (thirds: number) =>
    upShare({ known: 3, maintenance: 0, degraded: 0, partial: 0, major: 0, down: 1_000 * (3 - thirds) });
  assert.equal(uptimePercent(meanShare([ofThirds(1), ofThirds(2)])), 50);
});

test('where all that is known is maintenance there is no percentage', () => {
  const record = recordOf([said('under_maintenance', 0, day)]);
  assert.equal(percent(record), null);
  assert.equal(uptimeLevel(sum(record)), 'm');
});

test('the level of a day is its worst moment, of a group its worst member', () => {
  const spans = [said('degraded_performance', 0, hour), said('major_outage', hour, hour + 1)];
  assert.equal(uptimeLevel(sum(recordOf(spans))), '3');
  assert.equal(uptimeLevel(sum(recordOf(spans), { until: hour })), '1');
  assert.equal(uptimeLevel(sum(recordOf([]))), '0');
  assert.equal(worstLevel(['-', 'm', '1', '0']), '1');
  assert.equal(worstLevel([]), '-');
});

test('whatever was said, corrected and weighed, the reckoning is that of going through it second by second', () => {
  fc.assert(
    fc.property(anyLook(), ({ history, from, until }) => {
      assert.equal(judgeUptime(history, from, until), undefined);
    }),
    { numRuns: 1_000 },
  );
});

test('whatever its members were, a group is the exact mean of them', () => {
  fc.assert(
    fc.property(fc.array(anyHistory(), { maxLength: 5 }), (members) => {
      assert.equal(judgeGroup(members, 0, 60), undefined);
    }),
    { numRuns: 500 },
  );
});

test('what the days of a time come to is what the whole comes to', () => {
  fc.assert(
    fc.property(anyHistory(), fc.integer({ min: 1, max: 59 }), (history, cut) => {
      const apart = [judgeUptime(history, 0, cut), judgeUptime(history, cut, 60), judgeUptime(history, 0, 60)];
      assert.deepEqual(apart, [undefined, undefined, undefined]);
    }),
    { numRuns: 300 },
  );
});

test('the week that docs/uptime.md reckons with comes to what it says', () => {
  const at = (instant: string) => Date.parse(instant);
  const times = (status: ComponentStatus, from: string, until: string, incidentId: string) =>
    said(status, at(from), at(until), incidentId);
  const record = recordOf(
    [
      times('partial_outage', '2026-03-26T10:00+01:00', '2026-03-26T10:20+01:00', 'a'),
      times('major_outage', '2026-03-26T10:20+01:00', '2026-03-26T11:00+01:00', 'a'),
      times('partial_outage', '2026-03-26T10:30+01:00', '2026-03-26T11:30+01:00', 'b'),
      times('major_outage', '2026-03-27T02:00+01:00', '2026-03-27T03:00+01:00', 'c'),
      times('under_maintenance', '2026-03-29T01:00+01:00', '2026-03-29T04:00+02:00', 'm'),
      times('major_outage', '2026-03-29T03:15+02:00', '2026-03-29T03:30+02:00', 'd'),
    ],
    {
      corrections: [
        {
          id: 'c1',
          countsAs: 'operational',
          startsAt: at('2026-03-27T02:00+01:00'),
          endsAt: at('2026-03-27T02:45+01:00'),
        },
      ],
    },
  );
  const week = {
    from: at('2026-03-23T00:00+01:00'),
    until: at('2026-03-30T00:00+02:00'),
    now: at('2026-04-01T00:00Z'),
  };
  const minute = 60_000;
  assert.deepEqual(sum(record, week), {
    known: 10_020 * minute,
    maintenance: 105 * minute,
    degraded: 0,
    partial: 50 * minute,
    major: 70 * minute,
    down: 85_000 * minute,
  });
  assert.equal(percent(record, week), 99.14);
});
