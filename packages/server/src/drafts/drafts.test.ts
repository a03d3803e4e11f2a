import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminIncident, Draft } from '@allswell/protocol';
import { draftSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { documentNames } from '../page/snapshot.ts';
import { servePage } from '../page/testing/serve-page.ts';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from drafts`;
  await t.sql`delete from incidents`;
});

const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);
const pointersOf = (reply: Reply<unknown>) => reply.problem.errors?.map((error) => error.pointer);
const post = <T = Draft>(path: string, body: object, headers = {}) =>
  maya.request<T>('POST', `/api/v1/${path}`, { body, headers });
const begin = async (more: object = {}): Promise<Draft> => {
  const reply = await post('drafts', { kind: 'incident', content: { name: 'Slow', body: 'We look.' }, ...more });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(draftSchema, reply.body);
};
const open = async () => (await post<AdminIncident>('incidents', { name: 'Trouble', body: 'We look.' })).body;
const list = async (query = '') => (await maya.request<Draft[]>('GET', `/api/v1/drafts${query}`)).body;
const seq = async () => Number((await t.sql`select seq from page_state`)[0]?.['seq']);

test('a draft is kept as it was written, with who began it, and can be gone on with', async () => {
  const draft = await begin();
  assert.deepEqual(draft.content, { name: 'Slow', body: 'We look.' });
  assert.equal(draft.admin?.email, 'maya@fernhill.example');
  const saved = await maya.request<Draft>('PATCH', `/api/v1/drafts/${draft.id}`, {
    body: { content: { name: '', components: { x: null }, deep: [1, [true]] } },
  });
  assert.equal(saved.status, 200);
  assert.deepEqual(saved.body.content, { name: '', components: { x: null }, deep: [1, [true]] });
  assert.equal(saved.body.version, draft.version + 1);
  assert.deepEqual((await maya.request<Draft>('GET', `/api/v1/drafts/${draft.id}`)).body, saved.body);
});

test('drafts are listed with the last written first, by kind and by incident', async () => {
  const incident = await open();
  const one = await begin();
  const two = await begin({ kind: 'update', incident_id: incident.id });
  const three = await begin({ kind: 'maintenance' });
  await maya.request('PATCH', `/api/v1/drafts/${one.id}`, { body: { content: {} } });
  const ids = async (query = '') => (await list(query)).map((draft) => draft.id);
  assert.deepEqual(await ids(), [one.id, three.id, two.id]);
  assert.deepEqual(await ids(`?incident_id=${incident.id}`), [two.id]);
  assert.deepEqual(await ids('?kind=maintenance'), [three.id]);
  assert.deepEqual(await ids('?per_page=1&page=2'), [three.id]);
});

test('two admins who write the same draft do not overwrite each other', async () => {
  const { id } = await begin();
  const seen = { 'if-match': '"1"' };
  const save = (name: string) =>
    maya.request<{ current: Draft }>('PATCH', `/api/v1/drafts/${id}`, { body: { content: { name } }, headers: seen });
  assert.equal((await save('Mine')).status, 200);
  const stale = await save('Yours');
  assert.equal(stale.status, 412);
  assert.deepEqual(stale.body.current.content, { name: 'Mine' });
  assert.equal((await maya.request('DELETE', `/api/v1/drafts/${id}`, { headers: seen })).status, 412);
});

test('publishing a draft removes it together with what it became', async () => {
  const incident = await open();
  const plan = { scheduled_for: '2999-01-01T00:00:00Z', scheduled_until: '2999-01-01T01:00:00Z' };
  for (const [draft, path, body] of [
    [await begin(), 'incidents', { name: 'Slow', body: 'We look.' }],
    [await begin({ kind: 'maintenance' }), 'incidents', { name: 'Disks', body: 'New disks.', ...plan }],
    [
      await begin({ kind: 'update', incident_id: incident.id }),
      `incidents/${incident.id}/updates`,
      { body: 'Found it.', status: 'identified' },
    ],
  ] as const) {
    const reply = await post(path, { ...body, draft_id: draft.id });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.equal(codeOf(await maya.request('GET', `/api/v1/drafts/${draft.id}`)), 'draft-not-found');
  }
  assert.deepEqual(await list(), []);
});

test('what cannot be published stays a draft', async () => {
  const { id } = await begin();
  const reply = await post('incidents', { name: 'Slow', body: 'x', component_ids: ['aaaaaaaaaaaa'], draft_id: id });
  assert.equal(reply.status, 422);
  assert.equal((await list()).length, 1);
});

test('a draft that was published by somebody else meanwhile is not published twice', async () => {
  const { id } = await begin();
  assert.equal((await post('incidents', { name: 'Slow', body: 'x', draft_id: id })).status, 201);
  const again = await post('incidents', { name: 'Slow', body: 'x', draft_id: id });
  assert.equal(again.status, 404);
  assert.equal(codeOf(again), 'draft-not-found');
  assert.equal((await t.sql`select from incidents`).length, 1);
});

test('the draft of an update belongs to its incident', async () => {
  const [incident, other] = [await open(), await open()];
  const draft = await begin({ kind: 'update', incident_id: incident.id });
  const wrong = await post(`incidents/${other.id}/updates`, { body: 'News.', draft_id: draft.id });
  assert.deepEqual(pointersOf(wrong), ['#/draft_id']);
  await maya.request('DELETE', `/api/v1/incidents/${incident.id}`);
  assert.deepEqual(await list(), [], 'it goes with its incident');
});

test('a draft without a place, or with one too many, is refused', async () => {
  const incident = await open();
  const content = {};
  for (const [body, pointers] of [
    [{ kind: 'update', content }, ['#/incident_id']],
    [{ kind: 'update', content, incident_id: 'aaaaaaaaaaaa' }, ['#/incident_id']],
    [{ kind: 'incident', content, incident_id: incident.id }, ['#/incident_id']],
    [{ kind: 'note', content: 'x' }, ['#/kind', '#/content']],
    [{ kind: 'incident', content: { body: { text: 'a\u0000b' } } }, ['#/content/body/text']],
    [{ kind: 'incident', content: { name: '\ud800' } }, ['#/content/name']],
  ] as const) {
    const reply = await post('drafts', body);
    assert.equal(reply.status, 422, JSON.stringify(body));
    assert.deepEqual(pointersOf(reply), pointers);
  }
  const long = await post('drafts', { kind: 'incident', content: { body: 'x'.repeat(257 * 1024) } });
  assert.equal(codeOf(long), 'body-too-large');
});

test('the trail has where a draft began and ended, not every time it was saved', async () => {
  const { id } = await begin();
  await maya.request('PATCH', `/api/v1/drafts/${id}`, { body: { content: { name: 'x' } } });
  await maya.request('DELETE', `/api/v1/drafts/${id}`);
  const trail = await maya.request<{ action: string; subject_id: string }[]>('GET', '/api/v1/audit');
  assert.deepEqual(
    trail.body.filter((line) => line.subject_id === id).map((line) => line.action),
    ['draft.discarded', 'draft.begun'],
  );
});

test('no reader ever gets a word of a draft, and nobody is told of one', async () => {
  const incident = await open();
  const secret = 'Unannounced4711';
  const quiet = await seq();
  const content = { name: secret, body: secret };
  const drafts = [
    await begin({ content }),
    await begin({ kind: 'maintenance', content }),
    await begin({ kind: 'update', incident_id: incident.id, content }),
  ];
  assert.equal(await seq(), quiet, 'there is nothing new to make pages of');
  await using served = await servePage({ sql: t.sql });
  const month = new Date().toISOString().slice(0, 7);
  const paths = [
    ...documentNames.map((name) => `/api/v2/${name}`),
    `/api/v2/history/${month}.json`,
    ...['/', '/maintenance', '/history', `/history?month=${month}`, `/incidents/${incident.id}`, '/sitemap.xml'],
    ...drafts.map(({ id }) => `/incidents/${id}`),
  ];
  for (const path of paths) {
    const { text } = await served.ask(path);
    assert.doesNotMatch(text, new RegExp(secret), path);
    for (const { id } of drafts) assert.ok(path.endsWith(id) || !text.includes(id), path);
  }
  const asked = await t.request('GET', '/api/v1/drafts');
  assert.equal(asked.status, 401);
  assert.equal((await t.sql`select from notices where incident_id <> ${incident.id}`).length, 0);
});
