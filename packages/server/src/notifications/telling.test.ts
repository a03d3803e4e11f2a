import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Audience, Notice, Sending } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { postLetter } from '../letters/post-letter.ts';
import { timePasses } from '../testing/time-passes.ts';
import { until } from '../testing/until.ts';
import type { Outcome } from './channel.ts';
import { isAlone } from './one-at-a-time.ts';
import { addComponent, createTestPage } from './testing/page.ts';
import { createSinkChannel, inOrder } from './testing/sink-channel.ts';

const noticesOf = async (page: Awaited<ReturnType<typeof createTestPage>>, id: string) =>
  (await page.maya.request<Notice[]>('GET', `/api/v1/incidents/${id}/notices`)).body;

test('who subscribed is told once, by whoever sends', async () => {
  await using page = await createTestPage();
  await page.subscribe(500);
  const sinks = [createSinkChannel(), createSinkChannel()];
  for (const { channel } of sinks) page.send([channel]);
  const incident = await page.open();
  await page.settled();
  const told = sinks.flatMap((sink) => sink.told());
  assert.equal(told.length, 500);
  assert.equal(new Set(told).size, 500);
  const [notice] = await noticesOf(page, incident.id);
  assert.deepEqual(notice?.counts, { email: { waiting: 0, sent: 500, failed: 0, superseded: 0, suppressed: 0 } });
});

test('what is told carries links of the subscriber’s own, and all that there is to say', async () => {
  await using page = await createTestPage();
  const [id] = await page.subscribe(1);
  const sink = createSinkChannel();
  page.send([sink.channel]);
  const incident = await page.open();
  await until(() => assert.equal(sink.messages.length, 1));
  await page.post(incident.id, { status: 'monitoring', body: 'It is **better**.' });
  await until(() => assert.equal(sink.messages.length, 2));
  const { notice, to } = sink.messages[1] ?? {};
  assert.equal(to?.subscription_id, id);
  assert.match(
    to?.links.unsubscribe ?? '',
    /^https:\/\/status\.fernhill\.example\/subscriptions\/unsubscribe\/[\w-]+$/,
  );
  assert.equal(notice?.incident.name, 'Checkout is slow');
  assert.equal(notice?.incident.status, 'monitoring');
  assert.equal(notice?.update.body, 'It is **better**.');
  assert.deepEqual(
    notice?.earlier.map((update) => update.body),
    ['We look into it.'],
  );
  assert.equal(notice?.page.description, 'All Systems Operational');
});

test('each is told of what they chose, once for each address, and the composer knows how many that will be', async () => {
  await using page = await createTestPage();
  const [group = ''] = (
    await page.sql<{ id: string }[]>`
      insert into component_groups (id, name, position) values ('groupgroup01', 'Shop', 1) returning id
    `
  ).map((row) => row.id);
  const checkout = await addComponent(page.sql, group);
  const search = await addComponent(page.sql);
  await page.subscribe(2, { name: 'everything' });
  await page.subscribe(3, { name: 'checkout', component_ids: [checkout] });
  await page.subscribe(4, { name: 'shop', group_ids: [group] });
  await page.subscribe(5, { name: 'search', component_ids: [search] });
  await page.subscribe(6, { name: 'plans', kinds: ['maintenance'] });
  const sink = createSinkChannel();
  const incident = await page.open({ component_ids: [checkout] });
  await page.subscribe(7, { name: 'only', incident_id: incident.id });
  await page.subscribe(3, { name: 'checkout', incident_id: incident.id });
  await page.subscribe(5, { name: 'search', incident_id: incident.id });
  await page.sql`
    insert into suppressions (channel, address, address_key, reason)
    values ('email', 'only-1@example.com', 'only-1@example.com', 'complained')
  `;

  const asked = { kind: 'incident', component_ids: [checkout], incident_id: incident.id };
  const audience = await page.maya.request<Audience>('POST', '/api/v1/subscribers/audience', { body: asked });
  assert.deepEqual(audience.body, { counts: { email: 2 + 3 + 4 + 6 + 5 }, total: 20 });
  page.send([sink.channel]);
  await page.settled();
  const names = sink.messages.map(({ to }) => to.address.split('-')[0]);
  const counts = Object.fromEntries(
    Object.entries(Object.groupBy(names, (name) => name ?? '')).map(([name, all]) => [name, all?.length]),
  );
  assert.deepEqual(counts, { everything: 2, checkout: 3, shop: 4, only: 6, search: 5 });
  assert.equal(new Set(sink.messages.map(({ to }) => to.address)).size, 20);
  const [notice] = await noticesOf(page, incident.id);
  assert.equal(notice?.counts['email']?.suppressed, 1);
  assert.deepEqual(notice.reasons, [{ channel: 'email', state: 'suppressed', reason: 'complained', count: 1 }]);
});

test('newer news take the place of older ones that were not sent yet, and nobody hears them in the wrong order', async () => {
  await using page = await createTestPage();
  await page.subscribe(200);
  const sinks = [createSinkChannel({ concurrency: 4 }), createSinkChannel({ concurrency: 4 })];
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  let begun = 0;
  for (const sink of sinks) {
    sink.answer = async ({ notice }) => {
      if (notice.update.body === 'One.') begun += 1;
      if (notice.update.body === 'One.') await gate;
      return { kind: 'sent' };
    };
    page.send([sink.channel]);
  }
  const incident = await page.open({ body: 'One.' });
  await until(() => assert.ok(begun >= 2));
  await page.post(incident.id, { status: 'identified', body: 'Two.' });
  await page.post(incident.id, { status: 'resolved', body: 'Three.' });
  await until(async () => {
    assert.equal((await page.sql`select from notices where expanded_at is null`).length, 0);
  });
  open();
  await page.settled();
  const heard = Map.groupBy(inOrder(...sinks), ({ to }) => to.address);
  assert.equal(heard.size, 200);
  for (const messages of heard.values()) {
    const numbers = messages.map(({ notice }) => notice.number);
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    );
    assert.equal(messages.at(-1)?.notice.update.body, 'Three.');
  }
  const [, second, first] = await noticesOf(page, incident.id);
  assert.equal(second?.counts['email']?.sent ?? 0, 0);
  assert.ok((first?.counts['email']?.superseded ?? 0) > 100);
});

test('a resolution is told even when its postmortem follows at once', async () => {
  await using page = await createTestPage();
  await page.subscribe(20);
  const sink = createSinkChannel();
  const incident = await page.open({ status: 'resolved', body: 'It is over.' });
  await page.maya.request('PUT', `/api/v1/incidents/${incident.id}/postmortem`, { body: { body: 'It was a cable.' } });
  await page.maya.request('PUT', `/api/v1/incidents/${incident.id}/postmortem/publish`, { body: {} });
  page.send([sink.channel]);
  await page.settled();
  const heard = Map.groupBy(sink.messages, ({ to }) => to.address);
  assert.equal(heard.size, 20);
  for (const messages of heard.values()) {
    assert.deepEqual(
      messages.map(({ notice }) => notice.update.status),
      ['resolved', 'postmortem'],
    );
  }
});

test('what is deleted is not told any more', async () => {
  await using page = await createTestPage();
  await page.subscribe(100);
  const gone = await page.open({ body: 'Wrong.' });
  const kept = await page.open({ body: 'Right.' });
  await page.post(kept.id, { status: 'identified', body: 'Also wrong.' });
  const [update] = await page.sql<{ id: string }[]>`select id from incident_updates where body = 'Also wrong.'`;
  const sink = createSinkChannel({ concurrency: 2 });
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  sink.answer = async () => {
    await gate;
    return { kind: 'sent' };
  };
  page.send([sink.channel]);
  await until(() => assert.equal(sink.most, 1));
  await page.maya.request('DELETE', `/api/v1/incidents/${gone.id}`);
  await page.maya.request('DELETE', `/api/v1/incidents/${kept.id}/updates/${update?.id ?? ''}`);
  open();
  await page.settled();
  assert.ok(sink.told().length <= 4, `only what was under way already: ${sink.told().join()}`);
  assert.equal((await page.counts())['waiting'], undefined);
});

test('a mail server that refuses for now is asked again, and what fails for good says why and can be tried again', async () => {
  await using page = await createTestPage();
  await page.subscribe(3);
  const sink = createSinkChannel();
  sink.answer = ({ to }) => {
    if (to.address.startsWith('reader-1')) return { kind: 'failed', reason: '550 no such user' };
    if (to.address.startsWith('reader-2')) return { kind: 'later', reason: '451 greylisted' };
    return { kind: 'sent' };
  };
  page.send([sink.channel], { random: () => 0.5 });
  const incident = await page.open();
  await until(async () => {
    const [notice] = await noticesOf(page, incident.id);
    assert.deepEqual(notice?.counts['email'], { waiting: 1, sent: 1, failed: 1, superseded: 0, suppressed: 0 });
    assert.deepEqual(
      notice.reasons.toSorted((one, other) => (one.reason < other.reason ? -1 : 1)),
      [
        { channel: 'email', state: 'waiting', reason: '451 greylisted', count: 1 },
        { channel: 'email', state: 'failed', reason: '550 no such user', count: 1 },
      ],
    );
  });
  sink.answer = undefined;
  await page.sql`update deliveries set due_at = clock_timestamp() where state = 'waiting'`;
  await page.settled();
  const [settled] = await noticesOf(page, incident.id);
  assert.equal(settled?.counts['email']?.failed, 1);

  const retried = await page.maya.request('POST', `/api/v1/notices/${settled?.id ?? ''}/retry`);
  assert.deepEqual(retried.body, { retried: 1 });
  await page.settled();
  assert.equal((await noticesOf(page, incident.id))[0]?.counts['email']?.sent, 3);
  assert.deepEqual((await page.maya.request('POST', `/api/v1/notices/${settled?.id ?? ''}/retry`)).body, {
    retried: 0,
  });
  assert.equal((await page.maya.request('POST', '/api/v1/notices/nosuchnotice/retry')).status, 404);
});

test('what was tried too often is given up, with its reason', async () => {
  await using page = await createTestPage();
  await page.subscribe(1);
  const sink = createSinkChannel();
  sink.answer = () => ({ kind: 'later', reason: '451 not today' });
  page.send([sink.channel]);
  const incident = await page.open();
  await until(async () => {
    const [row] = await page.sql<{ state: string; attempts: number }[]>`select state, attempts from deliveries`;
    assert.deepEqual(row, { state: 'waiting', attempts: 1 });
  });
  await page.sql`update deliveries set attempts = 14, due_at = clock_timestamp()`;
  await page.settled();
  const [notice] = await noticesOf(page, incident.id);
  assert.match(notice?.reasons[0]?.reason ?? '', /^Given up after 15 tries\. 451 not today$/);
});

test('an endpoint that is gone takes its subscription along, and an address that bounces is written to no more', async () => {
  await using page = await createTestPage();
  await page.subscribe(1, { name: 'phone', channel: 'web_push' });
  await page.subscribe(2, { name: 'reader' });
  const push = createSinkChannel({ name: 'web_push' });
  const email = createSinkChannel();
  push.answer = () => ({ kind: 'gone', reason: '410 Gone' });
  email.answer = ({ to }) =>
    to.address.startsWith('reader-1')
      ? { kind: 'failed', reason: '550 5.1.1 unknown', bounced: true }
      : { kind: 'sent' };
  page.send([push.channel, email.channel]);
  await page.open();
  await page.settled();
  await until(async () => {
    assert.equal((await page.sql`select from subscriptions where channel = 'web_push'`).length, 0);
    assert.equal((await page.sql`select from suppressions where address_key = 'reader-1@example.com'`).length, 1);
  });
  await page.open();
  await page.settled();
  assert.equal(email.messages.length, 2, 'twice to the other one');
});

test('steps of a maintenance that are switched off are told to nobody, and words about it still are', async () => {
  await using page = await createTestPage();
  await page.subscribe(1);
  const patch = async (body: object) =>
    assert.equal((await page.maya.request('PATCH', '/api/v1/settings', { body })).status, 200);
  const kinds = async () =>
    (
      await page.sql<{ said: string }[]>`
        select case when n.kind = 'update' then u.status else n.kind end as said
        from notices n join incident_updates u on u.id = n.update_id order by n.number
      `
    ).map((row) => row.said);
  await patch({ notify_maintenance_announced: false, notify_maintenance_started: false });
  const quiet = await page.plan();
  await page.post(quiet.id, { status: 'scheduled', body: 'We need a little longer.' });
  await page.post(quiet.id, { status: 'in_progress', body: 'It begins.' });
  await page.post(quiet.id, { status: 'in_progress', body: 'Half way.' });
  await page.post(quiet.id, { status: 'completed', body: 'Done.' });
  assert.deepEqual(await kinds(), ['scheduled', 'in_progress', 'completed']);

  await patch({
    notify_maintenance_announced: true,
    notify_maintenance_started: true,
    notify_maintenance_ended: false,
    notify_maintenance_rescheduled: false,
  });
  const told = await page.plan();
  await page.maya.request('PATCH', `/api/v1/incidents/${told.id}`, {
    body: { scheduled_for: '2999-01-01T00:00:00Z', scheduled_until: '2999-01-01T02:00:00Z' },
  });
  await page.post(told.id, { status: 'in_progress', body: 'It begins.' });
  await page.maya.request('POST', `/api/v1/incidents/${told.id}/cancel`, { body: { body: 'Not today.' } });
  assert.deepEqual((await kinds()).slice(3), ['scheduled', 'in_progress']);
});

test('who follows a maintenance hears that it was moved, and from when', async () => {
  await using page = await createTestPage();
  const sink = createSinkChannel();
  page.send([sink.channel]);
  const plan = await page.plan();
  await page.settled();
  await page.subscribe(1, { incident_id: plan.id });
  const body = { scheduled_for: '2999-01-01T00:00:00Z', scheduled_until: '2999-01-01T02:00:00Z' };
  await page.maya.request('PATCH', `/api/v1/incidents/${plan.id}`, { body });
  await until(() => assert.equal(sink.messages.length, 1));
  const [message] = sink.messages;
  assert.equal(message?.notice.kind, 'rescheduled');
  assert.equal(message.notice.moved_from?.getTime(), Date.parse(plan.scheduled_for));
  assert.equal(message.notice.incident.scheduled_for?.toISOString(), '2999-01-01T00:00:00.000Z');
});

test('letters go out at once in the middle of a fan-out', async () => {
  await using page = await createTestPage();
  await page.subscribe(100);
  const sink = createSinkChannel({ concurrency: 4 });
  const { promise: gate, resolve: go } = Promise.withResolvers<Outcome>();
  sink.answer = () => gate;
  page.send([sink.channel]);
  await page.open();
  await until(() => assert.ok(sink.most > 0));
  await postLetter(page.sql, { kind: 'test', address: 'maya@fernhill.example', locale: 'en' });
  await until(() =>
    assert.deepEqual(
      sink.letters.map(({ address }) => address),
      ['maya@fernhill.example'],
    ),
  );
  await until(async () => {
    const [letter] = await page.sql<{ state: string }[]>`select state from letters`;
    assert.equal(letter?.state, 'sent');
  });
  go({ kind: 'sent' });
});

test('single deliveries are folded away after a month, and what became of them stays', async () => {
  await using page = await createTestPage();
  await page.subscribe(30);
  const sink = createSinkChannel();
  const first = page.send([sink.channel]);
  const incident = await page.open();
  await page.settled();
  const before = await noticesOf(page, incident.id);
  await first.stop();
  await timePasses(page.sql, '31 days');
  await page.sql`update notices set settled_at = settled_at - interval '31 days'`;
  page.send([sink.channel], { dataDir: first.dataDir });
  await until(async () => assert.equal((await page.sql`select from deliveries`).length, 0));
  const after = await noticesOf(page, incident.id);
  assert.deepEqual(after[0]?.counts, before[0]?.counts);
  assert.equal(after[0]?.counts['email']?.sent, 30);
});

test('admins see how telling goes', async () => {
  await using page = await createTestPage();
  await page.subscribe(2);
  const sink = createSinkChannel();
  sink.answer = () => ({ kind: 'later', reason: 'not now', channel: true });
  page.send([sink.channel]);
  await page.open();
  await until(async () => {
    const { body } = await page.maya.request<Sending>('GET', '/api/v1/notifications');
    assert.deepEqual(body.channels, ['email']);
    assert.equal(body.held, null);
    assert.equal(body.waiting, 2);
    assert.ok(body.last_sender_at);
    assert.equal(body.email.configured, false);
  });
  sink.answer = undefined;
  await page.settled();
  assert.equal(sink.messages.length, 2, 'it counts as no try that nothing could be sent at all');
});

test('who falls asleep while planning keeps nobody else from it', async () => {
  await using page = await createTestPage();
  await page.subscribe(5);
  const { promise: asleep, resolve: wake } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const sleeper = page.sql.reserve().then(async (connection) => {
    await connection`begin`;
    await isAlone(connection as unknown as Tx, 'expand');
    begin();
    await asleep;
    connection.release();
  });
  await begun;
  const sink = createSinkChannel();
  page.send([sink.channel]);
  await page.open();
  await until(() => assert.equal(sink.messages.length, 5));
  wake();
  await sleeper;
});
