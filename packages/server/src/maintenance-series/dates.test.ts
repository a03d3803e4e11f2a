import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '@allswell/protocol';
import fc from 'fast-check';
import { type Dates, requireDates } from './dates.ts';

const sundays: Dates = {
  starts_at: '2026-11-29T02:00',
  duration_minutes: 120,
  time_zone: 'Europe/Berlin',
  rrule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=3',
};
const starts = async (change: Partial<Dates>) =>
  (await requireDates({ ...sundays, ...change })).map(({ scheduled_for }) => scheduled_for.toISOString().slice(0, 16));
const locals = async (change: Partial<Dates>) =>
  (await requireDates({ ...sundays, ...change })).map(({ starts_at }) => starts_at);

test('a series has the dates that its rule gives, at the same time on the wall clock', async () => {
  assert.deepEqual(await starts({}), ['2026-11-29T01:00', '2026-12-06T01:00', '2026-12-13T01:00']);
  assert.deepEqual(await starts({ starts_at: '2027-03-21T09:00' }), [
    '2027-03-21T08:00',
    '2027-03-28T07:00',
    '2027-04-04T07:00',
  ]);
});

test('the last Sunday, the first working day, the day before the end: what calendars can say', async () => {
  assert.deepEqual(await locals({ rrule: 'FREQ=MONTHLY;BYDAY=-1SU;COUNT=3' }), [
    '2026-11-29T02:00',
    '2026-12-27T02:00',
    '2027-01-31T02:00',
  ]);
  assert.deepEqual(await locals({ rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=2' }), [
    '2026-12-01T02:00',
    '2027-01-01T02:00',
  ]);
  assert.deepEqual(await locals({ rrule: 'FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=2' }), [
    '2026-11-29T02:00',
    '2026-12-30T02:00',
  ]);
  assert.deepEqual(await locals({ rrule: 'RRULE:freq=weekly;interval=2;count=2' }), [
    '2026-11-29T02:00',
    '2026-12-13T02:00',
  ]);
});

test('29 February comes when there is one, the 31st in long months', async () => {
  assert.deepEqual(await locals({ starts_at: '2028-02-29T02:00', rrule: 'FREQ=YEARLY;COUNT=3' }), [
    '2028-02-29T02:00',
    '2032-02-29T02:00',
    '2036-02-29T02:00',
  ]);
  assert.deepEqual(await locals({ starts_at: '2027-01-31T02:00', rrule: 'FREQ=MONTHLY;COUNT=3' }), [
    '2027-01-31T02:00',
    '2027-03-31T02:00',
    '2027-05-31T02:00',
  ]);
});

// Each zone's next two changes: the night on which a time is skipped, and the one on which it comes twice.
for (const { time_zone, gap, fold } of [
  {
    time_zone: 'Europe/Berlin',
    gap: ['2027-03-28T02:30', '2027-03-28T01:30'],
    fold: ['2027-10-31T02:30', '2027-10-31T00:30'],
  },
  {
    time_zone: 'America/New_York',
    gap: ['2027-03-14T02:30', '2027-03-14T07:30'],
    fold: ['2027-11-07T01:30', '2027-11-07T05:30'],
  },
  {
    time_zone: 'Australia/Lord_Howe',
    gap: ['2027-10-03T02:15', '2027-10-02T15:45'],
    fold: ['2027-04-04T01:45', '2027-04-03T14:45'],
  },
  {
    time_zone: 'Pacific/Auckland',
    gap: ['2027-09-26T02:30', '2027-09-25T14:30'],
    fold: ['2027-04-04T02:30', '2027-04-03T13:30'],
  },
] as const) {
  test(`in ${time_zone} a skipped time counts by the offset from before, a repeated one the first time`, async () => {
    for (const [local, instant] of [gap, fold]) {
      const before = new Date(Date.parse(`${local}Z`) - 86_400_000).toISOString().slice(0, 16);
      const dates = await requireDates({
        starts_at: before,
        duration_minutes: 60,
        time_zone,
        rrule: 'FREQ=DAILY;COUNT=3',
      });
      assert.equal(dates[1]?.starts_at, local);
      assert.equal(dates[1].scheduled_for.toISOString().slice(0, 16), instant);
      assert.equal(
        dates[1].scheduled_until.getTime() - dates[1].scheduled_for.getTime(),
        3_600_000,
        'an hour is an hour',
      );
      assert.equal(dates[2]?.starts_at.slice(11), local.slice(11), 'the next night it is at its time again');
    }
  });
}

test('UNTIL is a day to its end, a local time, or an instant as the zone shows it', async () => {
  const ending = (until: string) => locals({ rrule: `FREQ=WEEKLY;UNTIL=${until}` });
  assert.equal((await ending('20261206')).length, 2);
  assert.equal((await ending('20261206T015959')).length, 1);
  assert.equal((await ending('20261207T000000')).length, 2, 'midnight');
  assert.equal((await ending('20261206T010000Z')).length, 2, '02:00 in Berlin');
  assert.equal((await ending('20261206T005959Z')).length, 1);
});

test('a rule may reach ten years, and no further', async () => {
  assert.equal((await locals({ rrule: 'FREQ=DAILY;UNTIL=20361129T020000' })).length, 3_654);
  assert.equal((await locals({ rrule: 'FREQ=WEEKLY;COUNT=520' })).length, 520);
});

for (const [what, change, says] of [
  ['has no end', { rrule: 'FREQ=WEEKLY' }, /Say when it ends, within 10 years/],
  ['reaches over ten years', { rrule: 'FREQ=WEEKLY;UNTIL=20361201' }, /within 10 years/],
  ['counts over ten years', { rrule: 'FREQ=YEARLY;COUNT=12' }, /lower COUNT/],
  ['has two ends', { rrule: 'FREQ=WEEKLY;COUNT=3;UNTIL=20271201' }, /not both/],
  ['repeats each hour', { rrule: 'FREQ=HOURLY;COUNT=3' }, /daily at most/],
  ['names hours', { rrule: 'FREQ=DAILY;BYHOUR=1,2;COUNT=3' }, /Leave BYHOUR out/],
  ['gives no date', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3' }, /no date at all/],
  ['ends before it begins', { rrule: 'FREQ=WEEKLY;UNTIL=20261101' }, /no date at all/],
  ['overlaps itself', { rrule: 'FREQ=DAILY;COUNT=3', duration_minutes: 1_441 }, /has begun then/],
  [
    'overlaps itself on a night that is short',
    { starts_at: '2027-03-27T01:00', rrule: 'FREQ=DAILY;COUNT=3', duration_minutes: 1_440 },
    /2027-03-28T01:00/,
  ],
  ['says how often twice', { rrule: 'FREQ=WEEKLY;FREQ=DAILY;COUNT=3' }, /Send FREQ once/],
  ['does not say how often', { rrule: 'COUNT=3' }, /how often/],
  ['is no rule', { rrule: 'every Sunday' }, /RFC 5545/],
  ['is empty', { rrule: '' }, /RFC 5545/],
  ['brings more than a rule', { rrule: 'FREQ=WEEKLY;COUNT=2\nEXDATE:20261206T020000' }, /COUNT/],
  ['has parts that exclude each other', { rrule: 'FREQ=DAILY;BYWEEKNO=3;COUNT=2' }, /do not go together/],
  ['names the 99th', { rrule: 'FREQ=MONTHLY;BYMONTHDAY=99;COUNT=3' }, /Correct BYMONTHDAY/],
  ['ends on a day that does not exist', { rrule: 'FREQ=WEEKLY;UNTIL=20270230' }, /no such time/],
  ['steps by nothing', { rrule: 'FREQ=WEEKLY;INTERVAL=0;COUNT=3' }, /Correct INTERVAL/],
] as const) {
  test(`a rule that ${what} is refused where it stands`, async () => {
    await assert.rejects(requireDates({ ...sundays, ...change }), (error) => {
      assert.ok(error instanceof DomainError);
      assert.equal(error.code, 'invalid-request');
      assert.equal(error.errors?.[0]?.pointer, '#/rrule');
      assert.match(error.errors[0].detail, says);
      return true;
    });
  });
}

test('whatever a rule is made of, its dates are in order and within ten years, or it is refused', async () => {
  const list = (values: readonly string[]) =>
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 });
  const part = (name: string, values: readonly string[]) => list(values).map((some) => `${name}=${some.join(',')}`);
  const days = ['MO', 'TU', 'SA', 'SU', '1MO', '-1SU', '5TU', '53WE', '0FR', 'XX'];
  const parts = fc.tuple(
    fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'SECONDLY').map((one) => `FREQ=${one}`),
    fc.constantFrom('COUNT=1', 'COUNT=40', 'COUNT=9999', 'UNTIL=20361101', 'UNTIL=20270101T000000Z', 'WKST=SU'),
    fc.uniqueArray(
      fc.oneof(
        part('BYDAY', days),
        part('BYMONTHDAY', ['1', '29', '31', '-1', '-31', '32']),
        part('BYYEARDAY', ['1', '60', '366', '-366']),
        part('BYWEEKNO', ['1', '20', '53', '-53']),
        part('BYMONTH', ['1', '2', '12', '13']),
        part('BYSETPOS', ['1', '-1', '366']),
        part('INTERVAL', ['1', '2', '400', '9999']),
      ),
      { maxLength: 3 },
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      parts,
      fc.constantFrom('2026-11-29T02:00', '2028-02-29T23:59'),
      async ([freq, end, more], first) => {
        const rrule = [freq, end, ...more].join(';');
        const series = { starts_at: first, duration_minutes: 30, time_zone: 'Europe/Berlin', rrule };
        const dates = await requireDates(series).catch((error: unknown) => {
          assert.ok(error instanceof DomainError, rrule);
          return [];
        });
        for (const [index, { starts_at, scheduled_for }] of dates.entries()) {
          assert.ok(starts_at >= first && Number(starts_at.slice(0, 4)) <= 2038, rrule);
          assert.ok(index === 0 || scheduled_for > (dates[index - 1]?.scheduled_for ?? scheduled_for), rrule);
        }
      },
    ),
    { numRuns: 150 },
  );
});
