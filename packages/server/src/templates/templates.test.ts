import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, Template } from '@allswell/protocol';
import { templateSchema } from '@allswell/protocol/schema';
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
  await t.sql`delete from templates`;
  await t.sql`delete from components`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
});

const pointersOf = (reply: Reply<unknown>) => reply.problem.errors?.map((error) => error.pointer);
const post = (more: object = {}) =>
  maya.request<Template>('POST', '/api/v1/templates', {
    body: {
      kind: 'incident',
      name: 'Provider down',
      title: '{{provider}} is down',
      body: 'We wait for {{provider}}.',
      ...more,
    },
  });
const create = async (more: object = {}): Promise<Template> => {
  const reply = await post(more);
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return v.parse(templateSchema, reply.body);
};
const patch = (id: string, body: object, headers = {}) =>
  maya.request<Template>('PATCH', `/api/v1/templates/${id}`, { body, headers });
const names = async (query = '') =>
  (await maya.request<Template[]>('GET', `/api/v1/templates${query}`)).body.map((template) => template.name);

test('a template keeps its text with the names to be filled in, its components and its impact', async () => {
  const template = await create({
    status: 'identified',
    impact_override: 'minor',
    components: { [api.id]: 'degraded_performance' },
    component_ids: [api.id],
  });
  assert.equal(template.title, '{{provider}} is down');
  assert.deepEqual(template.components, { [api.id]: 'degraded_performance' });
  assert.deepEqual(template.component_ids, [api.id]);
  const read = await maya.request<Template>('GET', `/api/v1/templates/${template.id}`);
  assert.deepEqual(read.body, template);
  assert.equal(read.headers.get('etag'), '"1"');
});

test('templates of maintenance have a length, and no status', async () => {
  const template = await create({ kind: 'maintenance', duration_minutes: 90 });
  assert.equal(template.duration_minutes, 90);
  for (const [more, pointers] of [
    [{ kind: 'maintenance', status: 'identified' }, ['#/status']],
    [{ kind: 'incident', duration_minutes: 30 }, ['#/duration_minutes']],
    [{ kind: 'incident', status: 'postmortem' }, ['#/status']],
  ] as const) {
    assert.deepEqual(pointersOf(await post(more)), pointers);
  }
});

test('templates keep their order; one can be moved, the others shift', async () => {
  const [one, two, three] = [
    await create({ name: 'One' }),
    await create({ name: 'Two' }),
    await create({ name: 'Three' }),
  ];
  assert.deepEqual(await names(), ['One', 'Two', 'Three']);
  assert.equal((await patch(three.id, { position: 1 })).body.position, 1);
  assert.deepEqual(await names(), ['Three', 'One', 'Two']);
  await create({ name: 'Four', position: 2, kind: 'maintenance' });
  assert.deepEqual(await names(), ['Three', 'Four', 'One', 'Two']);
  assert.deepEqual(await names('?kind=maintenance'), ['Four']);
  await maya.request('DELETE', `/api/v1/templates/${one.id}`);
  assert.deepEqual(await names(), ['Three', 'Four', 'Two']);
  assert.equal((await maya.request<Template>('GET', `/api/v1/templates/${two.id}`)).body.position, 3);
});

test('named fields change, the others stay, and a stale change is refused', async () => {
  const { id, body } = await create();
  const changed = await patch(id, { name: 'Provider trouble' });
  assert.deepEqual([changed.body.name, changed.body.body], ['Provider trouble', body]);
  const stale = await patch(id, { name: 'Other' }, { 'if-match': '"1"' });
  assert.equal(stale.status, 412);
  assert.equal((stale.problem['current'] as Template).name, 'Provider trouble');
  const reply = await patch(id, { kind: 'maintenance' });
  assert.deepEqual(pointersOf(reply), ['#/kind']);
});

test('components have to be on the page; one that has left it is not offered any more', async () => {
  const wrong = await post({ components: { aaaaaaaaaaaa: 'major_outage' }, component_ids: [api.id, 'bbbbbbbbbbbb'] });
  assert.deepEqual(pointersOf(wrong), ['#/components/aaaaaaaaaaaa', '#/component_ids/1']);
  const { id } = await create({ components: { [api.id]: 'major_outage' }, component_ids: [api.id] });
  await maya.request('DELETE', `/api/v1/components/${api.id}`);
  const { body } = await maya.request<Template>('GET', `/api/v1/templates/${id}`);
  assert.deepEqual([body.components, body.component_ids], [{}, []]);
});

test('what is not there is a 404, and every change is in the trail', async () => {
  const { id } = await create();
  await patch(id, { title: 'New' });
  assert.equal((await maya.request('DELETE', `/api/v1/templates/${id}`)).status, 204);
  for (const [method, body] of [
    ['GET', undefined],
    ['PATCH', {}],
    ['DELETE', undefined],
  ] as const) {
    const reply = await maya.request(method, `/api/v1/templates/${id}`, { body });
    assert.equal(reply.status, 404);
    assert.match(reply.problem.type, /template-not-found$/);
  }
  const trail = await maya.request<{ action: string }[]>('GET', '/api/v1/audit?per_page=3');
  assert.deepEqual(
    trail.body.map((line) => line.action),
    ['template.deleted', 'template.changed', 'template.created'],
  );
});
