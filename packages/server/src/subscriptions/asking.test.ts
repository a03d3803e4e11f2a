import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminIncident } from '@allswell/protocol';
import type { Challenge } from '@allswell/protocol/schema';
import { createTestApp, publicUrl, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { askToBeTold, browserSubscription, makeProof, offerChannels, settle } from '../testing/subscribing.ts';
import { solve } from './challenge.ts';

let t: TestApp;
let maya: TestAdmin;
let api = '';
let group = '';
before(async () => {
  t = await createTestApp({ egressAllow: ['127.0.0.1:8443', '[::1]:9000'] });
  maya = await setUpAdmin(t);
  api = String((await maya.request('POST', '/api/v1/components', { body: { name: 'API' } })).body['id']);
  group = String((await maya.request('POST', '/api/v1/component-groups', { body: { name: 'Europe' } })).body['id']);
  await offerChannels(t.sql);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from subscriptions`;
  await t.sql`delete from subscription_requests`;
  await t.sql`delete from unanswered_letters`;
  await t.sql`delete from rate_limits`;
});

const pointersOf = (reply: { problem: { errors?: { pointer: string }[] } }) =>
  reply.problem.errors?.map(({ pointer }) => pointer);
const codeOf = (reply: { problem: { type: string } }) => reply.problem.type.replace(`${publicUrl}/problems/`, '');
const subscriptions = () => t.sql<Record<string, unknown>[]>`select * from subscriptions order by id`;
const letters = () =>
  t.sql<
    { kind: string; address: string; subscription_id: string }[]
  >`select kind, address, subscription_id from letters order by id`;

test('somebody new is asked by a letter, and is told of nothing before the answer', async () => {
  const reply = await askToBeTold(t, {
    address: ' Maya@Fernhill.Example ',
    components: [api],
    groups: [group],
    kinds: ['maintenance'],
    locale: 'pt-br',
    time_zone: 'Europe/Berlin',
  });
  assert.equal(reply.status, 202);
  assert.deepEqual(reply.body, { status: 'accepted' });
  assert.equal((await subscriptions()).length, 0); // nobody was looked up yet

  await settle(t.sql);
  const [row] = await subscriptions();
  assert.partialDeepStrictEqual(row, {
    channel: 'email',
    address: 'Maya@fernhill.example',
    address_key: 'maya@fernhill.example',
    destination: 'fernhill.example',
    component_ids: [api],
    group_ids: [group],
    kinds: ['maintenance'],
    locale: 'pt-BR',
    time_zone: 'Europe/Berlin',
    state: 'pending',
    source: 'page',
  });
  assert.deepEqual(
    [...(await letters())],
    [{ kind: 'confirm', address: 'Maya@fernhill.example', subscription_id: row?.['id'] }],
  );
  await settle(t.sql);
  assert.equal((await letters()).length, 1);
});

test('what is not said is taken from the page: everything, in its language and zone', async () => {
  await t.sql`update settings set default_language = 'de', time_zone = 'Europe/Vienna'`;
  await askToBeTold(t, { address: 'jo@fernhill.example' });
  await settle(t.sql);
  assert.partialDeepStrictEqual((await subscriptions())[0], {
    component_ids: [],
    group_ids: [],
    kinds: ['incident', 'maintenance'],
    locale: 'de',
    time_zone: 'Europe/Vienna',
  });
});

test('malformed and foreign addresses are refused, and it is said where', async () => {
  const refused = [
    '',
    'maya',
    'a@b.example,c@d.example',
    'maya@127.0.0.1',
    '"m"@x.example',
    'm@x.example\r\nBcc: y@z.example',
  ];
  for (const address of refused) {
    const reply = await askToBeTold(t, { address });
    assert.equal(reply.status, 422, address);
    assert.deepEqual(pointersOf(reply), ['#/address'], address);
  }
  assert.deepEqual(pointersOf(await askToBeTold(t, {})), ['#/address']);
  const both = await askToBeTold(t, { address: 'a@b.example', subscription: browserSubscription() });
  assert.deepEqual(pointersOf(both), ['#/subscription']);
  assert.equal((await t.sql`select from subscription_requests`).length, 0);
});

test('unknown components, groups and incidents are named, and one that is over is not followed', async () => {
  const opened = await maya.request<AdminIncident>('POST', '/api/v1/incidents', { body: { name: 'x', body: 'y' } });
  const incident_id = opened.body.id;
  const reply = await askToBeTold(t, {
    address: 'maya@fernhill.example',
    components: ['zzzzzzzzzzzz', api],
    groups: [group, 'zzzzzzzzzzzz'],
    incident_id: 'zzzzzzzzzzzz',
  });
  assert.deepEqual(pointersOf(reply), ['#/components/0', '#/groups/1', '#/incident_id']);

  assert.equal((await askToBeTold(t, { address: 'maya@fernhill.example', incident_id })).status, 202);
  await maya.request('POST', `/api/v1/incidents/${incident_id}/updates`, { body: { status: 'resolved', body: 'z' } });
  const late = await askToBeTold(t, { address: 'maya@fernhill.example', incident_id });
  assert.deepEqual(pointersOf(late), ['#/incident_id']);
});

test('a channel that no sender has said it can send by is not offered', async () => {
  for (const channel of ['slack', 'web_push']) {
    await offerChannels(t.sql, ['email']);
    const wish =
      channel === 'slack' ? { address: 'https://hooks.slack.com/x' } : { subscription: browserSubscription() };
    const reply = await askToBeTold(t, { channel, ...wish });
    assert.deepEqual(pointersOf(reply), ['#/channel'], channel);
  }
  await offerChannels(t.sql);
});

test('a push endpoint has to be of a known push service, by https, and nothing private', async () => {
  const refused = [
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://user:pw@fcm.googleapis.com/x',
    'https://fcm.googleapis.com/x#y',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evilfcm.googleapis.com/x',
    'https://push.services.mozilla.com.evil.example/x',
    'https://evil-push.apple.com/x',
    'https://notify.windows.com.evil.example/x',
    'https://push.evil.example/x',
    'https://127.0.0.1/x',
    'https://127.0.0.1:8444/x',
    'https://2130706433/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://[::1]:9001/x',
    'https://localhost/x',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/x',
    'ftp://fcm.googleapis.com/x',
    'javascript:alert(1)',
    'no address at all',
  ];
  for (const endpoint of refused) {
    const reply = await askToBeTold(t, { channel: 'web_push', subscription: browserSubscription(endpoint) });
    assert.equal(reply.status, 422, endpoint);
    assert.deepEqual(pointersOf(reply), ['#/subscription/endpoint'], endpoint);
  }
  const taken = [
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
    'https://127.0.0.1:8443/x',
    'http://[::1]:9000/x',
  ];
  for (const endpoint of taken) {
    const reply = await askToBeTold(t, { channel: 'web_push', subscription: browserSubscription(endpoint) });
    assert.equal(reply.status, 202, endpoint);
  }
});

test('keys of a browser have to be such: a point of P-256, and sixteen bytes', async () => {
  const good = browserSubscription();
  const short = Buffer.alloc(65, 4).toString('base64url'); // begins like a point and lies beside the curve
  const wrong: [object, string[]][] = [
    [{ ...good.keys, p256dh: short }, ['#/subscription/keys/p256dh']],
    [{ ...good.keys, p256dh: good.keys.p256dh.slice(0, 80) }, ['#/subscription/keys/p256dh']],
    [{ ...good.keys, auth: 'AAAA' }, ['#/subscription/keys/auth']],
    [{ p256dh: 'AAAA', auth: 'AAAA' }, ['#/subscription/keys/p256dh', '#/subscription/keys/auth']],
  ];
  for (const [keys, pointers] of wrong) {
    const reply = await askToBeTold(t, { channel: 'web_push', subscription: { ...good, keys } });
    assert.deepEqual(pointersOf(reply), pointers);
  }
});

test('a browser is told at once; another secret for its endpoint changes nothing, and its own lets it go', async () => {
  const browser = browserSubscription();
  const stranger = { ...browser, keys: browserSubscription().keys };
  await askToBeTold(t, { channel: 'web_push', subscription: browser });
  await settle(t.sql);
  assert.partialDeepStrictEqual(
    [...(await subscriptions())],
    [
      {
        state: 'confirmed',
        address: browser.endpoint,
        destination: 'fcm.googleapis.com',
        details: browser.keys,
        component_ids: [],
      },
    ],
  );

  await askToBeTold(t, { channel: 'web_push', subscription: stranger, components: [api] });
  const body = { channel: 'web_push', subscription: stranger };
  assert.equal((await t.request('DELETE', '/api/subscriptions', { body })).status, 202);
  await settle(t.sql);
  assert.partialDeepStrictEqual([...(await subscriptions())], [{ component_ids: [], details: browser.keys }]);

  await askToBeTold(t, { channel: 'web_push', subscription: browser, components: [api] });
  await settle(t.sql);
  assert.partialDeepStrictEqual([...(await subscriptions())], [{ component_ids: [api] }]);

  const farewell = await t.request('DELETE', '/api/subscriptions', {
    body: { channel: 'web_push', subscription: browser },
  });
  assert.deepEqual([farewell.status, farewell.body], [202, { status: 'accepted' }]);
  await settle(t.sql);
  assert.equal((await subscriptions()).length, 0);
});

test('a proof is good once, for ten minutes, and not at once', async () => {
  const address = 'maya@fernhill.example';
  const proof = await makeProof(t.sql);
  assert.equal((await askToBeTold(t, { address, proof })).status, 202);
  const cases: [string, object][] = [
    ['used already', proof],
    ['early', await makeProof(t.sql, 0)],
    ['late', await makeProof(t.sql, 11 * 60_000)],
    ['another nonce', { ...proof, nonce: 'x'.repeat(64) }],
    ['easier', { ...proof, challenge: proof.challenge.replace('.2.', '.0.') }],
    ['made up', { challenge: 'abc', nonce: '1' }],
    ['empty', { challenge: '', nonce: '' }],
  ];
  for (const [name, wrong] of cases) {
    const reply = await askToBeTold(t, { address, proof: wrong });
    assert.deepEqual([reply.status, codeOf(reply)], [422, 'proof-invalid'], name);
  }
  assert.equal((await t.sql`select from subscription_requests`).length, 1);
});

test('a challenge is solved by trying, and gets harder when many ask', async () => {
  await t.sql`delete from spent_challenges`;
  const easy = await t.request<Challenge>('GET', '/api/subscriptions/challenge');
  assert.equal(easy.headers.get('cache-control'), 'no-store');
  assert.equal(easy.body.difficulty, 15);
  const nonce = solve(easy.body);
  const early = await askToBeTold(t, { address: 'a@b.example', proof: { challenge: easy.body.challenge, nonce } });
  assert.match(early.problem.detail ?? '', /not_before|SHA-256/);

  await t.sql`
    insert into spent_challenges select sha256(n::text::bytea), clock_timestamp() from generate_series(1, 900) as n
  `;
  const hard = await t.request<Challenge>('GET', '/api/subscriptions/challenge');
  assert.equal(hard.body.difficulty, 18);
  await t.sql`delete from spent_challenges`;
});

test('thirty requests an hour may come from one address, however many come at once', async () => {
  const address = 'maya@fernhill.example';
  const replies = await Promise.all(
    Array.from({ length: 40 }, async () => askToBeTold(t, { address }, '198.51.100.7')),
  );
  assert.equal(replies.filter(({ status }) => status === 202).length, 30);
  const refused = replies.find(({ status }) => status === 429);
  assert.ok(Number(refused?.headers.get('retry-after')) > 3_000);
  assert.equal((await askToBeTold(t, { address }, '198.51.100.8')).status, 202);
  await t.sql`update rate_limits set window_started_at = window_started_at - interval '61 minutes'`;
  assert.equal((await askToBeTold(t, { address }, '198.51.100.7')).status, 202);
});

test('pages of any origin may ask, without cookies', async () => {
  const origin = 'https://app.elsewhere.example';
  const preflight = await t.request('OPTIONS', '/api/subscriptions', {
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /POST.*DELETE/);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'content-type');
  const replies = [
    preflight,
    await t.request('GET', '/api/subscriptions/challenge', { headers: { origin } }),
    await t.request('POST', '/api/subscriptions', { headers: { origin }, body: {} }),
    await t.request('GET', '/api/subscriptions/x', { headers: { origin } }),
  ];
  for (const { headers } of replies) {
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('access-control-allow-credentials'), null);
  }
});
