import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident, AdminMaintenance, ComponentStatus } from '@allswell/protocol';
import { connect } from '../db/connect.ts';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { timePasses } from '../testing/time-passes.ts';
import { until } from '../testing/until.ts';
import { moveDue } from './move-due.ts';
import { runMaintenance } from './run-maintenance.ts';

let t: TestApp;
let maya: TestAdmin;
let api: AdminComponent;

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from incidents`;
  await t.sql`delete from components`;
  await t.sql`delete from audit`;
  await t.sql`update settings set default_language = 'en', remind_before_minutes = 60`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
});

const minute = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString();

/** Plans a maintenance that starts in ten minutes and takes an hour. */
async function plan(more: object = {}): Promise<AdminMaintenance> {
  const reply = await maya.request<AdminMaintenance>('POST', '/api/v1/incidents', {
    body: {
      name: 'New disks',
      body: 'We change disks.',
      scheduled_for: inMinutes(10),
      scheduled_until: inMinutes(70),
      component_ids: [api.id],
      ...more,
    },
  });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return reply.body;
}
const read = async (id: string) => (await maya.request<AdminMaintenance>('GET', `/api/v1/incidents/${id}`)).body;
const post = async (id: string, body: object) => {
  const reply = await maya.request('POST', `/api/v1/incidents/${id}/updates`, { body: { body: 'News.', ...body } });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
};
const patch = (id: string, body: object) =>
  maya.request<AdminMaintenance>('PATCH', `/api/v1/incidents/${id}`, { body });
const statusOf = async (one: AdminComponent): Promise<ComponentStatus> =>
  (await maya.request<AdminComponent>('GET', `/api/v1/components/${one.id}`)).body.status;
const seq = async () => Number((await t.sql<{ seq: string }[]>`select seq from page_state`)[0]?.seq);
const told = async () =>
  t.sql<{ status: string; kind: string }[]>`
    select u.status, n.kind from notices n join incident_updates u on u.id = n.update_id order by n.number
  `.then((rows) => rows.map(({ status, kind }) => (kind === 'update' ? status : kind)));
const historyOf = async (one: AdminComponent) =>
  t.sql<{ status: string; incident_id: string | null; starts_at: Date; ends_at: Date | null }[]>`
    select status, incident_id, starts_at, ends_at from component_changes where component_id = ${one.id} and not told order by id
  `;

test('a maintenance starts and ends by itself, and says so to everyone', async () => {
  const { id } = await plan();
  assert.equal(await moveDue(t.sql), 0, 'nothing is due yet');

  await timePasses(t.sql, '10 minutes');
  const before = await seq();
  await moveDue(t.sql);
  const started = await read(id);
  assert.equal(started.status, 'in_progress');
  assert.equal(started.started_at, started.scheduled_for);
  assert.equal(started.incident_updates[0]?.body, 'The planned maintenance has started.');
  assert.deepEqual(started.incident_updates[0].affected_components, [
    { code: api.id, name: 'API', old_status: 'operational', new_status: 'under_maintenance' },
  ]);
  assert.equal(await statusOf(api), 'under_maintenance');
  assert.ok((await seq()) > before, 'readers get it');

  await timePasses(t.sql, '60 minutes');
  await moveDue(t.sql);
  const ended = await read(id);
  assert.equal(ended.status, 'completed');
  assert.equal(ended.resolved_at, ended.scheduled_until);
  assert.equal(ended.incident_updates[0]?.body, 'The planned maintenance is completed.');
  assert.equal(await statusOf(api), 'operational');
  assert.deepEqual(await told(), ['scheduled', 'in_progress', 'completed']);
  const trail = await t.sql<{ action: string; admin_id: string | null }[]>`
    select action, admin_id from audit where subject_id = ${id} order by id
  `;
  assert.deepEqual(
    trail.map(({ action }) => action),
    ['maintenance.scheduled', 'maintenance.started', 'maintenance.completed'],
  );
  assert.equal(trail.at(-1)?.admin_id, null);

  const raised = await seq();
  assert.equal(await moveDue(t.sql), 0);
  assert.equal(await seq(), raised, 'a look that finds nothing changes nothing');
});

test('what the clock says is in the language of the page', async () => {
  for (const [language, words] of [
    ['de-AT', 'Die geplante Wartung hat begonnen.'],
    ['ar', 'بدأت أعمال الصيانة المجدولة.'],
    ['pt-BR', 'The planned maintenance has started.'],
  ] as const) {
    await t.sql`update settings set default_language = ${language}`;
    const { id } = await plan();
    await timePasses(t.sql, '10 minutes');
    await moveDue(t.sql);
    assert.equal((await read(id)).incident_updates[0]?.body, words);
  }
});

test('each of these steps can be switched off', async () => {
  const byHand = await plan({ scheduled_auto_in_progress: false });
  const runsOver = await plan({ scheduled_auto_completed: false });
  const harmless = await plan({ auto_transition_to_maintenance_state: false, component_ids: [] });
  const other = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'Web' } })).body;
  const untidy = await plan({ auto_transition_to_operational_state: false, component_ids: [other.id] });
  await timePasses(t.sql, '71 minutes');
  await moveDue(t.sql);
  assert.equal((await read(byHand.id)).status, 'scheduled');
  assert.equal((await read(runsOver.id)).status, 'in_progress');
  assert.equal((await read(harmless.id)).status, 'completed');
  assert.equal((await read(untidy.id)).status, 'completed');
  assert.equal(await statusOf(other), 'under_maintenance', 'someone else says when it is operational');

  await post(runsOver.id, { status: 'completed' });
  assert.equal(await statusOf(api), 'operational');
});

test('a server that slept through the start and the end tells it as it was, once, and only of the end', async () => {
  const { id, scheduled_for } = await plan();
  await timePasses(t.sql, '3 hours');
  await Promise.all([moveDue(t.sql), moveDue(t.sql)]);
  const now = await read(id);
  assert.equal(now.status, 'completed');
  assert.ok(now.scheduled_for < scheduled_for, 'it lies behind');
  assert.equal(now.started_at, now.scheduled_for);
  assert.equal(now.resolved_at, now.scheduled_until);
  assert.deepEqual(
    now.incident_updates.slice(0, 2).map((update) => [update.status, update.display_at, update.deliver_notifications]),
    [
      ['completed', now.scheduled_until, true],
      ['in_progress', now.scheduled_for, false],
    ],
  );
  assert.deepEqual(await told(), ['scheduled', 'completed']);
  const history = await historyOf(api);
  assert.deepEqual(
    history.map(({ status, starts_at, ends_at }) => [status, starts_at.toISOString(), ends_at?.toISOString()]).slice(1),
    [
      ['under_maintenance', now.scheduled_for, now.scheduled_until],
      ['operational', now.scheduled_until, undefined],
    ],
  );
});

test('a server that slept through the start alone tells of it late', async () => {
  const { id } = await plan();
  await timePasses(t.sql, '40 minutes');
  await moveDue(t.sql);
  assert.equal((await read(id)).status, 'in_progress');
  assert.deepEqual(await told(), ['scheduled', 'in_progress']);
});

test('plans that were slept through took place in their order, also on one component', async () => {
  const handedOver = inMinutes(30);
  const first = await plan({ scheduled_for: inMinutes(10), scheduled_until: handedOver });
  const second = await plan({ scheduled_for: handedOver, scheduled_until: inMinutes(50) });
  const third = await plan({ scheduled_for: inMinutes(45), scheduled_until: inMinutes(60) });
  await timePasses(t.sql, '2 hours');
  await moveDue(t.sql);
  const [, work, over, ...more] = await historyOf(api);
  assert.equal(more.length, 0);
  assert.equal(work?.status, 'under_maintenance');
  assert.equal(work.starts_at.toISOString(), (await read(first.id)).scheduled_for);
  assert.equal(over?.status, 'operational');
  assert.equal(over.starts_at.toISOString(), (await read(third.id)).scheduled_until);
  assert.equal((await read(second.id)).status, 'completed');
});

test('what was written by hand while no clock ran stays as it was written', async () => {
  const { id } = await plan();
  await timePasses(t.sql, '20 minutes');
  await maya.request('PATCH', `/api/v1/components/${api.id}`, { body: { status: 'partial_outage' } });
  await timePasses(t.sql, '2 hours');
  await moveDue(t.sql);
  assert.equal(await statusOf(api), 'partial_outage', 'it gets back what it had');
  const history = await historyOf(api);
  for (const [index, row] of history.entries()) {
    assert.deepEqual(row.ends_at, history[index + 1]?.starts_at ?? null, 'without a gap, and never backwards');
  }
  assert.equal((await read(id)).status, 'completed');
});

test('a start never makes what an incident holds look better, and its end leaves it there', async () => {
  await plan();
  await maya.request<AdminIncident>('POST', '/api/v1/incidents', {
    body: { name: 'Trouble', body: 'We look.', components: { [api.id]: 'major_outage' } },
  });
  await timePasses(t.sql, '11 minutes');
  await moveDue(t.sql);
  assert.equal(await statusOf(api), 'major_outage');
  await timePasses(t.sql, '60 minutes');
  await moveDue(t.sql);
  assert.equal(await statusOf(api), 'major_outage');
});

test('who finishes early, or calls it off, is not corrected by the clock', async () => {
  const early = await plan();
  const called = await plan();
  await post(early.id, { status: 'in_progress' });
  await post(early.id, { status: 'completed' });
  await maya.request('POST', `/api/v1/incidents/${called.id}/cancel`, { body: { body: 'Not today.' } });
  await timePasses(t.sql, '2 hours');
  assert.equal(await moveDue(t.sql), 0);
  assert.equal((await read(early.id)).incident_updates.length, 3);
  assert.ok((await read(called.id)).cancelled_at);
});

test('who moves a start while the clock is about to act is either in time or told that it has started', async () => {
  const { id } = await plan();
  await timePasses(t.sql, '10 minutes');
  const change = { scheduled_for: inMinutes(30), scheduled_until: inMinutes(90) };
  const [moved] = await Promise.all([patch(id, change), moveDue(t.sql)]);
  const now = await read(id);
  if (moved.status === 200) assert.deepEqual([now.status, now.scheduled_for], ['scheduled', change.scheduled_for]);
  else assert.deepEqual([moved.problem.errors?.[0]?.pointer, now.status], ['#/scheduled_for', 'in_progress']);
  assert.equal(await statusOf(api), now.status === 'scheduled' ? 'operational' : 'under_maintenance');
});

test('what is started again after its planned end, or taken back, stays so until someone ends it', async () => {
  const { id } = await plan();
  await timePasses(t.sql, '2 hours');
  await moveDue(t.sql);
  await post(id, { reopen: true, status: 'in_progress' });
  assert.equal(await statusOf(api), 'under_maintenance');
  await moveDue(t.sql);
  assert.equal((await read(id)).status, 'in_progress');
  await post(id, { status: 'completed' });

  const other = await plan();
  await timePasses(t.sql, '10 minutes');
  await moveDue(t.sql);
  const [start] = (await read(other.id)).incident_updates;
  await maya.request('DELETE', `/api/v1/incidents/${other.id}/updates/${start?.id ?? ''}`);
  await moveDue(t.sql);
  assert.equal((await read(other.id)).status, 'scheduled');
  assert.equal(await statusOf(api), 'operational');
});

test('one that ran over and may end by itself again ends then, not at an end that has long passed', async () => {
  const { id } = await plan({ scheduled_auto_completed: false });
  await timePasses(t.sql, '3 hours');
  await moveDue(t.sql);
  await patch(id, { scheduled_auto_completed: true });
  const changed = (await read(id)).updated_at;
  await moveDue(t.sql);
  const now = await read(id);
  assert.equal(now.status, 'completed');
  assert.equal(now.resolved_at, changed);
});

test('subscribers are reminded once of each start that was announced in time', async () => {
  const { id } = await plan({ scheduled_for: inMinutes(90), scheduled_until: inMinutes(120) });
  await runMaintenance(t.sql);
  assert.deepEqual(await told(), ['scheduled']);

  await timePasses(t.sql, '31 minutes');
  await Promise.all([runMaintenance(t.sql), runMaintenance(t.sql)]);
  await runMaintenance(t.sql);
  assert.deepEqual(await told(), ['scheduled', 'reminder']);

  await patch(id, { scheduled_for: inMinutes(200), scheduled_until: inMinutes(230) });
  await timePasses(t.sql, '150 minutes');
  await runMaintenance(t.sql);
  assert.deepEqual(await told(), ['scheduled', 'reminder', 'rescheduled', 'reminder']);
});

test('who moves a start close to now leaves nobody without a word, and repeats none', async () => {
  const { id } = await plan({ scheduled_for: inMinutes(300), scheduled_until: inMinutes(330) });
  await patch(id, { scheduled_for: inMinutes(30), scheduled_until: inMinutes(60) });
  await runMaintenance(t.sql);
  assert.deepEqual(await told(), ['scheduled', 'rescheduled'], 'who was just told of the new start needs no reminder');

  await patch(id, { scheduled_for: inMinutes(35), deliver_notifications: false });
  await runMaintenance(t.sql);
  assert.deepEqual(await told(), ['scheduled', 'rescheduled', 'reminder'], 'who was not is reminded of it');

  await post(id, {});
  await patch(id, { scheduled_until: inMinutes(90) });
  await runMaintenance(t.sql);
  assert.equal((await told()).filter((kind) => kind === 'reminder').length, 1);
});

test('nobody is reminded of what they were just told, of what has begun, or where it is not wanted', async () => {
  await plan();
  await plan({ scheduled_for: inMinutes(90), scheduled_until: inMinutes(120), scheduled_remind_prior: false });
  await plan({ scheduled_for: inMinutes(90), scheduled_until: inMinutes(120), deliver_notifications: false });
  const late = await plan({ scheduled_for: inMinutes(90), scheduled_until: inMinutes(220) });
  await timePasses(t.sql, '5 minutes');
  await runMaintenance(t.sql);
  await timePasses(t.sql, '90 minutes');
  await runMaintenance(t.sql);
  assert.equal((await read(late.id)).status, 'in_progress');
  assert.ok(!(await told()).includes('reminder'));
});

test('what was planned quietly goes on quietly', async () => {
  await plan({ deliver_notifications: false });
  await timePasses(t.sql, '2 hours');
  await moveDue(t.sql);
  assert.deepEqual(await told(), []);
});

test('the clock knows to the millisecond when it is needed next', async () => {
  assert.equal(await runMaintenance(t.sql), null);
  await plan({ scheduled_remind_prior: false });
  const wait = (await runMaintenance(t.sql)) ?? 0;
  assert.ok(wait > 9 * minute && wait <= 10 * minute, String(wait));
});

/** Many that were slept through, straight into the tables. */
async function planMany(count: number): Promise<void> {
  const ago = (minutes: number) => new Date(Date.now() - minutes * minute);
  const ids = Array.from({ length: count }, (_, index) => `m${String(index).padStart(11, '0')}`);
  await t.sql`
    insert into incidents ${t.sql(
      ids.map((id) => ({
        id,
        name: id,
        status: 'scheduled',
        started_at: ago(120),
        scheduled_for: ago(120),
        scheduled_until: ago(60),
        updated_at: ago(24 * 60),
      })),
    )}
  `;
  await t.sql`
    insert into incident_components ${t.sql(
      ids.map((incident_id) => ({ incident_id, component_id: api.id, status: null, status_before: 'operational' })),
    )}
  `;
}

test('of two hundred steps that are due, two clocks take each once', async () => {
  const count = 100;
  await planMany(count);
  const another = connect(t.database.address);
  try {
    await Promise.all([moveDue(t.sql), moveDue(another)]);
  } finally {
    await another.end({ timeout: 1 });
  }
  const [row] = await t.sql<{ completed: number; updates: number; twice: number }[]>`
    select (select count(*)::int from incidents where status = 'completed') as completed,
      (select count(*)::int from incident_updates) as updates,
      (select count(*)::int from (select from incident_updates group by incident_id, status having count(*) > 1) as x) as twice
  `;
  assert.deepEqual(row, { completed: count, updates: 2 * count, twice: 0 });
  assert.equal(await statusOf(api), 'operational');
  const work = (await historyOf(api)).filter(({ status }) => status === 'under_maintenance');
  assert.equal(work.length, 1);
});

test('what is too much for one transaction is done in smaller ones', async () => {
  await planMany(30);
  await t.sql`
    create function refuse_many() returns trigger language plpgsql as $$
    begin
      if (select count(*) from told) > 10 then raise exception 'too slow'; end if;
      return null;
    end $$
  `;
  await t.sql`
    create trigger refuse_many after insert on incident_updates referencing new table as told
    for each statement execute function refuse_many()
  `;
  try {
    await moveDue(t.sql);
  } finally {
    await t.sql`drop function refuse_many cascade`;
  }
  assert.equal((await t.sql`select from incidents where status = 'completed'`).length, 30);
  assert.equal((await t.sql`select from incident_updates`).length, 60);
});

test('a clock that is killed in the middle leaves nothing half done, and another does it', async () => {
  const { id } = await plan();
  await timePasses(t.sql, '20 minutes');
  const before = await seq();
  const locker = connect(t.database.address, { deadlineMs: 30_000 });
  const released = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const holding = locker.begin(async (tx) => {
    // The trail is written last: whoever waits for it has done all the rest.
    await tx`lock table audit in access exclusive mode`;
    locked.resolve();
    await released.promise;
  });
  await locked.promise;

  const script = `
    import { connect } from ${JSON.stringify(import.meta.resolve('../db/connect.ts'))};
    import { moveDue } from ${JSON.stringify(import.meta.resolve('./move-due.ts'))};
    await moveDue(connect(${JSON.stringify(t.database.address)}, { name: 'doomed', deadlineMs: 30_000 }));
  `;
  const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  await until(async () => {
    const waiting = await t.sql`
      select from pg_stat_activity where application_name = 'doomed' and wait_event_type = 'Lock' and query like '%audit%'
    `;
    assert.equal(waiting.length, 1);
  });
  child.kill('SIGKILL');
  await gone;
  released.resolve();
  await holding;
  await locker.end({ timeout: 1 });

  await until(async () =>
    assert.equal((await t.sql`select from pg_stat_activity where application_name = 'doomed'`).length, 0),
  );
  assert.equal((await read(id)).status, 'scheduled');
  assert.equal((await read(id)).incident_updates.length, 1);
  assert.equal(await statusOf(api), 'operational');
  assert.equal(await seq(), before);
  await moveDue(t.sql);
  assert.equal((await read(id)).status, 'in_progress');
  assert.equal((await read(id)).incident_updates.length, 2);
});
