import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminMaintenance, ComponentStatus, MaintenanceUpdate } from '@allswell/protocol';
import { adminMaintenanceSchema, maintenanceUpdateSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

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
  await t.sql`delete from components`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
});

const night = { scheduled_for: '2999-11-24T02:00:00+01:00', scheduled_until: '2999-11-24T04:00:00+01:00' };
const plan = (more: object = {}) =>
  maya.request<AdminMaintenance>('POST', '/api/v1/incidents', {
    body: { name: 'New disks', body: 'We change disks.', status: 'scheduled', ...night, ...more },
  });
const post = async (id: string, more: object) => {
  const reply = await maya.request<MaintenanceUpdate>('POST', `/api/v1/incidents/${id}/updates`, {
    body: { body: 'News.', ...more },
  });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(maintenanceUpdateSchema, reply.body);
};
const patch = (id: string, body: object) =>
  maya.request<AdminMaintenance>('PATCH', `/api/v1/incidents/${id}`, { body });
const statusOf = async (one: AdminComponent): Promise<ComponentStatus> =>
  (await maya.request<AdminComponent>('GET', `/api/v1/components/${one.id}`)).body.status;
const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);
const pointersOf = (reply: Reply<unknown>) => reply.problem.errors?.map((error) => error.pointer);

test('a maintenance is planned, told, and changes nothing before it starts', async () => {
  const reply = await plan({ component_ids: [api.id] });
  assert.equal(reply.status, 201);
  const maintenance = v.parse(adminMaintenanceSchema, reply.body);
  assert.equal(maintenance.status, 'scheduled');
  assert.equal(maintenance.impact, 'maintenance');
  assert.equal(maintenance.scheduled_for, '2999-11-24T01:00:00.000Z');
  assert.equal(maintenance.started_at, maintenance.scheduled_for);
  assert.equal(maintenance.time_zone, 'UTC');
  assert.equal(maintenance.scheduled_auto_in_progress, true);
  assert.equal(await statusOf(api), 'operational');
  assert.equal((await t.sql`select from notices`).length, 1);
});

test('it is enough to say when: a new incident with a plan is a maintenance', async () => {
  assert.equal((await plan({ status: undefined })).body.status, 'scheduled');
});

test('its components are under maintenance while it is under way, and then what they were', async () => {
  await maya.request('PATCH', `/api/v1/components/${api.id}`, { body: { status: 'degraded_performance' } });
  const { body } = await plan({ component_ids: [api.id] });
  const started = await post(body.id, { status: 'in_progress' });
  assert.equal(await statusOf(api), 'under_maintenance');
  assert.deepEqual(
    started.affected_components?.map((one) => [one.old_status, one.new_status]),
    [['degraded_performance', 'under_maintenance']],
  );
  await post(body.id, { status: 'verifying' });
  assert.equal(await statusOf(api), 'under_maintenance');
  await post(body.id, { status: 'completed' });
  assert.equal(await statusOf(api), 'degraded_performance');
  const now = await maya.request<AdminMaintenance>('GET', `/api/v1/incidents/${body.id}`);
  assert.ok(now.body.resolved_at);
});

test('a maintenance can leave components alone at its start, or plan another status for them', async () => {
  const alone = await plan({ component_ids: [api.id], auto_transition_to_maintenance_state: false });
  await post(alone.body.id, { status: 'in_progress' });
  assert.equal(await statusOf(api), 'operational');
  await post(alone.body.id, { status: 'completed' });

  const outage = await plan({ components: { [api.id]: 'major_outage' } });
  await post(outage.body.id, { status: 'in_progress' });
  assert.equal(await statusOf(api), 'major_outage');
});

test('a maintenance that was called off before it started changes no component', async () => {
  const { body } = await plan({ components: { [api.id]: 'major_outage' } });
  await maya.request('PATCH', `/api/v1/components/${api.id}`, { body: { status: 'partial_outage' } });
  await post(body.id, { status: 'completed' });
  assert.equal(await statusOf(api), 'partial_outage');
});

test('an incident during a maintenance weighs more, and gives back what the maintenance holds', async () => {
  const { body } = await plan({ component_ids: [api.id] });
  await post(body.id, { status: 'in_progress' });
  const incident = await maya.request('POST', '/api/v1/incidents', {
    body: { name: 'Trouble', body: 'We look.', components: { [api.id]: 'major_outage' } },
  });
  await maya.request('POST', `/api/v1/incidents/${String(incident.body['id'])}/updates`, {
    body: { status: 'resolved', body: 'Over.' },
  });
  assert.equal(await statusOf(api), 'under_maintenance');
  await post(body.id, { status: 'completed' });
  assert.equal(await statusOf(api), 'operational');
});

test('a local time is read in the zone that is named, else in that of the page', async () => {
  const berlin = await plan({
    scheduled_for: '2999-07-24T02:00',
    scheduled_until: '2999-07-24T03:00',
    time_zone: 'Europe/Berlin',
  });
  assert.equal(berlin.body.scheduled_for, '2999-07-24T00:00:00.000Z');
  assert.equal(berlin.body.time_zone, 'Europe/Berlin');
  const page = await plan({ scheduled_for: '2999-07-24T02:00', scheduled_until: '2999-07-24T03:00' });
  assert.equal(page.body.scheduled_for, '2999-07-24T02:00:00.000Z');
});

test('a local time that the clocks skip, or show twice, is refused with what is meant by it', async () => {
  const zone = { time_zone: 'Europe/Berlin', scheduled_until: '2999-12-01T00:00:00Z' };
  const missing = await plan({ ...zone, scheduled_for: '2027-03-28T02:30' });
  assert.equal(missing.status, 422);
  assert.equal(codeOf(missing), 'local-time-missing');
  assert.deepEqual(pointersOf(missing), ['#/scheduled_for']);
  const twice = await plan({ ...zone, scheduled_for: '2027-10-31T02:30' });
  assert.equal(twice.status, 422);
  assert.equal(codeOf(twice), 'local-time-ambiguous');
  assert.deepEqual(twice.problem['instants'], ['2027-10-31T02:30:00.000+02:00', '2027-10-31T02:30:00.000+01:00']);
  assert.equal((await t.sql`select from incidents`).length, 0);
});

test('a plan that makes no sense is refused with a pointer', async () => {
  for (const [more, pointers] of [
    [{ scheduled_until: undefined }, ['#/scheduled_until']],
    [{ scheduled_for: undefined }, ['#/scheduled_for']],
    [{ scheduled_until: night.scheduled_for }, ['#/scheduled_until']],
    [
      { scheduled_for: '2020-01-01T00:00:00Z', scheduled_until: '2020-01-02T00:00:00Z' },
      ['#/scheduled_for', '#/scheduled_until'],
    ],
    [{ scheduled_for: new Date(Date.now() - 90_000).toISOString() }, ['#/scheduled_for']],
    [{ time_zone: 'Europe/Atlantis' }, ['#/time_zone']],
    [{ backfilled: true }, ['#/backfilled']],
    [{ status: 'investigating' }, ['#/scheduled_for', '#/scheduled_until']],
    [{ status: 'in_progress' }, ['#/scheduled_for', '#/scheduled_until', '#/status']],
  ] as const) {
    const reply = await plan(more);
    assert.equal(reply.status, 422, JSON.stringify(more));
    assert.deepEqual(pointersOf(reply), pointers);
  }
});

test('a maintenance can be moved while it is planned, and its end while it is under way', async () => {
  const { body } = await plan();
  const moved = await patch(body.id, {
    scheduled_for: '2999-11-25T02:00:00Z',
    scheduled_until: '2999-11-25T03:00:00Z',
  });
  assert.equal(moved.body.scheduled_for, '2999-11-25T02:00:00.000Z');
  assert.equal(moved.body.started_at, '2999-11-25T02:00:00.000Z');
  await post(body.id, { status: 'in_progress' });
  assert.deepEqual(pointersOf(await patch(body.id, { scheduled_for: '2999-11-25T02:30:00Z' })), ['#/scheduled_for']);
  assert.equal(
    (await patch(body.id, { scheduled_until: '2999-11-25T05:00:00Z' })).body.scheduled_until,
    '2999-11-25T05:00:00.000Z',
  );
  await post(body.id, { status: 'completed' });
  const late = await patch(body.id, { scheduled_until: '2999-11-25T06:00:00Z' });
  assert.equal(late.status, 409);
  assert.equal(codeOf(late), 'maintenance-over');
});

test('a start of less than a minute ago is taken for now', async () => {
  assert.equal((await plan({ scheduled_for: new Date(Date.now() - 30_000).toISOString() })).status, 201);
});

test('moving a plan posts nothing, but readers get it, and the trail says from when to when', async () => {
  const { body } = await plan();
  const before = await t.sql<{ seq: string }[]>`select seq from page_state`;
  const updates = await t.sql`select from incident_updates`;
  const notices = await t.sql`select from notices`;
  await patch(body.id, {
    scheduled_for: '2999-11-24T03:00:00Z',
    scheduled_until: '2999-11-24T05:00:00Z',
    deliver_notifications: false,
  });

  assert.equal((await t.sql`select from incident_updates`).length, updates.length);
  assert.equal((await t.sql`select from notices`).length, notices.length, 'and tells nobody who is not to be told');
  const after = await t.sql<{ seq: string }[]>`select seq from page_state`;
  assert.ok(Number(after[0]?.seq) > Number(before[0]?.seq));
  const [line] = await t.sql<
    { changes: Record<string, unknown> }[]
  >`select changes from audit order by id desc limit 1`;
  assert.deepEqual(line?.changes['scheduled_for'], {
    from: '2999-11-24T01:00:00.000Z',
    to: '2999-11-24T03:00:00.000Z',
  });
});

test('what is wrong with a new date is said, and the plan stays as it was', async () => {
  const { body } = await plan({ time_zone: 'Europe/Berlin' });
  for (const [change, code] of [
    [{ scheduled_until: '2999-11-23T00:00:00Z' }, 'invalid-request'],
    [{ scheduled_for: '2020-11-23T00:00:00Z' }, 'invalid-request'],
    [{ scheduled_for: '2027-03-28T02:30' }, 'local-time-missing'],
    [{ scheduled_for: '2027-10-31T02:30' }, 'local-time-ambiguous'],
    [{ time_zone: 'Mars/Olympus' }, 'invalid-request'],
  ] as const) {
    const reply = await patch(body.id, change);
    assert.equal(reply.status, 422, JSON.stringify(change));
    assert.equal(codeOf(reply), code);
  }
  const now = await maya.request<AdminMaintenance>('GET', `/api/v1/incidents/${body.id}`);
  assert.deepEqual(now.body, body);
});

test('a plan that is called off stays on the page, says so, and cannot be called off twice', async () => {
  const { body } = await plan({ component_ids: [api.id] });
  const cancel = () =>
    maya.request<AdminMaintenance>('POST', `/api/v1/incidents/${body.id}/cancel`, { body: { body: 'Not this time.' } });
  const reply = await cancel();
  assert.equal(reply.status, 200);
  const cancelled = v.parse(adminMaintenanceSchema, reply.body);
  assert.equal(cancelled.status, 'completed');
  assert.equal(cancelled.incident_updates[0]?.body, 'Not this time.');
  assert.equal(cancelled.cancelled_at, cancelled.resolved_at);
  assert.ok(cancelled.started_at <= (cancelled.resolved_at ?? ''), 'it did not begin after it was over');
  assert.equal(await statusOf(api), 'operational');
  assert.equal((await t.sql`select from notices`).length, 2);

  const twice = await cancel();
  assert.equal(twice.status, 409);
  assert.equal(codeOf(twice), 'already-cancelled');
  assert.equal(codeOf(await patch(body.id, night)), 'maintenance-over');
});

test('a maintenance that is broken off gives its components back, whatever it was to do at its end', async () => {
  const { body } = await plan({ component_ids: [api.id], auto_transition_to_operational_state: false });
  const started = await post(body.id, { status: 'in_progress' });
  const reply = await maya.request<AdminMaintenance>('POST', `/api/v1/incidents/${body.id}/cancel`, {
    body: { body: 'The disks do not fit.', deliver_notifications: false },
  });
  assert.equal(reply.body.started_at, started.display_at);
  assert.equal(await statusOf(api), 'operational');
  assert.equal((await t.sql`select from notices`).length, 2);
});

test('only a maintenance that is not over can be called off', async () => {
  const incident = await maya.request('POST', '/api/v1/incidents', { body: { name: 'Trouble', body: 'We look.' } });
  const cancel = (id: string) => maya.request('POST', `/api/v1/incidents/${id}/cancel`, { body: { body: 'x' } });
  assert.equal(codeOf(await cancel(String(incident.body['id']))), 'not-a-maintenance');
  const { body } = await plan();
  await post(body.id, { status: 'completed' });
  assert.equal(codeOf(await cancel(body.id)), 'maintenance-over');
  assert.equal(codeOf(await cancel('aaaaaaaaaaaa')), 'incident-not-found');
});

test('a maintenance began when it was said to, not when it was planned, and ended when it was finished', async () => {
  const { body } = await plan();
  const started = await post(body.id, { status: 'in_progress' });
  await post(body.id, { status: 'verifying' });
  const ended = await post(body.id, { status: 'completed' });
  const now = await maya.request<AdminMaintenance>('GET', `/api/v1/incidents/${body.id}`);
  assert.equal(now.body.started_at, started.display_at);
  assert.equal(now.body.resolved_at, ended.display_at);
  assert.equal(now.body.monitoring_at, null);
});

test('a start nobody worded never makes what an incident holds look better', async () => {
  await maya.request('POST', '/api/v1/incidents', {
    body: { name: 'Trouble', body: 'We look.', components: { [api.id]: 'major_outage' } },
  });
  const { body } = await plan({ component_ids: [api.id] });
  await post(body.id, { status: 'in_progress' });
  assert.equal(await statusOf(api), 'major_outage');
});

test('a component planned for an outage gets back what it had when the work began', async () => {
  const { body } = await plan({ components: { [api.id]: 'major_outage' } });
  await maya.request('PATCH', `/api/v1/components/${api.id}`, { body: { status: 'degraded_performance' } });
  await post(body.id, { status: 'in_progress' });
  await post(body.id, { status: 'completed' });
  assert.equal(await statusOf(api), 'degraded_performance');
});

test('a maintenance and an incident do not take each other’s words', async () => {
  const { body } = await plan();
  const wrong = await maya.request('POST', `/api/v1/incidents/${body.id}/updates`, {
    body: { body: 'x', status: 'identified' },
  });
  assert.deepEqual(pointersOf(wrong), ['#/status']);
  const incident = await maya.request('POST', '/api/v1/incidents', { body: { name: 'Trouble', body: 'We look.' } });
  const path = `/api/v1/incidents/${String(incident.body['id'])}`;
  assert.deepEqual(
    pointersOf(await maya.request('POST', `${path}/updates`, { body: { body: 'x', status: 'verifying' } })),
    ['#/status'],
  );
  assert.deepEqual(pointersOf(await maya.request('PATCH', path, { body: { scheduled_for: night.scheduled_for } })), [
    '#/scheduled_for',
  ]);
});

test('a completed maintenance refuses updates', async () => {
  const { body } = await plan();
  await post(body.id, { status: 'completed' });
  const reply = await maya.request('POST', `/api/v1/incidents/${body.id}/updates`, { body: { body: 'x' } });
  assert.equal(reply.status, 409);
  assert.equal(codeOf(reply), 'incident-resolved');
});

test('lists know incidents from maintenances', async () => {
  await plan();
  const kinds = async (kind: string) =>
    (await maya.request<object[]>('GET', `/api/v1/incidents?kind=${kind}`)).body.length;
  assert.equal(await kinds('maintenance'), 1);
  assert.equal(await kinds('incident'), 0);
});
