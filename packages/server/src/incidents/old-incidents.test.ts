import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type AffectedComponent, type ComponentStatus } from '@allswell/protocol';
import { changeComponent } from '../components/change-component.ts';
import type { Write } from '../db/write.ts';
import { applyMigrations, migrationsDir } from '../db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { historyOf } from '../testing/history-of.ts';
import { deleteIncident } from './delete-incident.ts';
import { editUpdate } from './edit-update.ts';
import { postUpdate } from './post-update.ts';

// What was recorded before incidents were told from beginning to end.

let t: TestDatabase;
const api = 'component000';
const web = 'component001';
const at = (time: string) => `2026-01-05T${time}:00Z`;
const files = readdirSync(migrationsDir).sort();

before(async () => {
  t = await createTestDatabase();
  await t.sql`drop schema public cascade`;
  await t.sql`create schema public`;
  await t.sql.begin((tx) => applyMigrations(tx, files.slice(0, 4)));
  await t.sql`insert into components (id, name, position, status) values (${api}, 'API', 1, 'degraded_performance')`;
  await incident('outage000000', { status: 'resolved', from: '10:00', until: '12:00' });
  await update('outage000000', 'investigating', '10:00', ['operational', 'major_outage']);
  await update('outage000000', 'resolved', '12:00', ['major_outage', 'partial_outage']);
  await incident('trouble00000', { status: 'identified', from: '11:00' });
  await update('trouble00000', 'identified', '11:00', ['major_outage', 'major_outage']);
  await holds('trouble00000', 'partial_outage');
  await incident('deleted00000', { status: 'resolved', from: '08:00', until: '09:00' });
  await t.sql`update incidents set deleted_at = ${at('09:30')} where id = 'deleted00000'`;
  await incident('slow00000000', { status: 'postmortem', from: '06:00', until: '07:00' });
  await update('slow00000000', 'investigating', '06:00', ['operational', 'partial_outage']);
  await update('slow00000000', 'resolved', '07:00', ['partial_outage', 'operational']);

  await recorded('operational', '00:00', '06:00');
  await recorded('partial_outage', '06:00', '07:00', 'slow00000000');
  await recorded('operational', '07:00', '08:00');
  await recorded('major_outage', '08:00', '09:00', 'deleted00000');
  await recorded('operational', '09:00', '10:00');
  await recorded('major_outage', '10:00', '12:00', 'outage000000');
  await recorded('partial_outage', '12:00', null, 'trouble00000');
  // One that was written down afterwards.
  await incident('past00000000', { status: 'resolved', from: '02:00', until: '03:00', backfilled: true });
  await update('past00000000', 'investigating', '02:00', ['operational', 'major_outage']);
  await update('past00000000', 'resolved', '03:00', ['major_outage', 'operational']);
  await t.sql`
    insert into component_changes (component_id, status, starts_at, ends_at, incident_id, backfilled)
    values (${api}, 'major_outage', ${at('02:00')}, ${at('03:00')}, 'past00000000', true)
  `;
  // One that was resolved and left something behind.
  await t.sql`insert into components (id, name, position, status) values (${web}, 'Web', 2, 'degraded_performance')`;
  await incident('left00000000', { status: 'resolved', from: '10:00', until: '11:00' });
  await update('left00000000', 'investigating', '10:00', ['operational', 'operational']);
  await update('left00000000', 'resolved', '11:00', ['operational', 'degraded_performance']);
  await recorded('operational', '00:00', '11:00', null, web);
  await recorded('degraded_performance', '11:00', null, 'left00000000', web);
  await t.sql.begin((tx) => applyMigrations(tx, files));
});
after(() => t.drop());

async function incident(
  id: string,
  one: { status: string; from: string; until?: string; backfilled?: boolean },
): Promise<void> {
  await t.sql`insert into incidents ${t.sql({
    id,
    name: id,
    status: one.status,
    started_at: at(one.from),
    resolved_at: one.until ? at(one.until) : null,
    backfilled: one.backfilled ?? false,
    created_at: at(one.from),
  })}`;
}

let updates = 0;
async function update(incident_id: string, status: string, time: string, [old_status, new_status]: ComponentStatus[]) {
  const change = { code: api, name: 'API', old_status, new_status } as AffectedComponent;
  await t.sql`insert into incident_updates ${t.sql({
    id: `update${String(++updates).padStart(6, '0')}`,
    incident_id,
    status,
    body: 'News.',
    body_nodes: t.sql.json([]),
    affected_components: t.sql.json([change as never]),
    display_at: at(time),
    created_at: at(time),
  })}`;
}

async function holds(incident_id: string, status: ComponentStatus): Promise<void> {
  await t.sql`
    insert into incident_components (incident_id, component_id, status, status_before)
    values (${incident_id}, ${api}, ${status}, 'operational')
  `;
}

async function recorded(
  status: ComponentStatus,
  from: string,
  until: string | null,
  incident_id: string | null = null,
  component_id = api,
) {
  await t.sql`insert into component_changes ${t.sql({
    component_id,
    status,
    starts_at: at(from),
    ends_at: until && at(until),
    incident_id,
  })}`;
}

const run = <T>(verb: (write: Write) => Promise<T>): Promise<T> =>
  t.sql.begin((tx) => verb({ tx, by: null, publicUrl: 'http://127.0.0.1' })) as Promise<T>;
const counts = async () => {
  const time = (instant: Date | null) => instant?.toISOString().slice(11, 16) ?? '';
  return (await historyOf(t.sql, api)).map((one) => `${time(one.starts_at)}-${time(one.ends_at)} ${one.status}`);
};

const night = ['02:00-03:00 major_outage', '06:00-07:00 partial_outage'];

test('what was recorded before counts as it was shown, without what was deleted', async () => {
  assert.deepEqual(await counts(), [...night, '10:00-12:00 major_outage', '12:00- partial_outage']);
});

test('what an old incident left behind counts until the component changes, also when it is put right', async () => {
  const of = async () => (await historyOf(t.sql, web)).map(({ status, ends_at }) => [status, ends_at === null]);
  assert.deepEqual(await of(), [['degraded_performance', true]]);
  const incidentId = 'left00000000';
  const [end] = await t.sql<
    { id: string }[]
  >`select id from incident_updates where incident_id = ${incidentId} and status = 'resolved'`;
  await run((write) => editUpdate(write, { incidentId, updateId: end?.id ?? '' }, { body: 'It is up.' }));
  assert.deepEqual(await of(), [['degraded_performance', true]]);
  await run((write) => changeComponent(write, web, { status: 'operational' }));
  assert.deepEqual(await of(), [['degraded_performance', false]]);
});

test('old incidents can be put right, deleted and ended', async () => {
  const incidentId = 'slow00000000';
  const ids = await t.sql<
    { id: string }[]
  >`select id from incident_updates where incident_id = ${incidentId} order by id`;
  await run((write) =>
    editUpdate(write, { incidentId, updateId: ids[1]?.id ?? '' }, { display_at: new Date(at('07:30')) }),
  );
  assert.deepEqual((await counts()).slice(0, 2), [night[0], '06:00-07:30 partial_outage']);
  await run((write) => postUpdate(write, 'trouble00000', { body: 'We see why.' }));
  assert.deepEqual((await counts()).slice(2), ['10:00-12:00 major_outage', '12:00- partial_outage']);
  await run((write) => deleteIncident(write, 'outage000000'));
  assert.deepEqual((await counts()).slice(2), ['12:00- partial_outage']);
  await run((write) => postUpdate(write, 'trouble00000', { status: 'resolved', body: 'Over.' }));
  assert.match((await counts()).at(-1) ?? '', /^12:00-..:.. partial_outage$/);
});
