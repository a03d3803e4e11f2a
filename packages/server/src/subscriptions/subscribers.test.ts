import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AuditEntry, Subscriber } from '@allswell/protocol';
import type { ImportResult, SubscriberCounts } from '@allswell/protocol/schema';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { seedSubscribers } from '../testing/seed-subscribers.ts';
import { askToBeTold, offerChannels, settle } from '../testing/subscribing.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  await offerChannels(t.sql);
  await t.sql`insert into component_groups (id, name, position) values ('gaaaaaaaaaaa', 'Europe', 1)`;
  await t.sql`
    insert into components (id, name, group_id, position) values
      ('caaaaaaaaaaa', 'API', 'gaaaaaaaaaaa', 1), ('cbaaaaaaaaaa', 'Web, mobile', null, 2),
      ('ccaaaaaaaaaa', 'Twin', null, 3), ('cdaaaaaaaaaa', 'Twin', null, 4)
  `;
});
after(() => t.drop());
beforeEach(async () => {
  for (const table of [
    'letters',
    'subscriptions',
    'subscription_requests',
    'unanswered_letters',
    'suppressions',
    'bounces',
    'audit',
  ])
    await t.sql`delete from ${t.sql(table)}`;
});

const stored = () => t.sql<Record<string, unknown>[]>`select * from subscriptions order by id`;
const send = (text: BodyInit, headers: Record<string, string> = {}) =>
  maya.request<ImportResult>('POST', '/api/v1/subscribers/import', {
    raw: text,
    headers: { 'content-type': 'text/csv', ...headers },
  });
const pointersOf = (reply: { problem: { errors?: { pointer: string; detail: string }[] } }) =>
  reply.problem.errors ?? [];
const lastAudit = async () => (await maya.request<AuditEntry[]>('GET', '/api/v1/audit?per_page=1')).body[0];

test('admins see who is told, newest first, and find them by a part of their address', async () => {
  await seedSubscribers(t.sql, 5, { address: 'reader{n}@fernhill.example' });
  await seedSubscribers(t.sql, 2, { address: 'new_{n}@other.example', state: 'pending' });
  await seedSubscribers(t.sql, 1, { address: 'https://fcm.googleapis.com/x', channel: 'web_push' });
  const list = async (query = '') => {
    const reply = await maya.request<Subscriber[]>('GET', `/api/v1/subscribers?${query}`);
    assert.equal(reply.status, 200);
    return reply;
  };
  const addresses = async (query: string) => (await list(query)).body.map(({ address }) => address);
  assert.equal((await list()).body.length, 8);
  assert.deepEqual(await addresses('channel=web_push'), ['https://fcm.googleapis.com/x']);
  assert.deepEqual(await addresses('state=pending'), ['new_2@other.example', 'new_1@other.example']);
  assert.deepEqual(await addresses('q=FERNHILL&per_page=2'), ['reader5@fernhill.example', 'reader4@fernhill.example']);
  assert.deepEqual(await addresses('q=_1'), ['new_1@other.example']); // letter by letter
  assert.deepEqual(await addresses('q=%25'), []);
  const { headers } = await list('q=fernhill&per_page=2&page=2');
  assert.match(headers.get('link') ?? '', /page=1&per_page=2>; rel="prev"|page=1.*rel="prev"/);
  assert.match(headers.get('link') ?? '', /page=3[^>]*>; rel="next"/);

  const counts = await maya.request<SubscriberCounts>('GET', '/api/v1/subscribers/counts');
  assert.deepEqual(counts.body, { confirmed: { email: 5, web_push: 1 }, pending: { email: 2 } });
  assert.equal((await maya.request('GET', '/api/v1/subscribers?channel=pigeon')).status, 422);
});

test('an admin removes a subscriber, who may come back; the trail does not say who it was', async () => {
  await seedSubscribers(t.sql, 1, { address: 'jo@fernhill.example' });
  const [row] = await stored();
  const path = `/api/v1/subscribers/${String(row?.['id'])}`;
  assert.equal((await maya.request('DELETE', path)).status, 204);
  assert.equal((await maya.request('DELETE', path)).status, 404);
  assert.equal((await maya.request('DELETE', '/api/v1/subscribers/99999999999999999999')).status, 404);
  assert.equal((await stored()).length, 0);
  const trail = await lastAudit();
  assert.equal(trail?.action, 'subscriber.removed');
  assert.ok(!JSON.stringify(trail).includes('jo@'));
});

test('erasing an address leaves nothing of it', async () => {
  await seedSubscribers(t.sql, 1, { address: 'Jo@Fernhill.example' });
  await seedSubscribers(t.sql, 1, { address: 'other@fernhill.example' });
  await t.sql`insert into letters (kind, address, locale) values ('already', 'Jo@fernhill.example', 'en')`;
  await t.sql`insert into bounces (address_key, detail) values ('jo@fernhill.example', 'full')`;
  assert.equal((await askToBeTold(t, { address: 'jo@fernhill.example' })).status, 202);
  const reply = await maya.request('POST', '/api/v1/subscribers/erase', { body: { address: 'JO@fernhill.example' } });
  assert.deepEqual(reply.body, { erased: 4 });
  const rest = JSON.stringify([
    await stored(),
    await t.sql`select * from letters`,
    await t.sql`select * from bounces`,
    await t.sql`select * from subscription_requests`,
    await t.sql`select changes, subject_id from audit`,
  ]);
  assert.ok(!/jo@/i.test(rest));
  assert.equal((await stored()).length, 1);
  assert.deepEqual((await maya.request('POST', '/api/v1/subscribers/erase', { body: { address: 'nobody' } })).body, {
    erased: 0,
  });
});

test('who complained and is erased gets no letter by a stranger’s wish either', async () => {
  await t.sql`
    insert into suppressions (channel, address, address_key, reason)
    values ('email', 'jo@fernhill.example', 'jo@fernhill.example', 'complained')
  `;
  await maya.request('POST', '/api/v1/subscribers/erase', { body: { address: 'jo@fernhill.example' } });
  assert.equal((await t.sql`select from suppressions`).length, 0);
  await askToBeTold(t, { address: 'j.o+1@fernhill.example' });
  await settle(t.sql);
  assert.equal((await t.sql`select from letters`).length, 0);
  assert.equal((await stored()).length, 0);
});

test('people who agreed elsewhere are taken in from a file, and nobody is written to', async () => {
  const file = [
    'channel,address,components,groups,kinds,locale,time_zone,consented_at,consent_source',
    'email,Jo@Fernhill.example,caaaaaaaaaaa|Twin2,,incident,de,Europe/Berlin,2026-01-31T10:00:00+01:00,"form, 2026"',
    'email,Jo@Fernhill.example,"Web, mobile; api",Europe,incident,pt-br,Europe/Berlin,2026-01-31T10:00:00+01:00,"form, 2026"',
    ',ann@exämple.de,,,,,,2026-02-01,',
  ].join('\r\n');
  const reply = await send(file);
  assert.deepEqual(reply.body, {
    imported: 2,
    skipped: [{ line: 2, reason: 'There is no component “Twin2” on this page.' }],
  });
  const rows = await stored();
  assert.partialDeepStrictEqual(
    [...rows],
    [
      {
        channel: 'email',
        address: 'Jo@fernhill.example',
        address_key: 'jo@fernhill.example',
        destination: 'fernhill.example',
        component_ids: ['cbaaaaaaaaaa', 'caaaaaaaaaaa'],
        group_ids: ['gaaaaaaaaaaa'],
        kinds: ['incident'],
        locale: 'pt-BR',
        time_zone: 'Europe/Berlin',
        state: 'confirmed',
        source: 'import',
        consent_source: 'form, 2026',
      },
      {
        address: 'ann@xn--exmple-cua.de',
        component_ids: [],
        kinds: ['incident', 'maintenance'],
        locale: 'en',
        time_zone: 'UTC',
      },
    ],
  );
  assert.deepEqual(rows[0]?.['consented_at'], new Date('2026-01-31T09:00:00Z'));
  assert.deepEqual(rows[1]?.['consented_at'], new Date('2026-02-01T00:00:00Z'));
  assert.equal((await t.sql`select from letters`).length, 0);
  const trail = await lastAudit();
  assert.deepEqual([trail?.action, trail?.changes], ['subscribers.imported', { imported: { from: null, to: 2 } }]);
  assert.ok(!JSON.stringify(trail).includes('ann@'));
});

test('every mistake of a file is named with its line, and the other lines are taken', async () => {
  await seedSubscribers(t.sql, 1, { address: 'there@fernhill.example' });
  await t.sql`
    insert into suppressions (channel, address, address_key, reason) values
      ('email', 'gone@fernhill.example', 'gone@fernhill.example', 'bounced')
  `;
  const file = [
    'address,channel,components,groups,kinds,locale,time_zone,consented_at,consent_source',
    'good1@fernhill.example',
    '',
    ',email',
    'two@a.example,b@c.example',
    '"x@a.example,y@b.example",email',
    'maya@127.0.0.1',
    'a@b.example,pigeon',
    'a@b.example,slack',
    'https://fcm.googleapis.com/x,web_push',
    'a@b.example,email,Nowhere|caaaaaaaaaaa',
    'a@b.example,email,Twin',
    'a@b.example,email,,Asia',
    'a@b.example,email,,,incidents and more',
    'a@b.example,email,,,,not_a_language',
    'a@b.example,email,,,,,Mars/Base',
    'a@b.example,email,,,,,,31.01.2026',
    'a@b.example,email,,,,,,2026-02-30',
    'a@b.example,email,,,,,,2999-01-01',
    `a@b.example,email,,,,,,,${'x'.repeat(501)}`,
    'a@b.example,email,,,,,,,,one too many',
    'a@b.example,email,Nope,Nada,never,?,?,?,',
    'GOOD1@fernhill.example',
    'there@fernhill.example',
    'gone@fernhill.example',
    '"multi\nline"@x.example',
    'good2@fernhill.example,email,"caaaaaaaaaaa\ncbaaaaaaaaaa"',
    'bad@after.example,pigeon',
    'a"quo"te@b.example',
    '"never closed',
    'good3@fernhill.example',
  ].join('\n');
  const { body } = await send(file);
  const reasons = new Map(body.skipped.map(({ line, reason }) => [line, reason]));
  assert.deepEqual(
    (await stored()).map((row) => row['address']),
    ['there', 'good1', 'good2', 'good3'].map((name) => `${name}@fernhill.example`),
  );
  assert.equal(body.imported, 3);
  const expected: [number, RegExp][] = [
    [4, /no address/],
    [5, /“b@c.example” is no channel/],
    [6, /“x@a.example,y@b.example” is no address/],
    [7, /“maya@127.0.0.1” is no address/],
    [8, /“pigeon” is no channel/],
    [9, /slack/],
    [10, /web_push cannot be imported/],
    [11, /no component “Nowhere”/],
    [12, /More than one component is called “Twin”/],
    [13, /no group “Asia”/],
    [14, /“incidents” is no kind/],
    [15, /“not_a_language” is no language/],
    [16, /“Mars\/Base” is no time zone/],
    [17, /“31.01.2026” is no date/],
    [18, /“2026-02-30” is no date/],
    [19, /“2999-01-01” has not come yet/],
    [20, /longer than 500/],
    [21, /10 cells, and the head names 9/],
    [22, /Nope.*Nada.*never.*\?.*\?.*\?/],
    [23, /The same address stands in line 2/],
    [24, /subscribed already/],
    [25, /not written to any more: bounced/],
    [26, /A quote/],
    [30, /“pigeon”/],
    [31, /A quote/],
    [32, /never closed/],
  ];
  for (const [line, reason] of expected) assert.match(reasons.get(line) ?? 'nothing', reason, `line ${line}`);
  assert.equal(body.skipped.length, expected.length);
});

test('spreadsheets may save it as they like: semicolons, tabs, a byte order mark, UTF-16, odd heads', async () => {
  const files: BodyInit[] = [
    '\ufeffAddress;Time zone;Components\na1@x.example;Europe/Berlin;"API|Web, mobile"\n',
    'ADDRESS\ttime_zone\r\na2@x.example\tUTC\r\n',
    Buffer.from('\ufeffaddress;locale\r\na3@x.example;de\r\n', 'utf16le'),
    '"address"\r"a4@x.example"\r',
  ];
  for (const [index, file] of files.entries())
    assert.deepEqual((await send(file)).body, { imported: 1, skipped: [] }, `file ${index}`);
  assert.partialDeepStrictEqual(
    [...(await stored())],
    [
      { address: 'a1@x.example', time_zone: 'Europe/Berlin', component_ids: ['caaaaaaaaaaa', 'cbaaaaaaaaaa'] },
      { address: 'a2@x.example' },
      { address: 'a3@x.example', locale: 'de' },
      { address: 'a4@x.example' },
    ],
  );
});

test('a file whose head does not fit is refused as a whole', async () => {
  const wrong: [BodyInit, RegExp][] = [
    ['', /empty/],
    ['a@b.example\n', /“a@b.example” is no column/],
    ['address,component\na@b.example,x\n', /“component” is no column/],
    ['locale\nde\n', /no column “address”/],
    ['address,address\na@b.example,c@d.example\n', /twice/],
    [new Uint8Array([0x61, 0xff, 0xfe]), /UTF-8/],
  ];
  for (const [file, says] of wrong) {
    const reply = await send(file);
    assert.equal(reply.status, 422);
    assert.match(
      pointersOf(reply)
        .map(({ detail }) => detail)
        .join(' '),
      says,
    );
  }
  const details = pointersOf(await send('mail,name\na@b.example,A\n')).map(({ detail }) => detail);
  assert.equal(details.length, 3);
  assert.match(
    details.join(' '),
    /^(?!.*The first line.*The first line).*no column “address”\. The first line has to name/,
  );
  assert.equal((await send('address\n', { 'content-type': 'application/json' })).status, 415);
  assert.equal((await send('address\na@b.example\n', { 'content-type': 'text/plain' })).status, 415);
  const long = await send('x'.repeat(10 * 1024 * 1024 + 1));
  assert.equal(long.status, 413);
  assert.equal((await stored()).length, 0);
});

test('the same file again takes nobody in twice, and the same request gets the same answer', async () => {
  const file = 'address\na@x.example\nb@x.example\n';
  const key = { 'idempotency-key': 'one' };
  assert.deepEqual((await send(file, key)).body, { imported: 2, skipped: [] });
  const repeat = await send(file, key);
  assert.deepEqual([repeat.body, repeat.headers.get('idempotency-replayed')], [{ imported: 2, skipped: [] }, 'true']);
  const again = await send(file);
  assert.deepEqual(
    again.body.skipped.map(({ line }) => line),
    [2, 3],
  );
  assert.equal((await stored()).length, 2);
});

test('who has asked and not confirmed is taken at the operator’s word, and is not asked again', async () => {
  await askToBeTold(t, { address: 'jo@fernhill.example' });
  await settle(t.sql);
  assert.equal((await t.sql`select from letters`).length, 1);
  assert.deepEqual((await send('address,kinds\njo@fernhill.example,maintenance\n')).body, { imported: 1, skipped: [] });
  assert.partialDeepStrictEqual(
    [...(await stored())],
    [{ state: 'confirmed', source: 'import', kinds: ['maintenance'] }],
  );
  assert.equal((await t.sql`select from letters`).length, 0);
});

test('an export can be imported again, and no spreadsheet runs what is in it', async () => {
  await send(
    [
      'address,components,groups,kinds,locale,time_zone,consented_at,consent_source',
      "=1+1@x.example,API,,incident,de,Europe/Berlin,2026-01-01,'=HYPERLINK(1)",
      "'quoted@x.example,,Europe,,,,,@cmd",
      '\'=both@x.example,,,,,,,"say ""hi"", twice"',
      '+plus@x.example,"Web, mobile",,maintenance,ar,UTC,,"two\nlines"',
      '-dash@x.example',
    ].join('\n'),
  );
  await seedSubscribers(t.sql, 1, { address: 'pending@x.example', state: 'pending' });
  await seedSubscribers(t.sql, 1, { address: 'https://fcm.googleapis.com/x', channel: 'web_push' });
  const before = await stored();
  const reply = await maya.request<string>('GET', '/api/v1/subscribers/export');
  assert.equal(reply.headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.match(reply.headers.get('content-disposition') ?? '', /attachment; filename="subscribers\.csv"/);
  assert.equal(reply.headers.get('cache-control'), 'no-store');
  assert.doesNotMatch(reply.body, /(^|,)"?[=+\-@]/m);
  assert.doesNotMatch(reply.body, /pending@|fcm/);
  assert.equal((await lastAudit())?.action, 'subscribers.exported');

  await t.sql`delete from subscriptions`;
  assert.deepEqual((await send(reply.body)).body, { imported: 5, skipped: [] });
  const comparable = (rows: readonly Record<string, unknown>[]) =>
    rows.map(({ address, component_ids, group_ids, kinds, locale, time_zone, consent_source }) =>
      JSON.stringify([address, component_ids, group_ids, kinds, locale, time_zone, consent_source]),
    );
  assert.deepEqual(comparable(await stored()), comparable(before.slice(0, 5)));
});

test('a large file goes through in pieces', async () => {
  const lines = Array.from({ length: 12_000 }, (_, index) => `reader${index}@big.example,API,Europe/Berlin`);
  const reply = await send(`address,components,time_zone\n${lines.join('\n')}\n`);
  assert.deepEqual(reply.body, { imported: 12_000, skipped: [] });
  const exported = await maya.request<string>('GET', '/api/v1/subscribers/export');
  assert.equal(exported.body.trim().split('\n').length, 12_001);
});
