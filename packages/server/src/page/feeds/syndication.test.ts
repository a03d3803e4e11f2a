import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { AdminComponent, AdminIncident, AdminMaintenance } from '@allswell/protocol';
import { createTestApp, publicUrl, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { temporaryFolder } from '../../testing/folder.ts';
import { until } from '../../testing/until.ts';
import { readCalendar } from '../calendar/testing/read-calendar.ts';
import { parse, type ServedPage, servePage } from '../testing/serve-page.ts';
import { readFeed, textOf } from './testing/read-feed.ts';

let t: TestApp;
let maya: TestAdmin;
let served: ServedPage;
let cart: string;
const folder = temporaryFolder();
const hub = 'https://hub.example/';

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  await maya.request('PATCH', '/api/v1/settings', { body: { name: 'Fernhill', languages: ['en', 'de'] } });
  cart = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'Cart' } })).body.id;
  served = await servePage({ sql: t.sql, publicUrl, hub, dataDir: folder.path });
});
after(async () => {
  await served.close();
  await t.drop();
  folder[Symbol.dispose]();
});

const paths = ['/history.atom', '/history.rss', '/feed.json', '/calendar.ics', '/badge.svg'];
const types: Record<string, string> = {
  '/history.atom': 'application/atom+xml; charset=utf-8',
  '/history.rss': 'application/rss+xml; charset=utf-8',
  '/feed.json': 'application/feed+json; charset=utf-8',
  '/calendar.ics': 'text/calendar; charset=utf-8; method=PUBLISH',
  '/badge.svg': 'image/svg+xml; charset=utf-8',
};

const open = async (name: string) =>
  (
    await maya.request<AdminIncident>('POST', '/api/v1/incidents', {
      body: { name, body: 'We look.', component_ids: [cart] },
    })
  ).body;
const plan = async (name: string, more: object = {}) => {
  const startsAt = Date.now() + 86_400_000;
  const [scheduled_for, scheduled_until] = [startsAt, startsAt + 3_600_000].map((at) => new Date(at).toISOString());
  const body = { name, body: 'Read-only.', status: 'scheduled', scheduled_for, scheduled_until, ...more };
  return (await maya.request<AdminMaintenance>('POST', '/api/v1/incidents', { body })).body;
};
const ask = async (path: string, headers?: Record<string, string>, method?: string) => {
  await served.page.refresh();
  return served.ask(path, headers, method);
};
const entry = async (id: string) =>
  readFeed.atom((await ask('/history.atom')).text).entries.find((one) => one.id?.endsWith(`incident/${id}`));
const event = async (id: string) =>
  readCalendar((await ask('/calendar.ics')).text).events.find((one) => one.uid?.startsWith(id));

test('each has its own type, and may be read, kept and checked by everyone', async () => {
  for (const root of ['', `/components/${cart}`]) {
    for (const path of paths) {
      const { status, headers } = await ask(root + path);
      assert.equal(status, 200, root + path);
      assert.equal(headers['content-type'], types[path]);
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.match(String(headers['content-security-policy']), /sandbox/);
      assert.match(headers['cache-control'] ?? '', /max-age=10/);
      assert.match(headers.etag ?? '', /^"[^"]+"$/);
      assert.ok(Date.parse(headers['last-modified'] ?? '') <= Date.parse(headers.date ?? ''));
      assert.ok(Date.parse(String(headers['allswell-verified-at'])) > 0);
    }
  }
});

test('who has the newest is told so, by tag or by date', async () => {
  for (const path of paths) {
    const { headers } = await ask(path);
    const etag = headers.etag ?? '';
    const since = headers['last-modified'] ?? '';
    const past = new Date(Date.parse(since) - 1_000).toUTCString();
    assert.equal((await ask(path, { 'if-none-match': etag })).status, 304);
    assert.equal((await ask(path, { 'if-none-match': `W/${etag}` })).status, 304);
    const byDate = await ask(path, { 'if-modified-since': since });
    assert.deepEqual([byDate.status, byDate.text], [304, '']);
    assert.equal((await ask(path, { 'if-modified-since': past })).status, 200);
    assert.equal((await ask(path, { 'if-none-match': '"other"', 'if-modified-since': since })).status, 200);
    assert.equal((await ask(path, { 'if-modified-since': 'yesterday' })).status, 200);
  }
});

test('compressed and bare bytes say the same, and HEAD says how much it would be', async () => {
  await open('Something to compress');
  for (const path of paths.slice(0, 4)) {
    const bare = await ask(path);
    const br = await ask(path, { 'accept-encoding': 'br' });
    const gzip = await ask(path, { 'accept-encoding': 'gzip' });
    assert.equal(brotliDecompressSync(br.body).toString(), bare.text);
    assert.equal(gunzipSync(gzip.body).toString(), bare.text);
    const head = await ask(path, {}, 'HEAD');
    assert.deepEqual([head.status, head.text, head.headers['content-length']], [200, '', String(bare.body.length)]);
  }
});

test('a feed links to itself and its hub before it is read', async () => {
  const { headers } = await ask(`/components/${cart}/history.rss?per=update`);
  const self = `${publicUrl}/components/${cart}/history.rss?per=update`;
  assert.equal(headers['link'], `<${self}>; rel="self"; type="application/rss+xml", <${hub}>; rel="hub"`);
  const german = await ask('/feed.json?lang=de&utm_source=x');
  assert.equal(german.headers['link'], `<${publicUrl}/feed.json?lang=de>; rel="self"; type="application/feed+json"`);
});

test('an incident, its edits and its end are one entry whose time grows; deleted, it is taken back', async () => {
  const incident = await open('Carts are empty');
  const first = await entry(incident.id);
  assert.equal(first?.title, 'Carts are empty');
  const [update] = incident.incident_updates;
  await maya.request('PATCH', `/api/v1/incidents/${incident.id}/updates/${update?.id}`, { body: { body: 'We know.' } });
  const edited = await entry(incident.id);
  assert.match(textOf(edited?.html), /edited .*We know\./s);
  await maya.request('PATCH', `/api/v1/incidents/${incident.id}`, { body: { name: 'Carts lose things' } });
  const renamed = await entry(incident.id);
  assert.equal(renamed?.title, 'Carts lose things');
  await maya.request('POST', `/api/v1/incidents/${incident.id}/updates`, {
    body: { status: 'resolved', body: 'Over.' },
  });
  const over = await entry(incident.id);
  assert.match(over?.summary ?? '', /^Resolved: Over\.$/);
  await maya.request('DELETE', `/api/v1/incidents/${incident.id}`);
  const gone = await entry(incident.id);
  assert.equal(gone?.title, 'This incident was deleted');
  assert.doesNotMatch(gone.html ?? '', /Over|know/);
  const times = [first, edited, renamed, over, gone].map((one) => Date.parse(one?.updated ?? ''));
  assert.deepEqual(
    times,
    [...new Set(times)].sort((one, other) => one - other),
  );
  assert.deepEqual(new Set([first, edited, renamed, over, gone].map((one) => one?.published)).size, 1);
});

test('a calendar follows its maintenance: moved, called off, deleted, under one UID', async () => {
  const planned = await plan('New disks');
  const before = await event(planned.id);
  assert.equal(before?.start, new Date(planned.scheduled_for).toISOString().replace(/\.\d+Z/, '.000Z'));
  const later = new Date(Date.parse(planned.scheduled_until) + 7_200_000).toISOString();
  await maya.request('PATCH', `/api/v1/incidents/${planned.id}`, { body: { scheduled_until: later } });
  const moved = await event(planned.id);
  assert.equal(moved?.end, later.replace(/\.\d+Z/, '.000Z'));
  await maya.request('POST', `/api/v1/incidents/${planned.id}/cancel`, { body: { body: 'Not today.' } });
  const off = await event(planned.id);
  assert.equal(off?.status, 'CANCELLED');
  await maya.request('DELETE', `/api/v1/incidents/${planned.id}`);
  const gone = await event(planned.id);
  assert.deepEqual(
    [gone?.status, gone?.summary, gone?.uid],
    ['CANCELLED', 'This maintenance was deleted', before?.uid],
  );
  const sequences = [before, moved, off, gone].map((one) => one?.sequence ?? 0);
  assert.deepEqual(
    sequences,
    [...new Set(sequences)].sort((one, other) => one - other),
  );
});

test('every process writes the same bytes', async () => {
  await plan('Both know');
  await using other = await servePage({ sql: t.sql, publicUrl, hub });
  await Promise.all([served.page.refresh(), other.page.refresh()]);
  for (const path of [...paths, `/components/${cart}/history.atom`, '/feed.json?lang=de', '/history.rss?per=update']) {
    const [one, two] = await Promise.all([served.ask(path), other.ask(path)]);
    assert.equal(one.text, two.text, path);
    assert.equal(one.headers['last-modified'], two.headers['last-modified']);
  }
});

test('of a component that is not there nothing is told, each in its own way', async () => {
  for (const path of paths) {
    const { status, headers, text } = await ask(`/components/nosuchthing0${path}`);
    assert.equal(status, 404, path);
    if (path === '/badge.svg') {
      assert.equal(headers['content-type'], 'image/svg+xml; charset=utf-8');
      assert.match(text, /<title>Fernhill: Unknown<\/title>/);
    } else {
      assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
      assert.match(parse<{ type: string }>(text).type, /\/problems\/not-found$/);
    }
  }
  assert.equal((await ask(`/components/${cart}`)).status, 404);
  assert.equal((await ask(`/components/${cart}/history.xml`)).status, 404);
});

test('they are only for reading', async () => {
  for (const path of paths) {
    assert.equal((await ask(path, {}, 'POST')).status, 405);
    assert.equal((await ask(path, {}, 'OPTIONS')).status, 204);
  }
});

test('pages name their feeds and their calendar, in their own language', async () => {
  const hrefsOf = (html: string) =>
    [...html.matchAll(/<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">/g)].map((one) =>
      one.slice(1),
    );
  const { text } = await ask('/');
  assert.deepEqual(hrefsOf(text), [
    ['application/atom+xml', 'Fernhill: incidents and maintenance', '/history.atom'],
    ['application/rss+xml', 'Fernhill: incidents and maintenance', '/history.rss'],
    ['application/feed+json', 'Fernhill: incidents and maintenance', '/feed.json'],
    ['text/calendar', 'Fernhill: maintenance', '/calendar.ics'],
  ]);
  for (const [type = '', title, href = ''] of hrefsOf((await ask('/?lang=de')).text)) {
    const reply = await ask(href);
    assert.equal(reply.headers['content-type']?.split(';')[0], type);
    const name = type === 'text/calendar' ? readCalendar(reply.text).name : reply.text;
    assert.ok(name.includes(title ?? ''), href);
  }
});

test('without a database they are answered from what was last known, also after a new start', async () => {
  await open('Known before');
  await plan('Planned before');
  await maya.request('DELETE', `/api/v1/incidents/${(await plan('Deleted before')).id}`);
  const all = [...paths, `/components/${cart}/feed.json`, '/history.atom?per=update', '/calendar.ics?lang=de'];
  const first = await Promise.all(all.map((path) => ask(path)));
  await until(async () => {
    // What is written to disk is read by a process that reaches no database. It has a copy of the folder: whoever starts
    // on one clears away what another was just writing there.
    using copy = temporaryFolder();
    cpSync(folder.path, copy.path, { recursive: true });
    await using again = await servePage({ sql: unreachable(), publicUrl, hub, dataDir: copy.path });
    for (const [index, path] of all.entries()) {
      const reply = await again.ask(path);
      assert.equal(reply.status, 200, path);
      assert.equal(reply.text, first[index]?.text, path);
      assert.equal(reply.headers.etag, first[index]?.headers.etag);
    }
  });
});

test('before anything is known they say so', async () => {
  await using empty = await servePage({ sql: unreachable(), publicUrl });
  for (const path of paths) {
    const { status, headers } = await empty.ask(path);
    assert.equal(status, 503, path);
    assert.equal(headers['retry-after'], '5');
  }
});

/** A database that nobody answers at. */
function unreachable(): TestApp['sql'] {
  const refuse = () => Promise.reject(new Error('Nobody is there.'));
  return Object.assign(refuse, { begin: refuse, listen: refuse }) as unknown as TestApp['sql'];
}
