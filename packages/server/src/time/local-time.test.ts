import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantsAt } from './local-time.ts';

const iso = (local: string, zone: string) => instantsAt(local, zone).map((instant) => instant.toISOString());

test('a local time is one instant on most days', () => {
  assert.deepEqual(iso('2026-11-24T02:00', 'Europe/Berlin'), ['2026-11-24T01:00:00.000Z']);
  assert.deepEqual(iso('2026-07-24T02:00:30.5', 'Asia/Kolkata'), ['2026-07-23T20:30:30.500Z']);
  assert.deepEqual(iso('2026-11-24T02:00', 'UTC'), ['2026-11-24T02:00:00.000Z']);
});

test('a local time in the hour that spring skips does not exist', () => {
  assert.deepEqual(iso('2026-03-29T02:30', 'Europe/Berlin'), []);
  assert.deepEqual(iso('2026-03-08T02:00', 'America/New_York'), []);
  assert.deepEqual(iso('2026-10-04T02:15', 'Australia/Lord_Howe'), []);
  assert.deepEqual(iso('2026-03-29T03:00', 'Europe/Berlin'), ['2026-03-29T01:00:00.000Z']);
});

test('a local time in the hour that autumn repeats exists twice', () => {
  assert.deepEqual(iso('2026-10-25T02:30', 'Europe/Berlin'), ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
  assert.deepEqual(iso('2026-11-01T01:00', 'America/New_York'), [
    '2026-11-01T05:00:00.000Z',
    '2026-11-01T06:00:00.000Z',
  ]);
  assert.deepEqual(iso('2026-10-25T03:00', 'Europe/Berlin'), ['2026-10-25T02:00:00.000Z']);
});
