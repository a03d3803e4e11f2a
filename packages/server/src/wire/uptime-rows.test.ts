import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { handSetSpans } from './hand-set.ts';
import { readUptimeRows } from './uptime-rows.ts';

let t: TestDatabase;
before(async () => {
  t = await createTestDatabase();
});
after(() => t.drop());

const at = (hour: number) => new Date(Date.UTC(2026, 5, 10, hour));
const [api, web, old, wrong, deleted] = [
  'api000000000',
  'web000000000',
  'old000000000',
  'wrong0000000',
  'deleted00000',
];

test('what was set by hand goes on under what incidents record, until it is set otherwise', () => {
  assert.deepEqual(
    handSetSpans([
      { status: 'operational', startsAt: 0 },
      { status: 'degraded_performance', startsAt: 10 },
      { status: 'degraded_performance', startsAt: 20 },
      { status: 'major_outage', startsAt: 30 },
      { status: 'partial_outage', startsAt: 30 },
      { status: 'operational', startsAt: 40 },
      { status: 'under_maintenance', startsAt: 50 },
    ]),
    [
      { status: 'degraded_performance', startsAt: 10, endsAt: 30, incidentId: null },
      { status: 'partial_outage', startsAt: 30, endsAt: 40, incidentId: null },
      { status: 'under_maintenance', startsAt: 50, endsAt: null, incidentId: null },
    ],
  );
});

test('rows are those of a time: told ones, what is set by hand, corrections, and since when there is something', async () => {
  const { sql } = t;
  await sql`insert into components (id, name, position, start_date, archived_at) values
    (${api}, 'API', 1, null, null), (${web}, 'Web', 2, '2026-06-02', null), (${old}, 'Old', 3, null, ${at(9)})`;
  await sql`insert into incidents (id, name, status, started_at, resolved_at, deleted_at, counts_as_downtime) values
    (${wrong}, 'Wrong', 'resolved', ${at(3)}, ${at(5)}, null, true),
    (${deleted}, 'Deleted', 'resolved', ${at(1)}, ${at(5)}, ${at(6)}, false)`;
  await sql`insert into component_changes (component_id, status, starts_at, ends_at, incident_id, told) values
    (${api}, 'operational', ${at(0)}, ${at(2)}, null, false),
    (${api}, 'degraded_performance', ${at(2)}, ${at(3)}, null, false),
    (${api}, 'major_outage', ${at(3)}, ${at(5)}, ${wrong}, false),
    (${api}, 'operational', ${at(5)}, null, null, false),
    (${api}, 'major_outage', ${at(3)}, ${at(5)}, ${wrong}, true),
    (${web}, 'major_outage', ${at(3)}, null, ${wrong}, true),
    (${web}, 'major_outage', ${at(-9)}, ${at(5)}, ${deleted}, true),
    (${old}, 'partial_outage', ${at(-5)}, ${at(-4)}, ${wrong}, true)`;
  await sql`insert into uptime_corrections
    (id, component_id, starts_at, ends_at, counts_as, reason, created_at, revoked_at) values
    ('corrlater000', ${api}, ${at(3)}, ${at(4)}, 'operational', 'A false alarm.', ${at(8)}, null),
    ('corrfirst000', ${api}, ${at(3)}, ${at(5)}, 'partial_outage', 'Less bad.', ${at(7)}, null),
    ('corrgone0000', ${api}, ${at(3)}, ${at(5)}, 'operational', 'Gone.', ${at(9)}, ${at(9)})`;

  const rows = await readUptimeRows(sql, { from: at(4), until: at(10), timeZone: 'Europe/Berlin' });
  assert.deepEqual(rows, {
    weights: [{ from: null, major_outage: 1, partial_outage: 0.3, degraded_performance: 0 }],
    components: [
      {
        id: api,
        since: at(0).getTime(),
        archivedAt: null,
        spans: [
          { status: 'degraded_performance', startsAt: at(2).getTime(), endsAt: at(5).getTime(), incidentId: null },
          {
            status: 'major_outage',
            startsAt: at(3).getTime(),
            endsAt: at(5).getTime(),
            incidentId: wrong,
            countsAsDowntime: true,
          },
        ],
        corrections: [
          {
            id: 'corrfirst000',
            countsAs: 'partial_outage',
            startsAt: at(3).getTime(),
            endsAt: at(5).getTime(),
            reason: 'Less bad.',
            madeAt: at(7).getTime(),
          },
        ],
      },
      {
        id: web,
        since: Date.parse('2026-06-02T00:00:00+02:00'),
        archivedAt: null,
        spans: [
          {
            status: 'major_outage',
            startsAt: at(3).getTime(),
            endsAt: null,
            incidentId: wrong,
            countsAsDowntime: true,
          },
        ],
        corrections: [],
      },
    ],
  });

  const early = await readUptimeRows(sql, { from: at(3), until: at(4), timeZone: 'UTC', ids: [api, old] });
  assert.deepEqual(
    early.components.map(({ id, since, archivedAt }) => [id, since, archivedAt]),
    [
      [api, at(0).getTime(), null],
      [old, at(-5).getTime(), at(9).getTime()],
    ],
    'archived ones are asked for by name; their first told time is their beginning',
  );
  assert.deepEqual(
    early.components[0]?.corrections.map(({ id }) => id),
    ['corrfirst000', 'corrlater000'],
    'in the order in which they were made',
  );
});

test('what was is read off indexes, whatever there was in other years', async () => {
  const { sql } = t;
  const plan = await sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return tx<{ 'QUERY PLAN': string }[]>`
      explain select * from component_changes
      where told and tstzrange(starts_at, ends_at) && tstzrange(${at(0)}, ${at(1)})
    `;
  });
  assert.match(plan.map((line) => line['QUERY PLAN']).join('\n'), /component_changes_told_times/);
});
