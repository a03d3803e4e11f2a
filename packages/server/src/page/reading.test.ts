import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { PageDocument, Problem, Summary } from '@allswell/protocol';
import { bumpSeq } from '../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import { documentNames } from './snapshot.ts';
import { component, incident, maintenance, page, plant, update } from './testing/rows.ts';
import { parse, type ServedPage, servePage } from './testing/serve-page.ts';

let database: TestDatabase;
let served: ServedPage;
const checkout = component({ name: 'Checkout', status: 'partial_outage', description: 'Cards & “wallets” — 支払い' });
const open = incident({ name: 'Cards are failing' });
const longAgo = incident({ name: 'Long ago', status: 'resolved', started_at: new Date('2024-01-01T00:00:00Z') });

before(async () => {
  database = await createTestDatabase();
  await plant(
    database.sql,
    page({
      components: [checkout],
      incidents: [open, longAgo, maintenance(100, 160), maintenance(-30, 160, { status: 'in_progress', name: 'Now' })],
      affected: [{ incident_id: open.id, component_id: checkout.id }],
      updates: [update({ incident_id: open.id })],
    }),
  );
  // Far from any moment at which the clock would change something.
  await database.sql.begin((tx) => bumpSeq(tx));
  served = await servePage({ sql: database.sql });
});
after(async () => {
  await served.close();
  await database.drop();
});

for (const name of documentNames) {
  test(`/api/v2/${name} is JSON for everyone, with its proof of freshness`, async () => {
    const { status, headers, text } = await served.ask(`/api/v2/${name}`);
    assert.equal(status, 200);
    assert.equal(parse<PageDocument>(text).allswell.epoch, 'testsepoch00');
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(headers['cache-control'], 'public, max-age=10, stale-while-revalidate=30');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['access-control-expose-headers'], 'ETag, Date, Age, Allswell-Verified-At');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers.vary, 'Accept-Encoding');
    assert.match(headers.etag ?? '', /^"[\w-]+"$/);
    assert.equal(Number(headers['content-length']), Buffer.byteLength(text));
    const age = Date.parse(headers.date ?? '') - Date.parse(String(headers['allswell-verified-at']));
    assert.ok(age >= 0 && age <= 3_000, `${age} ms`);
  });
}

test('gzip and brotli hold the same bytes, and each representation has a strong tag of its own', async () => {
  const plainly = await served.ask('/api/v2/summary.json');
  const zipped = await served.ask('/api/v2/summary.json', { 'accept-encoding': 'gzip' });
  const small = await served.ask('/api/v2/summary.json', { 'accept-encoding': 'gzip, deflate, br, zstd' });
  assert.equal(zipped.headers['content-encoding'], 'gzip');
  assert.equal(small.headers['content-encoding'], 'br');
  assert.equal(gunzipSync(zipped.body).toString(), plainly.text);
  assert.equal(brotliDecompressSync(small.body).toString(), plainly.text);
  assert.ok(small.body.length < plainly.body.length && zipped.body.length < plainly.body.length);
  assert.equal(new Set([plainly, zipped, small].map((reply) => reply.headers.etag)).size, 3);
});

test('the weights of Accept-Encoding are kept', async () => {
  const codings: [string, string | undefined][] = [
    ['br;q=0.1, gzip', 'gzip'],
    ['gzip;q=0', undefined],
    ['*', 'br'],
    ['identity', undefined],
    ['GZIP', 'gzip'],
    ['br;q=0, *;q=0.5', 'gzip'],
    ['deflate', undefined],
    ['identity;q=1, br;q=0.5', undefined],
  ];
  for (const [accept, coding] of codings) {
    const { headers } = await served.ask('/api/v2/status.json', { 'accept-encoding': accept });
    assert.equal(headers['content-encoding'], coding, accept);
  }
});

test('the best compression replaces the quick one by itself, and whoever has the quick one has the news', async () => {
  const quick = await served.ask('/api/v2/page.json', { 'accept-encoding': 'br' });
  await until(async () => {
    const best = await served.ask('/api/v2/page.json', { 'accept-encoding': 'br' });
    assert.doesNotMatch(best.headers.etag ?? '', /quick/);
  });
  const tag = (quick.headers.etag ?? '').replace(/(-quick)?"$/, '-quick"');
  const again = await served.ask('/api/v2/page.json', { 'accept-encoding': 'br', 'if-none-match': tag });
  assert.equal(again.status, 304);
  assert.equal(again.headers.etag, tag);
});

test('what a reader already has is answered 304 with the headers that a cache renews', async () => {
  const { headers } = await served.ask('/api/v2/summary.json');
  const tag = headers.etag ?? '';
  const forms = [tag, `W/${tag}`, `"other", ${tag}`, `"other",W/${tag} , "more"`, '*', ' * '];
  for (const form of forms) {
    const reply = await served.ask('/api/v2/summary.json', { 'if-none-match': form });
    assert.equal(reply.status, 304, form);
    assert.equal(reply.body.length, 0);
    assert.equal(reply.headers.etag, tag);
    for (const name of ['cache-control', 'vary', 'access-control-allow-origin', 'access-control-expose-headers']) {
      assert.equal(reply.headers[name], headers[name], name);
    }
    assert.ok(reply.headers['allswell-verified-at']);
  }
});

test('a tag that is not the current one is answered in full', async () => {
  const { headers } = await served.ask('/api/v2/summary.json', { 'accept-encoding': 'gzip' });
  for (const form of ['"other"', 'W/"other"', '"a", "b"', '', '"', headers.etag ?? '']) {
    assert.equal((await served.ask('/api/v2/summary.json', { 'if-none-match': form })).status, 200, form);
  }
});

test('HEAD has the headers of GET and no body', async () => {
  const got = await served.ask('/api/v2/summary.json');
  const head = await served.ask('/api/v2/summary.json', {}, 'HEAD');
  assert.equal(head.status, 200);
  assert.equal(head.body.length, 0);
  for (const name of ['etag', 'content-length', 'content-type', 'vary'])
    assert.equal(head.headers[name], got.headers[name]);
});

test('a preflight is allowed what readers need', async () => {
  const { status, headers } = await served.ask(
    '/api/v2/summary.json',
    {
      origin: 'https://app.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    },
    'OPTIONS',
  );
  assert.equal(status, 204);
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.match(String(headers['access-control-allow-methods']), /\bGET\b/);
  assert.match(String(headers['access-control-allow-headers']), /if-none-match/i);
});

test('other methods are refused with what is possible', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const path of ['/api/v2/summary.json', '/api/v2/stream', '/favicon.svg']) {
      const { status, headers, text } = await served.ask(path, {}, method);
      assert.equal(status, 405, `${method} ${path}`);
      assert.equal(headers.allow, 'GET, HEAD, OPTIONS');
      assert.match(parse<Problem>(text).type, /\/problems\/method-not-allowed$/);
    }
  }
});

test('a query changes nothing, an unknown document is a problem', async () => {
  const [plainly, asked] = await Promise.all(
    ['', '?cache=buster&x=%F0'].map((query) => served.ask(`/api/v2/status.json${query}`)),
  );
  assert.equal(asked?.text, plainly?.text);
  const { status, headers, text } = await served.ask('/api/v2/nothing.json');
  assert.equal(status, 404);
  assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.match(parse<Problem>(text).type, /\/problems\/not-found$/);
});

test('what is not for readers is left to others', async () => {
  for (const path of ['/api/v1/incidents', '/auth/sign-in', '/livez', '/nothing']) {
    assert.equal((await served.ask(path)).status, 404, path);
    assert.match((await served.ask(path)).text, /There is nothing here/);
  }
});

test('the independent npm client of Statuspage reads us', async () => {
  // 3.3.8 asks for every kind of maintenance at the address of the upcoming ones, so there is one call to check.
  const { Statuspage } = createRequire(import.meta.url)('statuspage.io') as {
    Statuspage: new (
      id: string,
    ) => {
      setApiUrl(url: string): void;
      api: Record<string, (() => Promise<Summary>) & Record<string, () => Promise<Summary>>>;
    };
  };
  const client = new Statuspage('fernhill');
  client.setApiUrl(served.url);
  const { api } = client;
  assert.equal((await api.getSummary?.())?.status.description, 'Partial System Outage');
  assert.equal((await api.getStatus?.())?.status.indicator, 'major');
  assert.equal((await api.getComponents?.())?.components[0]?.description, checkout.description);
  assert.equal((await api.incidents?.getAll?.())?.incidents.length, 2);
  assert.equal((await api.incidents?.getUnresolved?.())?.incidents[0]?.name, open.name);
  assert.equal((await api.scheduledMaintenances?.getUpcoming?.())?.scheduled_maintenances[0]?.status, 'scheduled');
});

test('all documents of one moment have one seq', async () => {
  const seqs = await Promise.all(documentNames.map(async (name) => (await served.read<Summary>(name)).allswell?.seq));
  assert.equal(new Set(seqs).size, 1);
});
