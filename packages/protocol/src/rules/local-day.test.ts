import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningOfDay, dayAfter, localDay } from './local-day.ts';

const begins = (day: string, timeZone: string) => new Date(beginningOfDay(day, timeZone)).toISOString();

test('a day begins at midnight of its zone, in summer and in winter', () => {
  assert.equal(begins('2026-11-22', 'Europe/Berlin'), '2026-11-21T23:00:00.000Z');
  assert.equal(begins('2026-07-01', 'Europe/Berlin'), '2026-06-30T22:00:00.000Z');
  assert.equal(begins('2026-11-22', 'Asia/Kathmandu'), '2026-11-21T18:15:00.000Z');
  assert.equal(begins('2026-11-22', 'Pacific/Kiritimati'), '2026-11-21T10:00:00.000Z');
  assert.equal(begins('2026-11-22', 'Pacific/Pago_Pago'), '2026-11-22T11:00:00.000Z');
});

test('the days on which the clocks change have 23 and 25 hours', () => {
  const hoursOf = (day: string) =>
    (beginningOfDay(dayAfter(day, 1), 'Europe/Berlin') - beginningOfDay(day, 'Europe/Berlin')) / 3_600_000;
  assert.deepEqual([hoursOf('2026-03-29'), hoursOf('2026-10-25'), hoursOf('2026-10-26')], [23, 25, 24]);
});

test('a day without a midnight begins when its clocks go on', () => {
  assert.equal(begins('2026-09-06', 'America/Santiago'), '2026-09-06T04:00:00.000Z');
});

test('days are counted on the calendar', () => {
  assert.equal(dayAfter('2026-03-01', -1), '2026-02-28');
  assert.equal(dayAfter('2026-12-31', 1), '2027-01-01');
  assert.equal(localDay(Date.parse('2026-11-21T23:30:00Z'), 'Europe/Berlin'), '2026-11-22');
});

test('what is no day begins never, and an unknown zone is UTC', () => {
  assert.ok(Number.isNaN(beginningOfDay('never', 'UTC')));
  assert.equal(dayAfter('never', 1), '');
  assert.equal(begins('2026-11-22', 'Mars/Olympus'), '2026-11-22T00:00:00.000Z');
});
