import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident, ComponentStatus } from '@allswell/protocol';
import fc from 'fast-check';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { historyOf } from '../testing/history-of.ts';
import { timePasses } from '../testing/time-passes.ts';
import { moveDue } from './move-due.ts';

// Whoever corrects an incident changes what counts: at once, as if it had been told so from the start.

let t: TestApp;
let maya: TestAdmin;
let api: AdminComponent;
let web: AdminComponent;

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from incidents`;
  await t.sql`delete from components`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
  web = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'Website' } })).body;
});

async function send<T = AdminIncident>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> {
  const reply = await maya.request<T>(method, `/api/v1/${path}`, body && { body });
  assert.ok(reply.status < 300, JSON.stringify(reply.body));
  return reply.body;
}
const open = (body: object) => send('POST', 'incidents', { name: 'Now', body: 'We look.', ...body });
const post = (id: string, body: object) =>
  send<{ id: string }>('POST', `incidents/${id}/updates`, { body: 'News.', ...body });
const isMajor = { components: {} as Record<string, ComponentStatus> };
beforeEach(() => (isMajor.components = { [api.id]: 'major_outage' }));
const hours = (count: number) => timePasses(t.sql, `${count} hours`);

/** What counts, in hours before now, as `3-1 major_outage`; without an end while it goes on. */
async function counts({ id }: AdminComponent): Promise<string[]> {
  const now = Date.now();
  const ago = (instant: Date | null) => (instant ? Math.round((now - instant.getTime()) / 3_600_000) : '');
  return (await historyOf(t.sql, id)).map((one) => `${ago(one.starts_at)}-${ago(one.ends_at)} ${one.status}`);
}

test('an incident of today counts from its first word to its last, and while it goes on', async () => {
  const { id } = await open(isMajor);
  await hours(2);
  assert.deepEqual(await counts(api), ['2- major_outage']);
  await post(id, { components: { [api.id]: 'degraded_performance', [web.id]: 'partial_outage' } });
  await hours(1);
  await post(id, { status: 'resolved' });
  await hours(1);
  assert.deepEqual(await counts(api), ['4-2 major_outage', '2-1 degraded_performance']);
  assert.deepEqual(await counts(web), ['2-1 partial_outage']);
});

test('an incident that is deleted takes its downtime along, and leaves that of others', async () => {
  const one = await open({ components: { [api.id]: 'partial_outage' } });
  await hours(1);
  const other = await open(isMajor);
  await hours(1);
  await post(one.id, { status: 'resolved' });
  await hours(1);
  await post(other.id, { status: 'resolved' });
  await hours(1);
  assert.deepEqual(await counts(api), ['4-3 partial_outage', '3-1 major_outage']);
  await send('DELETE', `incidents/${other.id}`);
  assert.deepEqual(await counts(api), ['4-2 partial_outage'], 'the one beneath it comes to light');
  await send('DELETE', `incidents/${one.id}`);
  assert.deepEqual(await counts(api), []);
});

test('an end that was said by mistake and is taken back never was', async () => {
  const { id } = await open(isMajor);
  await hours(2);
  const end = await post(id, { status: 'resolved' });
  await hours(1);
  assert.deepEqual(await counts(api), ['3-1 major_outage']);
  await send('DELETE', `incidents/${id}/updates/${end.id}`);
  assert.deepEqual(await counts(api), ['3- major_outage']);
});

test('an incident that is opened again counts in between as well as it was', async () => {
  const { id } = await open(isMajor);
  await hours(1);
  await post(id, { status: 'resolved' });
  await hours(1);
  await post(id, { reopen: true, ...isMajor });
  await hours(1);
  await post(id, { status: 'resolved' });
  await hours(1);
  assert.deepEqual(await counts(api), ['4-3 major_outage', '2-1 major_outage']);
});

test('when it began and when it ended can be put right', async () => {
  const { id } = await open(isMajor);
  await hours(1);
  const end = await post(id, { status: 'resolved' });
  await hours(2);
  const ago = (count: number) => new Date(Date.now() - count * 3_600_000).toISOString();
  await send('PATCH', `incidents/${id}`, { started_at: ago(5) });
  assert.deepEqual(await counts(api), ['5-2 major_outage']);
  await send('PATCH', `incidents/${id}/updates/${end.id}`, { display_at: ago(1) });
  assert.deepEqual(await counts(api), ['5-1 major_outage']);
});

test('which components it affected can be put right once it is over: it was so all along', async () => {
  const { id } = await open(isMajor);
  await hours(1);
  await post(id, { components: { [api.id]: 'partial_outage' } });
  await hours(1);
  await post(id, { status: 'resolved' });
  await hours(1);
  await send('PATCH', `incidents/${id}`, {
    components: { [api.id]: 'degraded_performance', [web.id]: 'major_outage' },
  });
  assert.deepEqual(await counts(api), ['3-1 degraded_performance']);
  assert.deepEqual(await counts(web), ['3-1 major_outage']);
  await send('PATCH', `incidents/${id}`, { component_ids: [web.id] });
  assert.deepEqual([await counts(api), await counts(web)], [[], ['3-1 major_outage']]);
  await post(id, { reopen: true, ...isMajor });
  await hours(1);
  assert.deepEqual(await counts(api), ['1- major_outage'], 'what is said afterwards counts again');
  assert.deepEqual(await counts(web), ['4-2 major_outage']);
});

test('while it goes on, a change of its components counts from then on', async () => {
  const { id } = await open(isMajor);
  await hours(1);
  await send('PATCH', `incidents/${id}`, { components: { [web.id]: 'partial_outage' }, component_ids: [web.id] });
  await hours(1);
  assert.deepEqual(await counts(api), ['2-1 major_outage']);
  assert.deepEqual(await counts(web), ['1- partial_outage']);
});

test('what an end leaves behind counts until the component changes, also when the incident is edited later', async () => {
  const { id } = await open(isMajor);
  await hours(1);
  const end = await post(id, { status: 'resolved', components: { [api.id]: 'degraded_performance' } });
  await hours(1);
  assert.deepEqual(await counts(api), ['2-1 major_outage', '1- degraded_performance']);
  await send('PATCH', `components/${api.id}`, { status: 'operational' });
  await hours(1);
  const left = ['3-2 major_outage', '2-1 degraded_performance'];
  assert.deepEqual(await counts(api), left);
  await send('PATCH', `incidents/${id}/updates/${end.id}`, { body: 'It is slow, and up.' });
  assert.deepEqual(await counts(api), left);
  await send('DELETE', `incidents/${id}`);
  assert.deepEqual(await counts(api), []);
});

test('who sets a component by hand takes it from the incident, until that says something of it again', async () => {
  const { id } = await open(isMajor);
  await hours(1);
  await send('PATCH', `components/${api.id}`, { status: 'operational' });
  await hours(1);
  await post(id, { status: 'monitoring' });
  assert.deepEqual(await counts(api), ['2-1 major_outage']);
  await post(id, isMajor);
  await hours(1);
  assert.deepEqual(await counts(api), ['3-2 major_outage', '1- major_outage']);
});

test('a maintenance counts from when it started to when it ended, by the clock or by hand', async () => {
  const inHours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
  const plan = { scheduled_for: inHours(1), scheduled_until: inHours(3), component_ids: [api.id] };
  const { id } = await open(plan);
  assert.deepEqual(await counts(api), []);
  await hours(2);
  await moveDue(t.sql);
  assert.deepEqual(await counts(api), ['1- under_maintenance']);
  await hours(3);
  await moveDue(t.sql);
  assert.deepEqual(await counts(api), ['4-2 under_maintenance']);
  await send('DELETE', `incidents/${id}`);

  const other = await open({ ...plan, scheduled_for: inHours(1), scheduled_until: inHours(3) });
  await post(other.id, { status: 'in_progress' });
  await hours(1);
  await send('POST', `incidents/${other.id}/cancel`, { body: 'Not today.' });
  await hours(1);
  assert.deepEqual(await counts(api), ['2-1 under_maintenance']);
});

test('a maintenance of the past that is opened again keeps what it was', async () => {
  const ago = (count: number) => new Date(Date.now() - count * 3_600_000).toISOString();
  const night = { backfilled: true, scheduled_for: ago(5), scheduled_until: ago(3), component_ids: [api.id] };
  const { id } = await open(night);
  await post(id, { reopen: true, status: 'in_progress', components: { [web.id]: 'under_maintenance' } });
  await hours(1);
  assert.deepEqual(await counts(api), ['6-4 under_maintenance', '1- under_maintenance']);
});

test('however an incident of today is put right, it counts as one that was told so from the start', async () => {
  const statuses = fc.constantFrom<ComponentStatus>(
    'operational',
    'degraded_performance',
    'partial_outage',
    'major_outage',
  );
  const word = fc.record({ ...wordOf(statuses), isTakenBack: fc.boolean() });
  const first = fc.record({ ...wordOf(statuses), isTakenBack: fc.constant(false) });
  await fc.assert(
    fc.asyncProperty(first, fc.array(word, { maxLength: 4 }), async (beginning, more) => {
      const said = [beginning, ...more];
      await t.sql`delete from incidents`;
      const begin = Date.now() - 86_400_000;
      let minutes = 0;
      const words = said.map((one) => ({
        ...one,
        at: new Date(begin + 60_000 * (minutes += one.minutes)).toISOString(),
      }));
      const end = new Date(begin + 60_000 * (minutes + 30)).toISOString();
      const bodyOf = ({ status, named }: (typeof words)[number]) => ({
        status,
        components: Object.fromEntries(
          [[api.id, named.api] as const, [web.id, named.web] as const].filter(([, status]) => status !== null),
        ),
      });

      const live = await open(bodyOf(words[0] as (typeof words)[number]));
      const ids = [live.incident_updates[0]?.id ?? ''];
      for (const one of words.slice(1)) ids.push((await post(live.id, bodyOf(one))).id);
      ids.push((await post(live.id, { status: 'resolved' })).id);
      for (const [index, { at, isTakenBack }] of words.entries()) {
        if (isTakenBack) await send('DELETE', `incidents/${live.id}/updates/${ids[index]}`);
        else await send('PATCH', `incidents/${live.id}/updates/${ids[index]}`, { display_at: at });
      }
      await send('PATCH', `incidents/${live.id}/updates/${ids.at(-1)}`, { display_at: end });
      const amended = await toldBy(live.id);

      const [start, ...rest] = words.filter((one) => !one.isTakenBack);
      assert.ok(start);
      const past = await open({ backfilled: true, backfill_date: start.at, ...bodyOf(start) });
      for (const one of rest.toReversed()) await post(past.id, { display_at: one.at, ...bodyOf(one) });
      await post(past.id, { status: 'resolved', display_at: end });
      assert.deepEqual(amended, await toldBy(past.id));
    }),
    { numRuns: 25 },
  );
});

/** A word that says what the components are. */
function wordOf(statuses: fc.Arbitrary<ComponentStatus>) {
  return {
    status: fc.constantFrom('investigating', 'identified', 'monitoring'),
    named: fc.record({ api: fc.option(statuses), web: fc.option(statuses) }),
    minutes: fc.integer({ min: 1, max: 50 }),
  };
}

async function toldBy(incident_id: string) {
  return t.sql`
    select component_id, status, starts_at, ends_at from component_changes
    where told and incident_id = ${incident_id} order by component_id, starts_at
  `;
}
