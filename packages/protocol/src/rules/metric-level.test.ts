import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { metricFreshness, metricLevel } from './metric-level.ts';

describe('how a value stands to its thresholds', () => {
  it('is green before, yellow and red from each threshold on, where more is worse', () => {
    const thresholds = { yellow: 300, red: 800, worse: 'above' } as const;
    assert.deepEqual(
      [299, 300, 799, 800].map((value) => metricLevel(value, thresholds)),
      ['green', 'yellow', 'yellow', 'red'],
    );
  });

  it('turns round where less is worse, as with an Apdex', () => {
    const thresholds = { yellow: 0.9, red: 0.7, worse: 'below' } as const;
    assert.deepEqual(
      [0.95, 0.9, 0.71, 0.7].map((value) => metricLevel(value, thresholds)),
      ['green', 'yellow', 'yellow', 'red'],
    );
  });

  it('says nothing without a value or without thresholds', () => {
    assert.equal(metricLevel(null, { yellow: 1, red: 2, worse: 'above' }), null);
    assert.equal(metricLevel(5, null), null);
  });
});

describe('how much the newest value is worth', () => {
  const minute = 60_000;

  it('is fresh for five minutes, then stale, and gone after fifteen', () => {
    assert.deepEqual(
      [5, 5.1, 15, 15.1].map((minutes) => metricFreshness(0, minutes * minute, 60)),
      ['fresh', 'stale', 'stale', 'gone'],
    );
  });

  it('gives a metric that is read each hour three hours', () => {
    assert.equal(metricFreshness(0, 180 * minute, 3_600), 'fresh');
    assert.equal(metricFreshness(0, 181 * minute, 3_600), 'stale');
  });

  it('is gone where there never was a value', () => {
    assert.equal(metricFreshness(null, 0, 60), 'gone');
  });
});
