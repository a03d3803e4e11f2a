import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readConfig } from '../config.ts';
import { silentLog } from '../log.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { seedSubscribers } from '../testing/seed-subscribers.ts';
import { askToBeTold, linksOf, offerChannels, settle } from '../testing/subscribing.ts';
import { until } from '../testing/until.ts';
import { startClock } from '../worker.ts';
import { cleanUp } from './clean-up.ts';

let t: TestApp;
before(async () => {
  t = await createTestApp();
  await offerChannels(t.sql);
});
after(() => t.drop());
beforeEach(async () => {
  for (const table of [
    'letters',
    'subscriptions',
    'subscription_requests',
    'unanswered_letters',
    'rate_limits',
    'suppressions',
  ])
    await t.sql`delete from ${t.sql(table)}`;
});

interface Row {
  id: string;
  state: string;
  link_salt: string;
  component_ids: string[];
}
const subscriptions = () => t.sql<Row[]>`select * from subscriptions order by id`;
const letters = async () =>
  (await t.sql<{ kind: string; address: string }[]>`select kind, address from letters order by id`).map(
    ({ kind, address }) => `${kind} ${address}`,
  );
const hoursPass = async (hours: number) => {
  await t.sql`update unanswered_letters set last_at = last_at - make_interval(hours => ${hours})`;
  await t.sql`update subscriptions set requested_at = requested_at - make_interval(hours => ${hours})`;
  await t.sql`update rate_limits set window_started_at = window_started_at - make_interval(hours => ${hours})`;
};
const ask = async (address: string, more: object = {}) => {
  assert.equal((await askToBeTold(t, { address, ...more })).status, 202);
  await settle(t.sql);
};

test('an inbox gets one letter a day, and three in all, until its owner answers', async () => {
  await ask('maya@fernhill.example');
  await ask('maya@fernhill.example');
  await ask('MAYA@fernhill.example');
  assert.deepEqual(await letters(), ['confirm maya@fernhill.example']);
  assert.equal((await subscriptions()).length, 1);
  await hoursPass(23);
  await ask('maya@fernhill.example');
  assert.equal((await letters()).length, 1);
  for (let day = 0; day < 3; day++) {
    await hoursPass(24);
    await ask('maya@fernhill.example');
  }
  assert.equal((await letters()).length, 3);

  const [row] = await subscriptions();
  assert.ok(row);
  const token = (await linksOf(t.sql)).tokenFor('confirm', row);
  assert.equal((await t.request('POST', `/subscriptions/confirm/${token}`)).status, 200);
  assert.equal((await t.sql`select from unanswered_letters`).length, 0);
});

test('other spellings of an inbox share its letters, and leave nothing behind', async () => {
  await ask('maya@fernhill.example');
  for (const address of ['m.aya@fernhill.example', 'maya+1@fernhill.example', 'm.a.y.a+x@FERNHILL.example'])
    await ask(address);
  assert.equal((await letters()).length, 1);
  assert.equal((await subscriptions()).length, 1);
});

test('three hundred requests that name one inbox in every spelling, from fifty addresses, are one letter a day', async () => {
  const locals = ['mara.lind', 'MaraLind', 'm.a.r.a.lind', 'maralind+x', 'MARA.LIND+y'];
  const domains = [
    'bücher.example',
    'BÜCHER.example',
    'bu\u0308cher.example',
    'xn--bcher-kva.example',
    'bücher。example',
  ];
  for (const day of [1, 2, 3, 4]) {
    for (let n = 0; n < 75; n++) {
      const address = `${locals[n % 5]}@${domains[Math.floor(n / 5) % 5]}`;
      assert.equal((await askToBeTold(t, { address }, `198.51.100.${n % 50}`)).status, 202);
    }
    await settle(t.sql);
    assert.equal((await letters()).length, Math.min(day, 3), `day ${day}`);
    await hoursPass(24);
  }
});

test('the answer to who is new, pending, confirmed or suppressed is one answer', async () => {
  await seedSubscribers(t.sql, 1, { address: 'pending@x.example', state: 'pending' });
  await seedSubscribers(t.sql, 1, { address: 'confirmed@x.example' });
  await t.sql`
    insert into suppressions (channel, address, address_key, reason)
    values ('email', 'suppressed@x.example', 'suppressed@x.example', 'complained')
  `;
  const answers = [];
  for (const kind of ['new', 'pending', 'confirmed', 'suppressed']) {
    const { status, headers, body } = await askToBeTold(t, { address: `${kind}@x.example` });
    answers.push(JSON.stringify([status, [...headers], body]));
  }
  assert.equal(new Set(answers).size, 1);
});

test('who is subscribed already is told so, and what strangers ask for changes nothing', async () => {
  await seedSubscribers(t.sql, 1, { address: 'maya@fernhill.example' });
  const [component] = await t.sql<{ id: string }[]>`
    insert into components (id, name, position) values ('aaaaaaaaaaaa', 'API', 1) returning id
  `;
  await ask('Maya@fernhill.example', { components: [component?.id] });
  assert.deepEqual(await letters(), ['already maya@fernhill.example']);
  assert.partialDeepStrictEqual([...(await subscriptions())], [{ state: 'confirmed', component_ids: [] }]);
  await ask('maya@fernhill.example');
  assert.equal((await letters()).length, 1);
});

test('who has not confirmed yet can change what they asked for', async () => {
  await ask('maya@fernhill.example');
  await ask('maya@fernhill.example', { components: ['aaaaaaaaaaaa'] });
  assert.partialDeepStrictEqual([...(await subscriptions())], [{ state: 'pending', component_ids: ['aaaaaaaaaaaa'] }]);
  assert.equal((await letters()).length, 1);
});

test('an address that is not written to any more gets no letter', async () => {
  await t.sql`
    insert into suppressions (channel, address, address_key, reason)
    values ('email', 'Maya@fernhill.example', 'maya@fernhill.example', 'complained')
  `;
  await ask('maya@fernhill.example');
  assert.deepEqual(await letters(), []);
  assert.equal((await subscriptions()).length, 0);
});

test('one may follow everything and single incidents besides, and each is confirmed by itself', async () => {
  await t.sql`
    insert into incidents (id, name, status, started_at) values ('iaaaaaaaaaaa', 'x', 'investigating', now())
  `;
  await seedSubscribers(t.sql, 1, { address: 'maya@fernhill.example' });
  await ask('maya@fernhill.example', { incident_id: 'iaaaaaaaaaaa', components: ['aaaaaaaaaaaa'] });
  assert.partialDeepStrictEqual(
    [...(await subscriptions())],
    [{ state: 'confirmed' }, { state: 'pending', incident_id: 'iaaaaaaaaaaa', component_ids: [] }],
  );
  assert.deepEqual(await letters(), ['confirm maya@fernhill.example']);
});

test('however many processes look at the requests, each is met once and in its order', async () => {
  await seedRequests(200);
  await Promise.all([settle(t.sql), settle(t.sql), settle(t.sql)]);
  await settle(t.sql);
  assert.equal((await t.sql`select from subscription_requests`).length, 0);
  assert.equal((await subscriptions()).length, 200);
  assert.equal((await letters()).length, 200);
  const addresses = await t.sql<{ address: string }[]>`select address from subscriptions order by id`;
  assert.deepEqual(
    addresses.map(({ address }) => address),
    Array.from({ length: 200 }, (_, index) => `reader${index + 1}@readers.example`),
  );
});

test('a request that cannot be met is let go, and the others are met', async () => {
  await seedRequests(3);
  await t.sql`
    update subscription_requests set wish = wish || '{"incident_id": "no such one"}'
    where id = (select min(id) from subscription_requests)
  `;
  await assert.rejects(settle(t.sql), /1 requests to be told could not be met/);
  assert.equal((await subscriptions()).length, 2);
  assert.equal((await t.sql`select from subscription_requests`).length, 0);
});

test('a request is looked at as soon as it comes', async () => {
  const { config } = readConfig({});
  const clock = startClock({ sql: t.sql, ready: Promise.resolve() }, config, silentLog);
  try {
    assert.equal((await askToBeTold(t, { address: 'maya@fernhill.example' })).status, 202);
    await until(async () => assert.equal((await letters()).length, 1));
  } finally {
    await clock.stop();
  }
});

test('what nobody confirms in two days is forgotten, and its link is dead before', async () => {
  await ask('maya@fernhill.example');
  await seedSubscribers(t.sql, 1, { address: 'jo@fernhill.example' });
  const [row] = await subscriptions();
  assert.ok(row);
  const token = (await linksOf(t.sql)).tokenFor('confirm', row);
  await hoursPass(47);
  await cleanUp(t.sql);
  assert.equal((await subscriptions()).length, 2);
  await hoursPass(2);
  assert.equal((await t.request('POST', `/subscriptions/confirm/${token}`)).status, 410);
  await cleanUp(t.sql);
  assert.deepEqual(
    (await subscriptions()).map(({ state }) => state),
    ['confirmed'],
  );
  assert.equal((await letters()).length, 0); // with the subscription they belong to
});

test('spent challenges, old limits and old letters are cleaned away when they mean nothing any more', async () => {
  await t.sql`delete from spent_challenges`;
  await t.sql`
    insert into spent_challenges select sha256(n::text::bytea), clock_timestamp() + make_interval(mins => n * -40)
    from generate_series(0, 2) as n
  `;
  await t.sql`
    insert into rate_limits (key, tries, window_started_at)
    values ('subscribe:a', 1, now() - interval '3 hours'), ('subscribe:b', 1, now()), ('sign-in:c', 1, now() - interval '3 hours')
  `;
  await t.sql`
    insert into letters (kind, address, locale, state, settled_at)
    values ('confirm', 'a@b.example', 'en', 'sent', now() - interval '31 days'), ('confirm', 'a@b.example', 'en', 'sent', now())
  `;
  await cleanUp(t.sql);
  assert.equal((await t.sql`select from spent_challenges`).length, 2);
  assert.equal((await t.sql`select from rate_limits`).length, 2);
  assert.equal((await letters()).length, 1);
});

test('who follows one incident is forgotten once it is over and all of it has been told', async () => {
  await t.sql`
    insert into incidents (id, name, status, started_at)
    values ('ibaaaaaaaaaa', 'open', 'investigating', now()), ('icaaaaaaaaaa', 'over', 'monitoring', now()),
      ('idaaaaaaaaaa', 'deleted', 'investigating', now())
  `;
  for (const incident_id of ['ibaaaaaaaaaa', 'icaaaaaaaaaa', 'idaaaaaaaaaa'])
    await seedSubscribers(t.sql, 2, { incident_id });
  await seedSubscribers(t.sql, 1, { address: 'maya@fernhill.example' });
  await t.sql`
    insert into incident_updates (id, incident_id, status, body, body_nodes)
    values ('uaaaaaaaaaaa', 'icaaaaaaaaaa', 'resolved', 'x', '[]')
  `;
  await t.sql`
    insert into notices (id, incident_id, update_id, kind) values ('naaaaaaaaaaa', 'icaaaaaaaaaa', 'uaaaaaaaaaaa', 'update')
  `;
  const follow = async () => {
    const rows = await t.sql<{ incident_id: string | null; count: number }[]>`
      select incident_id, count(*)::int as count from subscriptions group by 1 order by 1
    `;
    return Object.fromEntries(rows.map((row) => [row.incident_id?.slice(0, 2) ?? 'all', row.count]));
  };
  await cleanUp(t.sql);
  assert.deepEqual(await follow(), { ib: 2, ic: 2, id: 2, all: 1 });

  await t.sql`update incidents set status = 'resolved', resolved_at = now() where id = 'icaaaaaaaaaa'`;
  await t.sql`update incidents set deleted_at = now() where id = 'idaaaaaaaaaa'`;
  await cleanUp(t.sql);
  assert.deepEqual(await follow(), { ib: 2, ic: 2, all: 1 }, 'its last notice is not planned yet');

  const [first, second] = await t.sql<{ id: string }[]>`
    select id from subscriptions where incident_id = 'icaaaaaaaaaa' order by id
  `;
  await t.sql`update notices set expanded_at = now()`;
  await t.sql`
    insert into deliveries (notice_id, subscription_id, channel, destination, state)
    values ('naaaaaaaaaaa', ${first?.id ?? ''}, 'email', 'x', 'sent'), ('naaaaaaaaaaa', ${second?.id ?? ''}, 'email', 'x', 'sending')
  `;
  await cleanUp(t.sql);
  assert.deepEqual(await follow(), { ib: 2, ic: 1, all: 1 }, 'one of them is being told');
  await t.sql`update deliveries set state = 'failed'`;
  await cleanUp(t.sql);
  assert.deepEqual(await follow(), { ib: 2, all: 1 });
});

/** Puts many requests in the line at once. */
async function seedRequests(count: number): Promise<void> {
  await t.sql`
    insert into subscription_requests (wish)
    select jsonb_build_object(
      'action', 'subscribe', 'channel', 'email', 'address', address, 'address_key', address,
      'destination', 'readers.example', 'details', '{}'::jsonb, 'inbox', address, 'component_ids', '[]'::jsonb,
      'group_ids', '[]'::jsonb, 'kinds', '["incident"]'::jsonb, 'incident_id', null, 'locale', 'en', 'time_zone', 'UTC'
    )
    from (select 'reader' || n || '@readers.example' as address from generate_series(1, ${count}::int) as n) as made
  `;
}
