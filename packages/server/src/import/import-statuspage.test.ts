import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { Import } from '@allswell/protocol/schema';
import type { Sql } from '../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { type FakeStatuspage, startFakeStatuspage, statuspageKey, statuspageUrl } from '../testing/fake-statuspage.ts';
import { fileOf, type StatuspageHistory, statuspageId, writeHistory } from '../testing/statuspage-history.ts';
import { readFile } from './begin-import.ts';
import { checkNow, impatient, importNow } from './testing/run-import.ts';

let database: TestDatabase;
let sql: Sql;
let fake: FakeStatuspage;
let history: StatuspageHistory;

beforeEach(async () => {
  history = writeHistory();
  await database?.drop();
  await fake?.close();
  database = await createTestDatabase();
  sql = database.sql;
  fake = await startFakeStatuspage(history);
});
after(async () => {
  await database?.drop();
  await fake?.close();
});

const fromPage = () => importNow(sql, { source: 'statuspage', origin: statuspageUrl }, { upstreams: fake.upstreams });
const fromApi = (subscribers = false) =>
  importNow(
    sql,
    { source: 'statuspage_v1', origin: 'api', page_id: history.page.id, api_key: statuspageKey, subscribers },
    { upstreams: fake.upstreams },
  );
const fromFile = (document: unknown) =>
  importNow(sql, { source: 'statuspage', origin: 'page.json', pages: readFile('statuspage', document) });

/** Everything that readers and admins have of it, and nothing that only says when it was written. */
async function everything() {
  const [row] = await sql<{ all: unknown }[]>`
    select json_build_object(
      'incidents', (select json_agg(i order by id) from incidents i),
      'updates', (select json_agg(u order by id) from incident_updates u),
      'components', (select json_agg(c order by id) from components c),
      'groups', (select json_agg(g order by id) from component_groups g),
      'affected', (select json_agg(a order by incident_id, component_id) from incident_components a),
      'changes', (select json_agg(c order by id) from component_changes c),
      'imported', (select json_agg(i order by kind, external_id) from imported i),
      'seq', (select seq from page_state)
    ) as all
  `;
  return row?.all;
}
const count = async (table: string) =>
  Number((await sql<{ count: string }[]>`select count(*) from ${sql(table)}`)[0]?.count);

async function assertSilence(): Promise<void> {
  for (const table of ['notices', 'deliveries', 'letters']) assert.equal(await count(table), 0, table);
}
const newOnes = ({ counts }: Import) => Object.fromEntries(Object.entries(counts).map(([key, one]) => [key, one.new]));

test('a page comes over with its groups, components, incidents and maintenance, and nobody is told', async () => {
  const done = await fromPage();
  assert.equal(done.failure, null);
  assert.equal(done.state, 'done');
  assert.deepEqual(newOnes(done), {
    groups: 2,
    components: 6,
    incidents: 51,
    maintenances: 5,
    updates: done.counts.updates.found,
    subscribers: 0,
  });
  assert.equal(await count('incidents'), 56);
  assert.equal(await count('incident_updates'), done.counts.updates.found);
  await assertSilence();
});

test('a second time changes nothing', async () => {
  await fromPage();
  const first = await everything();
  const again = await fromPage();
  assert.equal(again.state, 'done');
  for (const [key, one] of Object.entries(again.counts)) assert.equal(one.same, one.found, key);
  assert.deepEqual(await everything(), first);
  await assertSilence();
});

test('by the API it is the same page as by its documents', async () => {
  await fromPage();
  const done = await fromApi();
  assert.equal(done.failure, null);
  const { incidents, components, groups, maintenances } = done.counts;
  for (const one of [incidents, components, groups, maintenances]) assert.equal(one.new, 0);
  assert.equal(await count('incidents'), 56);
  assert.ok(fake.calls.some(({ authorization }) => authorization === `OAuth ${statuspageKey}`));
});

test('ids stay, so that old links lead to the same incidents', async () => {
  await fromPage();
  const rows = await sql<{ id: string }[]>`select id from incidents`;
  const there = new Set(history.incidents.map((one) => one['id']));
  assert.equal(rows.filter(({ id }) => there.has(id)).length, 56);
});

test('an id that is taken here, or looks otherwise, is remembered', async () => {
  const taken = statuspageId('inc', 7);
  await sql`insert into incidents (id, name, status, started_at) values (${taken}, 'Ours', 'resolved', now())`;
  await fromPage();
  const [row] = await sql<{ id: string }[]>`select id from imported where kind = 'incident' and external_id = ${taken}`;
  assert.ok(row && row.id !== taken);
  const [ours] = await sql<{ name: string }[]>`select name from incidents where id = ${taken}`;
  assert.equal(ours?.name, 'Ours');
});

test('updates of two incidents that have one id there are two here', async () => {
  const twice = history.incidents.map((one) => ({
    ...one,
    incident_updates: (one['incident_updates'] as object[]).map((update, index) => ({
      ...update,
      id: `same-${index}`,
    })),
  }));
  for (let time = 0; time < 2; time++) {
    const done = await fromFile(fileOf({ ...history, incidents: twice }));
    assert.equal(done.failure, null);
    assert.equal(await count('incident_updates'), done.counts.updates.found);
  }
});

test('an update told in HTML is Markdown here, and what could run in it is gone', async () => {
  await fromPage();
  const [row] = await sql<{ body: string; body_nodes: unknown }[]>`
    select u.body, u.body_nodes from incident_updates u where incident_id = ${statuspageId('inc', 1)} and status = 'investigating'
  `;
  assert.equal(row?.body, 'We look into [this](https://fernhill.example/x).');
  const texts = await sql<{ count: string }[]>`
    select count(*) from incident_updates where body ~* '<(script|p|br|b)\\M' or body like '%alert(1)%'
  `;
  assert.equal(Number(texts[0]?.count), 0);
});

test('uptime follows what incidents say that components were, from when to when', async () => {
  await fromPage();
  // The second one is minor, names its component, and took 45 minutes.
  const told = await sql<{ status: string; minutes: number; component_id: string }[]>`
    select status, component_id, round(extract(epoch from ends_at - starts_at) / 60)::int as minutes
    from component_changes where told and incident_id = ${statuspageId('inc', 2)}
  `;
  assert.deepEqual([...told], [{ status: 'degraded_performance', minutes: 45, component_id: statuspageId('comp', 2) }]);
  // An old one names no status: what it was follows from its impact.
  const old = await sql<{ status: string }[]>`
    select status from component_changes where told and incident_id = ${statuspageId('inc', 28)}
  `;
  assert.deepEqual(
    old.map(({ status }) => status),
    ['major_outage'],
  );
  const work = await sql<{ status: string; minutes: number }[]>`
    select status, round(extract(epoch from ends_at - starts_at) / 60)::int as minutes
    from component_changes where told and incident_id = ${statuspageId('plan', 1)}
  `;
  assert.deepEqual([...work], [{ status: 'under_maintenance', minutes: 90 }]);
});

test('what is going on there goes on here, and nobody is told of what follows by the clock', async () => {
  await fromPage();
  const [component] = await sql<
    { status: string }[]
  >`select status from components where id = ${statuspageId('comp', 3)}`;
  assert.equal(component?.status, 'partial_outage');
  const [told] = await sql<{ status: string; ends_at: Date | null; minutes: number }[]>`
    select status, ends_at, round(extract(epoch from now() - starts_at) / 60)::int as minutes
    from component_changes where told and incident_id = ${statuspageId('open', 1)}
  `;
  assert.equal(told?.status, 'partial_outage');
  assert.equal(told?.ends_at, null);
  assert.ok(told.minutes >= 50);
  const [planned] = await sql<{ status: string; deliver_notifications: boolean; reminded_at: Date | null }[]>`
    select status, deliver_notifications, reminded_at from incidents where id = ${statuspageId('plan', 90)}
  `;
  assert.equal(planned?.status, 'scheduled');
  assert.equal(planned?.deliver_notifications, false);
  assert.ok(planned?.reminded_at);
});

test('imported incidents carry the times of where they come from, so that no feed shows them as new', async () => {
  await fromPage();
  const [newest] = await sql<{ at: Date }[]>`
    select max(greatest(i.updated_at, u.updated_at, u.created_at)) as at
    from incidents i join incident_updates u on u.incident_id = i.id where i.status = 'resolved'
  `;
  assert.ok(newest && newest.at.getTime() < Date.now() - 2 * 86_400_000);
});

test('a postmortem is one here, too', async () => {
  await fromApi();
  const [row] = await sql<{ status: string; postmortem_body: string; postmortem_published_at: Date | null }[]>`
    select status, postmortem_body, postmortem_published_at from incidents where id = ${statuspageId('inc', 5)}
  `;
  assert.equal(row?.status, 'postmortem');
  assert.equal(row?.postmortem_body, 'A **disk** was full.');
  assert.ok(row?.postmortem_published_at);
});

test('the impact that readers were told stays', async () => {
  await fromPage();
  for (const [number, impact] of [
    [1, 'none'],
    [2, 'minor'],
    [3, 'major'],
    [4, 'critical'],
    [28, 'critical'],
  ] as const) {
    const [row] = await sql<{ impact: string }[]>`
      select coalesce(impact_override, impact) as impact from incidents where id = ${statuspageId('inc', number)}
    `;
    assert.equal(row?.impact, impact, String(number));
  }
});

test('what changed there is changed here; what was edited or deleted here is left alone, with a warning', async () => {
  await fromFile(fileOf(history));
  const [changed, edited, deleted] = [statuspageId('inc', 10), statuspageId('inc', 11), statuspageId('inc', 12)];
  await sql`update incidents set name = 'As we say it' where id = ${edited}`;
  await sql`update incidents set deleted_at = now() where id = ${deleted}`;
  const later = {
    ...history,
    incidents: history.incidents.map((one) =>
      [changed, edited, deleted].includes(String(one['id']))
        ? { ...one, name: `${String(one['name'])}, corrected` }
        : one,
    ),
  };
  const again = await fromFile(fileOf(later));
  assert.deepEqual(again.counts.incidents, { found: 50, new: 0, changed: 1, same: 47, skipped: 2 });
  const rows = await sql<{ id: string; name: string; deleted: boolean }[]>`
    select id, name, deleted_at is not null as deleted from incidents where id in (${changed}, ${edited}, ${deleted}) order by id
  `;
  assert.match(rows[0]?.name ?? '', /, corrected$/);
  assert.equal(rows[1]?.name, 'As we say it');
  assert.equal(rows[2]?.deleted, true);
  const codes = again.warnings.map(({ code }) => code);
  assert.ok(codes.includes('edited-here') && codes.includes('deleted-here'));
  await assertSilence();
});

test('an incident that was open and is over there by now ends here, too, when it did there', async () => {
  await fromFile(fileOf(history));
  const id = statuspageId('open', 1);
  const end = new Date(Date.now() - 10 * 60_000);
  const over = {
    ...history,
    components: history.components.map((one) => ({ ...one, status: 'operational' })),
    incidents: history.incidents.map((one) =>
      one['id'] !== id
        ? one
        : {
            ...one,
            status: 'resolved',
            resolved_at: end.toISOString(),
            incident_updates: [
              {
                id: statuspageId('uopen', 3),
                status: 'resolved',
                body: 'Over.',
                created_at: end.toISOString(),
                display_at: end.toISOString(),
                affected_components: [
                  {
                    code: statuspageId('comp', 3),
                    name: 'Shop - Checkout',
                    old_status: 'partial_outage',
                    new_status: 'operational',
                  },
                ],
              },
              ...(one['incident_updates'] as object[]),
            ],
          },
    ),
  };
  const again = await fromFile(fileOf(over));
  assert.equal(again.counts.incidents.changed, 1);
  const [component] = await sql<
    { status: string }[]
  >`select status from components where id = ${statuspageId('comp', 3)}`;
  assert.equal(component?.status, 'operational');
  const told = await sql<{ status: string; ends_at: Date | null }[]>`
    select status, ends_at from component_changes where told and incident_id = ${id}
  `;
  assert.deepEqual(
    told.map(({ status, ends_at }) => [status, ends_at?.getTime()]),
    [['partial_outage', end.getTime()]],
  );
  await assertSilence();
});

test('components that are here already under the same name are taken for the same', async () => {
  await sql`insert into components (id, name, position) values ('dashboard001', 'Dashboard', 1)`;
  await sql`insert into component_changes (component_id, status) values ('dashboard001', 'operational')`;
  const done = await fromPage();
  const rows = await sql<{ id: string }[]>`select id from components where name = 'Dashboard' and group_id is null`;
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['dashboard001'],
  );
  assert.ok(done.warnings.some(({ code }) => code === 'namesake'));
});

test('subscribers come along only when asked for, by email, once, and are sent nothing', async () => {
  const without = await fromApi();
  assert.equal(without.counts.subscribers.found, 0);
  const done = await fromApi(true);
  assert.equal(done.failure, null);
  const rows = await sql<{ address: string; state: string; consent_source: string }[]>`
    select address, state, consent_source from subscriptions
  `;
  assert.deepEqual(
    [...rows],
    [{ address: 'reader1@customer.example', state: 'confirmed', consent_source: 'imported from Statuspage' }],
  );
  // Who has left since is not brought back.
  await sql`delete from subscriptions`;
  await fromApi(true);
  assert.equal(await count('subscriptions'), 0);
  await assertSilence();
});

test('a key is sealed while it is needed, and gone afterwards', async () => {
  const done = await fromApi();
  const [row] = await sql<{ api_key: string | null; all: string }[]>`select api_key, i::text as all from imports i`;
  assert.equal(row?.api_key, null);
  assert.ok(!row?.all.includes(statuspageKey));
  assert.equal(await count('import_pages'), 0);
  assert.equal(done.state, 'done');
});

test('what is older than fifty incidents comes from the archive, one by one', async () => {
  history = writeHistory({ incidents: 70, maintenances: 2 });
  fake.history.incidents = history.incidents;
  const done = await fromPage();
  assert.equal(done.failure, null);
  assert.equal(done.counts.incidents.found, 71);
  assert.ok(!done.warnings.some(({ code }) => code === 'history-incomplete' || code === 'only-its-end'));
});

test('where single incidents cannot be had, the line of the archive is what is left of them', async () => {
  history = writeHistory({ incidents: 70, maintenances: 0 });
  fake.history.incidents = history.incidents;
  fake.play('no single incidents');
  const done = await fromPage();
  assert.equal(done.counts.incidents.found, 71);
  assert.ok(done.warnings.some(({ code }) => code === 'only-its-end'));
  assert.ok(
    fake.calls.filter(({ path }) => path.startsWith('/incidents/')).length <= 3,
    'it is not asked for all of them',
  );
});

test('without an archive there are the newest fifty, and it says from when on', async () => {
  history = writeHistory({ incidents: 70, maintenances: 0 });
  fake.history.incidents = history.incidents;
  fake.play('no archive');
  const done = await fromPage();
  assert.equal(done.counts.incidents.found, 50);
  assert.ok(done.warnings.some(({ code }) => code === 'history-incomplete'));
  const [component] = await sql<{ since: Date }[]>`
    select min(starts_at) as since from component_changes where component_id = ${statuspageId('comp', 1)}
  `;
  const [oldest] = await sql<{ at: Date }[]>`select min(started_at) as at from incidents`;
  assert.ok(component && oldest && component.since >= oldest.at);
});

test('of a summary alone nothing of the past is known, and uptime begins now', async () => {
  const done = await fromFile(fileOf(history)[0]);
  assert.equal(done.counts.incidents.found, 1);
  assert.ok(done.warnings.some(({ code }) => code === 'history-incomplete'));
  const [component] = await sql<{ age: number }[]>`
    select extract(epoch from now() - min(starts_at))::float8 as age
    from component_changes where component_id = ${statuspageId('comp', 1)}
  `;
  assert.ok(component && component.age < 600);
});

test('an incident from before a component counts is told, and named in the report', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const components = history.components.map((one) => ({ ...one, start_date: today }));
  const done = await fromFile(fileOf({ ...history, components }));
  assert.equal(done.state, 'done');
  assert.ok(done.warnings.some(({ code, detail }) => code === 'before-start' && detail.includes(today)));
});

test('pages that leave out parts of their documents are read all the same', async () => {
  fake.play('parts are missing');
  const done = await fromPage();
  assert.equal(done.state, 'done');
});

const bad = [
  ['a web page', /is a web page, and no JSON/],
  ['breaks off', /is no whole JSON/],
  ['another product', /is no document of Statuspage/],
  ['repeats itself', /same page again and again/],
  ['two things of one id', /The id \w+ stands for two/],
] as const;
for (const [scene, why] of bad) {
  test(`where it is ${scene}, it says so, and nothing is imported`, async () => {
    fake.play(scene);
    const failed = await fromPage();
    assert.equal(failed.state, 'failed');
    assert.match(failed.failure ?? '', why);
    for (const table of ['incidents', 'components', 'component_groups', 'imported', 'import_pages']) {
      assert.equal(await count(table), 0, table);
    }
  });
}

test('a list without an end is given up', async () => {
  fake.play('endless');
  for (const wish of [
    { source: 'statuspage', origin: statuspageUrl } as const,
    { source: 'statuspage_v1', origin: 'api', page_id: history.page.id, api_key: statuspageKey } as const,
  ]) {
    const failed = await checkNow(sql, wish, { upstreams: fake.upstreams, mostPages: 5 });
    assert.match(failed.failure ?? '', /has no end: 5 pages were read/);
  }
});

test('what comes twice because the list has moved on meanwhile is taken once', async () => {
  history = writeHistory({ incidents: 120, maintenances: 0 });
  fake.history.incidents = history.incidents;
  fake.play('repeats across pages');
  const done = await fromApi();
  assert.equal(done.failure, null);
  assert.equal(done.counts.incidents.found, 121);
});

for (const status of [420, 429] as const) {
  test(`a ${status} is waited out, as long as it asks for where it says how long`, async () => {
    const waits: number[] = [];
    fake.refuse(2, status, '7');
    const done = await checkNow(
      sql,
      { source: 'statuspage', origin: statuspageUrl },
      { upstreams: fake.upstreams, patience: impatient(waits) },
    );
    assert.equal(done.state, 'checked');
    assert.deepEqual(
      waits.filter((ms) => ms > 0),
      [7_000, 7_000],
    );
    waits.length = 0;
    fake.refuse(3, status);
    await checkNow(
      sql,
      { source: 'statuspage', origin: statuspageUrl },
      { upstreams: fake.upstreams, patience: impatient(waits) },
    );
    assert.deepEqual(waits, [1_000, 2_000, 4_000]);
  });
}

test('a source that has had enough for good, or does not answer, is given up with a word of why', async () => {
  fake.refuse(1_000, 420);
  const failed = await fromPage();
  assert.equal(failed.state, 'failed');
  assert.match(failed.failure ?? '', /was asked 6 times\. It has had enough of requests \(420\)/);
  fake.refuse(0, 500);
  fake.play('slow');
  const slow = await checkNow(
    sql,
    { source: 'statuspage', origin: statuspageUrl },
    { upstreams: fake.upstreams, patience: { ...impatient(), timeoutMs: 50, tries: 2 } },
  );
  assert.match(slow.failure ?? '', /was asked 2 times/);
});

test('it is asked no faster than its pace', async () => {
  const waits: number[] = [];
  await checkNow(
    sql,
    { source: 'statuspage_v1', origin: 'api', page_id: history.page.id, api_key: statuspageKey },
    { upstreams: fake.upstreams, patience: { ...impatient(waits), paceMs: 60_000 } },
  );
  const between = waits.filter((ms) => ms > 0);
  assert.equal(between.length, fake.calls.length - 1);
});

test('a wrong key, another page and a way elsewhere are told apart', async () => {
  const ask = (api_key: string, page_id: string) =>
    checkNow(sql, { source: 'statuspage_v1', origin: 'api', page_id, api_key }, { upstreams: fake.upstreams });
  assert.match((await ask('wrong-key', history.page.id)).failure ?? '', /The key is refused \(401\)/);
  assert.match((await ask(statuspageKey, 'nobodyspage1')).failure ?? '', /answered 404\. Check the id of the page/);
  fake.play('key leads elsewhere');
  assert.match((await ask(statuspageKey, history.page.id)).failure ?? '', /where the key does not belong/);
});

test('an address inside of our own network is refused', async () => {
  const failed = await checkNow(sql, { source: 'statuspage', origin: 'https://127.0.0.1' });
  assert.match(failed.failure ?? '', /not on the public internet/);
});
