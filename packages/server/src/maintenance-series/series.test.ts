import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminMaintenance, Occurrence, Series } from '@allswell/protocol';
import { occurrenceSchema, seriesSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { moveDue } from '../incidents/move-due.ts';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { timePasses } from '../testing/time-passes.ts';
import { planDue } from './plan-due.ts';

let t: TestApp;
let maya: TestAdmin;
let api: AdminComponent;

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from incidents`;
  await t.sql`delete from maintenance_series`;
  await t.sql`delete from components`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
});

const today = Date.now();
/** The day so many days from now, at 02:00 on the wall clock. */
const at2 = (days: number) => `${new Date(today + days * 86_400_000).toISOString().slice(0, 10)}T02:00`;
const path = '/api/v1/maintenance-series';
const begin = (more: object = {}) =>
  maya.request<Series>('POST', path, {
    body: {
      name: 'Weekly restart',
      body: 'We restart everything.',
      starts_at: at2(2),
      duration_minutes: 60,
      rrule: 'FREQ=WEEKLY;COUNT=20',
      component_ids: [api.id],
      ...more,
    },
  });
async function begun(more: object = {}): Promise<Series> {
  const reply = await begin(more);
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(seriesSchema, reply.body);
}
const change = (id: string, body: object) => maya.request<Series>('PATCH', `${path}/${id}`, { body });
const changeDate = (id: string, startsAt: string, body: object) =>
  maya.request<Occurrence>('PATCH', `${path}/${id}/occurrences/${startsAt}`, { body });
const dates = async (id: string, query = '') =>
  v.parse(v.array(occurrenceSchema), (await maya.request('GET', `${path}/${id}/occurrences${query}`)).body);
const planned = async () =>
  (
    await maya.request<AdminMaintenance[]>('GET', '/api/v1/incidents?kind=maintenance&state=open&per_page=100')
  ).body.sort((one, other) => one.scheduled_for.localeCompare(other.scheduled_for));
const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);
const count = async (table: 'notices' | 'incidents' | 'maintenance_series') =>
  (await t.sql<{ count: number }[]>`select count(*)::int as count from ${t.sql(table)}`)[0]?.count;

test('a series plans what is near as maintenances of their own, and announces once', async () => {
  const series = await begun();
  assert.equal(series.occurrences.length, 10);
  const maintenances = await planned();
  assert.deepEqual(
    maintenances.map((one) => one.scheduled_for.slice(0, 16)),
    [2, 9, 16, 23, 30].map(at2),
  );
  const [first] = maintenances;
  assert.equal(first?.name, 'Weekly restart');
  assert.equal(first.incident_updates[0]?.body, 'We restart everything.');
  assert.deepEqual(first.series, { id: series.id, starts_at: at2(2), is_moved: false });
  assert.deepEqual(
    first.components.map((one) => one.id),
    [api.id],
  );
  assert.equal(await count('notices'), 1);
  assert.deepEqual(
    series.occurrences.map((one) => one.incident_id !== null),
    [true, true, true, true, true, false, false, false, false, false],
  );
});

test('a series that was begun quietly tells nobody', async () => {
  await begun({ deliver_notifications: false });
  await timePasses(t.sql, '4 days');
  await moveDue(t.sql);
  assert.equal(await count('notices'), 0);
});

test('a rare one is planned, however far away it is, and the next when that begins', async () => {
  const series = await begun({ starts_at: at2(100), rrule: 'FREQ=MONTHLY;INTERVAL=6;COUNT=3' });
  assert.equal((await planned()).length, 1);
  await planDue(t.sql);
  assert.equal((await planned()).length, 1);
  const [row] = await t.sql<{ plan_at: Date }[]>`select plan_at from maintenance_series`;
  assert.equal(row?.plan_at.toISOString(), series.occurrences[0]?.scheduled_for);
});

test('more is planned as time goes on, once, whoever of several clocks does it', async () => {
  const series = await begun();
  await timePasses(t.sql, '8 days');
  // Time has passed for what is planned; the rule itself stays where it is, so its dates are looked at once more.
  await t.sql`delete from incidents`;
  await t.sql`update maintenance_series set plan_at = clock_timestamp() - interval '1 second'`;
  await t.sql`delete from maintenance_occurrences where starts_at > ${at2(16)}::text::timestamp`;
  await Promise.all([planDue(t.sql), planDue(t.sql), planDue(t.sql)]);
  await planDue(t.sql);
  const maintenances = await planned();
  assert.deepEqual(
    maintenances.map((one) => one.scheduled_for.slice(0, 16)),
    [23, 30].map(at2),
  );
  assert.equal(await count('notices'), 0, 'only the first of a series is announced');
  assert.equal((await dates(series.id)).filter((one) => one.incident_id).length, 2);
});

test('the next one is planned when the only one is called off or deleted', async () => {
  await begun({ starts_at: at2(50), rrule: 'FREQ=MONTHLY;INTERVAL=2;COUNT=4' });
  const [first] = await planned();
  await maya.request('POST', `/api/v1/incidents/${first?.id ?? ''}/cancel`, { body: { body: 'Not this time.' } });
  await planDue(t.sql);
  const [second, ...more] = await planned();
  assert.equal(more.length, 0);
  await maya.request('DELETE', `/api/v1/incidents/${second?.id ?? ''}`);
  await planDue(t.sql);
  const [third] = await planned();
  assert.ok(third && second && third.scheduled_for > second.scheduled_for);
});

test('a change of the series changes what is to come and was not moved, quietly', async () => {
  const series = await begun();
  const [first, second] = await planned();
  await maya.request('PATCH', `/api/v1/incidents/${second?.id ?? ''}`, {
    body: { scheduled_for: `${at2(10)}:00Z`, scheduled_until: `${at2(11)}:00Z` },
  });
  const reply = await change(series.id, {
    name: 'Restart',
    body: 'We restart it all.',
    duration_minutes: 90,
    component_ids: [],
  });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));

  const after = await planned();
  assert.equal(after.length, 5);
  const changed = after.find((one) => one.id === first?.id);
  assert.equal(changed?.name, 'Restart');
  assert.equal(Date.parse(changed.scheduled_until) - Date.parse(changed.scheduled_for), 90 * 60_000);
  assert.equal(changed.components.length, 0);
  assert.equal(changed.incident_updates[0]?.body, 'We restart it all.');
  assert.ok(changed.incident_updates[0].edited_at, 'readers see that it was edited');
  const moved = after.find((one) => one.id === second?.id);
  assert.equal(moved?.name, 'Weekly restart');
  assert.equal(moved.scheduled_for.slice(0, 16), at2(10));
  assert.equal(moved.series?.is_moved, true);
  assert.equal(await count('notices'), 2, 'of the one that was moved alone subscribers were told');
});

test('another rhythm takes away what it does not give, and plans what it does', async () => {
  const series = await begun();
  await change(series.id, { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=10' });
  assert.deepEqual(
    (await planned()).map((one) => one.scheduled_for.slice(0, 16)),
    [2, 16, 30].map(at2),
  );
  const gone = await t.sql`select from incidents where deleted_at is not null`;
  assert.equal(gone.length, 2, 'feeds and calendars learn of it');
  await change(series.id, { starts_at: at2(3) });
  assert.deepEqual(
    (await planned()).map((one) => one.scheduled_for.slice(0, 16)),
    [3, 17, 31].map(at2),
  );
});

test('another time of day keeps each date: what was planned, moved or skipped on that day', async () => {
  const series = await begun();
  const [first, second] = await planned();
  await changeDate(series.id, at2(9), { scheduled_for: at2(10) });
  await changeDate(series.id, at2(16), { skipped: true });
  await changeDate(series.id, at2(100), { skipped: true });
  const at5 = (days: number) => at2(days).replace('T02', 'T05');
  const reply = await change(series.id, { starts_at: at5(2) });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));

  const after = await planned();
  assert.deepEqual(
    after.map((one) => one.scheduled_for.slice(0, 16)),
    [at5(2), at2(10), at5(23), at5(30)],
  );
  assert.deepEqual([after[0]?.id, after[1]?.id], [first?.id, second?.id], 'its address and its story stay');
  const known = await dates(series.id);
  assert.equal(known.length, 20);
  for (const day of [16, 100]) {
    assert.equal(known.find((one) => one.starts_at === at5(day))?.is_skipped, true, 'it stays skipped');
  }
  assert.equal(known.find((one) => one.starts_at === at5(9))?.is_moved, true);
});

test('what was being written for a date goes with it', async () => {
  const series = await begun();
  const [first] = await planned();
  const draft = { kind: 'update', incident_id: first?.id, content: { body: 'We are nearly done.' } };
  assert.equal((await maya.request('POST', '/api/v1/drafts', { body: draft })).status, 201);
  await changeDate(series.id, at2(2), { skipped: true });
  assert.deepEqual((await maya.request('GET', '/api/v1/drafts')).body, []);
});

test('another zone moves each date to its time there', async () => {
  const series = await begun();
  await change(series.id, { time_zone: 'Asia/Kolkata' });
  const [first] = await planned();
  assert.equal(Date.parse(first?.scheduled_for ?? ''), Date.parse(`${at2(2)}:00+05:30`));
  assert.equal(first?.time_zone, 'Asia/Kolkata');
});

test('one date can be moved, also one that is not planned yet, and keeps its length', async () => {
  const series = await begun();
  const near = await changeDate(series.id, at2(9), { scheduled_for: `${at2(10)}:00Z` });
  assert.equal(near.status, 200, JSON.stringify(near.body));
  assert.deepEqual(
    [near.body.is_moved, near.body.scheduled_for, near.body.scheduled_until],
    [true, `${at2(10)}:00.000Z`, `${at2(10).replace('T02', 'T03')}:00.000Z`],
  );
  const far = await changeDate(series.id, at2(100), { scheduled_for: at2(101), scheduled_until: at2(102) });
  assert.equal(far.status, 200, JSON.stringify(far.body));
  assert.ok(far.body.incident_id);
  assert.equal((await planned()).length, 6);
  assert.equal(await count('notices'), 2, 'one of them was planned already, and is told to be moved');
  await change(series.id, { duration_minutes: 30 });
  assert.equal(
    (await dates(series.id)).find((one) => one.starts_at === at2(100))?.scheduled_until,
    `${at2(102)}:00.000Z`,
  );
});

test('one date can be skipped and taken back in, planned already or not', async () => {
  const series = await begun();
  for (const day of [9, 100]) {
    const skipped = await changeDate(series.id, at2(day), { skipped: true });
    assert.equal(skipped.status, 200, JSON.stringify(skipped.body));
    assert.deepEqual([skipped.body.is_skipped, skipped.body.incident_id], [true, null]);
  }
  assert.equal((await planned()).length, 4);
  await planDue(t.sql);
  assert.equal((await planned()).length, 4);
  const back = await changeDate(series.id, at2(9), { skipped: false });
  assert.equal(back.body.is_skipped, false);
  assert.ok(back.body.incident_id);
  const far = await changeDate(series.id, at2(100), { skipped: false });
  assert.deepEqual([far.body.is_skipped, far.body.incident_id], [false, null]);
  assert.equal((await planned()).length, 5);
});

test('a date that cannot be changed says why, and nothing is changed', async () => {
  const series = await begun({ starts_at: at2(-5) });
  const before = await dates(series.id);
  for (const [startsAt, body, code] of [
    [at2(3), { skipped: true }, 'occurrence-not-found'],
    ['tomorrow', { skipped: true }, 'occurrence-not-found'],
    [at2(-5), { skipped: true }, 'maintenance-over'],
    [at2(2), { skipped: true, scheduled_for: at2(3) }, 'invalid-request'],
    [at2(2), { scheduled_for: '2020-01-01T00:00:00Z' }, 'invalid-request'],
    [at2(2), { scheduled_until: `${at2(1)}:00Z` }, 'invalid-request'],
    [at2(2), { scheduled_for: 'soon' }, 'invalid-request'],
  ] as const) {
    assert.equal(codeOf(await changeDate(series.id, startsAt, body)), code, `${startsAt} ${JSON.stringify(body)}`);
  }
  await t.sql`update incidents set status = 'in_progress' where scheduled_for = ${`${at2(2)}:00Z`}`;
  assert.equal(codeOf(await changeDate(series.id, at2(2), { skipped: true })), 'invalid-request');
  await t.sql`update incidents set status = 'scheduled'`;
  assert.deepEqual(await dates(series.id), before);
});

test('a series that ends takes away what is to come and was not moved', async () => {
  const series = await begun();
  await changeDate(series.id, at2(9), { scheduled_for: at2(10) });
  const reply = await maya.request('DELETE', `${path}/${series.id}`);
  assert.equal(reply.status, 204);
  assert.deepEqual(
    (await planned()).map((one) => one.scheduled_for.slice(0, 16)),
    [at2(10)],
  );
  const ended = (await maya.request<Series>('GET', `${path}/${series.id}`)).body;
  assert.ok(ended.ended_at);
  assert.equal(ended.occurrences.length, 1);
  assert.equal(codeOf(await maya.request('DELETE', `${path}/${series.id}`)), 'series-ended');
  assert.equal(codeOf(await change(series.id, { name: 'Again' })), 'series-ended');
  assert.equal(codeOf(await changeDate(series.id, at2(16), { skipped: true })), 'series-ended');
  await planDue(t.sql);
  assert.equal((await planned()).length, 1);
});

test('a series that makes no sense is refused with a pointer, and nothing is stored', async () => {
  for (const [more, pointer] of [
    [{ rrule: 'FREQ=WEEKLY' }, '#/rrule'],
    [{ rrule: 'FREQ=WEEKLY;UNTIL=20990101' }, '#/rrule'],
    [{ rrule: 'FREQ=HOURLY;COUNT=3' }, '#/rrule'],
    [{ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2' }, '#/rrule'],
    [{ rrule: 'FREQ=DAILY;COUNT=5', duration_minutes: 1_500 }, '#/rrule'],
    [{ starts_at: '2020-01-01T02:00', rrule: 'FREQ=DAILY;COUNT=5' }, '#/rrule'],
    [{ time_zone: 'Europe/Atlantis' }, '#/time_zone'],
    [{ starts_at: '2027-02-30T02:00' }, '#/starts_at'],
    [{ duration_minutes: 0 }, '#/duration_minutes'],
    [{ component_ids: ['aaaaaaaaaaaa'] }, '#/component_ids/0'],
  ] as const) {
    const reply = await begin(more);
    assert.equal(reply.status, 422, JSON.stringify(more));
    assert.deepEqual(
      reply.problem.errors?.map((error) => error.pointer),
      [pointer],
    );
  }
  assert.equal(await count('maintenance_series'), 0);
  assert.equal(await count('incidents'), 0);

  const series = await begun();
  const refused = await change(series.id, { rrule: 'FREQ=WEEKLY' });
  assert.equal(refused.problem.errors?.[0]?.pointer, '#/rrule');
  assert.deepEqual((await maya.request<Series>('GET', `${path}/${series.id}`)).body, series);
});

test('a rule can be looked at before anything is stored', async () => {
  const reply = await maya.request<{ occurrences: Occurrence[] }>('POST', `${path}/preview`, {
    body: {
      starts_at: '2027-03-27T02:30',
      duration_minutes: 60,
      time_zone: 'Europe/Berlin',
      rrule: 'FREQ=DAILY;COUNT=12',
    },
  });
  assert.equal(reply.status, 200);
  assert.equal(reply.body.occurrences.length, 10);
  assert.deepEqual(
    reply.body.occurrences.slice(0, 3).map((one) => one.scheduled_for),
    ['2027-03-27T02:30:00.000+01:00', '2027-03-28T03:30:00.000+02:00', '2027-03-29T02:30:00.000+02:00'],
  );
  assert.equal(await count('maintenance_series'), 0);
});

test('dates are listed from one day to another', async () => {
  const series = await begun();
  const day = (days: number) => at2(days).slice(0, 10);
  const some = await dates(series.id, `?from=${day(9)}&to=${day(23)}`);
  assert.deepEqual(
    some.map((one) => one.starts_at),
    [9, 16, 23].map(at2),
  );
  assert.equal((await dates(series.id)).length, 20);
  assert.equal((await maya.request('GET', `${path}/${series.id}/occurrences?from=x`)).status, 422);
  assert.equal(codeOf(await maya.request('GET', `${path}/aaaaaaaaaaaa/occurrences`)), 'series-not-found');
});

test('a stale If-Match is refused', async () => {
  const series = await begun();
  await change(series.id, { name: 'Restart' });
  const reply = await maya.request('PATCH', `${path}/${series.id}`, {
    body: { name: 'Other' },
    headers: { 'if-match': `"${series.version}"` },
  });
  assert.equal(reply.status, 412);
});

test('series are listed, those that go on first', async () => {
  const ended = await begun();
  await maya.request('DELETE', `${path}/${ended.id}`);
  const going = await begun({ starts_at: at2(4) });
  const list = (await maya.request<Series[]>('GET', path)).body;
  assert.deepEqual(
    list.map((one) => one.id),
    [going.id, ended.id],
  );
});

test('a first start that the clocks skip or show twice is refused, and what is there stays', async () => {
  const unclear = { 'local-time-missing': '2027-03-28T02:30', 'local-time-ambiguous': '2027-10-31T02:30' };
  const series = await begun({
    starts_at: '2027-03-01T02:30',
    time_zone: 'Europe/Berlin',
    rrule: 'FREQ=WEEKLY;COUNT=60',
  });
  for (const [code, starts_at] of Object.entries(unclear)) {
    const plan = { starts_at, time_zone: 'Europe/Berlin', rrule: 'FREQ=WEEKLY;COUNT=60' };
    const preview = { ...plan, duration_minutes: 60 };
    for (const reply of [
      await begin(plan),
      await change(series.id, { starts_at }),
      await maya.request<Series>('POST', `${path}/preview`, { body: preview }),
    ]) {
      assert.equal(reply.status, 422);
      assert.equal(codeOf(reply), code);
      assert.deepEqual(
        reply.problem.errors?.map(({ pointer }) => pointer),
        ['#/starts_at'],
      );
    }
  }
  assert.equal(await count('maintenance_series'), 1);
  const { body } = await maya.request<Series>('GET', `${path}/${series.id}`);
  assert.equal(body.starts_at, series.starts_at);
});
