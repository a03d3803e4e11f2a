import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AlertSource, AlertSourceKind, AlertVerification, WholeAlertDelivery } from '@allswell/protocol';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { type FakeSns, startFakeSns } from '../../testing/fake-sns.ts';
import { until } from '../../testing/until.ts';
import { addSender, proofOf, type Sender } from '../testing/sender.ts';

const topic = 'arn:aws:sns:eu-central-1:111122223333:bounces';
let sns: FakeSns;
let t: TestApp;
let maya: TestAdmin;
before(async () => {
  sns = await startFakeSns();
  t = await createTestApp({ upstreams: sns.upstreams });
  maya = await setUpAdmin(t);
});
after(async () => {
  sns.close();
  await t.drop();
});

const mapping = {
  key: { path: 'id' },
  title: { path: 'title' },
  state: { path: 'state' },
} as NonNullable<AlertSource['mapping']>;
const alert = (changes: object = {}) => ({ id: 'db-1', title: 'The database is slow', state: 'firing', ...changes });
const event = (id: string, occurred_at = new Date()) => ({
  event: {
    id,
    event_type: 'incident.triggered',
    resource_type: 'incident',
    occurred_at: occurred_at.toISOString(),
    data: { id: `P${id}`, type: 'incident', status: 'triggered', title: 'Orders wait', urgency: 'high' },
  },
});
/** The newest of what was kept of a sender, once it has been read. */
const settled = (sender: Sender) =>
  until(async () => {
    const [newest] = await sender.kept();
    assert.ok(newest);
    assert.notEqual(newest.state, 'waiting');
    return newest;
  });
const whole = async (id: string) =>
  (await maya.request<WholeAlertDelivery>('GET', `/api/v1/alert-deliveries/${id}`)).body;

test('a delivery that proves itself is answered at once, kept as it came, and read', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  const reply = await sender.send(`\ufeff${JSON.stringify(alert())} `, { type: 'text/plain; charset=utf-8' });
  assert.equal(reply.status, 202);
  assert.deepEqual(reply.body, { status: 'accepted' });
  assert.equal(reply.headers.get('cache-control'), 'no-store');
  const { id, state, reason } = await settled(sender);
  assert.equal(state, 'done', String(reason));
  const kept = await whole(id);
  assert.equal(kept.body, `${JSON.stringify(alert())} `);
  assert.deepEqual(
    kept.outcomes.map(({ key, state: is }) => [key, is]),
    [['db-1', 'firing']],
  );
  assert.equal(kept.alerts[0]?.title, 'The database is slow');
  const source = await maya.request<AlertSource>('GET', `/api/v1/alert-sources/${sender.source.id}`);
  assert.ok(source.body.last_received_at);
});

test('an address that was never given out is answered as any that nobody has heard of, and nothing is kept', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  const headers = {
    'content-type': 'application/json',
    ...proofOf(sender.source.verification, sender.secret, { body: '{}' }),
  };
  const post = (path: string) => t.request<Record<string, unknown>>('POST', path, { raw: '{}', headers });
  const unknown = await post('/hooks/something/else');
  assert.equal(unknown.status, 404);
  const other = await addSender(t, maya, { kind: 'generic', mapping });
  const end = sender.path.slice(-43);
  for (const path of [
    sender.path.slice(0, -1),
    `${sender.path.slice(0, -1)}${sender.path.endsWith('A') ? 'B' : 'A'}`,
    sender.path.replace('/generic/', '/grafana/'),
    sender.path.replace('/generic/', '/everything/'),
    other.path.replace(other.path.slice(-43), end),
    `/hooks/alerts/generic/aaaaaaaaaaaa${end}`,
    '/hooks/alerts/generic/x',
    '/hooks/alerts/generic/%00',
  ]) {
    const reply = await post(path);
    assert.equal(reply.status, 404, path);
    assert.deepEqual(reply.body, unknown.body);
    assert.deepEqual([...reply.headers], [...unknown.headers]);
  }
  assert.equal((await sender.kept()).length, 0);
  assert.equal((await t.request('GET', sender.path)).status, 405);
});

test('a new address leaves the one before good for a day, unless it is ended', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  const renew = () => maya.request<AlertSource>('POST', `/api/v1/alert-sources/${sender.source.id}/address`);
  const renewed = (await renew()).body;
  assert.notEqual(renewed.address, sender.source.address);
  const hours = (Date.parse(String(renewed.previous_address_until)) - Date.now()) / 3_600_000;
  assert.ok(hours > 23.9 && hours < 24.1);
  const send = (address: string) => {
    const proof = proofOf(sender.source.verification, sender.secret, { body: '{}' });
    return t.request('POST', new URL(address).pathname, { raw: '{}', headers: proof });
  };
  assert.equal((await send(renewed.address)).status, 202);
  assert.equal((await send(sender.source.address)).status, 202);

  await t.sql`update alert_sources set previous_address_until = now() where id = ${sender.source.id}`;
  assert.equal((await send(sender.source.address)).status, 404, 'after a day');
  assert.equal((await send(renewed.address)).status, 202);

  const third = (await renew()).body;
  assert.equal((await send(renewed.address)).status, 202);
  assert.equal(
    (await maya.request('DELETE', `/api/v1/alert-sources/${sender.source.id}/previous-address`)).status,
    204,
  );
  assert.equal((await send(renewed.address)).status, 404, 'it was ended');
  assert.equal((await send(third.address)).status, 202);
  await settled(sender);
});

const verifications: [AlertSourceKind, AlertVerification][] = [
  ['new_relic', { kind: 'header', header: 'x-secret' }],
  ['alertmanager', { kind: 'bearer' }],
  ['datadog', { kind: 'basic' }],
  ['grafana', { kind: 'grafana', header: 'x-grafana-alerting-signature', timestamp_header: null }],
  ['grafana', { kind: 'grafana', header: 'x-grafana-alerting-signature', timestamp_header: 'x-at' }],
  ['pagerduty', { kind: 'pagerduty' }],
  ['generic', { kind: 'standard_webhooks' }],
];
for (const [kind, verification] of verifications) {
  test(`${verification.kind}: old and new secret are good while one is replaced, and no other`, async () => {
    const sender = await addSender(t, maya, { kind, verification });
    const secrets = `/api/v1/alert-sources/${sender.source.id}/secrets`;
    const theirs = kind === 'pagerduty' ? { secret: 'AnotherOneOfPagerDuty' } : {};
    const made = await maya.request<{ id: string; secret: string }>('POST', secrets, {
      body: { ...theirs, others_expire_in_minutes: 60 },
    });
    assert.equal(made.status, 201);
    let number = 0;
    const status = async (secret: string) => {
      const reply = await sender.send(event(`${verification.kind}${number++}`), { secret });
      return reply.status;
    };
    const third = verification.kind === 'standard_webhooks' ? `whsec_${'A'.repeat(32)}` : 'nobody:knows-this-one';
    assert.deepEqual(
      [await status(sender.secret), await status(made.body.secret), await status(third)],
      [202, 202, 403],
    );
    assert.match(String((await sender.kept())[0]?.reason), /none of the secrets/);

    await t.sql`update alert_source_secrets set expires_at = now() where source_id = ${sender.source.id} and expires_at is not null`;
    assert.deepEqual([await status(sender.secret), await status(made.body.secret)], [403, 202], 'the old one ran out');
    assert.equal((await maya.request('DELETE', `${secrets}/${made.body.id}`)).status, 204);
    assert.equal(await status(made.body.secret), 403, 'the new one was removed');
    await until(async () => {
      assert.ok((await sender.kept()).every(({ state }) => state !== 'waiting'));
    });
  });
}

test('what a signature names is taken once, whether it is sent again by the sender or played again by a stranger', async () => {
  const pagerduty = await addSender(t, maya, { kind: 'pagerduty' });
  const grafana = await addSender(t, maya, { kind: 'grafana' });
  const generic = await addSender(t, maya, { kind: 'generic', mapping, verification: { kind: 'standard_webhooks' } });
  const cloudwatch = await addSender(t, maya, { kind: 'cloudwatch', topic_arns: [topic] });
  const envelope = JSON.stringify(sns.sign({ ...sns.notification('{}'), Timestamp: new Date().toISOString() }));
  for (const [sender, body] of [
    [pagerduty, JSON.stringify(event('once'))],
    [grafana, JSON.stringify({ alerts: [] })],
    [generic, JSON.stringify(alert())],
    [cloudwatch, envelope],
  ] as const) {
    const headers = proofOf(sender.source.verification, sender.secret, { body });
    const played = () => t.request('POST', sender.path, { raw: body, headers });
    const replies = await Promise.all([played(), played(), played()]);
    assert.deepEqual(
      replies.map(({ status }) => status),
      [202, 202, 202],
    );
    await until(async () => {
      const states = (await sender.kept()).map(({ state }) => state);
      assert.equal(states.filter((state) => state === 'repeated').length, 2, sender.source.kind);
      assert.ok(!states.includes('waiting'));
    });
  }
});

test('the same words may come again from who signs nothing that tells one delivery from another', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  for (let time = 0; time < 3; time++) assert.equal((await sender.send(alert())).status, 202);
  await until(async () =>
    assert.deepEqual(
      (await sender.kept()).map(({ state }) => state),
      ['done', 'done', 'done'],
    ),
  );
});

test('a body of 5 MB is refused, which is noted, and nothing of it is kept', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  const large = JSON.stringify(alert({ title: 'x'.repeat(5 * 1024 * 1024) }));
  assert.equal((await sender.send(large)).status, 413);
  const raw = new ReadableStream({
    start(controller) {
      for (let part = 0; part < 5; part++) controller.enqueue(new Uint8Array(1024 * 1024));
      controller.close();
    },
  });
  assert.equal((await t.request('POST', sender.path, { raw })).status, 413, 'in chunks');
  const kept = await sender.kept();
  assert.deepEqual(
    kept.map(({ state, reason }) => [state, reason]),
    [
      ['refused', 'It was larger than 1 MB.'],
      ['refused', 'It was larger than 1 MB.'],
    ],
  );
  assert.equal((await whole(kept[0]?.id ?? '')).bytes, 0);
});

test('what cannot be read is taken in, so that nobody sends it for ever, and its reason is kept', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  for (const [body, reason] of [
    ['', /empty/],
    ['not JSON', /not JSON/],
    ['{"id":1,', /not JSON/],
    ['null', /./],
    ['[]', /./],
    ['"text"', /./],
    [deep, /nested/],
    [`{"a":"${'['.repeat(1_000)}","b":[[["]"]]]}`, /./],
    ['{"__proto__":{"id":"1","title":"t","state":"firing"}}', /./],
    [JSON.stringify(alert({ state: 'on fire' })), /state/],
  ] as const) {
    assert.equal((await sender.send(body)).status, 202, body.slice(0, 40));
    const newest = await settled(sender);
    assert.equal(newest.state, 'unreadable', body.slice(0, 40));
    assert.match(String(newest.reason), reason);
    assert.deepEqual((await whole(newest.id)).alerts, []);
  }
  const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
  const proof = proofOf(sender.source.verification, sender.secret, { body: bytes });
  assert.equal((await t.request('POST', sender.path, { raw: bytes, headers: proof })).status, 202);
  assert.match(String((await settled(sender)).reason), /UTF-8/);
});

test('ids beyond 2^53 stay apart, and of a key that stands twice the last counts', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  const keys: string[] = [];
  for (const id of ['9007199254740993', '9007199254740992', '"first","id":12']) {
    await sender.send(`{"id":${id},"title":"Large","state":"firing"}`);
    keys.push((await whole((await settled(sender)).id)).alerts[0]?.key ?? '');
  }
  assert.deepEqual(keys, ['9007199254740993', '9007199254740992', '12']);
});

test('JSON is read under any type, and out of the field of a form', async () => {
  const sender = await addSender(t, maya, { kind: 'uptime_kuma', verification: { kind: 'none' } });
  const body = JSON.stringify({
    heartbeat: { monitorID: 7, status: 0, time: '2026-11-22 10:00:00.000', msg: 'timeout' },
    monitor: { id: 7, name: 'Shop' },
    msg: 'Shop is down',
  });
  const form = new FormData();
  form.set('data', body);
  const multipart = new Response(form);
  const types: [BodyInit, string][] = [
    [body, 'multipart/form-data; boundary=lies'],
    [body, 'application/x-www-form-urlencoded'],
    [body, 'image/png'],
    [await multipart.arrayBuffer(), String(multipart.headers.get('content-type'))],
    [new URLSearchParams({ data: body }).toString(), 'application/x-www-form-urlencoded'],
  ];
  for (const [raw, type] of types) {
    const reply = await t.request('POST', sender.path, { raw, headers: { 'content-type': type } });
    assert.equal(reply.status, 202);
    const { id, state, reason } = await settled(sender);
    assert.equal(state, 'done', `${type}: ${reason}`);
    assert.equal((await whole(id)).alerts[0]?.key, '7');
  }
});

test('a topic of Amazon SNS is confirmed when the source names it, and its alarms are read', async () => {
  const sender = await addSender(t, maya, { kind: 'cloudwatch' });
  const now = (envelope: Record<string, unknown>) => sns.sign({ ...envelope, Timestamp: new Date().toISOString() });
  const visits = () => sns.visits.filter((path) => path.includes('ConfirmSubscription')).length;
  assert.equal((await sender.send(now(sns.confirmation()), { type: 'text/plain' })).status, 403);
  assert.match(String((await sender.kept())[0]?.reason), new RegExp(`${topic} is none`));
  assert.equal(visits(), 0);

  const pinned = await maya.request('PATCH', `/api/v1/alert-sources/${sender.source.id}`, {
    body: { topic_arns: [topic] },
  });
  assert.equal(pinned.status, 200);
  const forged = { ...now(sns.confirmation()), Token: 'another' };
  assert.equal((await sender.send(forged, { type: 'text/plain' })).status, 403);
  assert.equal(visits(), 0);
  assert.equal((await sender.send(now(sns.confirmation()), { type: 'text/plain' })).status, 202);
  assert.equal(visits(), 1);
  const [confirmed] = await sender.kept();
  assert.deepEqual([confirmed?.state, confirmed?.reason], ['done', 'The subscription of the topic was confirmed.']);

  const alarm = {
    AlarmName: 'OrdersWait',
    AWSAccountId: '111122223333',
    Region: 'EU (Frankfurt)',
    NewStateValue: 'ALARM',
    StateChangeTime: '2026-11-22T10:00:00.000+0000',
    Trigger: { MetricName: 'Age', Namespace: 'AWS/SQS', Dimensions: [] },
  };
  assert.equal((await sender.send(now(sns.notification(alarm)), { type: 'text/plain' })).status, 202);
  const { id, state } = await settled(sender);
  assert.equal(state, 'done');
  assert.equal((await whole(id)).alerts[0]?.title, 'OrdersWait');

  sns.answerWith(500);
  assert.equal((await sender.send(now(sns.confirmation()), { type: 'text/plain' })).status, 503, 'SNS comes again');
  sns.answerWith(200);
  const other = sns.notification(alarm);
  assert.equal(
    (await sender.send({ ...other, Timestamp: new Date(Date.now() - 7_200_000).toISOString() })).status,
    403,
  );
});

test('a source that is switched off takes nothing, and its sender need not know', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping, is_enabled: false });
  const reply = await sender.send(alert());
  assert.equal(reply.status, 202);
  assert.deepEqual(reply.body, { status: 'ignored' });
  const [kept] = await sender.kept();
  assert.deepEqual([kept?.state, kept?.reason], ['refused', 'This source is switched off.']);
  assert.equal((await sender.send(alert(), { secret: 'a wrong one' })).status, 403);
});

test('a source without a secret refuses everything until it has one', async () => {
  const made = await maya.request<AlertSource>('POST', '/api/v1/alert-sources', {
    body: { kind: 'alertmanager', name: 'A' },
  });
  const reply = await t.request('POST', new URL(made.body.address).pathname, {
    raw: '{}',
    headers: { authorization: 'Bearer ' },
  });
  assert.equal(reply.status, 403);
  assert.match(String(reply.problem.detail), /no secret/);
});

test('forged deliveries leave a few traces, and take nothing from who may send', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  for (let time = 0; time < 40; time++) {
    const reply = await sender.send(alert({ title: 'x'.repeat(40_000) }), { secret: 'a guess' });
    assert.equal(reply.status, 403);
  }
  const kept = await sender.kept();
  assert.ok(kept.length <= 31, `${kept.length} are kept`);
  assert.equal((await whole(kept[0]?.id ?? '')).bytes, 16 * 1024);
  assert.equal((await sender.send(alert())).status, 202);
  assert.equal((await settled(sender)).state, 'done');
});

test('a flood at an address that became known is stopped, is told once, and fills no disk', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', verification: { kind: 'none' } });
  const large = JSON.stringify({ filling: 'x'.repeat(1_000_000) });
  const before = t.warnings.length;
  const replies = [];
  for (let time = 0; time < 30; time++) replies.push(await sender.send(large));
  const turnedAway = replies.filter(({ status }) => status === 429);
  assert.ok(turnedAway.length >= 5, `${turnedAway.length} were turned away`);
  assert.ok(Number(turnedAway[0]?.headers.get('retry-after')) > 0);
  assert.equal(t.warnings.length - before, 1);
  const other = await addSender(t, maya, { kind: 'generic', verification: { kind: 'none' } });
  assert.equal((await other.send(large)).status, 202);
  for (const one of [sender, other]) await settled(one);
});

test('nobody writes the secret of an address or of a sender down', async () => {
  const sender = await addSender(t, maya, { kind: 'generic', mapping });
  await sender.send(alert());
  await settled(sender);
  await sender.send(alert(), { secret: 'a guess at it' });
  await t.request('POST', `${sender.path}x`);
  await t.request('POST', sender.path.slice(0, -1));
  const audit = await maya.request('GET', '/api/v1/audit?per_page=100');
  const source = await maya.request<AlertSource>('GET', `/api/v1/alert-sources/${sender.source.id}`);
  const written = JSON.stringify([t.bugs, t.warnings, audit.body, { ...source.body, address: null }]);
  assert.ok(!written.includes(sender.path.slice(-43)));
  assert.ok(!written.includes(sender.secret));
  assert.ok(source.body.address.endsWith(sender.path));
});
