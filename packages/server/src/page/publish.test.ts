import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Summary } from '@allswell/protocol';
import { connect, type Sql } from '../db/connect.ts';
import { bumpSeq } from '../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import { documentNames } from './snapshot.ts';
import { component, id, incident, maintenance, minutes, page, plant, update } from './testing/rows.ts';
import { publicUrl, type ServedPage, servePage } from './testing/serve-page.ts';

let database: TestDatabase;
let served: ServedPage;

const bump = async () => Number(await database.sql.begin((tx) => bumpSeq(tx)));
const seqOf = async (one: ServedPage) => (await one.read<Summary>('summary.json')).allswell?.seq;
const open = incident({ name: 'Cards are failing' });

const disposable = (sql: Sql) => ({ sql, [Symbol.asyncDispose]: () => sql.end({ timeout: 1 }) });

before(async () => {
  database = await createTestDatabase();
  const updates = [update({ incident_id: open.id })];
  await plant(database.sql, page({ components: [component({ name: 'Web' })], incidents: [open], updates }));
});
beforeEach(async () => {
  await served?.close();
  await bump();
  served = await servePage({ sql: database.sql });
});
after(async () => {
  await served.close();
  await database.drop();
});

test('a change shows as soon as its transaction is through', async () => {
  await database.sql.begin(async (tx) => {
    await tx`update settings set name = 'Renamed'`;
    await bumpSeq(tx);
  });
  await until(async () => assert.equal((await served.read<Summary>('summary.json')).page.name, 'Renamed'));
});

test('a notice that was lost costs a second, not the news', async () => {
  const [row] = await database.sql<{ seq: string }[]>`update page_state set seq = seq + 1 returning seq`;
  await until(async () => assert.equal(await seqOf(served), Number(row?.seq)), 3_000);
});

test('the proof of freshness moves on while nothing changes', async () => {
  const proof = async () =>
    Date.parse(String((await served.ask('/api/v2/summary.json')).headers['allswell-verified-at']));
  const { headers } = await served.ask('/api/v2/summary.json');
  const first = await proof();
  await until(async () => assert.ok((await proof()) >= first + 1_000));
  const later = await served.ask('/api/v2/summary.json', { 'if-none-match': headers.etag ?? '' });
  assert.equal(later.status, 304, 'the proof is no part of the tag');
});

test('changes that come together are prepared together', async () => {
  const before = served.page.state().seq ?? 0;
  const seqs = await Promise.all(Array.from({ length: 30 }, bump));
  const last = Math.max(...seqs);
  assert.equal(last, before + 30);
  await until(async () => assert.equal(await seqOf(served), last));
});

test('two processes give equal bytes for equal seq', async () => {
  await using other = disposable(connect(database.address));
  await using twin = await servePage({ sql: other.sql });
  const seq = await bump();
  await until(async () => {
    assert.equal(await seqOf(served), seq);
    assert.equal(await seqOf(twin), seq);
  });
  for (const path of [...documentNames.map((name) => `/api/v2/${name}`), '/', `/incidents/${open.id}`]) {
    const [one, two] = await Promise.all([served.ask(path), twin.ask(path)]);
    assert.equal(two.text, one.text, path);
    assert.equal(two.headers.etag, one.headers.etag, path);
  }
});

test('bytes never go back within an epoch, and their proof stands still meanwhile', async () => {
  const seq = served.page.state().seq ?? 0;
  await database.sql`update page_state set seq = ${seq - 5}`;
  // A look that began before the change may still be under way, and prove what was true then.
  await served.page.refresh();
  const { verifiedAt } = served.page.state();
  await served.page.refresh();
  await served.page.refresh();
  assert.equal(await seqOf(served), seq);
  assert.deepEqual(served.page.state().verifiedAt, verifiedAt);
  await database.sql`update page_state set seq = ${seq}`;
});

test('a new epoch is taken over whatever its seq: the database was restored', async () => {
  await database.sql`update page_state set epoch = 'restored0000', seq = 2`;
  await served.page.refresh();
  const { allswell } = await served.read<Summary>('summary.json');
  assert.deepEqual([allswell?.epoch, allswell?.seq], ['restored0000', 2]);
});

test('a page that cannot be built leaves the old one in place, and says why', async () => {
  const warnings: object[] = [];
  const log = { debug() {}, info() {}, warn: (details: object) => warnings.push(details), error() {}, fatal() {} };
  const bundles = { widget: undefined, admin: undefined };
  await using careful = await servePage({ sql: database.sql, log, bundles });
  const before = await careful.ask('/api/v2/summary.json');
  await database.sql`update settings set time_zone = 'Nowhere/Land'`;
  try {
    await bump();
    await careful.page.refresh();
    assert.equal((await careful.ask('/api/v2/summary.json')).text, before.text);
    assert.equal(warnings.length, 2, 'the missing bundles, and this once');
  } finally {
    await database.sql`update settings set time_zone = 'Europe/Berlin'`;
  }
  await careful.page.refresh();
  assert.notEqual((await careful.ask('/api/v2/summary.json')).text, before.text);
});

test('when the clock changes the truth, one of the processes raises the seq, once', async () => {
  await using other = disposable(connect(database.address));
  await using twin = await servePage({ sql: other.sql });
  const before = await bump();
  // The clock of the tests' maintenance is the database's: it begins half a second from now.
  const startsAt = new Date(Date.now() + 500);
  const due = maintenance(0, 60, {
    scheduled_for: startsAt,
    scheduled_until: new Date(startsAt.getTime() + 3_600_000),
  });
  await database.sql`insert into incidents ${database.sql(due)}`;
  const announced = await bump();
  assert.equal(announced, before + 1);
  await until(async () => {
    assert.equal(await seqOf(served), announced + 1);
    assert.equal(await seqOf(twin), announced + 1);
  }, 4_000);
  const { allswell } = await served.read<Summary>('summary.json');
  assert.ok(Date.parse(allswell?.generated_at ?? '') >= startsAt.getTime());
  assert.ok(Date.parse(allswell?.next_change_at ?? '') > startsAt.getTime());
  await Promise.all([served.page.refresh(), twin.page.refresh()]);
  assert.equal(await seqOf(twin), announced + 1);
  await database.sql`delete from incidents where id = ${due.id}`;
});

test('an incident from long ago is looked up when somebody asks for its page', async () => {
  const old = incident({ name: 'From long ago', status: 'resolved', started_at: minutes(-200 * 24 * 60) });
  const newer = Array.from({ length: 51 }, (_, index) =>
    incident({ id: id(), status: 'resolved', started_at: minutes(-150 * 24 * 60 + index) }),
  );
  for (const row of [old, ...newer]) await database.sql`insert into incidents ${database.sql(row)}`;
  await bump();
  await served.page.refresh();
  const { incidents } = await served.read<Summary>('incidents.json');
  assert.ok(!incidents.some((one) => one.id === old.id));
  const found = await served.ask(`/incidents/${old.id}`);
  assert.equal(found.status, 200);
  assert.match(found.text, /From long ago/);
  assert.equal((await served.ask('/incidents/aaaaaaaaaaaa')).status, 404);
  assert.equal((await served.ask('/incidents/not-an-id')).status, 404);
});

test('whoever guesses addresses of incidents does not keep the database busy', async () => {
  const ids = Array.from({ length: 200 }, (_, index) => `q${index}`.padEnd(12, 'x'));
  const replies = await Promise.all(ids.map((id) => served.ask(`/incidents/${id}`)));
  const counts = Map.groupBy(replies, (reply) => reply.status);
  assert.deepEqual([...counts.keys()].sort(), [404, 503]);
  assert.ok((counts.get(404)?.length ?? 0) <= 80, 'looked up in a second or two');
  assert.equal((await served.ask('/')).status, 200);
});

test(`links are on ${publicUrl}, whatever address a reader came by`, async () => {
  const { text } = await served.ask('/', { host: 'evil.example' });
  assert.doesNotMatch(text, /evil/);
});
