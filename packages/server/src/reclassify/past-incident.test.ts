import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { UptimePreview } from '@allswell/protocol';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';

let t: TestApp;
let maya: TestAdmin;
let api: string;
const day = 24 * 3_600_000;
const ago = (days: number, hours = 0) => new Date(Date.now() - days * day - hours * 3_600_000).toISOString();

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
  const body = { name: 'API', start_date: ago(200).slice(0, 10) };
  api = (await maya.request<{ id: string }>('POST', '/api/v1/components', { body })).body.id;
});
after(() => t.drop());

const content = (since: string) => ({
  ...{ name: 'Exports failed', body: 'They failed.', status: 'investigating', backfilled: true },
  ...{ backfill_date: since, components: { [api]: 'major_outage' } },
});
const preview = (updates: unknown) =>
  maya.request<UptimePreview>('POST', '/api/v1/uptime/preview', {
    body: { method: 'POST', path: '/api/v1/incidents', body: content(ago(40, 2)), updates },
  });

test('a past incident is tried with everything that was said in it, until it was over', async () => {
  const end = ago(40, 1);
  const { status, body } = await preview([{ status: 'resolved', body: 'It is over.', display_at: end }]);
  assert.equal(status, 200);
  const [one] = body.components;
  assert.equal(one?.id, api);
  assert.equal((one?.down_after ?? 0) - (one?.down_before ?? 0), 3_600);
  assert.ok((one?.days.length ?? 0) <= 2, 'one hour lies in two days at most');
  assert.deepEqual((await maya.request<unknown[]>('GET', '/api/v1/incidents')).body, []);
});

test('what was said in it needs its time', async () => {
  const { status, problem } = await preview([{ status: 'resolved', body: 'It is over.' }]);
  assert.equal(status, 422);
  assert.deepEqual(
    problem.errors?.map(({ pointer }) => pointer),
    ['#/body/display_at'],
  );
});
