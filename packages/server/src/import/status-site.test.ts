import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Sql } from '../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readFile } from './begin-import.ts';
import { readDatabase } from './status-site/read-database.ts';
import { readDump } from './status-site/read-dump.ts';
import { splitTables } from './status-site/tables.ts';
import { importNow } from './testing/run-import.ts';

// What pg_dump writes of a site that somebody still runs: tabs, `\N`, escaped line ends, another table in between.
const dump = String.raw`--
-- PostgreSQL database dump
--

SET statement_timeout = 0;

CREATE TABLE public.issues (
    id integer NOT NULL,
    title character varying(255)
);

COPY public.admins (id, email, encrypted_password) FROM stdin;
1	owner@fernhill.example	not to be read
\.

COPY public.email_subscriptions (id, email, token, confirmed, created_at, updated_at) FROM stdin;
1	reader@customer.example	abc	t	2013-03-01 10:00:00.123	2013-03-01 10:00:00.123
2	doubter@customer.example	def	f	2013-03-01 10:00:00	2013-03-01 10:00:00
\.

COPY public.issues (id, title, body, created_at, updated_at, current_site_status, resolved) FROM stdin;
1	Logins are slow	<p>We look into it.</p>\n<script>alert(1)</script>	2013-03-04 08:00:00.5	2013-03-04 09:30:00	yellow	t
2	All is down	Tab\there, back\\slash	2013-04-01 12:00:00	2013-04-01 13:00:00	red	t
3	\N	Still open	2013-05-01 12:00:00	2013-05-01 12:00:00	\N	f
\.

COPY public.updates (id, title, body, issue_id, created_at, updated_at) FROM stdin;
1	Found it	It was the disk.	1	2013-03-04 08:40:00	2013-03-04 08:40:00
2	\N	Of no issue.	99	2013-03-04 08:40:00	2013-03-04 08:40:00
\.

COPY public.messages (id, body, start_date, created_at, updated_at) FROM stdin;
1	New disks tonight.\nIt takes an hour.	2013-06-01	2013-05-20 10:00:00	2013-05-20 10:00:00
2	Much later.	2999-01-01	2013-05-20 10:00:00	2013-05-20 10:00:00
\.
`;

let database: TestDatabase;
let sql: Sql;
before(async () => {
  database = await createTestDatabase();
  sql = database.sql;
});
after(() => database.drop());

const fromDump = (text: string, subscribers = false) =>
  importNow(sql, { source: 'status_site', origin: 'site.sql', pages: readFile('status_site', text), subscribers });

test('issues with their updates become incidents, messages maintenance of a day, and nobody is told', async () => {
  await sql`update settings set time_zone = 'America/New_York'`;
  const done = await fromDump(dump);
  assert.equal(done.failure, null);
  assert.equal(done.counts.incidents.new, 3);
  assert.equal(done.counts.maintenances.new, 2);
  const incidents = await sql<{ name: string; status: string; impact: string; started_at: Date; resolved_at: Date }[]>`
    select name, status, coalesce(impact_override, impact) as impact, started_at, resolved_at
    from incidents where scheduled_for is null order by started_at
  `;
  assert.deepEqual(
    incidents.map(({ name, status, impact }) => [name, status, impact]),
    [
      ['Logins are slow', 'resolved', 'minor'],
      ['All is down', 'resolved', 'critical'],
      ['Issue 3', 'investigating', 'none'],
    ],
  );
  assert.equal(incidents[0]?.started_at.toISOString(), '2013-03-04T08:00:00.500Z');
  assert.equal(incidents[0]?.resolved_at.toISOString(), '2013-03-04T09:30:00.000Z');
  const bodies = await sql<{ body: string }[]>`
    select body from incident_updates u join incidents i on i.id = u.incident_id
    where i.name in ('Logins are slow', 'All is down') order by u.display_at, u.status
  `;
  assert.deepEqual(
    bodies.map(({ body }) => body),
    ['We look into it.', '**Found it**\n\nIt was the disk.', '', 'Tab\there, back\\slash', ''],
  );
  const work = await sql<{ name: string; status: string; scheduled_for: Date; scheduled_until: Date }[]>`
    select name, status, scheduled_for, scheduled_until from incidents where scheduled_for is not null order by scheduled_for
  `;
  assert.deepEqual(
    work.map(({ name, status, scheduled_for }) => [name, status, scheduled_for.toISOString()]),
    [
      ['New disks tonight.', 'completed', '2013-06-01T04:00:00.000Z'],
      ['Much later.', 'scheduled', '2999-01-01T05:00:00.000Z'],
    ],
  );
  assert.ok(done.warnings.some(({ detail }) => detail.includes('belong to no issue')));
  const again = await fromDump(dump);
  for (const [key, one] of Object.entries(again.counts)) assert.equal(one.same, one.found, key);
  assert.deepEqual([...(await sql`select from notices`)], []);
});

test('who has confirmed comes along when asked for; who never did does not', async () => {
  await fromDump(dump, true);
  const rows = await sql<{ address: string; consented_at: Date }[]>`select address, consented_at from subscriptions`;
  assert.deepEqual(
    rows.map(({ address }) => address),
    ['reader@customer.example'],
  );
  assert.equal(rows[0]?.consented_at.toISOString(), '2013-03-01T10:00:00.123Z');
});

test('the same tables are read from the database, as JSON and from a dump', async () => {
  const site = await createTestDatabase();
  try {
    await site.sql.unsafe(`
      create table issues (id serial, title varchar(255), body text, created_at timestamp, updated_at timestamp,
        current_site_status varchar(255), resolved boolean default false);
      create table updates (id serial, title varchar(255), body text, issue_id integer, created_at timestamp, updated_at timestamp);
      create table messages (id serial, body text, start_date date, created_at timestamp, updated_at timestamp);
      insert into issues (title, body, created_at, updated_at, current_site_status, resolved)
        values ('Logins are slow', 'We look.', '2013-03-04 08:00:00.5', '2013-03-04 09:30:00', 'yellow', true);
      insert into messages (body, start_date, created_at) values ('New disks', '2013-06-01', '2013-05-20 10:00:00');
    `);
    const tables = await readDatabase(site.address);
    assert.deepEqual(Object.keys(tables), ['issues', 'updates', 'messages']);
    const pages = splitTables(tables);
    const fromTables = await importNow(sql, { source: 'status_site', origin: 'postgres', pages });
    assert.equal(fromTables.failure, null);
    const asJson = readFile('status_site', JSON.parse(JSON.stringify(tables)));
    assert.deepEqual(asJson, pages);
  } finally {
    await site.drop();
  }
});

test('what is no dump of status_site, or breaks off, says so', () => {
  assert.throws(() => readFile('status_site', '{"monitors": []}'), /not the database of status_site/);
  assert.throws(() => readFile('status_site', 'hello'), /no whole JSON/);
  assert.throws(() => readDump(dump.slice(0, dump.indexOf('2\tAll is down'))), /breaks off within the table “issues”/);
  assert.throws(() => readDump(dump.replace('\tyellow\tt', '\tyellow')), /has 6 values for 7 columns/);
  assert.throws(
    () => readFile('status_site', '--\n-- PostgreSQL database dump\n--\nINSERT INTO issues VALUES (1);'),
    /without: pg_dump --data-only/,
  );
  assert.throws(
    () => readFile('status_site', { issues: [{ id: 1, name: 'of another product' }] }),
    /not that of status_site: it has no title, no body/,
  );
});

test('two issues of one id are refused', async () => {
  const row = { id: 1, title: 'x', body: 'y', created_at: '2013-03-04 08:00:00' };
  const failed = await importNow(sql, {
    source: 'status_site',
    origin: 'x',
    pages: readFile('status_site', { issues: [row, { ...row, title: 'z' }] }),
  });
  assert.match(failed.failure ?? '', /The id 1 stands for more than one issue/);
});
