import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, before, test } from 'node:test';
import type { PageDocument, Problem } from '@allswell/protocol';
import { bumpSeq } from '../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import { NewsStream } from './stream.ts';
import { listen } from './testing/listen.ts';
import { component, incident, page, plant, update } from './testing/rows.ts';
import { parse, type ServedPage, servePage } from './testing/serve-page.ts';

let database: TestDatabase;
let served: ServedPage;

const bump = async () => Number(await database.sql.begin((tx) => bumpSeq(tx)));

before(async () => {
  database = await createTestDatabase();
  await plant(database.sql, page({ components: [component({ name: 'Web' })] }));
  await bump();
  served = await servePage({ sql: database.sql, aliveEveryMs: 40, streamLimit: 4 });
});
after(async () => {
  await served.close();
  await database.drop();
});

test('whoever connects is told when to come back, and what there is', async () => {
  const reader = await listen(served.url, { 'last-event-id': 'anything.1' });
  const { headers, statusCode } = reader.response;
  assert.equal(statusCode, 200);
  assert.equal(headers['content-type'], 'text/event-stream; charset=utf-8');
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(headers['content-encoding'], undefined);
  const first = await reader.heard((one) => one.event === 'summary');
  assert.deepEqual(reader.events[0], { retry: '5000' });
  const { text } = await served.ask('/api/v2/summary.json');
  assert.equal(first.data, text, 'the summary, byte for byte');
  assert.equal(first.id, `testsepoch00.${parse<PageDocument>(text).allswell.seq}`);
  reader.close();
});

test('a change reaches every stream by one notice of Postgres', async () => {
  const readers = await Promise.all([listen(served.url), listen(served.url)]);
  const seq = await bump();
  for (const reader of readers) {
    const news = await reader.heard((one) => one.id === `testsepoch00.${seq}`);
    assert.equal(parse<PageDocument>(news.data).allswell.seq, seq);
    reader.close();
  }
});

test('a stream says that it is alive, and since when it is proven', async () => {
  const reader = await listen(served.url);
  const { data } = await reader.heard((one) => one.event === 'alive');
  const { epoch, seq, verified_at } = parse<{ epoch: string; seq: number; verified_at: string }>(data);
  assert.equal(epoch, 'testsepoch00');
  assert.equal(seq, served.page.state().seq);
  assert.match(verified_at, /^\d{4}-\d\d-\d\dT.*Z$/);
  reader.close();
});

test('beyond the limit readers are sent away with a hint, and there is room again when one leaves', async () => {
  await until(() => assert.equal(served.page.state().streams, 0));
  const readers = await Promise.all(Array.from({ length: 4 }, () => listen(served.url)));
  const { status, headers, text } = await served.ask('/api/v2/stream');
  assert.equal(status, 503);
  assert.equal(headers['retry-after'], '60');
  assert.match(parse<Problem>(text).type, /\/problems\/too-many-streams$/);
  readers[0]?.close();
  await until(() => assert.equal(served.page.state().streams, 3));
  const late = await listen(served.url);
  assert.equal(late.response.statusCode, 200);
  for (const reader of [...readers, late]) reader.close();
  await until(() => assert.equal(served.page.state().streams, 0));
});

test('HEAD tells what the stream would be, without opening one', async () => {
  const { status, headers, body } = await served.ask('/api/v2/stream', {}, 'HEAD');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/event-stream; charset=utf-8');
  assert.equal(body.length, 0);
});

test('a summary too long for an event is announced only', async (t) => {
  const long = incident({ name: 'Long' });
  const other = await createTestDatabase();
  t.after(() => other.drop());
  await plant(
    other.sql,
    page({ incidents: [long], updates: [update({ incident_id: long.id, body: 'ü'.repeat(9_000) })] }),
  );
  await using big = await servePage({ sql: other.sql });
  const reader = await listen(big.url);
  const { id, data } = await reader.heard((one) => one.event === 'changed');
  const { epoch, seq } = big.page.state();
  assert.deepEqual(JSON.parse(data ?? ''), { epoch, seq });
  assert.equal(id, `${epoch}.${seq}`);
  reader.close();
  await big.close();
});

test('a stream has an end, a little apart for everyone', async () => {
  await using short = await servePage({ sql: database.sql, aliveEveryMs: 10, streamLifeMs: 200 });
  const readers = await Promise.all(Array.from({ length: 5 }, () => listen(short.url)));
  for (const reader of readers) assert.equal(await reader.ended, true, 'the answer is complete');
});

test('a reader that does not read is let go, and the others go on', async () => {
  const stream = new NewsStream({ verifiedAt: () => '' });
  const server = createServer((req, res) => void stream.accept(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const tell = (seq: number) =>
    stream.tell({ state: { epoch: 'e', seq }, summary: JSON.stringify('x'.repeat(16_000)) });
  tell(0);
  const slow = connect({ host: '127.0.0.1', port });
  slow.on('error', () => {});
  const gone = once(slow, 'close');
  slow.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  slow.pause();
  await until(() => assert.equal(stream.size, 1));
  const quick = await listen(`http://127.0.0.1:${port}`);
  for (let seq = 1; stream.size > 1; seq++) {
    tell(seq);
    if (seq % 5 === 0) await quick.heard((one) => one.id === `e.${seq}`);
  }
  assert.equal(stream.size, 1, 'only the quick one is left');
  slow.resume();
  await gone;
  stream.close();
  assert.equal(await quick.ended, true);
  server.close();
});

test('all streams end properly when the server stops', async () => {
  const stopping = await servePage({ sql: database.sql });
  const reader = await listen(stopping.url);
  await reader.heard((one) => one.event === 'summary');
  await stopping.close();
  assert.equal(await reader.ended, true);
});
