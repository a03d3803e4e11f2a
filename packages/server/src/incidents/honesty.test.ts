import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminIncident, IncidentUpdate, UpdateEdit } from '@allswell/protocol';
import { adminIncidentSchema, updateEditSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(() => t.sql`delete from incidents`);

const open = async (more: object = {}) =>
  (
    await maya.request<AdminIncident>('POST', '/api/v1/incidents', {
      body: { name: 'Trouble', body: 'We look.', ...more },
    })
  ).body;
const post = async (id: string, more: object = {}) =>
  (await maya.request<IncidentUpdate>('POST', `/api/v1/incidents/${id}/updates`, { body: { body: 'News.', ...more } }))
    .body;
const edit = (id: string, update: string | undefined, body: object) =>
  maya.request('PATCH', `/api/v1/incidents/${id}/updates/${update}`, { body });
const edits = (id: string, update: string | undefined) =>
  maya.request<UpdateEdit[]>('GET', `/api/v1/incidents/${id}/updates/${update}/edits`);

test('each edit of an update is on record: what it said, when that ended, and who ended it', async () => {
  const { id, incident_updates } = await open();
  const update = incident_updates[0]?.id;
  assert.deepEqual((await edits(id, update)).body, []);
  await edit(id, update, { body: 'We look closer.' });
  await edit(id, update, { display_at: '2026-01-05T10:00:00Z' });
  const found = v.parse(v.array(updateEditSchema), (await edits(id, update)).body);
  assert.deepEqual(
    found.map(({ body, admin }) => [body, admin?.email]),
    [
      ['We look closer.', 'maya@fernhill.example'],
      ['We look.', 'maya@fernhill.example'],
    ],
  );
  assert.notEqual(found[0]?.display_at, '2026-01-05T10:00:00.000Z', 'it was another time before');
});

test('an edit that changes nothing leaves no mark', async () => {
  const { id, incident_updates } = await open();
  const update = incident_updates[0]?.id;
  const same = await edit(id, update, { body: 'We look.' });
  assert.equal(same.body['edited_at'], null);
  assert.deepEqual((await edits(id, update)).body, []);
});

test('an update that was taken back leaves a tombstone without its words, which only admins can still read', async () => {
  const { id } = await open();
  const mistake = await post(id, { body: 'The office is on fire.' });
  await maya.request('DELETE', `/api/v1/incidents/${id}/updates/${mistake.id}`);
  const reply = await maya.request<AdminIncident>('GET', `/api/v1/incidents/${id}`);
  const incident = v.parse(adminIncidentSchema, reply.body);
  assert.deepEqual(
    incident.deleted_updates?.map((one) => [one.id, one.display_at]),
    [[mistake.id, mistake.display_at]],
  );
  assert.doesNotMatch(JSON.stringify(incident), /on fire/);
  assert.deepEqual(
    (await edits(id, mistake.id)).body.map((one) => one.body),
    ['The office is on fire.'],
  );
});

test('every incident that was published leaves a tombstone, with when it began', async () => {
  const made = [await open(), await open({ backfilled: true, backfill_date: '2026-01-05T10:00:00Z' })];
  for (const { id } of made) await maya.request('DELETE', `/api/v1/incidents/${id}`);
  const rows = await t.sql<{ id: string; started_at: Date; deleted_at: Date | null }[]>`
    select id, started_at, deleted_at from incidents order by started_at desc
  `;
  assert.deepEqual(
    rows.map((row) => [row.id, row.started_at.toISOString(), row.deleted_at === null]),
    made.map(({ id, started_at }) => [id, started_at, false]),
  );
});

test('edits of what is not there are a 404', async () => {
  const { id } = await open();
  const other = await open();
  for (const [incident, update] of [
    ['aaaaaaaaaaaa', other.incident_updates[0]?.id],
    [id, 'aaaaaaaaaaaa'],
    [id, other.incident_updates[0]?.id],
  ] as const) {
    const reply = await edits(incident, update);
    assert.equal(reply.status, 404);
    assert.match(reply.problem.type, /update-not-found$/);
  }
});
