import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Correction, Incident, UptimePreview, UptimeReport, Weights } from '@allswell/protocol';
import { correctionSchema, uptimePreviewSchema, weightsSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { bumpSeq } from '../db/page-state.ts';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { until } from '../testing/until.ts';

let t: TestApp;
let maya: TestAdmin;
let api: string;
let incident: string;
const hour = 3_600_000;
/** So many hours ago: far from the day that it is. */
const ago = (hours: number) => new Date(Math.floor(Date.now() / hour) * hour - hours * hour).toISOString();

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  const start_date = ago(24 * 100).slice(0, 10);
  api = (await maya.request<{ id: string }>('POST', '/api/v1/components', { body: { name: 'API', start_date } })).body
    .id;
  const opened = await maya.request<Incident>('POST', '/api/v1/incidents', {
    body: {
      name: 'Errors',
      body: 'We saw errors.',
      backfilled: true,
      backfill_date: ago(100),
      components: { [api]: 'major_outage' },
    },
  });
  incident = opened.body.id;
  const over = await maya.request('POST', `/api/v1/incidents/${incident}/updates`, {
    body: { body: 'It is over.', status: 'resolved', display_at: ago(90) },
  });
  assert.equal(over.status, 201);
});
after(() => t.drop());

const days = (from: number, to: number) => `from=${ago(from).slice(0, 10)}&to=${ago(to).slice(0, 10)}`;
const report = async () =>
  (await maya.request<UptimeReport>('GET', `/api/v1/uptime?${days(240, 0)}&component=${api}`)).body.components[0];
const down = async () => (await report())?.seconds.down;
const correct = (body: object) => maya.request<Correction>('POST', '/api/v1/uptime/corrections', { body });
const weigh = (body: object) => maya.request<Weights>('POST', '/api/v1/uptime/weights', { body });
const preview = (method: string, path: string, body?: unknown) =>
  maya.request<UptimePreview>('POST', '/api/v1/uptime/preview', { body: { method, path, body } });
const pointers = ({ problem }: { problem: { errors?: { pointer: string }[] } }) =>
  problem.errors?.map(({ pointer }) => pointer);
const seq = async () => (await t.sql<{ seq: string }[]>`select seq from page_state`)[0]?.seq;
const actions = async () =>
  (await maya.request<{ action: string }[]>('GET', '/api/v1/audit')).body.map(({ action }) => action);

test('a false alarm counts as up, is told with its reason, and counts again when that is taken back', async () => {
  assert.equal(await down(), 10 * 3_600);
  const before = await seq();
  const made = await correct({
    component_id: api,
    starts_at: ago(100),
    ends_at: ago(95),
    counts_as: 'operational',
    reason: 'The probe was wrong.',
  });
  assert.equal(made.status, 201);
  v.parse(v.strictObject(correctionSchema.entries), made.body);
  assert.equal(made.body.created_by, 'maya@fernhill.example');
  assert.notEqual(await seq(), before);
  const component = await report();
  assert.equal(component?.seconds.down, 5 * 3_600);
  const [span] = component?.spans ?? [];
  assert.deepEqual(
    [span?.status, span?.counts_as, span?.correction?.reason, span?.incidents],
    ['major_outage', 'operational', 'The probe was wrong.', [incident]],
  );

  const address = `/api/v1/uptime/corrections/${made.body.id}`;
  assert.equal((await maya.request('DELETE', address)).status, 204);
  assert.equal(await down(), 10 * 3_600);
  const again = await maya.request('DELETE', address);
  assert.deepEqual([again.status, again.problem.type.split('/').at(-1)], [409, 'correction-revoked']);
  const list = await maya.request<Correction[]>('GET', `/api/v1/uptime/corrections?component_id=${api}`);
  assert.equal(list.body[0]?.revoked_by, 'maya@fernhill.example');
  assert.deepEqual((await actions()).slice(0, 2), ['uptime.correction.revoked', 'uptime.correction.made']);
});

test('a correction that makes no sense is refused, with where it is', async () => {
  const fine = { component_id: api, starts_at: ago(100), ends_at: ago(95), counts_as: 'operational', reason: 'Wrong.' };
  const wrong = async (change: object) => {
    const reply = await correct({ ...fine, ...change });
    return [reply.status, pointers(reply)];
  };
  assert.deepEqual(await wrong({ ends_at: ago(101) }), [422, ['#/ends_at']]);
  assert.deepEqual(await wrong({ ends_at: ago(-24) }), [422, ['#/ends_at']]);
  assert.deepEqual(await wrong({ starts_at: new Date(Date.now() + 30_000).toISOString(), ends_at: ago(-1) }), [
    422,
    ['#/ends_at'],
  ]);
  assert.deepEqual(await wrong({ starts_at: ago(24 * 102) }), [422, ['#/starts_at']]);
  assert.deepEqual(await wrong({ component_id: 'nosuch000000' }), [422, ['#/component_id']]);
  assert.deepEqual(await wrong({ reason: '  ', counts_as: 'fine' }), [422, ['#/counts_as', '#/reason']]);
  const none = await maya.request('DELETE', '/api/v1/uptime/corrections/nosuch000000');
  assert.deepEqual([none.status, none.problem.type.split('/').at(-1)], [404, 'correction-not-found']);
});

test('other weights count from their instant on, what was before keeps its own, and removed they are gone', async () => {
  const fine = { major_outage: 0.5, partial_outage: 0.25, degraded_performance: 0.001 };
  const made = await weigh({ ...fine, effective_from: ago(94) });
  assert.equal(made.status, 201);
  v.parse(v.strictObject(weightsSchema.entries), made.body);
  assert.equal(await down(), 8 * 3_600);
  assert.deepEqual(pointers(await weigh({ ...fine, effective_from: ago(94) })), ['#/effective_from']);
  assert.deepEqual(pointers(await weigh({ ...fine, effective_from: ago(-24) })), ['#/effective_from']);
  assert.deepEqual(pointers(await weigh({ major_outage: 1.1, partial_outage: -0.1, degraded_performance: 0.0001 })), [
    '#/major_outage',
    '#/partial_outage',
    '#/degraded_performance',
  ]);
  const listed = await maya.request<Weights[]>('GET', '/api/v1/uptime/weights');
  assert.deepEqual(
    listed.body.map(({ major_outage }) => major_outage),
    [0.5, 1],
  );
  const first = await maya.request('DELETE', `/api/v1/uptime/weights/${listed.body[1]?.id}`);
  assert.deepEqual([first.status, first.problem.type.split('/').at(-1)], [409, 'first-weights']);
  assert.equal((await maya.request('DELETE', `/api/v1/uptime/weights/${made.body.id}`)).status, 204);
  assert.equal((await maya.request('DELETE', `/api/v1/uptime/weights/${made.body.id}`)).status, 404);
  assert.equal(await down(), 10 * 3_600);
  assert.deepEqual((await actions()).slice(0, 2), ['uptime.weights.removed', 'uptime.weights.added']);
});

test('weights without an instant count from now on', async () => {
  const { body } = await weigh({ major_outage: 1, partial_outage: 0, degraded_performance: 0 });
  assert.ok(Math.abs(Date.parse(body.effective_from ?? '') - Date.now()) < 60_000);
  assert.equal(await down(), 10 * 3_600);
  assert.equal((await maya.request('DELETE', `/api/v1/uptime/weights/${body.id}`)).status, 204);
});

test('the same correction sent twice under one key is made once', async () => {
  const body = { component_id: api, starts_at: ago(99), ends_at: ago(98), counts_as: 'operational', reason: 'Once.' };
  const send = () =>
    maya.request<Correction>('POST', '/api/v1/uptime/corrections', { body, headers: { 'idempotency-key': 'once' } });
  const [one, other] = [await send(), await send()];
  assert.equal(one.body.id, other.body.id);
  await maya.request('DELETE', `/api/v1/uptime/corrections/${one.body.id}`);
});

/** Everything of the database that a preview might leave something in. */
async function everything(): Promise<Record<string, string | undefined>> {
  const tables = await t.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1
  `;
  const sums: Record<string, string | undefined> = {};
  for (const { name } of tables) {
    const [row] = await t.sql<{ sum: string }[]>`
      select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as sum from ${t.sql(name)} t
    `;
    sums[name] = row?.sum;
  }
  return sums;
}

test('a preview says what deleting an incident would change, and leaves nothing behind', async () => {
  const heard: string[] = [];
  for (const channel of ['allswell_page', 'allswell_notices']) await t.sql.listen(channel, (word) => heard.push(word));
  const before = await everything();
  const { status, body } = await preview('DELETE', `/api/v1/incidents/${incident}`);
  assert.equal(status, 200);
  v.parse(uptimePreviewSchema, body);
  assert.deepEqual(
    body.components.map(({ id, group, down_before, down_after, after }) => [
      id,
      group,
      down_before,
      down_after,
      after[90],
    ]),
    [[api, false, 36_000, 0, 100]],
  );
  assert.ok((body.components[0]?.before[90] ?? 100) < 99.9);
  assert.ok((body.components[0]?.days.length ?? 0) >= 1);
  assert.deepEqual(await everything(), before);
  // What is heard comes in order: had the preview said anything, it would have come before this.
  await t.sql.notify('allswell_page', 'the end');
  const { promise, resolve } = Promise.withResolvers<void>();
  const unlisten = await t.sql.listen('allswell_notices', (word) => word === 'the end too' && resolve());
  await t.sql.notify('allswell_notices', 'the end too');
  await promise;
  await unlisten.unlisten();
  assert.deepEqual(
    heard.filter((word) => !word.startsWith('the end')),
    [],
  );
});

test('what can be tried is refused as the request itself would be, and says where in its body', async () => {
  assert.equal((await preview('DELETE', '/api/v1/incidents/nosuch000000')).status, 404);
  assert.deepEqual(pointers(await preview('PATCH', `/api/v1/incidents/${incident}`, { started_at: ago(-24) })), [
    '#/body/started_at',
  ]);
  assert.deepEqual(pointers(await preview('PATCH', `/api/v1/components/${api}`, { status: 'major_outage' })), [
    '#/body/status',
  ]);
  assert.deepEqual(pointers(await preview('PATCH', `/api/v1/incidents/${incident}`, undefined)), ['#/body']);
  assert.deepEqual(pointers(await preview('DELETE', `/api/v1/incidents/${incident}`, {})), ['#/body']);
  assert.deepEqual(pointers(await preview('POST', '/api/v1/incidents', { name: 'Now', body: 'Now.' })), [
    '#/body/backfilled',
  ]);
  assert.deepEqual(pointers(await preview('POST', `/api/v1/incidents/${incident}/updates`, { body: 'Now.' })), [
    '#/body/display_at',
  ]);
});

test('what changes nothing of the past cannot be tried', async () => {
  for (const [method, path] of [
    ['POST', '/api/v1/admins'],
    ['PATCH', '/api/v1/settings'],
    ['DELETE', `/api/v1/components/${api}`],
    ['POST', '/api/v1/uptime/preview'],
    ['PATCH', `/api/v1/incidents/${incident}/`],
    ['PATCH', '/api/v1/../v1/settings'],
  ] as const) {
    const reply = await preview(method, path, {});
    assert.deepEqual([reply.status, pointers(reply)], [422, ['#/path']], `${method} ${path}`);
  }
  assert.deepEqual(pointers(await preview('GET', '/auth/setup')), ['#/method', '#/path']);
});

test('a preview of what changes no figure names nothing', async () => {
  const { body } = await preview('PATCH', `/api/v1/incidents/${incident}`, { name: 'Other errors' });
  assert.deepEqual(body, { components: [] });
});

test('a preview that meets somebody who publishes waits, and is held against what they published', async () => {
  const { promise: publishes, resolve: publish } = Promise.withResolvers<void>();
  const { promise: holdsPage, resolve: hold } = Promise.withResolvers<void>();
  const publishing = t.sql.begin(async (tx) => {
    await bumpSeq(tx);
    hold();
    await publishes;
    await tx`insert into uptime_corrections (id, component_id, starts_at, ends_at, counts_as, reason)
      values ('meanwhile000', ${api}, ${ago(101)}, ${ago(90)}, 'operational', 'Meanwhile.')`;
  });
  await holdsPage;
  const asked = preview('DELETE', `/api/v1/incidents/${incident}`);
  await until(async () => {
    const waiting = await t.sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `;
    assert.ok(waiting.length > 0);
  });
  publish();
  await publishing;
  // What the incident took was given back meanwhile: nothing is left that deleting it would change but what is related.
  const { status, body } = await asked;
  assert.deepEqual([status, body.components], [200, []]);
  assert.equal(await down(), 0);
});
