import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as v from 'valibot';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { createClientAddress } from './client-address.ts';
import { linkHeader } from './pagination.ts';
import { validateQuery } from './validate.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());

const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);
const send = (raw: BodyInit, headers = {}) => maya.request('POST', '/api/v1/components', { raw, headers });

test('a body in chunks is read like any other, and stopped at the limit', async () => {
  const chunks = (size: number, text: string) =>
    new ReadableStream({
      start(controller) {
        const bytes = new TextEncoder().encode(text);
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
        controller.close();
      },
    });
  assert.equal((await send(chunks(3, '{"name": "Ümläut"}'))).body['name'], 'Ümläut');
  assert.equal(codeOf(await send(chunks(4_096, `{"name": "${'x'.repeat(70_000)}"}`))), 'body-too-large');
});

test('an endless body is stopped early, and without signing in it is not read at all', async () => {
  let sent = 0;
  const endless = () =>
    new ReadableStream({
      pull(controller) {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(32));
      },
    });
  assert.equal((await send(endless())).status, 413);
  assert.ok(sent < 1_000_000);
  sent = 0;
  assert.equal((await t.request('POST', '/api/v1/components', { raw: endless() })).status, 401);
  assert.ok(sent < 100_000);
});

test('updates may be longer than other bodies', async () => {
  const body = 'ü'.repeat(25_000);
  const incident = await maya.request('POST', '/api/v1/incidents', { body: { name: 'Long', body } });
  assert.equal(incident.status, 201);
  const over = await maya.request('POST', '/api/v1/incidents', { body: { name: 'Long', body: `${body}x` } });
  assert.equal(over.status, 422);
  const huge = await maya.request('POST', '/api/v1/incidents', { body: { name: 'Long', body: 'ü'.repeat(150_000) } });
  assert.equal(huge.status, 413);
});

test('what is no UTF-8, nested without end, or after the prototype is refused', async () => {
  assert.equal(codeOf(await send(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]))), 'malformed-json');
  assert.equal(codeOf(await send('['.repeat(30_000) + ']'.repeat(30_000))), 'invalid-request');
  assert.equal(codeOf(await send(`{"name": ${'['.repeat(21)}${']'.repeat(21)}}`)), 'invalid-request');
  const polluted = await send('{"name": "API", "__proto__": {"status": "major_outage"}}');
  assert.equal(polluted.status, 422);
  assert.deepEqual(polluted.problem.errors?.[0]?.pointer, '#/__proto__');
  assert.equal((await send('{"name": "API", "constructor": {}}')).status, 422);
});

test('text is cleaned at the door: NFC, LF, no white space around; controls and lone surrogates are refused', async () => {
  const reply = await maya.request('POST', '/api/v1/incidents', {
    body: { name: '  Cafe\u0301  ', body: 'one\r\ntwo\rthree\n' },
  });
  assert.equal(reply.body['name'], 'Caf\u00e9');
  assert.equal((reply.body['incident_updates'] as { body: string }[])[0]?.body, 'one\ntwo\nthree');
  for (const bad of ['a\u0000b', 'a\u001bb', 'a\u0085b', 'a\ud800b']) {
    const refused = await send(JSON.stringify({ name: bad }));
    assert.equal(refused.status, 422, JSON.stringify(bad));
    assert.equal(refused.problem.errors?.[0]?.pointer, '#/name');
  }
});

test('a parameter that is missing is asked for', () => {
  assert.throws(() => validateQuery(v.object({ what: v.string() }), 'https://status.example/?from=x'), {
    errors: [{ pointer: '?what', detail: 'Send this field: it is required.' }],
  });
});

test('pointers are JSON pointers, escaped', async () => {
  const reply = await send(JSON.stringify({ name: 'API', 'a/b~c d': 1 }));
  assert.deepEqual(
    reply.problem.errors?.map((error) => error.pointer),
    ['#/a~1b~0c%20d'],
  );
});

test('links lead to the first, the last and the neighbouring pages, with the question that was asked', () => {
  const { link } = linkHeader('https://x.example/api/v1/incidents?state=open&page=2', { page: 2, per_page: 10 }, 35);
  assert.deepEqual(link?.split(', '), [
    '</api/v1/incidents?state=open&page=3&per_page=10>; rel="next"',
    '</api/v1/incidents?state=open&page=1&per_page=10>; rel="prev"',
    '</api/v1/incidents?state=open&page=1&per_page=10>; rel="first"',
    '</api/v1/incidents?state=open&page=4&per_page=10>; rel="last"',
  ]);
});

test('without trusted proxies the socket alone says who is there', () => {
  const addressOf = createClientAddress([]);
  assert.equal(addressOf('192.0.2.1', '203.0.113.5'), '192.0.2.1');
  assert.equal(addressOf('127.0.0.1', '203.0.113.5'), '127.0.0.1');
});

test('behind trusted proxies the right-most address that is none of them counts', () => {
  const addressOf = createClientAddress(['10.0.0.0/8', '127.0.0.1', '2001:db8:1::/48']);
  assert.equal(addressOf('10.1.2.3', '203.0.113.5'), '203.0.113.5');
  assert.equal(addressOf('10.1.2.3', '1.2.3.4, 203.0.113.5, 10.9.9.9'), '203.0.113.5');
  assert.equal(addressOf('::ffff:10.1.2.3', '203.0.113.5'), '203.0.113.5');
  assert.equal(addressOf('192.0.2.1', '203.0.113.5'), '192.0.2.1');
  assert.equal(addressOf('10.1.2.3', undefined), '10.1.2.3');
  assert.equal(addressOf('10.1.2.3', 'nonsense'), '10.1.2.3');
  assert.equal(addressOf('2001:db8:1::1', '203.0.113.5'), '203.0.113.5');
});

test('an IPv6 client counts by its /64, however it is written', () => {
  const addressOf = createClientAddress([]);
  const written = ['2001:db8::1', '2001:0db8:0:0::2', '2001:DB8:0000:0000:ffff:1:2:3'];
  assert.deepEqual([...new Set(written.map((address) => addressOf(address, undefined)))], ['2001:db8:0:0::/64']);
  assert.notEqual(addressOf('2001:db8:0:1::1', undefined), '2001:db8:0:0::/64');
});
