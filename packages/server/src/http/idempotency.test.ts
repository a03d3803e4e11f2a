import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { AdminIncident } from '@allswell/protocol';
import { createTestApp, setUpAdmin, signInAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());

const open = (key: string, name = 'Trouble', who = maya) =>
  who.request<AdminIncident>('POST', '/api/v1/incidents', {
    body: { name, body: 'We look.' },
    headers: { 'idempotency-key': key },
  });
const count = async () => (await t.sql`select from incidents`).length;

test('the same request under the same key gets the same answer, and happens once', async () => {
  const key = randomUUID();
  const before = await count();
  const first = await open(key);
  const second = await open(key);
  assert.equal(first.headers.get('idempotency-replayed'), null);
  assert.equal(second.headers.get('idempotency-replayed'), 'true');
  assert.equal(second.status, 201);
  assert.deepEqual(second.body, first.body);
  for (const header of ['location', 'etag', 'content-type', 'cache-control']) {
    assert.equal(second.headers.get(header), first.headers.get(header), header);
  }
  assert.equal(await count(), before + 1);
});

test('another body under the same key is refused', async () => {
  const key = randomUUID();
  await open(key);
  const reply = await open(key, 'Something else');
  assert.equal(reply.status, 422);
  assert.match(reply.problem.type, /idempotency-key-reused$/);
});

test('keys belong to one admin and one route', async () => {
  const key = randomUUID();
  const incident = await open(key);
  const update = await maya.request('POST', `/api/v1/incidents/${incident.body.id}/updates`, {
    body: { body: 'News.' },
    headers: { 'idempotency-key': key },
  });
  assert.equal(update.status, 201);
  assert.equal(update.headers.get('idempotency-replayed'), null);
});

test('a key outlives the session: who signs in again and retries gets the answer', async () => {
  const key = randomUUID();
  const first = await open(key);
  const again = await open(key, 'Trouble', await signInAdmin(t));
  assert.equal(again.body.id, first.body.id);
});

test('of many same requests at once one happens; the others get its answer or are asked to wait', async () => {
  const key = randomUUID();
  const before = await count();
  const replies = await Promise.all(Array.from({ length: 20 }, () => open(key)));
  const done = replies.filter((reply) => reply.status === 201);
  const waiting = replies.filter((reply) => reply.status === 409);
  assert.equal(done.length + waiting.length, 20);
  assert.ok(done.length >= 1);
  assert.equal(new Set(done.map((reply) => reply.body.id)).size, 1);
  for (const reply of waiting) {
    assert.match(reply.problem.type, /idempotency-key-in-flight$/);
    assert.ok(Number(reply.headers.get('retry-after')) >= 1);
  }
  assert.equal(await count(), before + 1);
  assert.equal((await open(key)).body.id, done[0]?.body.id);
});

test('a request that was refused wrote nothing and spends no key', async () => {
  const key = randomUUID();
  const send = (component_ids: string[]) =>
    maya.request('POST', '/api/v1/incidents', {
      body: { name: 'X', body: 'Y', component_ids },
      headers: { 'idempotency-key': key },
    });
  assert.equal((await send(['aaaaaaaaaaaa'])).status, 422);
  assert.equal((await send([])).status, 201);
});

test('a transaction that dies at its end leaves neither the incident nor its key', async () => {
  const key = randomUUID();
  const before = await count();
  await t.sql`
    create function die() returns trigger language plpgsql as $$ begin
      if current_setting('app.die', true) is distinct from 'no' then raise exception 'killed' using errcode = '57P01'; end if;
      return new;
    end $$
  `;
  await t.sql`create constraint trigger die after insert on idempotency_keys deferrable initially deferred for each row execute function die()`;
  assert.equal((await open(key)).status, 503);
  assert.equal(await count(), before);
  await t.sql`drop trigger die on idempotency_keys`;
  const reply = await open(key);
  assert.equal(reply.status, 201);
  assert.equal(reply.headers.get('idempotency-replayed'), null);
  assert.equal(await count(), before + 1);
});

test('after a day a key can be used again', async () => {
  const key = randomUUID();
  const first = await open(key);
  await t.sql`update idempotency_keys set created_at = created_at - interval '25 hours' `;
  const second = await open(key, 'A day later');
  assert.equal(second.status, 201);
  assert.notEqual(second.body.id, first.body.id);
});

test('a key is visible ASCII of at most 255 characters', async () => {
  for (const key of ['', ' ', 'x'.repeat(256)]) assert.equal((await open(key)).status, 422);
});

test('of many writers who try until they are served, no update is lost or doubled', async () => {
  const { body: incident } = await open(randomUUID());
  const path = `/api/v1/incidents/${incident.id}/updates`;
  async function writeUntilServed(index: number): Promise<void> {
    const request = { body: { body: `News ${index}.` }, headers: { 'idempotency-key': `many-${index}` } };
    for (;;) {
      const { status } = await maya.request('POST', path, request);
      if (status === 201) return;
      assert.ok([409, 503].includes(status), String(status));
    }
  }
  await Promise.all(Array.from({ length: 40 }, (_, index) => writeUntilServed(index)));
  const bodies = await t.sql<{ body: string }[]>`select body from incident_updates where incident_id = ${incident.id}`;
  assert.equal(bodies.length, 41);
  assert.equal(new Set(bodies.map((row) => row.body)).size, 41);
});

test('an invitation can be retried, and its link lies open in no table', async () => {
  const invite = () =>
    maya.request('POST', '/api/v1/admins', {
      body: { email: 'omar@fernhill.example' },
      headers: { 'idempotency-key': 'one-invitation' },
    });
  const first = await invite();
  const second = await invite();
  assert.equal(first.status, 201, JSON.stringify(first.body));
  assert.equal(second.body['invite_url'], first.body['invite_url']);
  const token = String(first.body['invite_url']).split('=').at(-1) ?? '';
  const [row] = await t.sql<{ dump: string }[]>`
    select (select json_agg(k) from idempotency_keys k)::text || (select json_agg(o) from one_time_tokens o)::text
      || (select json_agg(a) from audit a)::text as dump
  `;
  assert.ok(token.length > 20 && !row?.dump.includes(token));
});
