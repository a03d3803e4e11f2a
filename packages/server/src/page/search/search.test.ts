import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DomainError, type HistorySearch, type Problem } from '@allswell/protocol';
import { hostileTexts } from '@allswell/protocol/fixtures';
import { historySearchSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import type { Sql } from '../../db/connect.ts';
import { bumpSeq } from '../../db/page-state.ts';
import { parse as parseText } from '../../text/parse.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { until } from '../../testing/until.ts';
import { component, incident, maintenance, page, plant, update } from '../testing/rows.ts';
import { parse, type ServedPage, servePage } from '../testing/serve-page.ts';
import { strict } from '../testing/strict.ts';
import { passage } from './passage.ts';
import { readQuery } from './search-query.ts';

let database: TestDatabase;
let sql: Sql;
let served: ServedPage;
let transactions = 0;
let isGone = false;

const years = (amount: number) => new Date(Date.now() - amount * 365 * 86_400_000);
const checkout = component({ name: 'Checkout' });
const cards = incident({ name: 'Cards are declined', status: 'resolved', impact: 'major', started_at: years(3) });
const disk = incident({ name: 'Slow search', status: 'resolved', started_at: years(2) });
const french = incident({ name: 'Réseau indisponible', status: 'resolved', started_at: years(1.5) });
const work = maintenance(0, 0, {
  name: 'Database upgrade',
  scheduled_for: new Date(Date.now() + 3_600_000),
  scheduled_until: new Date(Date.now() + 7_200_000),
  started_at: new Date(Date.now() + 3_600_000),
});
const taken = incident({ name: 'Cards of yesterday', status: 'resolved', started_at: years(1) });
const percent = incident({ name: 'Down by 100% for a_b', status: 'resolved', started_at: years(2.5) });
const said = (body: string) => ({ body, body_nodes: parseText(body) });
const long = `Nothing yet. ${'We keep looking. '.repeat(400)}The Zertifikatskette was broken. ${'And so on. '.repeat(300)}`;

before(async () => {
  database = await createTestDatabase();
  ({ sql } = database);
  const all = [cards, disk, french, work, taken, percent];
  await plant(
    sql,
    page({
      components: [checkout],
      incidents: all,
      affected: [{ incident_id: cards.id, component_id: checkout.id }],
      updates: [
        update({ incident_id: cards.id, body: 'Payments fail.', display_at: years(3) }),
        update({
          incident_id: cards.id,
          status: 'resolved',
          ...said('A **certificate** had expired.'),
          display_at: years(2.9),
        }),
        update({ incident_id: disk.id, status: 'resolved', body: long, display_at: years(2) }),
        update({ incident_id: disk.id, body: 'This was taken back: kangaroo.', display_at: years(2) }),
      ],
    }),
  );
  await sql`update incident_updates set deleted_at = clock_timestamp() where body like '%kangaroo%'`;
  await sql`update incidents set deleted_at = clock_timestamp() where id = ${taken.id}`;
  await sql.begin((tx) => bumpSeq(tx));
  served = await servePage({ sql: counted(sql), pollMs: 3_600_000 });
});
after(async () => {
  await served.close();
  await database.drop();
});

const ask = (query: string) => served.ask(`/api/v2/history/search.json?q=${encodeURIComponent(query)}`);
/** Whoever asks often is told to wait. */
async function find(query: string): Promise<HistorySearch> {
  const { status, text } = await until(async () => {
    const answer = await ask(query);
    assert.notEqual(answer.status, 503);
    return answer;
  });
  assert.equal(status, 200, query);
  return parse(text);
}
const namesOf = ({ stories }: HistorySearch) => stories.map(({ name }) => name);

test('words are found in names and in what was said, wherever they stand and however they are written', async () => {
  const found = await find('certif');
  v.parse(strict(historySearchSchema), found);
  assert.deepEqual([found.count, namesOf(found)], [1, ['Cards are declined']]);
  const [story] = found.stories;
  assert.equal(story?.excerpt, 'A certificate had expired.', 'the update that holds the word, as plain text');
  assert.deepEqual(
    [story?.kind, story?.impact, story?.status, story?.components],
    ['incident', 'major', 'resolved', [checkout.id]],
  );
  assert.deepEqual(namesOf(await find('CARDS')), ['Cards are declined'], 'and nothing that was deleted');
  assert.deepEqual(namesOf(await find('RÉSEAU')), ['Réseau indisponible']);
  assert.deepEqual(namesOf(await find('upgrade')), ['Database upgrade'], 'what is planned is there as well');
  assert.deepEqual(namesOf(await find('e')), [
    ...['Database upgrade', 'Réseau indisponible', 'Slow search', 'Cards are declined'],
  ]);
});

test('of several words each has to be there, be it in the name or in different updates', async () => {
  assert.deepEqual(namesOf(await find('payments certificate cards')), ['Cards are declined']);
  assert.deepEqual(namesOf(await find('payments kangaroo')), []);
  const found = await find('  payments \n\t payments ');
  assert.equal(found.query, 'payments payments', 'blanks are one blank');
  assert.equal(found.stories[0]?.excerpt, 'Payments fail.');
});

test('what was taken back is not found, and signs of a pattern mean themselves', async () => {
  assert.deepEqual(namesOf(await find('kangaroo')), []);
  assert.deepEqual(namesOf(await find('100%')), ['Down by 100% for a_b']);
  assert.deepEqual(namesOf(await find('a_b')), ['Down by 100% for a_b']);
  assert.deepEqual(namesOf(await find('1%0')), []);
  assert.deepEqual(namesOf(await find('\\')), []);
});

test('a long text is told by the part in which the word stands', async () => {
  const [story] = (await find('zertifikat')).stories;
  assert.ok(story && story.excerpt.length <= 222);
  assert.match(story.excerpt, /^…We keep looking\..*The Zertifikatskette was broken\. And so on\..*…$/);
});

test('hostile words are looked for like any others, and come back as they were', async () => {
  for (const text of [
    ...hostileTexts,
    "'; drop table incidents; --",
    '%',
    'a\0b',
    '$1',
    '${1}',
    '(((',
    '/*',
    '__proto__',
  ]) {
    const query = readQuery(text);
    assert.ok(query && query !== 'too-long');
    assert.equal((await find(text)).query, query.text);
  }
  for (const raw of ['%ff%fe', '%ed%a0%80', '%', '&q=x', 'x&q=y', '%2500']) {
    const { status } = await until(async () => {
      const answer = await served.ask(`/api/v2/history/search.json?q=${raw}`);
      assert.notEqual(answer.status, 503);
      return answer;
    });
    assert.equal(status, raw.startsWith('&') ? 422 : 200, raw);
  }
  assert.deepEqual(namesOf(await find('cards')), ['Cards are declined']);
});

test('too much or nothing to look for is a problem that says so', async () => {
  for (const [query, detail] of [
    ['', 'Say what to look for: ?q=WORDS.'],
    [' \n ', 'Say what to look for: ?q=WORDS.'],
    ['x'.repeat(201), 'Look for at most 200 characters.'],
  ] as const) {
    const { status, headers, text } = await ask(query);
    assert.equal(status, 422);
    assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.equal(parse<Problem>(text).detail, detail);
  }
  assert.equal((await served.ask('/api/v2/history/search.json')).status, 422);
  assert.equal((await find('y'.repeat(200))).count, 0);
});

test('an answer is as any document: tags, encodings, CORS, proof', async () => {
  await find('payments');
  const { headers } = await ask('payments');
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.ok(headers['allswell-verified-at']);
  const again = await served.ask('/api/v2/history/search.json?q=payments', { 'if-none-match': headers.etag ?? '' });
  assert.equal(again.status, 304);
});

test('what many look for at once is looked up once, and again after a change', async () => {
  await find('declined');
  const before = transactions;
  await Promise.all(Array.from({ length: 50 }, () => ask('declined')));
  assert.equal(transactions, before);
  await sql`update incidents set name = 'Cards were declined, and more' where id = ${cards.id}`;
  await sql.begin((tx) => bumpSeq(tx));
  await served.page.refresh();
  assert.deepEqual(namesOf(await find('declined')), ['Cards were declined, and more']);
});

test('whoever looks for many things at once is told to come back, and gets the rest then', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => ask(`guess ${index}`)));
  const refused = answers.filter(({ status }) => status === 503);
  assert.ok(refused.length > 0);
  assert.ok(answers.every(({ status }) => status === 200 || status === 503));
  assert.ok(refused.every(({ headers }) => headers['retry-after'] === '5'));
  assert.equal((await find('guess 59')).count, 0);
});

test('of more than a hundred the newest are told, and how many there are', async () => {
  await sql`
    insert into incidents (id, name, status, started_at, resolved_at)
    select 'many' || lpad(n::text, 8, '0'), 'Flood ' || n, 'resolved', at, at
    from generate_series(1, 150) n, lateral (select clock_timestamp() - interval '4 years' - n * interval '1 day' as at)
  `;
  await sql.begin((tx) => bumpSeq(tx));
  await served.page.refresh();
  const found = await find('flood');
  assert.deepEqual([found.count, found.stories.length, found.stories[0]?.name], [150, 100, 'Flood 1']);
  assert.equal(found.stories[0]?.excerpt, '', 'nothing was said of it');
});

test('while the database is gone, what was found stays found, and the rest has to wait', async () => {
  const known = await find('payments');
  isGone = true;
  try {
    assert.deepEqual(await find('payments'), known);
    const { status, headers, text } = await ask('never looked for before');
    assert.equal(status, 503);
    assert.equal(headers['retry-after'], '5');
    assert.match(parse<Problem>(text).detail ?? '', /does not answer just now/);
  } finally {
    isGone = false;
  }
});

test('a passage begins before what was found and ends with a whole word', () => {
  assert.equal(passage('  One line.\n\nAnother. ', ['x']), 'One line. Another.');
  const text = `${'before '.repeat(60)}needle ${'after '.repeat(60)}`;
  const found = passage(text, ['nothing', 'NEEDLE']);
  assert.match(found, /^…(before )+needle (after ?)+…$/);
  assert.ok(found.length <= 222);
  assert.match(passage(text, ['nowhere']), /^before (before ?)+…$/);
  for (const words of [['(['], ['\\'], ['$^'], ['/']]) assert.match(passage(text, words), /^before/);
  for (const cut of [`${'x'.repeat(219)}😀y`, '😀'.repeat(300), `${'😀'.repeat(300)}needle`]) {
    assert.ok(passage(cut, ['needle']).isWellFormed());
  }
});

test('a query is read as words, without what is no text', () => {
  assert.deepEqual(readQuery(' Two  words\u0000two '), { text: 'Two words two', words: ['Two', 'words', 'two'] });
  assert.equal(readQuery(null), undefined);
  assert.equal(readQuery('\u0000\u001f'), undefined);
  assert.deepEqual(readQuery('\ud800'), { text: '\ufffd', words: ['\ufffd'] });
});

/** The same database, telling of each transaction, until it is gone. */
function counted(database: Sql): Sql {
  return new Proxy(database, {
    get(target, key) {
      if (key === 'begin') transactions++;
      if (key === 'begin' && isGone) return () => Promise.reject(new DomainError('database-unavailable', 'Gone.'));
      return Reflect.get(target, key, target) as unknown;
    },
  });
}
