import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Import } from '@allswell/protocol/schema';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { type FakeStatuspage, startFakeStatuspage, statuspageKey, statuspageUrl } from '../testing/fake-statuspage.ts';
import { fileOf, writeHistory } from '../testing/statuspage-history.ts';
import { workNow } from './testing/run-import.ts';

let app: TestApp;
let maya: TestAdmin;
let fake: FakeStatuspage;
const history = writeHistory({ incidents: 8, maintenances: 1 });

before(async () => {
  app = await createTestApp();
  maya = await setUpAdmin(app);
  fake = await startFakeStatuspage(history);
});
after(async () => {
  await fake.close();
  await app.drop();
});

const begin = (body: unknown) => maya.request<Import>('POST', '/api/v1/imports', { body });
const work = (id: string) => workNow(app.sql, id, { upstreams: fake.upstreams });
const post = (id: string, what: 'apply' | 'cancel') => maya.request<Import>('POST', `/api/v1/imports/${id}/${what}`);

test('an import is fetched and looked through first, and brought in when an admin says so', async () => {
  const begun = await begin({ source: 'statuspage', url: `${statuspageUrl}/history` });
  assert.equal(begun.status, 201);
  assert.equal(begun.body.state, 'fetching');
  assert.equal(begun.body.origin, statuspageUrl);
  assert.equal(begun.headers.get('location'), `/api/v1/imports/${begun.body.id}`);
  assert.equal((await post(begun.body.id, 'apply')).problem.status, 409);

  const checked = await work(begun.body.id);
  assert.equal(checked.state, 'checked');
  assert.equal(checked.counts.incidents.new, 9);
  assert.deepEqual([...(await app.sql`select from incidents`)], []);

  assert.equal((await post(begun.body.id, 'apply')).body.state, 'applying');
  assert.equal((await post(begun.body.id, 'apply')).status, 200);
  const done = await work(begun.body.id);
  assert.equal(done.state, 'done');
  assert.ok(done.finished_at);
  assert.equal(done.progress.done, done.progress.total);
  const read = await maya.request<Import>('GET', `/api/v1/imports/${begun.body.id}`);
  assert.deepEqual(read.body, done);
  assert.equal((await post(begun.body.id, 'apply')).status, 200, 'once more changes nothing');
  const list = await maya.request<Import[]>('GET', '/api/v1/imports');
  assert.deepEqual(
    list.body.map(({ id }) => id),
    [begun.body.id],
  );
});

test('what was done stands in the trail, and whose wish it was', async () => {
  const rows = await app.sql<{ action: string; admin_email: string; count: number }[]>`
    select action, admin_email, count(*)::int as count from audit where action like '%import%' group by 1, 2 order by 1
  `;
  assert.deepEqual(
    rows.map(({ action, admin_email }) => `${action} ${admin_email}`),
    [
      'component.imported maya@fernhill.example',
      'group.imported maya@fernhill.example',
      'import.applied maya@fernhill.example',
      'import.begun maya@fernhill.example',
      'import.finished maya@fernhill.example',
      'incident.imported maya@fernhill.example',
      'maintenance.imported maya@fernhill.example',
    ],
  );
});

test('incidents that were imported are read, edited and resolved like any other', async () => {
  const [open] = (
    await maya.request<{ id: string; version: number }[]>('GET', '/api/v1/incidents?state=open&kind=incident')
  ).body;
  assert.ok(open);
  const posted = await maya.request('POST', `/api/v1/incidents/${open.id}/updates`, {
    body: { status: 'resolved', body: 'Over here, too.', deliver_notifications: false },
  });
  assert.equal(posted.status, 201);
  const components = await maya.request<{ status: string }[]>('GET', '/api/v1/components');
  assert.ok(components.body.every(({ status }) => status === 'operational'));
});

test('a file is looked at where it is sent, and what is of another product is refused there', async () => {
  const good = await begin({ source: 'statuspage', document: fileOf(history), file_name: 'page.json' });
  assert.equal(good.status, 201);
  assert.equal(good.body.origin, 'page.json');
  const refused = await begin({ source: 'statuspage', document: { monitors: [] } });
  assert.equal(refused.status, 422);
  assert.match(refused.problem.type, /import-unreadable$/);
  assert.match(refused.problem.detail ?? '', /no document of Statuspage/);
});

test('an import that is cancelled brings in nothing more, and keeps nothing of what it fetched', async () => {
  const begun = await begin({ source: 'statuspage', document: fileOf(history) });
  assert.equal((await work(begun.body.id)).state, 'checked');
  const cancelled = await post(begun.body.id, 'cancel');
  assert.equal(cancelled.body.state, 'cancelled');
  assert.deepEqual([...(await app.sql`select from import_pages where import_id = ${begun.body.id}`)], []);
  assert.equal((await post(begun.body.id, 'apply')).problem.status, 409);
});

test('a wish that cannot be understood is told field by field', async () => {
  const pointers = async (body: unknown) => (await begin(body)).problem.errors?.map(({ pointer }) => pointer);
  assert.deepEqual(await pointers({ source: 'statuspage' }), ['#/url']);
  assert.deepEqual(await pointers({ source: 'statuspage', url: 'not an address' }), ['#/url']);
  assert.deepEqual(await pointers({ source: 'statuspage_v1' }), ['#/page_id', '#/api_key']);
  assert.deepEqual(await pointers({ source: 'status_site', url: 'postgres://elsewhere/x' }), ['#/document']);
  assert.deepEqual(await pointers({ source: 'instatus', url: 'https://x.example' }), ['#/source']);
});

test('a key is in no answer, in no row and in no line of the trail', async () => {
  const begun = await begin({ source: 'statuspage_v1', page_id: history.page.id, api_key: statuspageKey });
  assert.equal(begun.status, 201);
  const texts = [JSON.stringify(begun.body)];
  for (const table of ['imports', 'audit', 'idempotency_keys', 'import_pages']) {
    const rows = await app.sql<{ text: string }[]>`select t::text as text from ${app.sql(table)} t`;
    texts.push(...rows.map(({ text }) => text));
  }
  assert.ok(texts.every((text) => !text.includes(statuspageKey)));
  assert.equal((await work(begun.body.id)).failure, null);
  const [row] = await app.sql<{ api_key: string | null }[]>`select api_key from imports where id = ${begun.body.id}`;
  assert.equal(row?.api_key, null);
});

test('nobody without a session sees or begins an import', async () => {
  assert.equal((await app.request('GET', '/api/v1/imports')).status, 401);
  assert.equal((await app.request('POST', '/api/v1/imports', { body: {} })).status, 401);
  assert.equal((await maya.request('GET', '/api/v1/imports/aaaaaaaaaaaa')).problem.status, 404);
});
