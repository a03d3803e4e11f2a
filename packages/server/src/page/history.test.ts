import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { HistoryDocument, PageDocument, Problem } from '@allswell/protocol';
import { historyDocumentSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import type { Sql } from '../db/connect.ts';
import { bumpSeq } from '../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { monthOf, shiftMonth } from '../time/month.ts';
import { component, id, incident, maintenance, page, plant, update } from './testing/rows.ts';
import { parse, type ServedPage, servePage } from './testing/serve-page.ts';

let database: TestDatabase;
let served: ServedPage;
let transactions = 0;

const zone = 'Europe/Berlin';
const newest = monthOf(new Date(), zone);
const old = shiftMonth(newest, -14);
const older = shiftMonth(newest, -17);
const checkout = component({ name: 'Checkout' });
const inOld = incident({ name: 'Long ago', status: 'resolved', started_at: new Date(`${old}-15T12:00:00Z`) });
const workInOld = maintenance(0, 0, {
  name: 'Work long ago',
  status: 'completed',
  started_at: new Date(`${old}-16T12:00:00Z`),
  scheduled_for: new Date(`${old}-16T12:00:00Z`),
  scheduled_until: new Date(`${old}-16T13:00:00Z`),
});
// Still the last evening of the month before in UTC, already the first of the month in Berlin.
const onTheEdge = incident({
  name: 'On the edge',
  status: 'resolved',
  started_at: new Date(`${old}-01T00:00:00+01:00`),
});
const inOlder = incident({ name: 'Taken away', status: 'resolved', started_at: new Date(`${older}-10T12:00:00Z`) });
// It began in the month before the old one, and went on into it.
const longOne = incident({
  name: 'Went on and on',
  status: 'resolved',
  impact: 'critical',
  started_at: new Date(`${shiftMonth(old, -1)}-20T12:00:00Z`),
  resolved_at: new Date(`${old}-03T12:00:00Z`),
});
const calledOff = maintenance(0, 0, {
  name: 'Called off',
  status: 'completed',
  started_at: new Date(`${old}-20T12:00:00Z`),
  scheduled_for: new Date(`${old}-20T12:00:00Z`),
  scheduled_until: new Date(`${old}-20T13:00:00Z`),
  cancelled_at: new Date(`${old}-19T12:00:00Z`),
  resolved_at: new Date(`${old}-19T12:00:00Z`),
});
const toCome = maintenance(0, 0, {
  name: 'To come',
  started_at: new Date(Date.now() + 3_600_000),
  scheduled_for: new Date(Date.now() + 3_600_000),
  scheduled_until: new Date(Date.now() + 7_200_000),
});

before(async () => {
  database = await createTestDatabase();
  await plant(
    database.sql,
    page({
      components: [checkout],
      incidents: [inOld, workInOld, onTheEdge, inOlder, toCome, longOne, calledOff],
      affected: [{ incident_id: inOld.id, component_id: checkout.id }],
      updates: [update({ incident_id: inOld.id, body: 'It was the disk.' })],
    }),
  );
  await database.sql`update incidents set deleted_at = clock_timestamp() where id = ${inOlder.id}`;
  // So many that the documents hold none of the old ones.
  await database.sql`
    insert into incidents (id, name, status, started_at, resolved_at, scheduled_for, scheduled_until)
    select 'many' || lpad(kind || n::text, 8, '0'), 'Recent', case kind when 'a' then 'resolved' else 'completed' end,
      at, at, case kind when 'b' then at end, case kind when 'b' then at + interval '1 hour' end
    from generate_series(1, 60) n, unnest('{a,b}'::text[]) kind,
      lateral (select clock_timestamp() - interval '40 days' - n * interval '1 minute' as at)
  `;
  await database.sql.begin((tx) => bumpSeq(tx));
  // It looks when it is notified, not once a second: so that what is counted here is what readers cause.
  served = await servePage({ sql: counted(database.sql), pollMs: 3_600_000 });
});
after(async () => {
  await served.close();
  await database.drop();
});

const read = (month: string) => served.read<HistoryDocument>(`history/${month}.json`);

test('the newest month is there though nothing has happened in it, and maintenance to come is not in it', async () => {
  const document = await read(newest);
  v.parse(historyDocumentSchema, document);
  assert.equal(document.month, newest);
  assert.deepEqual(document.incidents, []);
  assert.equal(document.later, null);
  assert.equal(document.allswell.seq, (await served.read<PageDocument>('page.json')).allswell.seq);
});

test('an older month holds what began in it on the page’s own calendar, newest first, and names its neighbours', async () => {
  const document = await read(old);
  v.parse(historyDocumentSchema, document);
  assert.deepEqual(
    document.incidents.map((one) => one.name),
    ['Called off', 'Work long ago', 'Long ago', 'On the edge'],
  );
  const [, , disk] = document.incidents;
  assert.equal(disk?.incident_updates[0]?.body, 'It was the disk.');
  assert.equal(disk?.components[0]?.name, 'Checkout');
  assert.equal(document.earlier, shiftMonth(old, -1));
  assert.ok(document.later && document.later > old && document.later < newest);
  assert.equal((await read(document.later)).earlier, old);
});

test('a month names each day on which something went on, also what began before it, and every month there is', async () => {
  const document = await read(old);
  assert.deepEqual(
    document.ongoing?.map(({ name, impact, kind }) => [name, impact, kind]),
    [['Went on and on', 'critical', 'incident']],
  );
  assert.deepEqual(document.days, [
    { date: `${old}-01`, impact: 'critical', stories: [onTheEdge.id, longOne.id] },
    { date: `${old}-02`, impact: 'critical', stories: [longOne.id] },
    { date: `${old}-03`, impact: 'critical', stories: [longOne.id] },
    { date: `${old}-15`, impact: 'minor', stories: [inOld.id] },
    { date: `${old}-16`, impact: 'maintenance', stories: [workInOld.id] },
  ]);
  const begun = await read(shiftMonth(old, -1));
  assert.equal(begun.days?.at(0)?.date, `${begun.month}-20`);
  assert.equal(begun.days?.at(-1)?.date.slice(0, 7), begun.month, 'and no day beyond the month');
  assert.deepEqual(document.months, [...new Set(document.months)].sort().reverse());
  for (const month of [newest, old, older]) assert.ok(document.months?.includes(month), month);
});

test('a month tells of what was deleted in it', async () => {
  const document = await read(older);
  assert.deepEqual(document.incidents, []);
  assert.deepEqual(
    document.deleted.map(({ id: one, kind }) => [one, kind]),
    [[inOlder.id, 'incident']],
  );
  assert.equal(document.earlier, null);
});

test('a month between others in which nothing happened is an empty one', async () => {
  const quiet = shiftMonth(old, -2);
  assert.ok(quiet > older, 'there is one');
  const document = await read(quiet);
  assert.deepEqual([document.incidents, document.deleted, document.ongoing, document.days], [[], [], [], []]);
  assert.deepEqual([document.earlier, document.later], [older, shiftMonth(old, -1)]);
});

test('months before all that is known, to come or no months are problems that name the newest', async () => {
  const unknown = [shiftMonth(older, -1), shiftMonth(newest, 1), '2024-13', '2024-1', 'x', '', '../summary', '9999-12'];
  for (const month of unknown) {
    const { status, headers, text } = await served.ask(`/api/v2/history/${month}.json`);
    assert.equal(status, 404, month);
    assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.match(parse<Problem>(text).detail ?? '', new RegExp(`The newest is /api/v2/history/${newest}\\.json\\.$`));
  }
  assert.equal((await served.ask(`/api/v2/history/${newest}`)).status, 404);
});

test('a month is answered like any document: tags, encodings, CORS, proof', async () => {
  for (const month of [newest, old]) {
    const path = `/api/v2/history/${month}.json`;
    const { headers } = await served.ask(path);
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.ok(headers['allswell-verified-at']);
    assert.equal((await served.ask(path, { 'if-none-match': headers.etag ?? '' })).status, 304);
    assert.equal((await served.ask(path, { 'accept-encoding': 'br' })).headers['content-encoding'], 'br');
    assert.equal((await served.ask(path, {}, 'POST')).status, 405);
  }
});

test('a month that many ask for at once is looked up once, and again after a change', async () => {
  await database.sql.begin((tx) => bumpSeq(tx));
  await served.page.refresh();
  const before = transactions;
  const all = await Promise.all(Array.from({ length: 50 }, () => served.ask(`/api/v2/history/${old}.json`)));
  assert.ok(all.every(({ status }) => status === 200));
  assert.equal(transactions - before, 1);
  await database.sql`update incidents set name = 'Long, long ago' where id = ${inOld.id}`;
  await database.sql.begin((tx) => bumpSeq(tx));
  await served.page.refresh();
  assert.equal((await read(old)).incidents[2]?.name, 'Long, long ago');
});

test('a change that the database has and readers do not is in both or in neither of them', async () => {
  // Nobody is notified of this one, as if the notice had been lost.
  const [row] = await database.sql<{ seq: string }[]>`update page_state set seq = seq + 1 returning seq`;
  const document = await read(older);
  assert.equal(document.allswell.seq, (await served.read<PageDocument>('page.json')).allswell.seq);
  assert.equal(document.allswell.seq, Number(row?.seq));
});

test('whoever asks for more than a few old things a second is told to come back', async () => {
  const start = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => served.ask(`/incidents/${id(`guess${index}`)}`)),
  );
  const statuses = new Set(answers.map(({ status }) => status));
  assert.deepEqual([...statuses].sort(), [404, 503]);
  const seconds = (performance.now() - start) / 1_000;
  assert.ok(answers.filter(({ status }) => status === 404).length <= 20 * (seconds + 2));
});

/** The same database, telling of each transaction. */
function counted(sql: Sql): Sql {
  return new Proxy(sql, {
    get(target, key) {
      if (key === 'begin') transactions++;
      return Reflect.get(target, key, target) as unknown;
    },
  });
}
