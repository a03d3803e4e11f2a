import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident } from '@allswell/protocol';
import { createTestApp, type Reply, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from incidents`;
  await maya.request('PATCH', '/api/v1/settings', { body: { time_zone: 'UTC' } });
});

const pointersOf = (reply: Reply<unknown>) => reply.problem.errors?.map((error) => error.pointer);
const write = async (name: string, more: object = {}) => {
  const body = { name, body: 'We look.', ...more };
  const reply = await maya.request<AdminIncident>('POST', '/api/v1/incidents', { body });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return reply.body;
};
const past = (name: string, backfill_date: string, more: object = {}) =>
  write(name, { backfilled: true, backfill_date, ...more });
const ask = (query: Record<string, string>) =>
  maya.request<AdminIncident[]>('GET', `/api/v1/incidents?${new URLSearchParams(query)}`);
const found = async (query: Record<string, string>) => (await ask(query)).body.map((incident) => incident.name);

test('words are found in names and in updates, whatever their case, all of them', async () => {
  await write('Slow API');
  const other = await write('Störung der Zahlungen', { body: 'Wir sehen **langsame** Antworten.' });
  await maya.request('POST', `/api/v1/incidents/${other.id}/updates`, { body: { body: 'A cable was cut in Århus.' } });
  assert.deepEqual(await found({ q: 'slow' }), ['Slow API']);
  assert.deepEqual(await found({ q: 'STÖRUNG' }), ['Störung der Zahlungen']);
  assert.deepEqual(await found({ q: 'cable zahlungen' }), ['Störung der Zahlungen']);
  assert.deepEqual(await found({ q: 'cable slow' }), []);
  assert.deepEqual(await found({ q: '  ' }), ['Störung der Zahlungen', 'Slow API']);
  assert.deepEqual(await found({ q: 'a\u030arhus' }), ['Störung der Zahlungen'], 'however the letter is written');
});

test('signs that mean something to the database are looked for as they are', async () => {
  await write('Disk at 100%');
  await write('Disk at 100 GB');
  await write('job_queue full');
  await write('jobXqueue full');
  await write(String.raw`C:\temp full`);
  assert.deepEqual(await found({ q: '100%' }), ['Disk at 100%']);
  assert.deepEqual(await found({ q: 'job_q' }), ['job_queue full']);
  assert.deepEqual(await found({ q: String.raw`c:\t` }), [String.raw`C:\temp full`]);
  assert.deepEqual(await found({ q: `'; drop table incidents; --` }), []);
});

test('what was deleted is not found', async () => {
  const { id } = await write('Trouble');
  const update = await maya.request('POST', `/api/v1/incidents/${id}/updates`, { body: { body: 'Nonsense.' } });
  await maya.request('DELETE', `/api/v1/incidents/${id}/updates/${String(update.body['id'])}`);
  assert.deepEqual(await found({ q: 'nonsense' }), []);
  await maya.request('DELETE', `/api/v1/incidents/${id}`);
  assert.deepEqual(await found({ q: 'trouble' }), []);
});

test('incidents of a component are found', async () => {
  const { id } = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
  await write('With', { component_ids: [id] });
  await write('Without');
  assert.deepEqual(await found({ component: id }), ['With']);
  assert.deepEqual(await found({ component: 'aaaaaaaaaaaa' }), []);
});

test('days are days of the page’s zone, the last one included', async () => {
  await past('Late on the 5th', '2026-01-05T22:30:00Z');
  await past('Noon of the 6th', '2026-01-06T12:00:00Z');
  assert.deepEqual(await found({ from: '2026-01-05', to: '2026-01-05' }), ['Late on the 5th']);
  assert.deepEqual(await found({ from: '2026-01-06' }), ['Noon of the 6th']);
  await maya.request('PATCH', '/api/v1/settings', { body: { time_zone: 'Europe/Helsinki' } });
  assert.deepEqual(await found({ from: '2026-01-06', to: '2026-01-06' }), ['Noon of the 6th', 'Late on the 5th']);
  assert.deepEqual(await found({ to: '2026-01-05' }), []);
});

test('what went on for days is found on each of them; what is planned, on the days that it is planned for', async () => {
  const long = await past('Long', '2026-01-05T10:00:00Z', { status: 'investigating' });
  const end = { body: 'Over.', status: 'resolved', display_at: '2026-01-08T10:00:00Z' };
  await maya.request('POST', `/api/v1/incidents/${long.id}/updates`, { body: end });
  await write('Disks', { scheduled_for: '2998-12-31T23:00:00Z', scheduled_until: '2999-01-01T02:00:00Z' });
  assert.deepEqual(await found({ from: '2026-01-07', to: '2026-01-07' }), ['Long']);
  assert.deepEqual(await found({ from: '2026-01-09', to: '2026-02-01' }), []);
  assert.deepEqual(await found({ from: '2999-01-01' }), ['Disks']);
  assert.deepEqual(await found({ from: '2999-01-02' }), []);
});

test('a search goes together with kind, state and pages', async () => {
  for (const name of ['Disk one', 'Disk two', 'Disk three']) await write(name);
  await write('Disk planned', { scheduled_for: '2999-01-01T00:00:00Z', scheduled_until: '2999-01-01T01:00:00Z' });
  const reply = await ask({ q: 'disk', kind: 'incident', state: 'open', per_page: '2', page: '2' });
  assert.deepEqual(
    reply.body.map((incident) => incident.name),
    ['Disk one'],
  );
  assert.match(reply.headers.get('link') ?? '', /q=disk&kind=incident&state=open&per_page=2&page=1>; rel="prev"/);
});

test('days that make no sense are refused', async () => {
  assert.deepEqual(pointersOf(await ask({ from: '2026-02-30' })), ['?from']);
  assert.deepEqual(pointersOf(await ask({ to: 'soon' })), ['?to']);
  assert.deepEqual(pointersOf(await ask({ from: '2026-02-02', to: '2026-02-01' })), ['?to']);
  assert.deepEqual(pointersOf(await ask({ q: 'a\u0000b', component: 'x' })), ['?q', '?component']);
});
