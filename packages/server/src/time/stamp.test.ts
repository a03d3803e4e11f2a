import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startOfDay } from './day.ts';
import { stamp } from './stamp.ts';

test('a stamp carries milliseconds and the offset of the page’s zone', () => {
  assert.equal(stamp(new Date('2022-02-15T21:37:37.407Z'), 'America/Los_Angeles'), '2022-02-15T13:37:37.407-08:00');
  assert.equal(stamp(new Date('2022-07-15T21:37:37.407Z'), 'Asia/Kolkata'), '2022-07-16T03:07:37.407+05:30');
  assert.equal(stamp(new Date('2022-07-15T21:37:37.407Z'), 'Asia/Kathmandu'), '2022-07-16T03:22:37.407+05:45');
});

test('a zone that calls itself UTC is written Z, London in winter is not', () => {
  const instant = new Date('2026-01-05T10:00:00Z');
  for (const zone of ['UTC', 'Etc/UTC', 'Zulu']) assert.equal(stamp(instant, zone), '2026-01-05T10:00:00.000Z');
  assert.equal(stamp(instant, 'Europe/London'), '2026-01-05T10:00:00.000+00:00');
  assert.equal(stamp(instant, 'Africa/Abidjan'), '2026-01-05T10:00:00.000+00:00');
});

test('each side of a clock change has its own offset, to the millisecond', () => {
  assert.equal(stamp(new Date('2026-03-29T00:59:59.999Z'), 'Europe/Berlin'), '2026-03-29T01:59:59.999+01:00');
  assert.equal(stamp(new Date('2026-03-29T01:00:00.000Z'), 'Europe/Berlin'), '2026-03-29T03:00:00.000+02:00');
  assert.equal(stamp(new Date('2026-10-25T00:59:59.999Z'), 'Europe/Berlin'), '2026-10-25T02:59:59.999+02:00');
  assert.equal(stamp(new Date('2026-10-25T01:00:00.000Z'), 'Europe/Berlin'), '2026-10-25T02:00:00.000+01:00');
  assert.equal(stamp(new Date('2026-04-04T14:59:59.999Z'), 'Australia/Lord_Howe'), '2026-04-05T01:59:59.999+11:00');
  assert.equal(stamp(new Date('2026-04-04T15:00:00.000Z'), 'Australia/Lord_Howe'), '2026-04-05T01:30:00.000+10:30');
});

test('every stamp names the instant it was made from, in every zone and also long ago', () => {
  const instants = [-3_000_000_000_123, -1, 63_593_069_999, 63_593_070_000, 1_700_000_000_123, 4_000_000_000_000];
  for (const zone of [
    'Africa/Monrovia',
    'America/St_Johns',
    'Pacific/Chatham',
    'Europe/Amsterdam',
    'Pacific/Apia',
    'UTC',
  ]) {
    for (const instant of instants) assert.equal(Date.parse(stamp(new Date(instant), zone)), instant, zone);
  }
});

test('stamping costs less than asking Intl each time', () => {
  const instants = Array.from(
    { length: 10_000 },
    (_, index) => new Date(1_790_000_000_000 + (index % 500) * 7_777_777),
  );
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Denver', timeZoneName: 'longOffset' });
  const time = (work: () => void) => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  stamp(new Date(), 'America/Denver');
  const asking = time(() => instants.forEach((instant) => format.formatToParts(instant)));
  const stamping = time(() => instants.forEach((instant) => stamp(instant, 'America/Denver')));
  assert.ok(stamping < asking, `${stamping} µs against ${asking} µs`);
});

test('a day begins at local midnight, or at one o’clock where midnight is skipped', () => {
  assert.equal(startOfDay(new Date('2026-11-22T14:36:00Z'), 'Europe/Berlin').toISOString(), '2026-11-21T23:00:00.000Z');
  assert.equal(
    startOfDay(new Date('2026-10-25T14:36:00Z'), 'Europe/Berlin', 1).toISOString(),
    '2026-10-25T23:00:00.000Z',
  );
  assert.equal(startOfDay(new Date('2026-04-24T12:00:00Z'), 'Africa/Cairo').toISOString(), '2026-04-23T22:00:00.000Z');
  assert.equal(
    startOfDay(new Date('2018-11-04T12:00:00Z'), 'America/Sao_Paulo').toISOString(),
    '2018-11-04T03:00:00.000Z',
  );
});
