import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type {
  HistoryDocument,
  Incident,
  IncidentUpdate,
  Maintenance,
  MaintenanceUpdate,
  PageDocument,
  Summary,
} from '@allswell/protocol';
import {
  historyDocumentSchema,
  pageDocumentSchema,
  summarySchema,
  uptimeDetailSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { listTables } from '../backup/tables.ts';
import { type ServedPage, servePage } from '../page/testing/serve-page.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { historyOf } from '../testing/history-of.ts';
import { connect, type Sql } from '../db/connect.ts';
import { fillDemo } from './fill-demo.ts';

const zone = 'Europe/Amsterdam';
const dayMs = 86_400_000;
let database: TestDatabase;
let sql: Sql;
let served: ServedPage;
let summary: Summary;
let page: PageDocument;

before(async () => {
  database = await createTestDatabase();
  sql = connect(database.address, { max: 2, deadlineMs: 60_000 });
  assert.equal(await fillDemo(sql, zone), 'filled');
  served = await servePage({ sql: database.sql });
  summary = v.parse(summarySchema, await served.read('summary.json'));
  page = v.parse(pageDocumentSchema, await served.read('page.json'));
});
after(async () => {
  await served.close();
  await sql.end();
  await database.drop();
});

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  return sql.begin(async (tx) => {
    const tables = await listTables(tx);
    const all = [];
    for (const { name } of tables) all.push([name, await tx`select t::text as row from ${tx(name)} t order by 1`]);
    return JSON.stringify(all);
  });
}
const idOf = (name: string) => summary.components.find((one) => one.name === name && !one.group)?.id ?? '';
const isMaintenance = (one: Incident | Maintenance): one is Maintenance => 'scheduled_for' in one;

test('the page has groups, components with descriptions, one incident under way and maintenance ahead', () => {
  assert.equal(summary.page.name, 'Larkspur');
  const groups = summary.components.filter((one) => one.group);
  assert.ok(groups.length >= 4);
  assert.ok(summary.components.every((one) => one.description));
  assert.deepEqual(
    summary.components.filter((one) => one.status !== 'operational' && !one.group).map((one) => one.name),
    ['Text messages'],
  );
  assert.equal(summary.incidents.length, 1);
  const [open] = summary.incidents;
  assert.equal(open?.incident_updates.length, 3);
  const age = Date.now() - Date.parse(open.started_at);
  assert.ok(age > 50 * 60_000 && age < 70 * 60_000, 'it began an hour ago');
  assert.deepEqual(open.incident_updates[0]?.edited_at ?? null, null, 'it was told as it happened');
  const [tomorrow, ...later] = summary.scheduled_maintenances;
  const ahead = Date.parse(tomorrow?.scheduled_for ?? '') - Date.now();
  assert.ok(ahead > 0 && ahead < 2 * dayMs);
  assert.ok(later.length > 0 && later.every((one) => one.series_id), 'and one that repeats');
});

test('ninety days are full of incidents of all kinds, told in their order, and nothing is in the future', () => {
  const past = page.incidents.filter((one) => one.resolved_at !== null);
  assert.ok(past.filter(isMaintenance).length >= 3);
  const incidents = past.filter((one): one is Incident => !isMaintenance(one));
  assert.ok(incidents.length >= 10);
  assert.deepEqual(new Set(incidents.map((one) => one.impact)), new Set(['minor', 'major', 'critical']));
  for (const { name, started_at, resolved_at, incident_updates } of page.incidents) {
    const told = incident_updates.map((update) => Date.parse(update.display_at)).reverse();
    assert.deepEqual(
      told,
      told.toSorted((one, other) => one - other),
      name,
    );
    assert.ok(
      told.every((at) => at <= Date.now()),
      name,
    );
    if (resolved_at !== null) assert.ok(started_at < resolved_at, name);
    for (const update of incident_updates) {
      assert.equal(update.created_at, update.display_at, name);
      assert.ok(update.updated_at >= update.created_at, name);
    }
  }
});

test('people were awake when they wrote', () => {
  for (const { name, incident_updates } of page.incidents.filter(
    (one) => one.resolved_at !== null && !isMaintenance(one),
  )) {
    for (const { display_at } of incident_updates) {
      const hour = Number(display_at.slice(11, 13));
      assert.ok(hour >= 6 && hour <= 22, `${name}: ${display_at}`);
    }
  }
});

test('postmortems, edited words and words that were taken back can be seen', () => {
  const updates = page.incidents.flatMap((one): (IncidentUpdate | MaintenanceUpdate)[] => one.incident_updates);
  assert.ok(updates.filter((update) => update.status === 'postmortem').length >= 3);
  assert.ok(updates.filter((update) => update.edited_at).length >= 2);
  assert.equal(page.incidents.filter((one) => one.deleted_updates).length, 1);
  for (const { edited_at, display_at } of updates) if (edited_at) assert.ok(edited_at > display_at);
});

test('each month of it can be read', async () => {
  const month = summary.page.updated_at.slice(0, 7);
  let document = v.parse(historyDocumentSchema, await served.read<HistoryDocument>(`history/${month}.json`));
  const seen = new Set(document.incidents.map((one) => one.id));
  while (document.earlier) {
    document = v.parse(historyDocumentSchema, await served.read<HistoryDocument>(`history/${document.earlier}.json`));
    for (const { id } of document.incidents) seen.add(id);
  }
  assert.ok(page.incidents.filter((one) => one.resolved_at !== null).every((one) => seen.has(one.id)));
});

test('components have a history without gaps that goes with the stories', async () => {
  const rows = await sql<{ name: string; starts_at: Date; ends_at: Date | null }[]>`
    select c.name, h.starts_at, h.ends_at
    from component_changes h join components c on c.id = h.component_id where not h.told order by h.starts_at, h.id
  `;
  for (const [name, own] of Map.groupBy(rows, (row) => row.name)) {
    assert.ok((own[0]?.starts_at.getTime() ?? 0) < Date.now() - 100 * dayMs, name);
    for (const [index, { ends_at }] of own.entries()) {
      assert.deepEqual(ends_at, own[index + 1]?.starts_at ?? null, name);
    }
  }
  const historyBy = async (name: string) => {
    const past = await historyOf(sql, idOf(name));
    return past.map(({ status, starts_at, ends_at }) => [status, ends_at && (+ends_at - +starts_at) / 60_000]);
  };
  assert.deepEqual(await historyBy('Card payments'), [['major_outage', 38]]);
  assert.deepEqual((await historyBy('Text messages')).at(-1), ['degraded_performance', null], 'since it began');
});

test('its uptime looks like that of a real year: bad days, slow ones, maintenance, a young part and a false alarm', async () => {
  const levels = new Set(Object.values(page.uptime).flatMap(({ levels: own }) => [...(own ?? '')]));
  assert.deepEqual([...levels].sort(), ['-', '0', '1', '2', '3', 'm']);
  assert.match(page.uptime[idOf('Payouts')]?.levels ?? '', /^-{31}0/);
  assert.ok((page.uptime[idOf('Card payments')]?.percent ?? 0) > 99.9);
  const document = v.parse(uptimeDetailSchema, await served.read(`uptime/${idOf('Sign-in')}.json`));
  const [corrected] = document.spans.filter((span) => span.correction);
  assert.equal(corrected?.status, 'major_outage');
  assert.equal(corrected.counts_as, 'operational');
  assert.ok(Date.parse(corrected.correction?.made_at ?? '') < Date.now() - 40 * dayMs);
});

test('there are templates and a draft, nobody was told, and the trail says that it is a demo', async () => {
  const count = async (table: string) => (await sql`select from ${sql(table)}`).length;
  assert.ok((await count('templates')) >= 4);
  assert.equal(await count('drafts'), 1);
  assert.equal(await count('notices'), 0);
  assert.equal(await count('admins'), 0, 'the first admin is made by whoever follows the link');
  const trail = await sql<{ action: string }[]>`select action from audit`;
  assert.deepEqual(
    trail.map((line) => line.action),
    ['demo.filled'],
  );
});

test('its texts are written well: no loose ends, no two the same', () => {
  const bodies = page.incidents
    .filter((one) => !(isMaintenance(one) && one.series_id))
    .flatMap((one) => one.incident_updates.map((update) => update.body));
  for (const body of bodies) {
    assert.match(body, /[.!?]$/, body);
    assert.doesNotMatch(body, / {2}|\bTODO\b|lorem|'|"/i, body);
  }
  assert.equal(new Set(bodies).size, bodies.length);
});

test('filled once, it is left as it is', async () => {
  const before = await everything();
  assert.equal(await fillDemo(sql, zone), 'filled before');
  assert.equal(await everything(), before);
});

for (const [what, write] of [
  ['an admin', (tx: Sql) => tx`insert into admins (id, email) values ('aaaaaaaaaaaa', 'maya@fernhill.example')`],
  ['a component', (tx: Sql) => tx`insert into components (id, name, position) values ('aaaaaaaaaaaa', 'API', 1)`],
  [
    'an incident that was deleted',
    (tx: Sql) =>
      tx`insert into incidents (id, name, status, started_at, deleted_at) values ('aaaaaaaaaaaa', 'x', 'resolved', now(), now())`,
  ],
] as const) {
  test(`a database with ${what} is in use: it is refused, and nothing in it changes`, async () => {
    const used = await createTestDatabase();
    const before = sql;
    try {
      sql = connect(used.address, { max: 2, deadlineMs: 60_000 });
      await write(sql);
      const rows = await everything();
      await assert.rejects(fillDemo(sql, zone), /in use \((admins|components|incidents): 1\).*ALLSWELL_DATA_DIR=/s);
      assert.equal(await everything(), rows);
    } finally {
      await sql.end();
      sql = before;
      await used.drop();
    }
  });
}

test('it is believable in every zone', async () => {
  for (const other of ['America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu']) {
    const fresh = await createTestDatabase();
    const filling = connect(fresh.address, { max: 1, deadlineMs: 60_000 });
    try {
      assert.equal(await fillDemo(filling, other), 'filled');
      const late = await filling`select from incident_updates where display_at > clock_timestamp()`;
      assert.equal(late.length, 0);
    } finally {
      await filling.end();
      await fresh.drop();
    }
  }
});
