import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AlertSource, MadeAlertSecret } from '@allswell/protocol';
import { alertSourceSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp({ masterKey: 'a master key of at least thirty-two bytes' });
  maya = await setUpAdmin(t);
});
after(() => t.drop());

const create = (body: object) => maya.request<AlertSource>('POST', '/api/v1/alert-sources', { body });
const patch = (id: string, body: object, headers: Record<string, string> = {}) =>
  maya.request<AlertSource>('PATCH', `/api/v1/alert-sources/${id}`, { body, headers });
const addSecret = (id: string, body: object = {}) =>
  maya.request<MadeAlertSecret>('POST', `/api/v1/alert-sources/${id}/secrets`, { body });
const pointersOf = (reply: { problem: { errors?: { pointer: string }[] } }) =>
  reply.problem.errors?.map(({ pointer }) => pointer);

test('a source has an address of its own, and is asked to prove itself as its vendor can', async () => {
  const usual: Record<string, string> = {};
  for (const kind of [
    'new_relic',
    'alertmanager',
    'grafana',
    'pagerduty',
    'datadog',
    'uptime_kuma',
    'cloudwatch',
    'generic',
  ]) {
    const made = await create({ kind, name: `Our ${kind}` });
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('location'), `/api/v1/alert-sources/${made.body.id}`);
    assert.deepEqual(v.parse(alertSourceSchema, made.body), made.body);
    assert.match(
      made.body.address,
      new RegExp(`^https://status\\.fernhill\\.example/hooks/alerts/${kind}/[\\w-]{55}$`),
    );
    usual[kind] = made.body.verification.kind;
  }
  assert.deepEqual(usual, {
    new_relic: 'bearer',
    alertmanager: 'bearer',
    grafana: 'grafana',
    pagerduty: 'pagerduty',
    datadog: 'header',
    uptime_kuma: 'header',
    cloudwatch: 'sns',
    generic: 'bearer',
  });
  const list = await maya.request<AlertSource[]>('GET', '/api/v1/alert-sources?per_page=3');
  assert.equal(list.body.length, 3);
  assert.match(String(list.headers.get('link')), /rel="next"/);
  assert.equal(new Set(list.body.map(({ address }) => address)).size, 3);
});

test('fields of a source change by their names, and what its kind does not have is refused', async () => {
  const { id, address } = (await create({ kind: 'generic', name: 'Checks' })).body;
  const mapping = { key: { path: 'id' }, title: { path: 'name' }, state: { value: 'firing' } };
  const changed = await patch(id, { name: 'Checks of the shop', mapping, verification: { kind: 'standard_webhooks' } });
  assert.equal(changed.status, 200);
  assert.equal(changed.body.name, 'Checks of the shop');
  assert.equal(changed.body.version, 2);
  assert.equal(changed.body.address, address, 'the address stays');
  assert.equal(changed.body.mapping?.key && 'path' in changed.body.mapping.key && changed.body.mapping.key.path, 'id');
  assert.equal((await patch(id, { name: 'Late' }, { 'if-match': '"1"' })).status, 412);
  assert.equal((await patch(id, { mapping: null, is_enabled: false })).body.mapping, null);

  assert.deepEqual(pointersOf(await patch(id, { verification: { kind: 'sns' } })), ['#/verification/kind']);
  assert.deepEqual(pointersOf(await patch(id, { kind: 'grafana' })), ['#/kind']);
  assert.deepEqual(pointersOf(await create({ kind: 'grafana', name: 'G', mapping })), ['#/mapping']);
  const topic_arns = ['arn:aws:sns:eu-central-1:111122223333:alarms'];
  assert.deepEqual(pointersOf(await create({ kind: 'grafana', name: 'G', topic_arns })), ['#/topic_arns']);
  assert.deepEqual((await create({ kind: 'cloudwatch', name: 'C', topic_arns })).body.topic_arns, topic_arns);
  for (const odd of ['a\u0000', '\ud800', 'a..b', '[x]']) {
    const odds = [
      { ...mapping, key: { path: odd } },
      { ...mapping, labels: { [odd]: { path: odd } } },
    ];
    for (const one of odds) assert.equal((await patch(id, { mapping: one })).status, 422, JSON.stringify(odd));
  }
  assert.equal((await patch(id, { mapping: { ...mapping, states: { '\u0000': 'firing' } } })).status, 422);
  assert.deepEqual(pointersOf(await create({ kind: 'carrier_pigeon', name: 'P' })), ['#/kind']);
});

test('a secret is told once, sealed in the database, and known by its end afterwards', async () => {
  const { id } = (await create({ kind: 'alertmanager', name: 'A' })).body;
  const made = (await addSecret(id)).body;
  assert.match(made.secret, /^[\w-]{43}$/);
  assert.equal(made.hint, made.secret.slice(-4));
  const second = (await addSecret(id, { secret: 'theirs-and-not-ours' })).body;
  assert.equal(second.expires_at, null);
  const { secrets } = (await maya.request<AlertSource>('GET', `/api/v1/alert-sources/${id}`)).body;
  assert.deepEqual(
    secrets.map(({ id: one, hint }) => [one, hint]),
    [
      [made.id, made.hint],
      [second.id, 'ours'],
    ],
  );
  const hours = (Date.parse(String(secrets[0]?.expires_at)) - Date.now()) / 3_600_000;
  assert.ok(hours > 23.9 && hours < 24.1, 'the one before runs out within a day');

  const stored = await t.sql<{ secret: string; is_encrypted: boolean }[]>`select * from alert_source_secrets`;
  assert.ok(stored.every(({ is_encrypted }) => is_encrypted));
  const written = JSON.stringify([
    stored,
    (await maya.request('GET', '/api/v1/audit?per_page=100')).body,
    (await maya.request('GET', '/api/v1/alert-sources')).body,
    await t.sql`select * from idempotency_keys`,
  ]);
  for (const { secret } of [made, second]) assert.ok(!written.includes(secret));

  assert.equal((await maya.request('DELETE', `/api/v1/alert-sources/${id}/secrets/${second.id}`)).status, 204);
  assert.equal((await maya.request('DELETE', `/api/v1/alert-sources/${id}/secrets/${second.id}`)).status, 404);
  const now = (await addSecret(id, { others_expire_in_minutes: 0 })).body;
  const left = (await maya.request<AlertSource>('GET', `/api/v1/alert-sources/${id}`)).body.secrets;
  assert.deepEqual(
    left.map((secret) => secret.id),
    [now.id],
  );
});

test('secrets look as their scheme wants them, and are refused where there are none', async () => {
  const sourceOf = async (kind: string, verification?: object) =>
    (await create({ kind, name: 'S', ...(verification && { verification }) })).body.id;
  const standard = await sourceOf('generic', { kind: 'standard_webhooks' });
  assert.match((await addSecret(standard)).body.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.equal((await addSecret(standard, { secret: 'whsec_not base64' })).status, 422);
  assert.equal((await addSecret(standard, { secret: 'whsec_c2hvcnQ=' })).status, 422);
  const basic = await sourceOf('datadog', { kind: 'basic' });
  assert.match((await addSecret(basic)).body.secret, /^allswell:[\w-]{32}$/);
  assert.equal((await addSecret(basic, { secret: 'without-a-colon' })).status, 422);
  const pagerduty = await sourceOf('pagerduty');
  assert.match(String((await addSecret(pagerduty)).problem.errors?.[0]?.detail), /PagerDuty makes the secret/);
  assert.equal((await addSecret(pagerduty, { secret: 'PagerDutyMadeThis' })).status, 201);
  assert.equal((await addSecret(await sourceOf('cloudwatch'))).status, 422);
  assert.equal((await addSecret(await sourceOf('new_relic', { kind: 'none' }))).status, 422);
  for (let count = 1; count < 10; count++) assert.equal((await addSecret(standard)).status, 201);
  assert.match(String((await addSecret(standard)).problem.errors?.[0]?.detail), /10 are good at a time/);
});

test('a source is deleted with its address and what it delivered', async () => {
  const source = (await create({ kind: 'new_relic', name: 'N', verification: { kind: 'none' } })).body;
  const { pathname } = new URL(source.address);
  assert.equal((await t.request('POST', pathname, { body: {} })).status, 202);
  assert.equal((await maya.request('DELETE', `/api/v1/alert-sources/${source.id}`)).status, 204);
  assert.equal((await t.request('POST', pathname, { body: {} })).status, 404);
  assert.equal((await t.sql`select from alert_deliveries where source_id = ${source.id}`).count, 0);
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PATCH', '', {}],
    ['DELETE', '', undefined],
    ['POST', '/address', undefined],
    ['DELETE', '/previous-address', undefined],
    ['POST', '/secrets', {}],
    ['GET', '/deliveries', undefined],
  ] as const) {
    const reply = await maya.request(method, `/api/v1/alert-sources/${source.id}${path}`, { body });
    assert.equal(reply.status, 404, `${method} ${path}`);
    assert.match(reply.problem.type, /alert-source-not-found$/);
  }
  const trail = await maya.request<{ action: string }[]>('GET', '/api/v1/audit?per_page=2');
  assert.deepEqual(
    trail.body.map(({ action }) => action),
    ['alert-source.deleted', 'alert-source.created'],
  );
});
