import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminIncident, UpdateEdit } from '@allswell/protocol';
import { adminIncidentSchema, updateEditSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(() => t.sql`delete from incidents`);

const codeOf = (reply: Reply<unknown>) => reply.problem.type.split('/').at(-1);
const read = async (id: string) =>
  v.parse(adminIncidentSchema, (await maya.request<AdminIncident>('GET', `/api/v1/incidents/${id}`)).body);
const write = (id: string, body: string, headers = {}) =>
  maya.request<AdminIncident>('PUT', `/api/v1/incidents/${id}/postmortem`, { body: { body }, headers });
const publish = (id: string, more: object = {}) =>
  maya.request<AdminIncident>('PUT', `/api/v1/incidents/${id}/postmortem/publish`, { body: more });
const drop = (id: string) => maya.request('DELETE', `/api/v1/incidents/${id}/postmortem`);
const post = (id: string, more: object) =>
  maya.request(`POST`, `/api/v1/incidents/${id}/updates`, { body: { body: 'News.', ...more } });
const seq = async () => Number((await t.sql`select seq from page_state`)[0]?.['seq']);
const notices = async () => (await t.sql`select from notices`).length;

async function resolved(more: object = {}): Promise<string> {
  const body = { name: 'Trouble', body: 'It is over.', status: 'resolved', ...more };
  return (await maya.request<AdminIncident>('POST', '/api/v1/incidents', { body })).body.id;
}
const statuses = (incident: AdminIncident) => incident.incident_updates.map((update) => update.status);

test('a postmortem is written without any reader seeing it', async () => {
  const id = await resolved();
  const [before, seen] = [await read(id), await seq()];
  assert.equal((await write(id, 'Draft.')).status, 200);
  const now = await read(id);
  assert.equal(now.postmortem?.body, 'Draft.');
  assert.equal(now.postmortem.published_at, null);
  assert.deepEqual(
    { ...now, version: 0, postmortem: null },
    { ...before, version: 0 },
    'what readers get is the same, down to updated_at',
  );
  assert.equal(await seq(), seen);
});

test('a published postmortem is the last update of the incident, and people are told', async () => {
  const id = await resolved();
  const told = await notices();
  await write(id, 'A **cable** was cut.');
  const reply = await publish(id);
  assert.equal(reply.status, 200);
  assert.equal(reply.body.status, 'postmortem');
  assert.deepEqual(statuses(reply.body), ['postmortem', 'resolved']);
  assert.equal(reply.body.incident_updates[0]?.body, 'A **cable** was cut.');
  assert.equal(reply.body.postmortem?.published_at, reply.body.incident_updates[0].display_at);
  assert.notEqual(reply.body.resolved_at, null);
  assert.equal(await notices(), told + 1);
});

test('published without a word, it tells nobody', async () => {
  const id = await resolved();
  const told = await notices();
  await write(id, 'Why.');
  await publish(id, { deliver_notifications: false });
  assert.equal(await notices(), told);
});

test('a postmortem that is edited afterwards is published again, with a mark, and tells nobody twice', async () => {
  const id = await resolved();
  await write(id, 'First.');
  await publish(id);
  const told = await notices();
  await write(id, 'Second.');
  assert.equal((await read(id)).incident_updates[0]?.body, 'First.', 'not before it is published');
  const { body } = await publish(id);
  assert.deepEqual(statuses(body), ['postmortem', 'resolved']);
  assert.equal(body.incident_updates[0]?.body, 'Second.');
  assert.ok(body.incident_updates[0].edited_at);
  assert.equal(await notices(), told);

  const edits = await maya.request<UpdateEdit[]>(
    'GET',
    `/api/v1/incidents/${id}/updates/${body.incident_updates[0].id}/edits`,
  );
  const [edit, ...others] = v.parse(v.array(updateEditSchema), edits.body);
  assert.equal(edit?.body, 'First.');
  assert.equal(edit.admin?.email, 'maya@fernhill.example');
  assert.equal(edit.admin.id, maya.session.admin.id);
  assert.deepEqual(others, []);
});

test('editing its update edits the postmortem', async () => {
  const id = await resolved();
  await write(id, 'First.');
  const update = (await publish(id)).body.incident_updates[0]?.id;
  await maya.request('PATCH', `/api/v1/incidents/${id}/updates/${update}`, { body: { body: 'Better.' } });
  assert.equal((await read(id)).postmortem?.body, 'Better.');
  await write(id, 'Being written.');
  await maya.request('PATCH', `/api/v1/incidents/${id}/updates/${update}`, { body: { body: 'Best.' } });
  assert.equal((await read(id)).postmortem?.body, 'Being written.');
});

test('only a resolved incident has a postmortem', async () => {
  const open = await resolved({ status: 'monitoring' });
  for (const reply of [await write(open, 'Why.'), await publish(open), await drop(open)]) {
    assert.equal(reply.status, 409);
    assert.equal(codeOf(reply), 'not-resolved');
  }
  const plan = { scheduled_for: '2999-01-01T00:00:00Z', scheduled_until: '2999-01-01T01:00:00Z' };
  const maintenance = await resolved({ status: 'scheduled', ...plan });
  assert.equal(codeOf(await write(maintenance, 'Why.')), 'not-an-incident');
  assert.equal(codeOf(await write('aaaaaaaaaaaa', 'Why.')), 'incident-not-found');
});

test('what is not written cannot be published or dropped', async () => {
  const id = await resolved();
  for (const reply of [await publish(id), await drop(id)]) {
    assert.equal(reply.status, 409);
    assert.equal(codeOf(reply), 'no-postmortem');
  }
  assert.deepEqual(
    (await write(id, ' ')).problem.errors?.map((error) => error.pointer),
    ['#/body'],
  );
});

test('what is not published can be dropped; what is stays', async () => {
  const id = await resolved();
  await write(id, 'Draft.');
  assert.equal((await drop(id)).status, 204);
  assert.equal((await read(id)).postmortem, null);
  await write(id, 'Done.');
  await publish(id);
  assert.equal(codeOf(await drop(id)), 'postmortem-published');
  await write(id, 'On second thoughts.');
  assert.equal((await drop(id)).status, 204);
  assert.equal((await read(id)).postmortem?.body, 'Done.');
});

test('a reopened incident is open, keeps what was published in its thread, and gets a new postmortem in the end', async () => {
  const id = await resolved();
  await write(id, 'It was the cable.');
  await publish(id);
  assert.equal((await post(id, { status: 'monitoring' })).status, 409);
  assert.equal((await post(id, { status: 'investigating', reopen: true })).status, 201);
  const open = await read(id);
  assert.equal(open.status, 'investigating');
  assert.equal(open.resolved_at, null);
  assert.equal(open.postmortem?.published_at, null);
  assert.equal(open.postmortem.body, 'It was the cable.', 'it can be gone on with');
  assert.deepEqual(statuses(open), ['investigating', 'postmortem', 'resolved']);

  await post(id, { status: 'resolved' });
  assert.equal((await read(id)).status, 'resolved');
  await write(id, 'It was the other cable, too.');
  const { body } = await publish(id);
  assert.equal(body.status, 'postmortem');
  assert.deepEqual(statuses(body), ['postmortem', 'resolved', 'investigating', 'postmortem', 'resolved']);
  assert.equal(body.incident_updates[0]?.edited_at, null);
});

test('a postmortem that is taken back is a draft again', async () => {
  const id = await resolved();
  await write(id, 'Too early.');
  const update = (await publish(id)).body.incident_updates[0]?.id;
  assert.equal((await maya.request('DELETE', `/api/v1/incidents/${id}/updates/${update}`)).status, 204);
  const now = await read(id);
  assert.equal(now.status, 'resolved');
  assert.deepEqual([now.postmortem?.body, now.postmortem?.published_at], ['Too early.', null]);
  const edits = await maya.request<UpdateEdit[]>('GET', `/api/v1/incidents/${id}/updates/${update}/edits`);
  assert.deepEqual(
    edits.body.map((edit) => edit.body),
    ['Too early.'],
    'admins can still read what was taken back',
  );
});

test('a postmortem that was published elsewhere keeps its day, after the last word and not in the future', async () => {
  const id = await resolved({ backfilled: true, backfill_date: '2026-01-05T10:00:00Z' });
  await write(id, 'Why.');
  for (const display_at of ['2026-01-05T09:59:00Z', '2999-01-01T00:00:00Z']) {
    assert.deepEqual(
      (await publish(id, { display_at })).problem.errors?.map((error) => error.pointer),
      ['#/display_at'],
    );
  }
  const { body } = await publish(id, { display_at: '2026-01-07T10:00:00Z' });
  assert.equal(body.incident_updates[0]?.display_at, '2026-01-07T10:00:00.000Z');
  assert.equal(body.resolved_at, '2026-01-05T10:00:00.000Z');
  assert.equal(await notices().then((count) => count), 0);
});

test('a stale If-Match is refused, and every step is in the trail', async () => {
  const id = await resolved();
  const seen = { 'if-match': '"1"' };
  assert.equal((await write(id, 'A.', seen)).status, 412);
  await write(id, 'A.');
  await publish(id);
  const trail = await maya.request<{ action: string }[]>('GET', '/api/v1/audit?per_page=2');
  assert.deepEqual(
    trail.body.map((line) => line.action),
    ['postmortem.published', 'postmortem.written'],
  );
});
