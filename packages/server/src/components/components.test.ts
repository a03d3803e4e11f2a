import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminGroup } from '@allswell/protocol';
import { adminComponentSchema, adminGroupSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from components`;
  await t.sql`delete from component_groups`;
});

async function add(name: string, more: object = {}): Promise<AdminComponent> {
  const reply = await maya.request('POST', '/api/v1/components', { body: { name, ...more } });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  assert.equal(reply.headers.get('location'), `/api/v1/components/${String(reply.body['id'])}`);
  return v.parse(adminComponentSchema, reply.body);
}
async function addGroup(name: string, more: object = {}): Promise<AdminGroup> {
  const reply = await maya.request('POST', '/api/v1/component-groups', { body: { name, ...more } });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(adminGroupSchema, reply.body);
}
const change = (id: string, body: object, headers = {}) =>
  maya.request<AdminComponent>('PATCH', `/api/v1/components/${id}`, { body, headers });
const changeGroup = (id: string, body: object) =>
  maya.request<AdminGroup>('PATCH', `/api/v1/component-groups/${id}`, { body });
async function order(): Promise<[string, number][]> {
  const { body } = await maya.request<AdminComponent[]>('GET', '/api/v1/components');
  return body.map((component) => [component.name, component.position]);
}
async function members(id: string): Promise<string[]> {
  return (await maya.request<AdminGroup>('GET', `/api/v1/component-groups/${id}`)).body.components;
}

test('a new component is operational, shown, and last', async () => {
  await add('API');
  const web = await add('Website', { description: '' });
  assert.equal(web.status, 'operational');
  assert.equal(web.showcase, true);
  assert.equal(web.description, null);
  assert.equal(web.group, false);
  assert.deepEqual(await order(), [
    ['API', 1],
    ['Website', 2],
  ]);
});

test('a component keeps all that is said of it, the day as a day', async () => {
  const said = {
    description: 'For partners',
    showcase: false,
    only_show_if_degraded: true,
    start_date: '2026-02-28',
    status: 'degraded_performance',
  };
  const made = await add('API', said);
  assert.deepEqual({ ...made, ...said }, made);
});

test('moving a component shifts the others', async () => {
  const ids = await Promise.all(
    ['A', 'B', 'C', 'D'].map(async (name, index) => (await add(name, { position: index + 1 })).id),
  );
  const named = new Map(
    (await maya.request<AdminComponent[]>('GET', '/api/v1/components')).body.map((one) => [one.name, one.id]),
  );
  assert.equal(ids.length, 4);
  for (const [index, name] of ['A', 'B', 'C', 'D'].entries())
    await change(named.get(name) ?? '', { position: index + 1 });
  assert.deepEqual(
    (await order()).map(([name]) => name),
    ['A', 'B', 'C', 'D'],
  );
  await change(named.get('D') ?? '', { position: 2 });
  assert.deepEqual(await order(), [
    ['A', 1],
    ['D', 2],
    ['B', 3],
    ['C', 4],
  ]);
  await change(named.get('A') ?? '', { position: 99 });
  assert.deepEqual(await order(), [
    ['D', 1],
    ['B', 2],
    ['C', 3],
    ['A', 4],
  ]);
  await change(named.get('C') ?? '', { position: 0 });
  assert.deepEqual(await order(), [
    ['C', 1],
    ['D', 2],
    ['B', 3],
    ['A', 4],
  ]);
});

test('groups and components without one share the top level; positions restart in each group', async () => {
  const api = await add('API');
  const europe = await addGroup('Europe', { position: 1 });
  await add('Web', { group_id: europe.id });
  await add('Mail', { group_id: europe.id });
  assert.deepEqual(await order(), [
    ['Web', 1],
    ['Mail', 2],
    ['API', 2],
  ]);
  await changeGroup(europe.id, { position: 2 });
  assert.deepEqual(await order(), [
    ['API', 1],
    ['Web', 1],
    ['Mail', 2],
  ]);
  await change(api.id, { group_id: europe.id, position: 2 });
  assert.deepEqual(await order(), [
    ['Web', 1],
    ['API', 2],
    ['Mail', 3],
  ]);
  await change(api.id, { group_id: null });
  assert.deepEqual(await order(), [
    ['Web', 1],
    ['Mail', 2],
    ['API', 2],
  ]);
});

test('a group names its members in order; who is dropped goes to the top level', async () => {
  const [a, b, c] = [await add('A'), await add('B'), await add('C')];
  const group = await addGroup('G', { components: [c.id, a.id] });
  assert.deepEqual(group.components, [c.id, a.id]);
  await changeGroup(group.id, { components: [b.id, c.id] });
  assert.deepEqual(await members(group.id), [b.id, c.id]);
  const reply = await maya.request<AdminComponent>('GET', `/api/v1/components/${a.id}`);
  assert.equal(reply.body.group_id, null);
});

test('deleting a group leaves its members, in its place', async () => {
  await add('First');
  const group = await addGroup('G');
  await add('A', { group_id: group.id });
  await add('B', { group_id: group.id });
  await add('Last');
  assert.equal((await maya.request('DELETE', `/api/v1/component-groups/${group.id}`)).status, 204);
  assert.deepEqual(await order(), [
    ['First', 1],
    ['A', 2],
    ['B', 3],
    ['Last', 4],
  ]);
});

test('a group that does not exist, unknown and repeated members are refused with a pointer', async () => {
  const a = await add('A');
  const lost = await maya.request('POST', '/api/v1/components', { body: { name: 'B', group_id: 'aaaaaaaaaaaa' } });
  assert.deepEqual(
    lost.problem.errors?.map((error) => error.pointer),
    ['#/group_id'],
  );
  const odd = await maya.request('POST', '/api/v1/component-groups', {
    body: { name: 'G', components: [a.id, 'aaaaaaaaaaaa', a.id] },
  });
  assert.equal(odd.status, 422);
  assert.deepEqual(
    odd.problem.errors?.map((error) => error.pointer),
    ['#/components/1', '#/components/2'],
  );
  assert.deepEqual((await maya.request<AdminGroup[]>('GET', '/api/v1/component-groups')).body, []);
});

test('a status set by hand is recorded, from when to when', async () => {
  const api = await add('API');
  assert.equal((await change(api.id, { status: 'partial_outage' })).body.status, 'partial_outage');
  await change(api.id, { status: 'partial_outage' });
  const rows = await t.sql<{ status: string; incident_id: string | null; current: boolean }[]>`
    select status, incident_id, ends_at is null as current from component_changes where component_id = ${api.id} and not told order by id
  `;
  assert.deepEqual(
    rows.map((row) => [row.status, row.incident_id, row.current]),
    [
      ['operational', null, false],
      ['partial_outage', null, true],
    ],
  );
});

test('a change of nothing is no change: no new version, no line in the trail', async () => {
  const api = await add('API');
  const lines = (await t.sql`select from audit`).length;
  const same = await change(api.id, { name: 'API' });
  assert.equal(same.body.version, api.version);
  assert.equal((await t.sql`select from audit`).length, lines);
});

test('a stale If-Match is refused with the current component', async () => {
  const api = await add('API');
  const etag = `"${api.version}"`;
  assert.equal((await change(api.id, { name: 'The API' }, { 'if-match': etag })).status, 200);
  const stale = await change(api.id, { name: 'Mine' }, { 'if-match': etag });
  assert.equal(stale.status, 412);
  assert.equal((stale.problem['current'] as AdminComponent).name, 'The API');
});

test('of two who change the same version at once, one is told', async () => {
  const api = await add('API');
  const headers = { 'if-match': `"${api.version}"` };
  const replies = await Promise.all([
    change(api.id, { name: 'One' }, headers),
    change(api.id, { name: 'Two' }, headers),
  ]);
  assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 412]);
});

test('an archived component is gone, its history is kept, and the others close up', async () => {
  const [a] = [await add('A'), await add('B')];
  await change(a.id, { status: 'major_outage' });
  assert.equal((await maya.request('DELETE', `/api/v1/components/${a.id}`)).status, 204);
  assert.equal((await maya.request('GET', `/api/v1/components/${a.id}`)).status, 404);
  assert.equal((await maya.request('DELETE', `/api/v1/components/${a.id}`)).status, 404);
  assert.deepEqual(await order(), [['B', 1]]);
  assert.equal((await t.sql`select from component_changes where component_id = ${a.id} and not told`).length, 2);
});
