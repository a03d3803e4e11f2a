import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident, ComponentStatus, IncidentUpdate } from '@allswell/protocol';
import { adminIncidentSchema, incidentUpdateSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

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
  api = await component('API');
  web = await component('Website');
});

async function component(name: string, more: object = {}): Promise<AdminComponent> {
  return (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name, ...more } })).body;
}
async function open(more: object = {}): Promise<AdminIncident> {
  const reply = await maya.request<AdminIncident>('POST', '/api/v1/incidents', {
    body: { name: 'Trouble', body: 'We look.', ...more },
  });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(adminIncidentSchema, reply.body);
}
async function post(id: string, more: object): Promise<IncidentUpdate> {
  const reply = await maya.request<IncidentUpdate>('POST', `/api/v1/incidents/${id}/updates`, {
    body: { body: 'News.', ...more },
  });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(incidentUpdateSchema, reply.body);
}
async function patch<T = AdminIncident>(path: string, body: object, headers = {}) {
  return maya.request<T>('PATCH', `/api/v1/incidents/${path}`, { body, headers });
}
async function read(id: string): Promise<AdminIncident> {
  return (await maya.request<AdminIncident>('GET', `/api/v1/incidents/${id}`)).body;
}
async function statusOf(one: AdminComponent): Promise<ComponentStatus> {
  return (await maya.request<AdminComponent>('GET', `/api/v1/components/${one.id}`)).body.status;
}
async function noticeCount(): Promise<number> {
  const [row] = await t.sql<{ count: number }[]>`select count(*)::int as count from notices`;
  return row?.count ?? 0;
}
const errorsOf = (reply: Reply<unknown>) => reply.problem.errors?.map((error) => error.pointer);

test('an incident opens with its first update, its components and a notice', async () => {
  const incident = await open({
    name: 'API slow',
    components: { [api.id]: 'partial_outage' },
    component_ids: [web.id],
  });
  assert.equal(incident.status, 'investigating');
  assert.equal(incident.impact, 'minor');
  assert.deepEqual(
    incident.components.map(({ name, status }) => [name, status]),
    [
      ['API', 'partial_outage'],
      ['Website', 'operational'],
    ],
  );
  assert.equal(incident.incident_updates.length, 1);
  assert.deepEqual(incident.incident_updates[0]?.affected_components, [
    { code: api.id, name: 'API', old_status: 'operational', new_status: 'partial_outage' },
    { code: web.id, name: 'Website', old_status: 'operational', new_status: 'operational' },
  ]);
  assert.equal(incident.started_at, incident.incident_updates[0]?.display_at);
  assert.equal(incident.shortlink, `https://status.fernhill.example/incidents/${incident.id}`);
  assert.equal(await noticeCount(), 1);
});

test('an incident can be told quietly', async () => {
  await open({ deliver_notifications: false });
  assert.equal(await noticeCount(), 0);
});

test('components are named with their group in an update', async () => {
  const group = await maya.request('POST', '/api/v1/component-groups', {
    body: { name: 'Europe', components: [api.id] },
  });
  const incident = await open({ components: { [api.id]: 'major_outage' } });
  assert.equal(incident.incident_updates[0]?.affected_components?.[0]?.name, 'Europe - API');
  await maya.request('DELETE', `/api/v1/component-groups/${String(group.body['id'])}`);
});

test('updates move an incident on, and its impact stays the worst of its life', async () => {
  const incident = await open({ components: { [api.id]: 'degraded_performance' } });
  assert.equal(incident.impact, 'minor');
  const worse = await post(incident.id, { status: 'identified', components: { [api.id]: 'major_outage' } });
  assert.deepEqual(worse.affected_components, [
    { code: api.id, name: 'API', old_status: 'degraded_performance', new_status: 'major_outage' },
  ]);
  assert.equal((await read(incident.id)).impact, 'critical');
  const calm = await post(incident.id, { status: 'monitoring', components: { [api.id]: 'operational' } });
  const now = await read(incident.id);
  assert.equal(now.impact, 'critical');
  assert.equal(now.monitoring_at, calm.display_at);
  assert.equal(now.incident_updates[0]?.id, calm.id);
});

test('an update without a status leaves the incident where it is', async () => {
  const incident = await open({ status: 'identified' });
  assert.equal((await post(incident.id, {})).status, 'identified');
});

test('an update can bring a new component into the incident', async () => {
  const incident = await open({ components: { [api.id]: 'partial_outage' } });
  await post(incident.id, { components: { [web.id]: 'degraded_performance' } });
  assert.equal((await read(incident.id)).components.length, 2);
});

test('resolving gives a component back what it had before', async () => {
  await maya.request('PATCH', `/api/v1/components/${api.id}`, { body: { status: 'degraded_performance' } });
  const incident = await open({ components: { [api.id]: 'major_outage' } });
  const last = await post(incident.id, { status: 'resolved' });
  assert.equal(await statusOf(api), 'degraded_performance');
  assert.deepEqual(last.affected_components, [
    { code: api.id, name: 'API', old_status: 'major_outage', new_status: 'degraded_performance' },
  ]);
  assert.equal((await read(incident.id)).resolved_at, last.display_at);
});

for (const order of ['first opened, first resolved', 'last opened, first resolved']) {
  test(`a component held by two incidents keeps the worse, then what it had before both: ${order}`, async () => {
    const one = await open({ components: { [api.id]: 'major_outage' } });
    const other = await open({ components: { [api.id]: 'degraded_performance' } });
    assert.equal(await statusOf(api), 'degraded_performance');
    const [first, second, between] =
      order === 'first opened, first resolved'
        ? [one, other, 'degraded_performance' as const]
        : [other, one, 'major_outage' as const];
    await post(first.id, { status: 'resolved' });
    assert.equal(await statusOf(api), between);
    await post(second.id, { status: 'resolved' });
    assert.equal(await statusOf(api), 'operational');
  });
}

test('resolving with statuses sets those, and restores the components it does not name', async () => {
  const incident = await open({ components: { [api.id]: 'major_outage', [web.id]: 'partial_outage' } });
  await post(incident.id, { status: 'resolved', components: { [api.id]: 'degraded_performance' } });
  assert.equal(await statusOf(api), 'degraded_performance');
  assert.equal(await statusOf(web), 'operational');
});

test('a component affected without a status is left alone by resolving', async () => {
  const incident = await open({ component_ids: [api.id] });
  await maya.request('PATCH', `/api/v1/components/${api.id}`, { body: { status: 'partial_outage' } });
  await post(incident.id, { status: 'resolved' });
  assert.equal(await statusOf(api), 'partial_outage');
});

test('a resolved incident refuses further updates and tells nobody, unless it is reopened', async () => {
  const incident = await open({ components: { [api.id]: 'major_outage' } });
  await post(incident.id, { status: 'resolved' });
  const notices = await noticeCount();
  const refused = await maya.request('POST', `/api/v1/incidents/${incident.id}/updates`, {
    body: { status: 'monitoring', body: 'Again.' },
  });
  assert.equal(refused.status, 409);
  assert.equal(refused.body['type'], 'https://status.fernhill.example/problems/incident-resolved');
  assert.equal(await noticeCount(), notices);

  const again = await post(incident.id, { reopen: true, components: { [api.id]: 'partial_outage' } });
  assert.equal(again.status, 'investigating');
  const now = await read(incident.id);
  assert.equal(now.resolved_at, null);
  assert.equal(await statusOf(api), 'partial_outage');
  await post(incident.id, { status: 'resolved' });
  assert.equal(await statusOf(api), 'operational');
});

test('every status a component had is on record, with the incident that caused it', async () => {
  const incident = await open({ components: { [api.id]: 'major_outage' } });
  await post(incident.id, { status: 'resolved' });
  const rows = await t.sql<{ status: string; incident_id: string | null; current: boolean }[]>`
    select status, incident_id, ends_at is null as current from component_changes where component_id = ${api.id} and not told order by id
  `;
  assert.deepEqual(
    rows.map((row) => [row.status, row.incident_id, row.current]),
    [
      ['operational', null, false],
      ['major_outage', incident.id, false],
      ['operational', null, true],
    ],
  );
  const gaps = await t.sql`
    select from component_changes a join component_changes b on b.component_id = a.component_id and b.id > a.id
    where a.component_id = ${api.id} and not a.told and not b.told and a.ends_at > b.starts_at
  `;
  assert.equal(gaps.length, 0);
});

test('an incident that is already over can be told at once', async () => {
  const incident = await open({ status: 'resolved' });
  assert.equal(incident.status, 'resolved');
  assert.notEqual(incident.resolved_at, null);
});

test('a backfilled incident is written into the past, changes nothing today and tells nobody', async () => {
  const incident = await open({
    backfilled: true,
    backfill_date: '2026-01-05T10:00:00+01:00',
    components: { [api.id]: 'major_outage' },
  });
  assert.equal(incident.status, 'resolved');
  assert.equal(incident.started_at, '2026-01-05T09:00:00.000Z');
  assert.equal(incident.resolved_at, '2026-01-05T09:00:00.000Z');
  assert.equal(incident.impact, 'critical');
  assert.equal(await statusOf(api), 'operational');
  assert.equal(await noticeCount(), 0);
});

test('a backfilled incident needs its date, in the past', async () => {
  for (const [more, pointers] of [
    [{ backfilled: true }, ['#/backfill_date']],
    [{ backfill_date: '2026-01-05T10:00:00Z' }, ['#/backfilled']],
    [{ backfilled: true, backfill_date: '2999-01-05T10:00:00Z' }, ['#/backfill_date']],
    [{ backfilled: true, backfill_date: '2026-01-05T10:00:00Z', status: 'postmortem' }, ['#/status']],
  ] as const) {
    const reply = await maya.request('POST', '/api/v1/incidents', { body: { name: 'Past', body: 'Then.', ...more } });
    assert.equal(reply.status, 422);
    assert.deepEqual(errorsOf(reply), pointers);
  }
});

test('an impact can be overridden and the override taken back', async () => {
  const incident = await open({ impact_override: 'critical' });
  assert.equal(incident.impact, 'critical');
  const calmed = await patch(incident.id, { impact_override: null });
  assert.equal(calmed.body.impact, 'none');
  assert.equal(calmed.body.impact_override, null);
});

test('editing an incident changes the named fields only, and tells nobody', async () => {
  const incident = await open({ components: { [api.id]: 'partial_outage' } });
  const notices = await noticeCount();
  const edited = await patch(incident.id, { name: 'Trouble in Europe', component_ids: [web.id] });
  assert.equal(edited.status, 200);
  assert.equal(edited.body.name, 'Trouble in Europe');
  assert.equal(edited.body.status, 'investigating');
  assert.deepEqual(
    edited.body.components.map((one) => one.id),
    [web.id],
  );
  assert.equal(await statusOf(api), 'operational');
  assert.equal(await noticeCount(), notices);
});

test('the start of an incident can be moved back, not behind its first update, not into the future', async () => {
  const incident = await open();
  const moved = await patch(incident.id, { started_at: '2026-01-01T00:00:00Z' });
  assert.equal(moved.body.started_at, '2026-01-01T00:00:00.000Z');
  const late = await patch(incident.id, { started_at: '2999-01-01T00:00:00Z' });
  assert.deepEqual(errorsOf(late), ['#/started_at']);
});

test('an edited update says so, and what it said before is kept', async () => {
  const incident = await open();
  const id = incident.incident_updates[0]?.id;
  const edited = await patch<IncidentUpdate>(`${incident.id}/updates/${id}`, {
    body: 'We **look**.',
    display_at: '2026-01-01T00:00:00Z',
  });
  assert.equal(edited.status, 200);
  assert.equal(edited.body.body, 'We **look**.');
  assert.equal(edited.body.display_at, '2026-01-01T00:00:00.000Z');
  assert.ok(edited.body.edited_at);
  assert.equal((await read(incident.id)).started_at, '2026-01-01T00:00:00.000Z');
  const kept = await t.sql<
    { body: string; edited_by: string }[]
  >`select body, edited_by from incident_update_edits where update_id = ${id ?? ''}`;
  assert.deepEqual(
    kept.map((row) => [row.body, row.edited_by]),
    [['We look.', 'maya@fernhill.example']],
  );
});

test('the time of the last word moves the time it was resolved', async () => {
  const incident = await open({ backfilled: true, backfill_date: '2026-01-05T10:00:00Z' });
  await patch(`${incident.id}/updates/${incident.incident_updates[0]?.id}`, { display_at: '2026-01-05T11:00:00Z' });
  const now = await read(incident.id);
  assert.equal(now.resolved_at, '2026-01-05T11:00:00.000Z');
  assert.equal(now.started_at, '2026-01-05T10:00:00.000Z');
});

test('a "resolved" posted by mistake can be taken back, with the statuses it had', async () => {
  const incident = await open({ components: { [api.id]: 'major_outage' } });
  const mistake = await post(incident.id, { status: 'resolved' });
  assert.equal(await statusOf(api), 'operational');
  const gone = await maya.request('DELETE', `/api/v1/incidents/${incident.id}/updates/${mistake.id}`);
  assert.equal(gone.status, 204);
  const now = await read(incident.id);
  assert.equal(now.status, 'investigating');
  assert.equal(now.resolved_at, null);
  assert.equal(now.incident_updates.length, 1);
  assert.equal(await statusOf(api), 'major_outage');
});

test('an incident that is open again makes nothing look better than another holds it', async () => {
  const first = await open({ components: { [api.id]: 'partial_outage' } });
  const mistake = await post(first.id, { status: 'resolved' });
  const second = await open({ components: { [api.id]: 'major_outage' } });
  await maya.request('DELETE', `/api/v1/incidents/${first.id}/updates/${mistake.id}`);
  assert.equal(await statusOf(api), 'major_outage');
  await post(second.id, { status: 'resolved' });
  assert.equal(await statusOf(api), 'partial_outage');
  await post(first.id, { status: 'resolved' });
  assert.equal(await statusOf(api), 'operational');
});

test('an incident keeps at least one update', async () => {
  const incident = await open();
  const reply = await maya.request(
    'DELETE',
    `/api/v1/incidents/${incident.id}/updates/${incident.incident_updates[0]?.id}`,
  );
  assert.equal(reply.status, 409);
  assert.match(String(reply.body['type']), /last-update$/);
});

test('a deleted incident is gone, gives its components back and leaves a tombstone', async () => {
  const incident = await open({ components: { [api.id]: 'major_outage' } });
  assert.equal((await maya.request('DELETE', `/api/v1/incidents/${incident.id}`)).status, 204);
  assert.equal((await maya.request('GET', `/api/v1/incidents/${incident.id}`)).status, 404);
  assert.equal(await statusOf(api), 'operational');
  const [row] = await t.sql`select deleted_at from incidents where id = ${incident.id}`;
  assert.ok(row?.['deleted_at']);
});

test('lists can be asked by kind and state, newest first, page by page', async () => {
  const old = await open({ name: 'Old', backfilled: true, backfill_date: '2026-01-05T10:00:00Z' });
  const one = await open({ name: 'One' });
  const two = await open({ name: 'Two' });
  const names = async (query: string) =>
    (await maya.request<AdminIncident[]>('GET', `/api/v1/incidents${query}`)).body.map((incident) => incident.name);
  assert.deepEqual(await names(''), ['Two', 'One', 'Old']);
  assert.deepEqual(await names('?state=open'), [two.name, one.name]);
  assert.deepEqual(await names('?kind=incident&state=closed'), [old.name]);
  assert.deepEqual(await names('?kind=maintenance'), []);
  assert.deepEqual(await names('?per_page=1&page=2'), ['One']);
  const bad = await maya.request('GET', '/api/v1/incidents?kind=party&per_page=101');
  assert.equal(bad.status, 422);
  assert.deepEqual(errorsOf(bad)?.sort(), ['?kind', '?per_page']);
});

test('a stale If-Match is refused with the current object, and nothing is changed', async () => {
  const incident = await open();
  const etag = (await maya.request('GET', `/api/v1/incidents/${incident.id}`)).headers.get('etag') ?? '';
  assert.equal((await patch(incident.id, { name: 'First' }, { 'if-match': etag })).status, 200);
  const stale = await patch<{ current: AdminIncident }>(incident.id, { name: 'Second' }, { 'if-match': etag });
  assert.equal(stale.status, 412);
  assert.equal(stale.body.current.name, 'First');
  assert.equal((await read(incident.id)).name, 'First');
  assert.equal((await patch(incident.id, { name: 'Third' }, { 'if-match': '*' })).status, 200);
});

test('unknown components are refused with a pointer to each, and nothing is half written', async () => {
  const reply = await maya.request('POST', '/api/v1/incidents', {
    body: {
      name: 'X',
      body: 'Y',
      components: { aaaaaaaaaaaa: 'major_outage', [api.id]: 'major_outage' },
      component_ids: ['bbbbbbbbbbbb'],
    },
  });
  assert.equal(reply.status, 422);
  assert.deepEqual(errorsOf(reply), ['#/components/aaaaaaaaaaaa', '#/component_ids/0']);
  assert.equal(await statusOf(api), 'operational');
  const [row] = await t.sql<{ count: number }[]>`select count(*)::int as count from incidents`;
  assert.equal(row?.count, 0);
});

test('a component of an open incident cannot be archived; once resolved it can, and the incident keeps it', async () => {
  const incident = await open({ components: { [api.id]: 'major_outage' } });
  const refused = await maya.request('DELETE', `/api/v1/components/${api.id}`);
  assert.equal(refused.status, 409);
  assert.match(String(refused.body['type']), /component-in-use$/);
  await post(incident.id, { status: 'resolved' });
  assert.equal((await maya.request('DELETE', `/api/v1/components/${api.id}`)).status, 204);
  assert.deepEqual(
    (await read(incident.id)).components.map((one) => one.id),
    [api.id],
  );
  const reply = await maya.request('POST', '/api/v1/incidents', {
    body: { name: 'X', body: 'Y', component_ids: [api.id] },
  });
  assert.equal(reply.status, 422);
});

test('a postmortem is not a status that can be posted', async () => {
  const incident = await open();
  const reply = await maya.request('POST', `/api/v1/incidents/${incident.id}/updates`, {
    body: { status: 'postmortem', body: 'Why.' },
  });
  assert.equal(reply.status, 422);
  assert.deepEqual(errorsOf(reply), ['#/status']);
});

test('what is not there is a 404 with a code of its own', async () => {
  const incident = await open();
  for (const [method, path, code] of [
    ['GET', 'incidents/aaaaaaaaaaaa', 'incident-not-found'],
    ['PATCH', 'incidents/aaaaaaaaaaaa', 'incident-not-found'],
    ['DELETE', 'incidents/aaaaaaaaaaaa', 'incident-not-found'],
    ['POST', 'incidents/aaaaaaaaaaaa/updates', 'incident-not-found'],
    ['GET', `incidents/${incident.id}/updates/aaaaaaaaaaaa`, 'update-not-found'],
    ['DELETE', `incidents/${incident.id}/updates/aaaaaaaaaaaa`, 'update-not-found'],
    ['GET', 'incidents/%00', 'not-found'],
  ] as const) {
    const body = method === 'POST' ? { body: 'x' } : method === 'PATCH' ? {} : undefined;
    const reply = await maya.request(method, `/api/v1/${path}`, { body });
    assert.equal(reply.status, 404, path);
    assert.equal(reply.body['type'], `https://status.fernhill.example/problems/${code}`);
  }
});

test('each change is in the audit trail, with who made it', async () => {
  const incident = await open();
  await post(incident.id, { status: 'resolved' });
  await maya.request('DELETE', `/api/v1/incidents/${incident.id}`);
  const trail = await maya.request<{ action: string; admin: { email: string }; subject_id: string }[]>(
    'GET',
    '/api/v1/audit?per_page=3',
  );
  assert.deepEqual(
    trail.body.map((line) => [line.action, line.admin.email, line.subject_id]),
    ['incident.deleted', 'incident.updated', 'incident.opened'].map((action) => [
      action,
      'maya@fernhill.example',
      incident.id,
    ]),
  );
});

test('every change that readers see raises seq once', async () => {
  const seq = async () => Number((await t.sql`select seq from page_state`)[0]?.['seq']);
  const start = await seq();
  const incident = await open();
  await post(incident.id, {});
  await patch(incident.id, { name: 'Other' });
  assert.equal(await seq(), start + 3);
});

test('days and instants that no calendar has are refused with a pointer', async () => {
  const odd = [
    '0000-01-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '9999-12-31T23:59:59-14:00',
    '2026-01-01T00:00:00',
    'now',
  ];
  for (const backfill_date of odd) {
    const body = { name: 'Past', body: 'Then.', backfilled: true, backfill_date };
    assert.deepEqual(errorsOf(await maya.request('POST', '/api/v1/incidents', { body })), ['#/backfill_date']);
  }
  for (const start_date of ['0000-01-01', '2026-02-30', '2026-13-01']) {
    const reply = await maya.request('POST', '/api/v1/components', { body: { name: 'API', start_date } });
    assert.deepEqual(errorsOf(reply), ['#/start_date']);
  }
});
