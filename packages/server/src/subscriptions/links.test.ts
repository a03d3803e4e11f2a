import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Subscription } from '@allswell/protocol/schema';
import { createTestApp, publicUrl, type TestApp } from '../testing/app.ts';
import { seedSubscribers } from '../testing/seed-subscribers.ts';
import { linksOf } from '../testing/subscribing.ts';
import type { LinkPurpose, Links } from './links.ts';

let t: TestApp;
let links: Links;
before(async () => {
  t = await createTestApp();
  links = await linksOf(t.sql);
  await t.sql`update settings set name = 'Fern & <Hill>'`;
  await t.sql`insert into component_groups (id, name, position) values ('gaaaaaaaaaaa', 'Europe', 1)`;
  await t.sql`
    insert into components (id, name, group_id, position)
    values ('caaaaaaaaaaa', 'API <b>', 'gaaaaaaaaaaa', 1), ('cbaaaaaaaaaa', 'Web', null, 2)
  `;
  await t.sql`
    insert into incidents (id, name, status, started_at) values ('iaaaaaaaaaaa', 'Slow sign-in', 'investigating', now())
  `;
});
after(() => t.drop());
beforeEach(() => t.sql`delete from subscriptions`);

const tableState = async () =>
  JSON.stringify([
    await t.sql`select * from subscriptions order by id`,
    await t.sql`select * from unanswered_letters`,
    await t.sql`select * from letters order by id`,
    await t.sql`select count(*) from audit`,
  ]);

/** One who subscribed, and the tokens of their links. */
async function someone(options: Parameters<typeof seedSubscribers>[2] = {}) {
  await seedSubscribers(t.sql, 1, { address: 'maya@fernhill.example', ...options });
  const [row] = await t.sql<{ id: string; link_salt: string }[]>`select * from subscriptions order by id desc limit 1`;
  assert.ok(row);
  const found = row;
  return (purpose: LinkPurpose) => links.tokenFor(purpose, found);
}

const open = (path: string, options: Parameters<TestApp['request']>[2] = {}) =>
  t.request<string>('GET', `/subscriptions/${path}`, options);
const post = (path: string, fields: Record<string, string | string[]> = {}, headers: Record<string, string> = {}) => {
  const raw = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  );
  return t.request<string>('POST', `/subscriptions/${path}`, {
    raw: raw.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
};
const stored = () => t.sql<Record<string, unknown>[]>`select * from subscriptions order by id`;

test('opening a link changes nothing, however often and by whatever method that only reads', async () => {
  const pending = await someone({ state: 'pending' });
  const confirmed = await someone({ address: 'jo@fernhill.example', incident_id: 'iaaaaaaaaaaa' });
  const before = await tableState();
  for (const path of [
    `confirm/${pending('confirm')}`,
    `manage/${confirmed('manage')}`,
    `unsubscribe/${confirmed('unsubscribe')}`,
  ]) {
    for (const method of ['GET', 'GET', 'GET', 'HEAD']) {
      const reply = await t.request(method, `/subscriptions/${path}`);
      assert.equal(reply.status, 200, path);
    }
    assert.equal((await t.request('GET', `/subscriptions/${path}?List-Unsubscribe=One-Click`)).status, 200);
  }
  assert.equal((await t.request('GET', `/api/subscriptions/${confirmed('manage')}`)).status, 200);
  assert.equal(await tableState(), before);
});

test('a link is confirmed by its button, once', async () => {
  const token = (await someone({ state: 'pending', component_ids: ['caaaaaaaaaaa'], group_ids: ['gaaaaaaaaaaa'] }))(
    'confirm',
  );
  const page = await open(`confirm/${token}`);
  assert.match(page.body, /m…\u2060@fernhill\.example/);
  assert.ok(!page.body.includes('maya@'));
  assert.match(page.body, /API &lt;b&gt;/);
  assert.match(page.body, /\u2068Europe\u2069, all of it/);
  assert.match(page.body, /Incidents.*Planned maintenance/s);
  assert.match(page.body, /<form method="post"><button>Confirm<\/button>/);

  const done = await post(`confirm/${token}`);
  assert.equal(done.status, 200);
  assert.match(done.body, /You are subscribed/);
  const [, manage = ''] = /href="\/subscriptions\/(manage\/[^"]+)"/.exec(done.body) ?? [];
  assert.equal((await open(manage)).status, 200);
  assert.partialDeepStrictEqual([...(await stored())], [{ state: 'confirmed' }]);

  for (const reply of [await post(`confirm/${token}`), await open(`confirm/${token}`)]) {
    assert.equal(reply.status, 410);
    assert.match(reply.body, /no longer good/);
  }
});

test('the pages keep what they are about to themselves', async () => {
  await t.sql`update settings set logo = 'https://cdn.elsewhere.example/l.png', favicon = 'https://cdn.elsewhere.example/f.ico'`;
  const tokens = await someone();
  for (const path of [
    `manage/${tokens('manage')}`,
    `unsubscribe/${tokens('unsubscribe')}`,
    `confirm/${tokens('confirm')}`,
  ]) {
    const { headers, body } = await open(path);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-robots-tag'), 'noindex');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*form-action 'self'/);
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe|elsewhere|script-src/);
    assert.doesNotMatch(body, /https?:\/\//);
    assert.doesNotMatch(body, /<script/);
    assert.match(body, /Fern &amp; &lt;Hill&gt;/);
  }
});

test('a link for one thing opens nothing else, and forged, erased and unknown ones are one answer', async () => {
  const tokens = await someone();
  const right = tokens('manage');
  const [id = '', signature = ''] = [right.slice(0, right.indexOf('-')), right.slice(right.indexOf('-') + 1)];
  await t.sql`insert into subscriptions (channel, address, address_key, destination, locale, time_zone, source)
    values ('email', 'gone@x.example', 'gone@x.example', 'x.example', 'en', 'UTC', 'page')`;
  const gone = await t.sql<{ id: string; link_salt: string }[]>`
    delete from subscriptions where address_key = 'gone@x.example' returning id, link_salt
  `;
  const dead = [
    tokens('confirm'),
    tokens('unsubscribe'),
    `${id}-${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
    `zzzzzz-${signature}`,
    links.tokenFor('manage', gone[0] ?? { id: '1', link_salt: '' }),
  ];
  const answers = [];
  for (const token of dead) {
    const [page, api] = [await open(`manage/${token}`), await t.request('GET', `/api/subscriptions/${token}`)];
    answers.push([page.status, page.body, api.status, api.problem]);
    assert.equal(page.status, 410);
    assert.equal(api.problem.type, `${publicUrl}/problems/token-spent`);
  }
  for (const answer of answers) assert.deepEqual(answer, answers[0]);

  const [page, api] = [await open('manage/abc'), await t.request('GET', '/api/subscriptions/abc')];
  assert.equal(page.status, 410);
  assert.match(page.body, /not whole/);
  assert.equal(api.problem.type, `${publicUrl}/problems/token-spent`);
  assert.equal((await open('elsewhere/abc')).status, 404);
  const put = await t.request('PUT', `/subscriptions/manage/${right}`);
  assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD, POST']);
});

test('no part of a link is in the log', async () => {
  t.warnings.length = 0;
  const token = (await someone())('manage');
  await t.request('GET', `/api/subscriptions/${token.slice(0, -1)}`);
  await t.request('PATCH', `/api/subscriptions/${token}`, { body: { kinds: [] } });
  assert.ok(!JSON.stringify([t.warnings, t.bugs]).includes(token.slice(0, 20)));
});

test('who has a part of a link only is not told that they have left', async () => {
  const part = (await someone())('unsubscribe').slice(0, -1);
  const oneClick = await post(`unsubscribe/${part}`, { 'List-Unsubscribe': 'One-Click' });
  assert.equal(oneClick.status, 410);
  assert.match(oneClick.body, /not whole/);
  assert.equal((await stored()).length, 1);
});

test('no line of a French page begins with a colon or a question mark', async () => {
  const tokens = await someone({ state: 'pending' });
  const { body } = await open(`confirm/${tokens('confirm')}?lang=fr`);
  assert.match(body, /Voici ce que vous recevrez\u00a0:/);
  assert.doesNotMatch(body.replace(/<style[\s\S]*?<\/style>/g, ''), / [:?»]/);
});

test('a link that has got a new salt is dead', async () => {
  const token = (await someone())('manage');
  await t.sql`update subscriptions set link_salt = 'another'`;
  assert.equal((await open(`manage/${token}`)).status, 410);
});

test('what one hears of is changed by a form that needs no script', async () => {
  const tokens = await someone();
  const at = `manage/${tokens('manage')}`;
  const page = await open(at);
  assert.match(page.body, /value="everything" id="everything" checked/);
  assert.match(page.body, /<option value="en" selected>English/);
  assert.match(page.body, /<option value="America\/New_York">America\/New York/);

  const saved = await post(at, {
    scope: 'some',
    components: ['cbaaaaaaaaaa'],
    groups: 'gaaaaaaaaaaa',
    kinds: 'maintenance',
    locale: 'fr',
    time_zone: 'Europe/Paris',
  });
  assert.equal(saved.status, 200);
  assert.match(saved.body, /lang="fr"/);
  assert.match(saved.body, /C’est enregistré/);
  assert.partialDeepStrictEqual(
    [...(await stored())],
    [
      {
        component_ids: ['cbaaaaaaaaaa'],
        group_ids: ['gaaaaaaaaaaa'],
        kinds: ['maintenance'],
        locale: 'fr',
        time_zone: 'Europe/Paris',
      },
    ],
  );
  const all = { scope: 'everything', kinds: ['incident', 'maintenance'], locale: 'en', time_zone: 'UTC' };
  await post(at, { ...all, components: 'cbaaaaaaaaaa' });
  assert.partialDeepStrictEqual([...(await stored())], [{ component_ids: [], group_ids: [], locale: 'en' }]);
});

test('a form that cannot be saved says why, keeps what was chosen, and changes nothing', async () => {
  const at = `manage/${(await someone())('manage')}`;
  const good = { scope: 'everything', kinds: 'incident', locale: 'en', time_zone: 'UTC' };
  const before = await tableState();
  const cases: [Record<string, string | string[]>, RegExp][] = [
    [{ ...good, scope: 'some' }, /Choose everything, or at least one part/],
    [{ ...good, kinds: [] }, /Choose at least one/],
    [{ ...good, locale: 'not a language' }, /Choose a language/],
    [{ ...good, time_zone: 'Mars/Base' }, /Choose a time zone/],
    [{ ...good, scope: 'some', components: 'zzzzzzzzzzzz' }, /has left the page/],
    [{ ...good, scope: 'some', components: '"><script>' }, /has left the page/],
    [{}, /Choose at least one/],
  ];
  for (const [fields, says] of cases) {
    const reply = await post(at, fields);
    assert.equal(reply.status, 422);
    assert.match(reply.body, /role="alert"/);
    assert.match(reply.body, says);
  }
  const kept = await post(at, { ...good, scope: 'some', components: 'cbaaaaaaaaaa', kinds: [] });
  assert.match(kept.body, /value="cbaaaaaaaaaa" checked/);
  assert.equal(await tableState(), before);
});

test('who follows one incident can change the language and the zone, and leave', async () => {
  const at = `manage/${(await someone({ incident_id: 'iaaaaaaaaaaa' }))('manage')}`;
  const page = await open(at);
  assert.match(page.body, /Only “\u2068Slow sign-in\u2069”, until it is over/);
  assert.doesNotMatch(page.body, /type="checkbox"/);
  assert.equal(
    (await post(at, { locale: 'de', time_zone: 'Europe/Berlin', components: 'cbaaaaaaaaaa', scope: 'some' })).status,
    200,
  );
  assert.partialDeepStrictEqual(
    [...(await stored())],
    [{ locale: 'de', component_ids: [], incident_id: 'iaaaaaaaaaaa' }],
  );
  const [, leave = ''] = /action="\/subscriptions\/(unsubscribe\/[^"]+)"/.exec((await open(at)).body) ?? [];
  assert.equal((await post(leave)).status, 200);
  assert.equal((await stored()).length, 0);
});

test('a mail program unsubscribes with one click, and may repeat it', async () => {
  const at = `unsubscribe/${(await someone())('unsubscribe')}`;
  assert.match((await open(at)).body, /Unsubscribe\?/);
  assert.equal((await stored()).length, 1);
  for (let time = 0; time < 3; time++) {
    const reply = await post(at, { 'List-Unsubscribe': 'One-Click' });
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('location'), null);
  }
  assert.equal((await stored()).length, 0);
  assert.equal((await open(at)).status, 410);
  assert.match((await post(at)).body, /You are unsubscribed/);
});

test('one click may come as a multipart form as well, and from nobody known', async () => {
  const at = `unsubscribe/${(await someone())('unsubscribe')}`;
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  const made = new Response(form);
  const raw = await made.text();
  const headers = {
    'content-type': made.headers.get('content-type') ?? '',
    cookie: '',
    origin: 'https://mail.example',
  };
  assert.equal((await t.request('POST', `/subscriptions/${at}`, { raw, headers })).status, 200);
  assert.equal((await stored()).length, 0);
});

test('a body that is too long is refused, and a broken one is as good as none', async () => {
  const at = `/subscriptions/unsubscribe/${(await someone())('unsubscribe')}`;
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await t.request('POST', at, { raw: 'x'.repeat(70_000), headers: type })).status, 413);
  assert.equal((await stored()).length, 1);
  const broken = { 'content-type': 'multipart/form-data; boundary=x' };
  assert.equal((await t.request('POST', at, { raw: 'no part at all', headers: broken })).status, 200);
  assert.equal((await stored()).length, 0);
});

test('the pages speak the language that is asked for, else that of the subscriber', async () => {
  const token = (await someone({ locales: ['de-AT'] }))('manage');
  assert.match((await open(`manage/${token}`)).body, /<html lang="de" dir="ltr">.*Wovon Sie erfahren/s);
  assert.match((await open(`manage/${token}?lang=ar`)).body, /<html lang="ar" dir="rtl">.*ما تتلقاه/s);
  assert.match((await open(`manage/${token}?lang=xx`)).body, /<html lang="en"/);
  const headers = { 'accept-language': 'xx, fr-CH;q=0.9, en;q=0.8' };
  assert.match((await open(`manage/${token}`, { headers })).body, /<html lang="de"/);
  assert.match((await open('manage/abc', { headers })).body, /<html lang="fr"/);
  for (const lang of ['en', 'de', 'fr', 'es', 'ar'])
    assert.match((await open(`manage/abc?lang=${lang}`)).body, new RegExp(`<html lang="${lang}"`));
});

test('a program reads, changes and ends a subscription by the link to manage it', async () => {
  const tokens = await someone({ component_ids: ['caaaaaaaaaaa'] });
  const at = `/api/subscriptions/${tokens('manage')}`;
  const seen = await t.request<Subscription>('GET', at);
  assert.deepEqual(seen.body, {
    channel: 'email',
    state: 'confirmed',
    components: ['caaaaaaaaaaa'],
    groups: [],
    kinds: ['incident', 'maintenance'],
    incident_id: null,
    locale: 'en',
    time_zone: 'UTC',
    address_hint: 'm…@fernhill.example',
  });
  assert.equal(seen.headers.get('cache-control'), 'no-store');
  const changed = await t.request<Subscription>('PATCH', at, { body: { components: ['cbaaaaaaaaaa'], locale: 'ES' } });
  assert.deepEqual(
    [changed.body.components, changed.body.locale, changed.body.kinds.length],
    [['cbaaaaaaaaaa'], 'es', 2],
  );
  const wrong = await t.request('PATCH', at, { body: { components: ['zzzzzzzzzzzz'] } });
  assert.deepEqual(
    wrong.problem.errors?.map(({ pointer }) => pointer),
    ['#/components/0'],
  );
  const api = await t.request('DELETE', `/api/subscriptions/${tokens('unsubscribe')}`);
  assert.equal(api.status, 204);
  assert.equal((await t.request('DELETE', at)).status, 410);
});

test('who asks for JSON gets JSON from the pages too', async () => {
  const pending = await someone({ state: 'pending' });
  const accept = { accept: 'application/json' };
  const confirmed = await t.request<Subscription>('POST', `/subscriptions/confirm/${pending('confirm')}`, {
    headers: accept,
  });
  assert.equal(confirmed.body.state, 'confirmed');
  const again = await t.request('POST', `/subscriptions/confirm/${pending('confirm')}`, { headers: accept });
  assert.equal(again.problem.type, `${publicUrl}/problems/token-spent`);
  const left = await t.request('POST', `/subscriptions/unsubscribe/${pending('unsubscribe')}`, { headers: accept });
  assert.deepEqual(left.body, { status: 'unsubscribed' });
});
