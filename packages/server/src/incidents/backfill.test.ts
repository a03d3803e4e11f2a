import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident, AdminMaintenance, IncidentUpdate } from '@allswell/protocol';
import { adminIncidentSchema, adminMaintenanceSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { historyOf } from '../testing/history-of.ts';

let t: TestApp;
let maya: TestAdmin;
let api: AdminComponent;
let web: AdminComponent;

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from incidents`;
  await t.sql`delete from components`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
  web = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'Website' } })).body;
});

const at = (time: string) => `2026-01-05T${time}:00Z`;
const errorsOf = (reply: Reply<unknown>) => reply.problem.errors?.map((error) => error.pointer);
const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);
const write = (more: object) =>
  maya.request<AdminIncident>('POST', '/api/v1/incidents', { body: { name: 'Past', body: 'We look.', ...more } });
const backfill = async (more: object = {}) => {
  const reply = await write({ backfilled: true, backfill_date: at('10:00'), status: 'investigating', ...more });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(adminIncidentSchema, reply.body);
};
const post = (id: string, more: object) =>
  maya.request<IncidentUpdate>('POST', `/api/v1/incidents/${id}/updates`, { body: { body: 'News.', ...more } });
const tell = async (id: string, time: string, more: object) => {
  const reply = await post(id, { display_at: at(time), ...more });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return reply.body;
};
const read = async (id: string) => (await maya.request<AdminIncident>('GET', `/api/v1/incidents/${id}`)).body;
const patch = (path: string, body: object) => maya.request('PATCH', `/api/v1/incidents/${path}`, { body });
const statusOf = async ({ id }: AdminComponent) =>
  (await maya.request<AdminComponent>('GET', `/api/v1/components/${id}`)).body.status;
const notices = async () => (await t.sql`select from notices`).length;

/** What is known of a component before today, as `10:00-11:00 major_outage`. */
async function history({ id }: AdminComponent, day = '2026-01-05'): Promise<string[]> {
  const time = (instant: Date | null) => instant?.toISOString().slice(11, 16) ?? '';
  return (await historyOf(t.sql, id))
    .filter(({ starts_at }) => starts_at.toISOString().startsWith(day))
    .map(({ status, starts_at, ends_at }) => `${time(starts_at)}-${time(ends_at)} ${status}`);
}
const bodies = (incident: AdminIncident) =>
  incident.incident_updates.map(({ status, display_at }) => `${display_at.slice(11, 16)} ${status}`);

test('a whole incident of the past is written down, update by update, and tells nobody', async () => {
  const { id, status, resolved_at } = await backfill({ components: { [api.id]: 'major_outage' } });
  assert.equal(status, 'resolved', 'it is never open, also while it is being written down');
  assert.notEqual(resolved_at, null);
  await tell(id, '11:00', { status: 'resolved' });
  await tell(id, '10:30', { status: 'identified', components: { [api.id]: 'degraded_performance' } });
  await tell(id, '10:45', {});

  const incident = v.parse(adminIncidentSchema, await read(id));
  assert.deepEqual(bodies(incident), ['11:00 resolved', '10:45 identified', '10:30 identified', '10:00 investigating']);
  assert.equal(incident.status, 'resolved');
  assert.equal(incident.started_at, '2026-01-05T10:00:00.000Z');
  assert.equal(incident.resolved_at, '2026-01-05T11:00:00.000Z');
  assert.equal(incident.impact, 'critical');
  assert.equal(incident.backfilled, true);
  assert.deepEqual(await history(api), ['10:00-10:30 major_outage', '10:30-11:00 degraded_performance']);
  assert.equal(await statusOf(api), 'operational');
  assert.equal(await notices(), 0);
});

test('each update tells the change from what it was then, in whatever order they were written down', async () => {
  const { id } = await backfill({ components: { [api.id]: 'major_outage' } });
  await tell(id, '11:00', { status: 'resolved' });
  await tell(id, '10:30', { components: { [api.id]: 'degraded_performance', [web.id]: 'partial_outage' } });
  const changes = (await read(id)).incident_updates.map((update) =>
    update.affected_components?.map((one) => `${one.name}: ${one.old_status} > ${one.new_status}`),
  );
  assert.deepEqual(changes, [
    ['API: degraded_performance > operational'],
    ['API: major_outage > degraded_performance', 'Website: operational > partial_outage'],
    ['API: operational > major_outage'],
  ]);
  assert.deepEqual(await history(web), ['10:30-11:00 partial_outage']);
});

test('an incident of the past told in one go affects nothing for no time, until its end is told', async () => {
  const { id } = await backfill({ status: undefined, components: { [api.id]: 'partial_outage' } });
  assert.deepEqual(await history(api), []);
  const end = await tell(id, '12:00', { status: 'resolved' });
  assert.deepEqual(await history(api), ['10:00-12:00 partial_outage']);
  await patch(`${id}/updates/${end.id}`, { display_at: at('11:00') });
  assert.deepEqual(await history(api), ['10:00-11:00 partial_outage']);
  assert.equal((await read(id)).resolved_at, '2026-01-05T11:00:00.000Z');
});

test('what overlaps with other incidents of the past counts as the worst of them, and each can be taken back', async () => {
  const one = await backfill({ components: { [api.id]: 'partial_outage' } });
  await tell(one.id, '12:00', { status: 'resolved' });
  const other = await backfill({ backfill_date: at('11:00'), components: { [api.id]: 'major_outage' } });
  await tell(other.id, '13:00', { status: 'resolved' });
  assert.deepEqual(await history(api), ['10:00-11:00 partial_outage', '11:00-13:00 major_outage']);
  await maya.request('DELETE', `/api/v1/incidents/${other.id}`);
  assert.deepEqual(await history(api), ['10:00-12:00 partial_outage']);
  await maya.request('DELETE', `/api/v1/incidents/${one.id}`);
  assert.deepEqual(await history(api), []);
});

test('what was recorded at the time stays under what is written down afterwards', async () => {
  const live = (await write({ components: { [api.id]: 'partial_outage' } })).body;
  await post(live.id, { status: 'resolved' });
  const recorded = () =>
    t.sql`select status, starts_at, ends_at from component_changes where component_id = ${api.id} and not told`;
  const before = await recorded();
  const past = await backfill({ backfill_date: '2020-01-05T10:00:00Z', components: { [api.id]: 'major_outage' } });
  await post(past.id, { status: 'resolved', display_at: new Date().toISOString() });
  assert.deepEqual(await recorded(), before);
  assert.equal(await statusOf(api), 'operational');

  // The next change of today still ends what is current, and nothing else.
  await maya.request('PATCH', `/api/v1/components/${api.id}`, { body: { status: 'degraded_performance' } });
  const current = await t.sql`
    select status from component_changes where component_id = ${api.id} and ends_at is null and not told
  `;
  assert.deepEqual(
    current.map((row) => row['status'] as string),
    ['degraded_performance'],
  );
});

test('the components of an incident of the past can be corrected; they hold from its beginning to its end', async () => {
  const { id } = await backfill({ components: { [api.id]: 'major_outage' } });
  await tell(id, '11:00', { status: 'resolved' });
  await patch(id, { components: { [api.id]: 'degraded_performance', [web.id]: 'partial_outage' } });
  assert.deepEqual(await history(api), ['10:00-11:00 degraded_performance']);
  assert.deepEqual(await history(web), ['10:00-11:00 partial_outage']);
  assert.equal((await read(id)).impact, 'minor');
  await patch(id, { component_ids: [web.id] });
  assert.deepEqual(await history(api), []);
  assert.deepEqual(await history(web), ['10:00-11:00 partial_outage']);
});

test('the beginning of an incident of the past can be moved', async () => {
  const { id } = await backfill({ components: { [api.id]: 'major_outage' } });
  await tell(id, '11:00', { status: 'resolved' });
  assert.equal((await patch(id, { started_at: at('09:00') })).status, 200);
  assert.deepEqual(await history(api), ['09:00-11:00 major_outage']);
});

test('an update of the past that is taken back takes its changes along', async () => {
  const { id } = await backfill({ components: { [api.id]: 'major_outage' } });
  const end = await tell(id, '11:00', { status: 'resolved' });
  const worse = await tell(id, '10:30', { components: { [web.id]: 'major_outage' } });
  for (const update of [worse, end]) {
    assert.equal((await maya.request('DELETE', `/api/v1/incidents/${id}/updates/${update.id}`)).status, 204);
  }
  assert.deepEqual([await history(api), await history(web)], [[], []]);
  const now = await read(id);
  assert.equal(now.status, 'resolved');
  assert.equal(now.resolved_at, '2026-01-05T10:00:00.000Z');
});

test('the past holds no instant of the future, and no status of another kind', async () => {
  const { id } = await backfill();
  assert.deepEqual(errorsOf(await post(id, { display_at: '2999-01-01T00:00:00Z' })), ['#/display_at']);
  assert.deepEqual(errorsOf(await post(id, { display_at: at('11:00'), status: 'completed' })), ['#/status']);
  assert.deepEqual(errorsOf(await post(id, { display_at: at('11:00'), status: 'postmortem' })), ['#/status']);
  assert.equal(codeOf(await post(id, {})), 'incident-resolved', 'news of today would open it');
  assert.equal((await read(id)).incident_updates.length, 1);
});

test('an incident of the past that is opened again is one of today, and keeps its past', async () => {
  const { id } = await backfill({ components: { [api.id]: 'major_outage' } });
  await tell(id, '11:00', { status: 'resolved' });
  await post(id, { reopen: true, components: { [web.id]: 'partial_outage' } });
  const open = await read(id);
  assert.equal(open.status, 'investigating');
  assert.equal(open.backfilled, false);
  assert.equal(await statusOf(web), 'partial_outage');
  assert.equal(await statusOf(api), 'operational');
  const last = open.incident_updates.at(-1)?.id;
  await patch(`${id}/updates/${last}`, { display_at: at('09:30') });
  assert.deepEqual(await history(api), ['09:30-11:00 major_outage']);
});

// --- maintenance ---

const night = { backfilled: true, scheduled_for: at('02:00'), scheduled_until: at('04:00') };

test('a maintenance that took place is written down as completed, with its components, and tells nobody', async () => {
  const reply = await write({ ...night, component_ids: [api.id] });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  const maintenance = v.parse(adminMaintenanceSchema, reply.body);
  assert.equal(maintenance.status, 'completed');
  assert.equal(maintenance.impact, 'maintenance');
  assert.equal(maintenance.started_at, '2026-01-05T02:00:00.000Z');
  assert.equal(maintenance.resolved_at, '2026-01-05T04:00:00.000Z');
  assert.deepEqual(await history(api), ['02:00-04:00 under_maintenance']);
  assert.equal(await statusOf(api), 'operational');
  assert.equal(await notices(), 0);
});

test('its announcement, its true start and its true end can be told', async () => {
  const { id } = (await write({ ...night, component_ids: [api.id] })).body;
  await tell(id, '00:00', { status: 'scheduled' });
  await tell(id, '02:10', { status: 'in_progress' });
  await tell(id, '04:30', { status: 'completed' });
  const now = (await read(id)) as unknown as AdminMaintenance;
  assert.equal(now.status, 'completed');
  assert.equal(now.scheduled_for, '2026-01-05T02:00:00.000Z');
  assert.deepEqual([now.started_at, now.resolved_at], ['2026-01-05T02:10:00.000Z', '2026-01-05T04:30:00.000Z']);
  assert.deepEqual(await history(api), ['02:10-04:30 under_maintenance']);
});

test('a maintenance of the past needs a start and an end that are over', async () => {
  for (const [more, pointers] of [
    [{ backfilled: true, status: 'completed' }, ['#/scheduled_for', '#/scheduled_until']],
    [{ ...night, scheduled_until: '2999-01-01T00:00:00Z' }, ['#/scheduled_until']],
    [{ ...night, scheduled_until: at('01:00') }, ['#/scheduled_until']],
    [{ ...night, status: 'in_progress' }, ['#/status']],
    [{ ...night, backfill_date: at('02:00') }, ['#/backfill_date']],
  ] as const) {
    const reply = await write(more);
    assert.equal(reply.status, 422);
    assert.deepEqual(errorsOf(reply), pointers);
  }
  assert.equal((await t.sql`select from incidents`).length, 0);
});

// --- incidents of today that are told late ---

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

test('what was noticed before an open incident was posted joins its thread and moves nothing', async () => {
  const { id } = (await write({ status: 'identified', components: { [api.id]: 'major_outage' } })).body;
  const early = await post(id, { display_at: ago(30), status: 'investigating' });
  assert.equal(early.status, 201);
  const now = await read(id);
  assert.equal(now.status, 'identified');
  assert.deepEqual(
    now.incident_updates.map((update) => update.status),
    ['identified', 'investigating'],
  );
  assert.equal(now.started_at, early.body.display_at);
  assert.equal(await statusOf(api), 'major_outage');
  assert.deepEqual(errorsOf(await post(id, { display_at: ago(20), status: 'resolved' })), ['#/status']);
  const named = await post(id, { display_at: ago(20), components: { [web.id]: 'major_outage' } });
  assert.deepEqual(errorsOf(named), ['#/components']);
});

test('the last word stays the last, so that the page never contradicts itself', async () => {
  const { id, incident_updates } = (await write({ components: { [api.id]: 'major_outage' } })).body;
  await patch(`${id}/updates/${incident_updates[0]?.id}`, { display_at: ago(60) });
  const middle = await post(id, { status: 'identified', display_at: ago(40) });
  const end = await post(id, { status: 'resolved', display_at: ago(20) });
  for (const [update, minutes] of [
    [end.body, 50],
    [middle.body, 10],
  ] as const) {
    const reply = await patch(`${id}/updates/${update.id}`, { display_at: ago(minutes) });
    assert.equal(reply.status, 422);
    assert.deepEqual(errorsOf(reply), ['#/display_at']);
  }
  assert.equal((await patch(`${id}/updates/${end.body.id}`, { display_at: ago(30) })).status, 200);
});

test('trouble counts from when the incident began, not from when someone found the time to write', async () => {
  const { id } = (await write({ components: { [api.id]: 'major_outage' } })).body;
  const days = new Date(Date.now() - 90 * 60_000);
  await patch(id, { started_at: days.toISOString() });
  assert.deepEqual(await historyOf(t.sql, api.id), [{ status: 'major_outage', starts_at: days, ends_at: null }]);
});

test('a clock that is a little slow does not make news of now news of the past', async () => {
  const { id, incident_updates } = (await write({})).body;
  const end = await post(id, { status: 'resolved', display_at: ago(1) });
  assert.equal(end.status, 201);
  assert.equal(end.body.display_at, incident_updates[0]?.display_at);
  assert.equal((await read(id)).status, 'resolved');
});

test('an incident is not opened again before it was resolved', async () => {
  const { id, incident_updates } = (await write({})).body;
  await patch(`${id}/updates/${incident_updates[0]?.id}`, { display_at: ago(60) });
  await post(id, { status: 'resolved', display_at: ago(20) });
  assert.deepEqual(errorsOf(await post(id, { reopen: true, display_at: ago(30) })), ['#/display_at']);
  assert.equal((await post(id, { reopen: true, display_at: ago(10) })).status, 201);
  assert.deepEqual(
    (await read(id)).incident_updates.map((update) => update.status),
    ['investigating', 'resolved', 'investigating'],
  );
});
