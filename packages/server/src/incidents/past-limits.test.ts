import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident, AdminMaintenance } from '@allswell/protocol';
import { adminMaintenanceSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { historyOf } from '../testing/history-of.ts';

// What may be said of the past, and which work counts as downtime.

let t: TestApp;
let maya: TestAdmin;
let api: AdminComponent;

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  await maya.request('PATCH', '/api/v1/settings', { body: { time_zone: 'America/New_York' } });
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from incidents`;
  await t.sql`delete from components`;
  await t.sql`delete from audit`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
});

const write = <T = AdminIncident>(body: object) =>
  maya.request<T>('POST', '/api/v1/incidents', { body: { name: 'Past', body: 'We look.', ...body } });
const backfill = (body: object = {}) =>
  write({
    status: 'investigating',
    backfilled: true,
    backfill_date: '2026-03-04T15:00:00Z',
    components: { [api.id]: 'major_outage' },
    ...body,
  });
const post = (id: string, body: object) =>
  maya.request<{ id: string }>('POST', `/api/v1/incidents/${id}/updates`, { body: { body: 'News.', ...body } });
const patch = (path: string, body: object) => maya.request('PATCH', `/api/v1/${path}`, { body });
const begins = (start_date: string | null) => patch(`components/${api.id}`, { start_date });

async function refused(reply: Reply<unknown> | Promise<Reply<unknown>>, pointer: string, words: RegExp): Promise<void> {
  const { status, problem } = await reply;
  assert.equal(status, 422, JSON.stringify(problem));
  const [error, ...more] = problem.errors ?? [];
  assert.deepEqual([error?.pointer, more], [pointer, []]);
  assert.match(error?.detail ?? '', words);
}

// --- start dates ---

test('a component cannot begin after an outage that is known, by the days of the page', async () => {
  const { body } = await backfill({ backfill_date: '2026-03-05T03:30:00Z' });
  await post(body.id, { status: 'resolved', display_at: '2026-03-05T06:00:00Z' });
  await refused(begins('2026-03-05'), '#/start_date', /“Past” affected it on 2026-03-04\./);
  assert.equal((await begins('2026-03-04')).status, 200, 'it was still the fourth in New York');
  assert.equal((await begins(null)).status, 200);
  await maya.request('DELETE', `/api/v1/incidents/${body.id}`);
  assert.equal((await begins('2026-03-05')).status, 200, 'what is deleted hides nothing');
});

test('what was set by hand counts as known, too', async () => {
  await patch(`components/${api.id}`, { status: 'partial_outage' });
  await refused(begins('2999-01-01'), '#/start_date', /It was not operational on \d{4}-\d\d-\d\d\./);
});

test('nothing is told of a component for a time before it begins', async () => {
  await begins('2026-03-04');
  const words = /“API” begins on 2026-03-04\./;
  await refused(backfill({ backfill_date: '2026-03-04T04:59:59Z' }), '#/backfill_date', words);
  const night = { backfilled: true, scheduled_for: '2026-03-03T02:00:00Z', scheduled_until: '2026-03-03T03:00:00Z' };
  await refused(write({ ...night, component_ids: [api.id] }), '#/scheduled_for', words);
  assert.equal((await t.sql`select from incidents`).length, 0, 'nothing is half written');

  const { body: touched } = await backfill({ backfill_date: '2026-03-01T10:00:00Z', components: {} });
  assert.equal((await patch(`incidents/${touched.id}`, { component_ids: [api.id] })).status, 200, 'it takes no status');
  const early = { display_at: '2026-03-02T10:00:00Z', components: { [api.id]: 'partial_outage' } };
  await refused(post(touched.id, early), '#/display_at', words);
  await post(touched.id, { status: 'resolved', display_at: '2026-03-05T10:00:00Z' });
  await refused(patch(`incidents/${touched.id}`, { components: { [api.id]: 'major_outage' } }), '#/components', words);

  const { body } = await backfill({ backfill_date: '2026-03-04T05:00:00Z' });
  await post(body.id, { status: 'resolved', display_at: '2026-03-04T06:00:00Z' });
  await refused(patch(`incidents/${body.id}`, { started_at: '2026-03-04T04:00:00Z' }), '#/started_at', words);
  const [first] = body.incident_updates;
  await refused(
    patch(`incidents/${body.id}/updates/${first?.id}`, { display_at: '2026-03-04T04:00:00Z' }),
    '#/display_at',
    words,
  );
  assert.deepEqual(
    (await historyOf(t.sql, api.id)).map(({ starts_at }) => starts_at.toISOString()),
    ['2026-03-04T05:00:00.000Z'],
  );
});

test('an incident of today is never refused, however late its component begins', async () => {
  await begins('2999-01-01');
  const { status, body } = await write({ components: { [api.id]: 'major_outage' } });
  assert.equal(status, 201);
  assert.equal((await post(body.id, { components: { [api.id]: 'partial_outage' } })).status, 201);
  assert.equal((await post(body.id, { status: 'resolved' })).status, 201);
  assert.equal((await patch(`incidents/${body.id}`, { components: { [api.id]: 'degraded_performance' } })).status, 200);
});

// --- order ---

test('what happened once does not end before it begins', async () => {
  const { body } = await backfill();
  await refused(
    post(body.id, { status: 'resolved', display_at: '2026-03-04T14:00:00Z' }),
    '#/display_at',
    /ends? before/,
  );
  const end = await post(body.id, { status: 'resolved', display_at: '2026-03-04T16:00:00Z' });
  const move = (id: string | undefined, display_at: string) =>
    patch(`incidents/${body.id}/updates/${id}`, { display_at });
  await refused(
    move(end.body.id, '2026-03-04T14:00:00Z'),
    '#/display_at',
    /It would end before it begins \(2026-03-04T15/,
  );
  const first = body.incident_updates[0]?.id;
  await refused(move(first, '2026-03-04T17:00:00Z'), '#/display_at', /It would begin after it ends \(2026-03-04T16/);
  assert.equal((await move(first, '2026-03-04T13:00:00Z')).status, 200);
  assert.equal((await move(end.body.id, '2026-03-04T14:00:00Z')).status, 200);

  const work = { backfilled: true, scheduled_for: '2026-03-03T02:00:00Z', scheduled_until: '2026-03-03T04:00:00Z' };
  const { body: night } = await write<AdminMaintenance>({ ...work, component_ids: [api.id] });
  const early = { display_at: '2026-03-03T01:00:00Z' };
  await refused(
    patch(`incidents/${night.id}/updates/${night.incident_updates[0]?.id}`, early),
    '#/display_at',
    /ends? before/,
  );
});

// --- work that counts ---

test('a maintenance says whether it counts as downtime, also once it is over', async () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const plan = { scheduled_for: inHours(1), scheduled_until: inHours(2), component_ids: [api.id] };
  const planned = v.parse(adminMaintenanceSchema, (await write<AdminMaintenance>(plan)).body);
  assert.equal(planned.counts_as_downtime, false);
  const counting = (await write<AdminMaintenance>({ ...plan, counts_as_downtime: true })).body;
  assert.equal(counting.counts_as_downtime, true);
  const night = { backfilled: true, scheduled_for: '2026-03-03T02:00:00Z', scheduled_until: '2026-03-03T04:00:00Z' };
  const past = (await write<AdminMaintenance>({ ...night, component_ids: [api.id], counts_as_downtime: true })).body;
  assert.equal(past.counts_as_downtime, true);

  const answer = await patch(`incidents/${past.id}`, { counts_as_downtime: false });
  assert.equal(answer.status, 200);
  assert.equal((answer.body as AdminMaintenance).counts_as_downtime, false);
  assert.equal((answer.body as AdminMaintenance).scheduled_for, '2026-03-02T21:00:00.000-05:00');
  const [trail] = await t.sql<{ changes: object }[]>`
    select changes from audit where action = 'incident.edited' and subject_id = ${past.id}
  `;
  assert.deepEqual(trail?.changes, { counts_as_downtime: { from: true, to: false } });
  await refused(backfill({ counts_as_downtime: true }), '#/counts_as_downtime', /only a scheduled maintenance/);
  const { body: incident } = await backfill();
  await refused(
    patch(`incidents/${incident.id}`, { counts_as_downtime: true }),
    '#/counts_as_downtime',
    /only a scheduled/,
  );
});
