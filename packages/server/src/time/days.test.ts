import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningOf, startOfDay } from './day.ts';
import { daysBetween, daysUpTo } from './days.ts';
import { zoneOf } from './zone.ts';

const hourMs = 3_600_000;
const hours = (day: { startsAt: number; endsAt: number } | undefined) => day && (day.endsAt - day.startsAt) / hourMs;

test('days follow each other without gaps, and are as long as the clocks of their zone make them', () => {
  const days = daysUpTo(new Date('2026-11-24T23:30:00Z'), 'Europe/Berlin', 366);
  assert.equal(days.length, 366);
  assert.deepEqual([days[0]?.date, days.at(-1)?.date], ['2025-11-25', '2026-11-25']);
  for (const [index, day] of days.entries()) {
    assert.equal(day.startsAt, days[index - 1]?.endsAt ?? day.startsAt);
    assert.equal(hours(day), { '2026-03-29': 23, '2026-10-25': 25 }[day.date] ?? 24, day.date);
  }
});

test('half an hour of summer time, and days that begin at one o’clock, are reckoned right', () => {
  assert.deepEqual(daysBetween('2026-04-04', '2026-04-06', 'Australia/Lord_Howe').map(hours), [24, 24.5, 24]);
  assert.deepEqual(daysBetween('2026-10-03', '2026-10-05', 'Australia/Lord_Howe').map(hours), [24, 23.5, 24]);
  assert.deepEqual(daysBetween('2026-03-08', '2026-03-08', 'America/New_York').map(hours), [23]);
  // Clocks go from 23:59 to 01:00.
  const [before, skipped] = daysBetween('2023-09-02', '2023-09-03', 'America/Santiago');
  assert.equal(skipped && new Date(skipped.startsAt).toISOString(), '2023-09-03T04:00:00.000Z');
  assert.deepEqual([hours(before), hours(skipped)], [24, 23]);
});

test('a day begins where a search for its first moment finds it', () => {
  for (const timeZone of ['UTC', 'America/Havana', 'Asia/Beirut', 'Pacific/Apia', 'America/Asuncion']) {
    const zone = zoneOf(timeZone);
    for (let number = 14_900; number < 15_700; number += 1) {
      const start = beginningOf(number, zone);
      assert.ok(startOfDay(start, timeZone).getTime() === start.getTime() || timeZone === 'Pacific/Apia');
      assert.notEqual(startOfDay(new Date(start.getTime() - 1), timeZone).getTime(), start.getTime());
    }
  }
});
