import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Problem, Summary } from '@allswell/protocol';
import { connect, type Sql } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { bumpSeq } from '../db/page-state.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { type BreakablePostgres, startBreakablePostgres } from '../testing/postgres.ts';
import { until } from '../testing/until.ts';
import { monthOf } from '../time/month.ts';
import { documentNames } from './snapshot.ts';
import { listen } from './testing/listen.ts';
import { component, incident, page, plant, update } from './testing/rows.ts';
import { parse, type ServedPage, servePage } from './testing/serve-page.ts';

let postgres: BreakablePostgres;
let sql: Sql;
const folder = temporaryFolder();
const open = incident({ name: 'Cards are failing' });
const month = monthOf(new Date(), 'Europe/Berlin');
const longAgo = incident({ name: 'Long ago', status: 'resolved', started_at: new Date('2024-03-15T12:00:00Z') });
const pages = ['/', '/maintenance', '/history', `/incidents/${open.id}`].flatMap((one) => [one, `${one}?lang=de`]);
const figures = ['metrics.json', 'metrics/week.json', 'metrics/month.json'];
const web = component({ name: 'Web' });
const uptime = ['uptime.json', `uptime/${web.id}.json`, 'timeline.json'];
const documents = [...documentNames, ...figures, ...uptime, `history/${month}.json`].map((name) => `/api/v2/${name}`);
const feeds = ['/history.atom', '/history.rss', '/feed.json?per=update', '/calendar.ics', '/badge.svg', '/uptime.svg'];
const paths = [...documents, ...pages, ...feeds, '/sitemap.xml', '/favicon.svg'];

before(async () => {
  postgres = await startBreakablePostgres();
  const setUp = connect(postgres.address, { deadlineMs: 30_000 });
  await migrate(setUp);
  await setUp.end();
  sql = connect(postgres.address, { max: 3 });
  const updates = [update({ incident_id: open.id, body: 'A bad certificate.' })];
  const settings = { ...page().settings, languages: ['en', 'de'] };
  await plant(sql, page({ settings, components: [web], incidents: [open, longAgo], updates }));
  // So many that the documents hold nothing of what was long ago.
  await sql`
    insert into incidents (id, name, status, started_at, resolved_at)
    select 'many' || lpad(n::text, 8, '0'), 'Recent', 'resolved', at, at
    from generate_series(1, 60) n, lateral (select clock_timestamp() - interval '200 days' - n * interval '1 minute' as at)
  `;
  await sql.begin((tx) => bumpSeq(tx));
});
after(async () => {
  await sql.end({ timeout: 1 });
  await postgres.remove();
  folder[Symbol.dispose]();
});

const seqOf = async (served: ServedPage) => (await served.read<Summary>('summary.json')).allswell?.seq;
const proofOf = (served: ServedPage) => served.page.state().verifiedAt?.getTime() ?? 0;

/** Reads everything again and again while something is going on. */
async function readThroughout(served: ServedPage, work: () => Promise<void>): Promise<number> {
  let isOver = false;
  let reads = 0;
  const reader = async () => {
    while (!isOver) {
      for (const one of paths) {
        const { status } = await served.ask(one);
        assert.equal(status, 200, one);
        reads++;
      }
    }
  };
  const reading = Promise.all([reader(), reader()]);
  await work().finally(() => (isOver = true));
  await reading;
  return reads;
}

for (const [how, hurt, heal] of [
  ['killed', () => postgres.kill(), () => until(() => postgres.start())],
  ['stopped', () => postgres.stop(), () => postgres.start()],
  ['frozen', () => postgres.freeze(), () => postgres.thaw()],
] as const) {
  test(`no read fails while Postgres is ${how}, and the news are there soon after it is back`, async () => {
    await using served = await servePage({ sql, dataDir: folder.path });
    const reads = await readThroughout(served, async () => {
      await hurt();
      try {
        const proof = proofOf(served);
        await served.page.refresh();
        await served.page.refresh();
        assert.ok(proofOf(served) <= proof + 1_000, 'what nobody confirms is not proven');
      } finally {
        await heal();
      }
      const seq = await until(async () => Number(await sql.begin((tx) => bumpSeq(tx))));
      const start = performance.now();
      await until(async () => assert.equal(await seqOf(served), seq));
      assert.ok(performance.now() - start < 5_000);
    });
    assert.ok(reads > paths.length);
    // LISTEN is back as well: news come sooner than the next look.
    await until(async () => {
      const seq = Number(await sql.begin((tx) => bumpSeq(tx)));
      const start = performance.now();
      await until(async () => assert.equal(await seqOf(served), seq));
      assert.ok(performance.now() - start < 500);
    });
  });
}

test('a start without Postgres serves what was last known, with its old proof, and then the news', async () => {
  await using served = await servePage({ sql, dataDir: folder.path });
  const before = await Promise.all(paths.map((one) => served.ask(one)));
  await served.close();
  const proof = proofOf(served);
  await postgres.stop();

  await using again = await servePage({ sql, dataDir: folder.path });
  for (const [index, one] of paths.entries()) {
    const { status, text, headers } = await again.ask(one);
    assert.equal(status, 200);
    assert.equal(text, before[index]?.text, one);
    if (one.startsWith('/api')) {
      assert.equal(headers.etag, before[index]?.headers.etag);
      assert.equal(headers['allswell-verified-at'], new Date(proof).toUTCString());
    }
  }
  const reader = await listen(again.url);
  assert.equal((await reader.heard((event) => event.event === 'summary')).data, before[0]?.text);
  assert.equal((await again.ask('/incidents/aaaaaaaaaaaa')).status, 503, 'nobody knows');

  await postgres.start();
  await until(async () => assert.ok(proofOf(again) > proof));
  reader.close();
});

test('the page says how old it is once nothing has confirmed it for a while, and stops when something does', async () => {
  await using served = await servePage({ sql, dataDir: folder.path, staleAfterMs: 3_000 });
  const fresh = await served.ask('/');
  assert.doesNotMatch(fresh.text, /data-stale/);
  postgres.freeze();
  try {
    await until(async () => assert.match((await served.ask('/')).text, / data-stale/));
    const { text } = await served.ask('/');
    assert.match(text, /<title>Last known: /);
    assert.match(text, /stale-since="2/);
    for (const one of pages) {
      await until(async () => {
        const old = await served.ask(one);
        assert.match(old.text, one.endsWith('de') ? /<title>Zuletzt bekannt: / : /<title>Last known: /, one);
        assert.match(old.text, / stale-since="2/, one);
      });
    }
  } finally {
    postgres.thaw();
  }
  await until(async () => assert.doesNotMatch((await served.ask('/')).text, /data-stale/));
});

test('what was looked up before Postgres was gone stays, and says how old it is', async () => {
  await using served = await servePage({ sql, staleAfterMs: 1_000, pollMs: 200 });
  const old = [`/incidents/${longAgo.id}`, '/history?month=2024-03'];
  const document = '/api/v2/history/2024-03.json';
  const before = await served.ask(document);
  assert.equal(before.status, 200);
  for (const one of old) assert.equal((await served.ask(one)).status, 200);
  await postgres.stop();
  try {
    for (const one of old) {
      await until(async () => {
        const { status, text } = await served.ask(one);
        assert.equal(status, 200, one);
        assert.match(text, /<title>Last known: /, one);
      });
    }
    assert.equal((await served.ask(document)).text, before.text);
    assert.equal(
      (await served.ask('/api/v2/history/1999-04.json')).status,
      404,
      'that there is no such month is known',
    );
    const unseen = await served.ask('/incidents/many00000059');
    assert.equal(unseen.status, 503, 'nobody has asked for it before');
    assert.match(unseen.text, /This cannot be looked up at the moment/);
  } finally {
    await postgres.start();
  }
});

test('a file of the last known page that is not whole, or not ours, is left out with a warning', async () => {
  await using served = await servePage({ sql, dataDir: folder.path });
  await served.close();
  await postgres.stop();
  const file = path.join(folder.path, 'last-known', 'documents');
  const whole = readFileSync(file, 'utf8');
  const broken = {
    empty: '',
    cut: whole.slice(0, -20),
    changed: whole.replace('Fernhill', 'Fernhull'),
    foreign: '{"hello": "world"}',
    older: whole.replace('last-known-3', 'last-known-2'),
  };
  for (const [name, content] of Object.entries(broken)) {
    writeFileSync(file, content);
    const warnings: string[] = [];
    const log = {
      debug() {},
      info() {},
      warn: (_: object, message: string) => warnings.push(message),
      error() {},
      fatal() {},
    };
    await using again = await servePage({ sql, dataDir: folder.path, log });
    assert.ok(
      warnings.some((message) => message.startsWith('The last known page on disk cannot be used')),
      name,
    );
    assert.equal((await again.ask('/api/v2/summary.json')).status, 503, name);
    await again.close();
  }
  await postgres.start();
});

test('a first start without Postgres and without anything known says so, and has the page when Postgres comes', async () => {
  using empty = temporaryFolder();
  await postgres.stop();
  await using served = await servePage({ sql, dataDir: empty.path });
  const document = await served.ask('/api/v2/summary.json');
  assert.equal(document.status, 503);
  assert.equal(document.headers['content-type'], 'application/problem+json; charset=utf-8');
  assert.equal(document.headers['retry-after'], '5');
  assert.match(parse<Problem>(document.text).type, /\/problems\/database-unavailable$/);
  const html = await served.ask('/');
  assert.equal(html.status, 503);
  assert.equal(html.headers['cache-control'], 'no-store');
  assert.match(html.text, /The status is not known yet/);
  const stream = await served.ask('/api/v2/stream');
  assert.equal(stream.status, 503);
  assert.match(parse<Problem>(stream.text).type, /\/problems\/database-unavailable$/);
  assert.equal((await served.ask('/favicon.svg')).status, 200);
  await postgres.start();
  await until(async () => assert.equal((await served.ask('/api/v2/summary.json')).status, 200));
  await until(async () => assert.equal((await served.ask('/')).status, 200));
});

test('what a killed process was writing is cleared away, and the last whole file counts', async () => {
  await using served = await servePage({ sql, dataDir: folder.path });
  const { text } = await served.ask('/api/v2/summary.json');
  await served.close();
  const known = path.join(folder.path, 'last-known');
  writeFileSync(path.join(known, 'documents.of-a-killed-one.new'), 'half of');
  await postgres.stop();
  await using again = await servePage({ sql, dataDir: folder.path });
  assert.equal((await again.ask('/api/v2/summary.json')).text, text);
  assert.deepEqual(readdirSync(known).sort(), ['documents', 'verified']);
  await again.close();
  await postgres.start();
});

test('a folder that cannot be written to is said, and readers do not notice', async () => {
  const file = path.join(folder.path, 'a-file');
  writeFileSync(file, '');
  const warnings: string[] = [];
  const log = {
    debug() {},
    info() {},
    warn: (_: object, message: string) => warnings.push(message),
    error() {},
    fatal() {},
  };
  await until(() => sql`select 1`);
  await using served = await servePage({ sql, dataDir: file, log });
  assert.equal((await served.ask('/api/v2/summary.json')).status, 200);
  await until(() => assert.ok(warnings.some((message) => message.includes('cannot be kept on disk'))));
  await served.close();
  rmSync(file);
});
