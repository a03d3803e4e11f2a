import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DomainError, type Problem, type ReportDocument, type UptimeDocument } from '@allswell/protocol';
import { reportDocumentSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import type { Sql } from '../../db/connect.ts';
import { bumpSeq } from '../../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { findMonth, monthOf, shiftMonth } from '../../time/month.ts';
import { component, group, id, incident, maintenance, page, plant } from '../testing/rows.ts';
import { parse, type ServedPage, servePage } from '../testing/serve-page.ts';
import { strict } from '../testing/strict.ts';
import { plantPast } from '../uptime/testing/plant-past.ts';

let database: TestDatabase;
let sql: Sql;
let served: ServedPage;
let transactions = 0;
let isGone = false;

const zone = 'Europe/Berlin';
const newest = monthOf(new Date(), zone);
const old = shiftMonth(newest, -20);
const last = shiftMonth(newest, -1);
const daySeconds = 86_400;
/** A moment of a month, on its day and hour by the clocks of UTC. */
const on = (month: string, day: number, hour = 12) =>
  new Date(`${month}-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`);
const core = group({ name: 'Core' });
const web = component({ name: 'Web', group_id: core.id, start_date: `${shiftMonth(old, -2)}-01` });
const api = component({ name: 'API', group_id: core.id, position: 2, start_date: `${old}-11` });
const late = component({ name: 'Late', position: 3, start_date: `${last}-01` });

const outage = incident({
  name: 'Long outage',
  status: 'resolved',
  impact: 'critical',
  started_at: on(old, 20),
  resolved_at: on(old, 20, 22),
});
const short = incident({ name: 'Short', status: 'resolved', started_at: on(old, 5), resolved_at: on(old, 5, 14) });
const carried = incident({
  name: 'Into the month',
  status: 'resolved',
  started_at: on(shiftMonth(old, -1), 27),
  resolved_at: on(old, 2),
});
const work = maintenance(0, 0, {
  name: 'Work',
  status: 'completed',
  started_at: on(old, 12),
  scheduled_for: on(old, 12),
  scheduled_until: on(old, 12, 14),
  resolved_at: on(old, 12, 13),
});
const calledOff = maintenance(0, 0, {
  name: 'Called off',
  status: 'completed',
  started_at: on(old, 14),
  scheduled_for: on(old, 14),
  scheduled_until: on(old, 14, 14),
  cancelled_at: on(old, 13),
  resolved_at: on(old, 13),
});
const open = incident({ name: 'Going on', started_at: new Date(Date.now() - 30 * 60_000) });
const recent = incident({
  name: 'Last month',
  status: 'resolved',
  started_at: on(last, 10),
  resolved_at: on(last, 10, 13),
});

before(async () => {
  database = await createTestDatabase();
  ({ sql } = database);
  const stories = [outage, short, carried, work, calledOff, open, recent];
  await plant(
    sql,
    page({
      settings: { ...page().settings, time_zone: zone },
      groups: [core],
      components: [web, api, late],
      incidents: stories,
      affected: [{ incident_id: outage.id, component_id: web.id }],
    }),
  );
  const tell = (story: typeof outage, status: 'major_outage' | 'partial_outage' | 'under_maintenance') => ({
    component_id: web.id,
    incident_id: story.id,
    status,
    starts_at: story.started_at,
    ends_at: story.resolved_at,
  });
  await plantPast(sql, {
    told: [
      tell(outage, 'major_outage'),
      tell(carried, 'partial_outage'),
      tell(work, 'under_maintenance'),
      tell(recent, 'major_outage'),
    ],
    byHand: [{ component_id: web.id, status: 'operational', starts_at: on(shiftMonth(old, -2), 1), ends_at: null }],
  });
  await sql.begin((tx) => bumpSeq(tx));
  served = await servePage({ sql: counted(sql), pollMs: 3_600_000 });
});
after(async () => {
  await served.close();
  await database.drop();
});

const read = (month: string) => served.read<ReportDocument>(`reports/${month}.json`);
const exactly = (seconds: number) => Math.round(seconds * 1_000) / 1_000;
const partOf = ({ components }: ReportDocument, name: string) => {
  const found = components.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
};
const lengthOf = (month: string) => {
  const { startsAt, endsAt } = findMonth(month, zone) ?? {};
  assert.ok(startsAt && endsAt);
  return (endsAt.getTime() - startsAt.getTime()) / 1_000;
};

test('a month from long ago is told in numbers: how much was up, what happened, how long it took', async () => {
  const report = await read(old);
  v.parse(strict(reportDocumentSchema), report);
  assert.equal(report.running, false);
  assert.deepEqual(
    report.stories.map(({ name, seconds, seconds_in_month, began, status }) => [
      name,
      seconds / 3_600,
      seconds_in_month / 3_600,
      began,
      status,
    ]),
    [
      ['Long outage', 10, 10, true, 'resolved'],
      ['Work', 1, 1, true, 'completed'],
      ['Short', 2, 2, true, 'resolved'],
      ['Into the month', ...hoursInto(), false, 'resolved'],
    ],
  );
  assert.deepEqual(report.numbers, {
    incidents: 2,
    maintenances: 1,
    median_seconds: 6 * 3_600,
    longest: carried.id,
  });
  assert.deepEqual(report.weights, [{ major_outage: 1, partial_outage: 0.3, degraded_performance: 0, from: null }]);
});

/** How long what had begun in the month before took, in all and within the month. */
function hoursInto(): [number, number] {
  const beganIn = findMonth(old, zone)?.startsAt ?? new Date(NaN);
  const ended = on(old, 2).getTime();
  return [ended - on(shiftMonth(old, -1), 27).getTime(), ended - beganIn.getTime()].map((ms) => ms / 3_600_000) as [
    number,
    number,
  ];
}

test('each component has its percentage, its seconds and its days of that month, and a group their mean', async () => {
  const report = await read(old);
  assert.deepEqual(
    report.components.map(({ name, group: isGroup }) => [name, isGroup]),
    [
      ['Core', true],
      ['Web', false],
      ['API', false],
      ['Late', false],
    ],
  );
  const { seconds, percent, levels, since } = partOf(report, 'Web');
  const [, partial = 0] = hoursInto();
  assert.deepEqual(seconds, {
    known: lengthOf(old),
    maintenance: 3_600,
    degraded: 0,
    partial: partial * 3_600,
    major: 10 * 3_600,
    down: exactly(10 * 3_600 + 0.3 * partial * 3_600),
  });
  const counted = seconds.known - seconds.maintenance;
  assert.equal(percent, Math.floor((1 - seconds.down / counted) * 10_000) / 100);
  assert.equal(since, `${shiftMonth(old, -2)}-01`);
  const days = lengthOf(old) / daySeconds;
  assert.equal(levels.length, Math.round(days));
  assert.deepEqual([levels.slice(0, 3), levels[11], levels[19]], ['220', 'm', '3']);
  const later = partOf(report, 'API');
  assert.deepEqual([later.percent, later.levels.slice(0, 11)], [100, '----------0'], 'it began on the 11th');
  assert.deepEqual([partOf(report, 'Late').percent, partOf(report, 'Late').since], [null, `${last}-01`]);
  assert.match(partOf(report, 'Late').levels, /^-+$/);
  const mean = partOf(report, 'Core');
  assert.ok(percent !== null && mean.percent !== null && mean.percent > percent && mean.percent < 100);
  assert.equal(mean.levels, levels);
});

test('a month at hand needs no database, and says the same as what is reckoned of its days', async () => {
  const before = transactions;
  isGone = true;
  try {
    const report = await read(last);
    assert.equal(partOf(report, 'Web').seconds.major, 3_600);
    assert.equal(partOf(report, 'Web').levels[9], '3');
    const uptime = await served.read<UptimeDocument>('uptime.json');
    const levels = uptime.components.find(({ name }) => name === 'Web')?.levels ?? '';
    assert.ok(levels.includes(partOf(report, 'Web').levels));
  } finally {
    isGone = false;
  }
  assert.equal(transactions, before);
});

test('the month that goes on is told until now', async () => {
  const report = await read(newest);
  v.parse(strict(reportDocumentSchema), report);
  assert.equal(report.running, true);
  assert.equal(report.later, null);
  assert.equal(report.until, report.allswell.generated_at);
  assert.equal(partOf(report, 'Web').levels.length, Number(report.today.slice(8)), 'as many days as there were');
  const story = report.stories.find(({ name }) => name === 'Going on');
  assert.equal(story?.ends_at, null);
  assert.ok(story && story.seconds >= 30 * 60 - 1);
  assert.equal(report.numbers.median_seconds, null);
});

test('there is a report of every month since the first that something is known of, quiet ones too', async () => {
  const first = shiftMonth(old, -2);
  const { months, earlier, later } = await read(old);
  assert.equal(months.length, 23);
  assert.deepEqual(
    [months[0], months.at(-1), earlier, later],
    [newest, first, shiftMonth(old, -1), shiftMonth(old, 1)],
  );
  const quiet = await read(shiftMonth(old, 3));
  assert.deepEqual([quiet.stories, partOf(quiet, 'Web').percent], [[], 100]);
  assert.equal((await read(first)).earlier, null);
});

test('weights that came within a month are named, and held from then on', async () => {
  await sql`
    insert into uptime_weights (id, major_outage, partial_outage, degraded_performance, effective_from)
    values ('weightslater', 0.5, 0.1, 0, ${on(old, 20, 17)})
  `;
  await sql.begin((tx) => bumpSeq(tx));
  await served.page.refresh();
  const report = await read(old);
  assert.deepEqual(
    report.weights.map(({ major_outage }) => major_outage),
    [1, 0.5],
  );
  assert.deepEqual((await read(newest)).weights.length, 1);
  const [, partial = 0] = hoursInto();
  assert.equal(partOf(report, 'Web').seconds.down, exactly(7.5 * 3_600 + 0.3 * partial * 3_600));
});

test('a report is answered like any document, and looked up once however many want it', async () => {
  await sql.begin((tx) => bumpSeq(tx));
  await served.page.refresh();
  const before = transactions;
  const path = `/api/v2/reports/${old}.json`;
  const all = await Promise.all(Array.from({ length: 50 }, () => served.ask(path)));
  assert.ok(all.every(({ status }) => status === 200));
  assert.equal(transactions - before, 1);
  const { headers } = await served.ask(path);
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.ok(headers['allswell-verified-at']);
  assert.equal((await served.ask(path, { 'if-none-match': headers.etag ?? '' })).status, 304);
});

test('months to come, before all that is known, or none at all are problems that name the newest', async () => {
  for (const month of [shiftMonth(newest, 1), shiftMonth(old, -3), '2026-13', 'x', '', '%2e%2e%2fsummary', '%00']) {
    const { status, text } = await served.ask(`/api/v2/reports/${month}.json`);
    assert.equal(status, 404, month);
    assert.match(parse<Problem>(text).detail ?? '', new RegExp(`The newest is .*/reports/${newest}\\.json\\.$`), month);
  }
});

test('while the database is gone, an older report has to wait', async () => {
  isGone = true;
  try {
    const { status, headers } = await served.ask(`/api/v2/reports/${shiftMonth(old, 1)}.json`);
    assert.deepEqual([status, headers['retry-after']], [503, '5']);
    assert.equal((await served.ask(`/reports/${shiftMonth(old, 2)}`)).status, 503);
  } finally {
    isGone = false;
  }
});

test('who asks for reports is led to the newest month that is over, in the same language', async () => {
  for (const lang of ['', '?lang=de']) {
    const { status, headers, body } = await served.ask(`/reports${lang}`);
    assert.deepEqual([status, headers.location, body.length], [302, `/reports/${last}${lang}`, 0]);
  }
  assert.equal((await served.ask(`/reports/${last}?lang=de`)).status, 200);
});

test('an old address of an incident that was brought in leads to the new one, in the same language', async () => {
  const imported = {
    source: 'statuspage',
    kind: 'incident',
    external_id: 'abc123def456',
    id: outage.id,
    fingerprint: '-',
    kept: '-',
  };
  await sql`insert into imported ${sql(imported)}`;
  await sql`insert into imported ${sql({ ...imported, source: 'status_site', external_id: '4711' })}`;
  await sql`insert into imported ${sql({ ...imported, kind: 'component', external_id: 'component0001' })}`;
  await sql`insert into imported ${sql({ ...imported, source: 'statuspage_v1', external_id: short.id, id: short.id })}`;
  await sql.begin((tx) => bumpSeq(tx));
  await served.page.refresh();
  for (const old of ['abc123def456', '4711']) {
    const { status, headers } = await served.ask(`/incidents/${old}?lang=de`);
    assert.deepEqual([status, headers.location], [301, `/incidents/${outage.id}?lang=de`]);
    assert.equal((await served.ask(`/incidents/${old}`, {}, 'HEAD')).status, 301);
  }
  assert.equal((await served.ask(`/incidents/${outage.id}`)).status, 200);
  assert.equal((await served.ask(`/incidents/${short.id}`)).status, 200, 'one that kept its id');
  for (const unknown of ['component0001', '4712', id('nobody'), '4711%20', "4711'--"]) {
    assert.equal((await served.ask(`/incidents/${unknown}`)).status, 404, unknown);
  }
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
