import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident } from '@allswell/protocol';
import { bumpSeq } from '../db/page-state.ts';
import { createTestApp, publicUrl, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { claimTopics, nextDueInMs } from './store.ts';
import { type HubConfig, tellHub } from './tell-hub.ts';

let t: TestApp;
let maya: TestAdmin;
let server: Server;
let config: HubConfig;
let cart: string;
let mail: string;

/** What the hub was sent, and what it answers. */
const told: URLSearchParams[] = [];
const requests: { method: string | undefined; type: string | undefined }[] = [];
let answer = 204;

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  server = createServer((req, res) => {
    requests.push({ method: req.method, type: req.headers['content-type'] });
    void text(req).then((body) => {
      told.push(new URLSearchParams(body));
      res.writeHead(answer).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  config = { websubHub: `http://127.0.0.1:${port}/hub`, publicUrl, egressAllow: [], upstreams: new Map() };
  [cart, mail] = (await Promise.all(['Cart', 'Mail'].map(make))) as [string, string];
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await t.drop();
});
beforeEach(async () => {
  answer = 204;
  await t.sql`delete from incidents`;
  await t.sql.begin((tx) => bumpSeq(tx));
  await t.sql`update sending set held_since = null`;
  await tellAll();
  told.length = 0;
  requests.length = 0;
});

const make = async (name: string) =>
  (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name } })).body.id;
const open = async (component: string) =>
  (
    await maya.request<AdminIncident>('POST', '/api/v1/incidents', {
      body: { name: 'Trouble', body: 'We look.', component_ids: [component] },
    })
  ).body;

/** Makes what is due in a moment due now: nobody waits for it here. */
const hurry = () => t.sql`update websub_topics set due_at = clock_timestamp() where content_hash <> told_hash`;

/** Several processes at once, until nothing is due any more. */
async function tellAll(processes = 1): Promise<void> {
  for (let dueInMs: number | null = 0; dueInMs !== null && answer === 204; ) {
    const all = await Promise.all(Array.from({ length: processes }, () => tellHub(t.sql, config)));
    await hurry();
    dueInMs = all.every((one) => one === null) ? null : 0;
  }
}
const topics = () => told.map((one) => one.get('hub.url')?.slice(publicUrl.length)).sort();
const feedsAt = (root: string) =>
  ['feed.json', 'history.atom', 'history.rss'].flatMap((name) => [`${root}/${name}`, `${root}/${name}?per=update`]);

test('the hub is told of each feed that says something new, and of no other', async () => {
  await open(cart);
  await tellAll();
  assert.deepEqual(topics(), [...feedsAt(''), ...feedsAt(`/components/${cart}`)].sort());
  for (const one of told) assert.equal(one.get('hub.mode'), 'publish');
  for (const one of requests) assert.deepEqual(one, { method: 'POST', type: 'application/x-www-form-urlencoded' });
});

test('several processes tell it once', async () => {
  await open(mail);
  await tellAll(4);
  assert.deepEqual(topics(), [...feedsAt(''), ...feedsAt(`/components/${mail}`)].sort());
});

test('what changes nothing in a feed is told to nobody', async () => {
  await maya.request('PATCH', `/api/v1/components/${cart}`, { body: { status: 'degraded_performance' } });
  await tellAll();
  assert.deepEqual(topics(), []);
  await maya.request('PATCH', `/api/v1/components/${cart}`, { body: { status: 'operational' } });
});

test('readers have the news before the hub asks for them', async () => {
  await open(cart);
  await tellHub(t.sql, config);
  const [row] = await t.sql<{ after_ms: number }[]>`
    select (extract(epoch from min(due_at) - (select changed_at from page_state)) * 1000)::float8 as after_ms
    from websub_topics where content_hash <> told_hash
  `;
  assert.ok(row && row.after_ms >= 2_000, `${row?.after_ms}`);
});

test('a hub that fails is told later, ever more rarely, and of the newest only', async () => {
  await open(cart);
  await tellHub(t.sql, config);
  answer = 503;
  for (const leastMs of [5_000, 10_000, 20_000]) {
    await hurry();
    const [{ now } = { now: new Date() }] = await t.sql<{ now: Date }[]>`select clock_timestamp() as now`;
    while (((await nextDueInMs(t.sql)) ?? 1) <= 0) await tellHub(t.sql, config);
    const [next] = await t.sql<{ at: Date }[]>`
      select min(due_at) as at from websub_topics where content_hash <> told_hash
    `;
    assert.ok(next && next.at.getTime() - now.getTime() >= leastMs, `${next?.at.toISOString()}`);
  }
  const [row] = await t.sql<{ reason: string }[]>`select reason from websub_topics where reason is not null limit 1`;
  assert.equal(row?.reason, 'The hub answered 503.');

  answer = 204;
  await maya.request('POST', `/api/v1/incidents/${(await newest()) ?? ''}/updates`, { body: { body: 'News.' } });
  told.length = 0;
  await tellAll();
  assert.deepEqual(topics(), [...feedsAt(''), ...feedsAt(`/components/${cart}`)].sort());
  const [left] = await t.sql`select 1 from websub_topics where content_hash <> told_hash or reason is not null`;
  assert.equal(left, undefined);
});

test('what a process died over is taken on by another', async () => {
  await open(cart);
  await tellHub(t.sql, config);
  await hurry();
  // It claimed, and was killed before it could send.
  assert.equal((await claimTopics(t.sql, 100)).length, 12);
  assert.equal((await claimTopics(t.sql, 100)).length, 0);
  const dueInMs = (await nextDueInMs(t.sql)) ?? 0;
  assert.ok(dueInMs > 50_000 && dueInMs <= 60_000);
  await tellAll();
  assert.equal(topics().length, 12);
});

test('nothing is told while sending is held', async () => {
  await t.sql`update sending set held_since = clock_timestamp()`;
  await open(cart);
  for (let round = 0; round < 3; round++) {
    assert.equal(await tellHub(t.sql, config), null);
    await hurry();
  }
  assert.deepEqual(topics(), []);
});

test('without a hub, or without an address of its own, the page tells nobody', async () => {
  await open(cart);
  assert.equal(await tellHub(t.sql, { ...config, websubHub: undefined }), null);
  assert.equal(await tellHub(t.sql, { ...config, publicUrl: undefined }), null);
});

async function newest(): Promise<string | undefined> {
  const [row] = await t.sql<{ id: string }[]>`select id from incidents order by created_at desc limit 1`;
  return row?.id;
}
