import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AlertDelivery, MappingTrialResult } from '@allswell/protocol';
import { createTestApp, setUpAdmin, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';
import { addSender } from '../testing/sender.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());

const mapping = { key: { path: 'check.id' }, title: { path: 'check.name' }, state: { path: 'check.now' } };
const states = { down: 'firing', up: 'resolved' };

test('a mapping is tried over the last delivery, or over a certain one, before it is kept', async () => {
  const sender = await addSender(t, maya, { kind: 'generic' });
  const attempt = (trial: object) =>
    maya.request<MappingTrialResult>('POST', `/api/v1/alert-sources/${sender.source.id}/try-mapping`, { body: trial });
  const nothing = await attempt({ mapping });
  assert.equal(nothing.status, 200);
  assert.deepEqual(nothing.body, {
    delivery_id: null,
    body: null,
    alerts: [],
    complaints: ['Nothing was delivered yet.'],
  });

  const down = { check: { id: 7, name: 'Shop', now: 'DOWN' } };
  await sender.send(down);
  await sender.send({ check: { id: 8, name: 'Mail', now: 'up' } });
  await sender.send({ check: { id: 9 } }, { secret: 'somebody else' });
  const list = await until(async () => {
    const { body } = await maya.request<AlertDelivery[]>('GET', `/api/v1/alert-sources/${sender.source.id}/deliveries`);
    assert.deepEqual(
      body.map(({ state }) => state),
      ['refused', 'unreadable', 'unreadable'],
    );
    return body;
  });
  assert.match(String(list[1]?.reason), /no mapping yet/);
  assert.equal(list[2]?.bytes, JSON.stringify(down).length);

  const last = (await attempt({ mapping: { ...mapping, states } })).body;
  assert.equal(last.delivery_id, list[1]?.id);
  assert.deepEqual(
    last.alerts.map(({ key, state, title }) => [key, state, title]),
    [['8', 'resolved', 'Mail']],
  );
  const first = (await attempt({ mapping: { ...mapping, states }, delivery_id: list[2]?.id })).body;
  assert.equal(first.body, JSON.stringify(down));
  assert.equal(first.alerts[0]?.state, 'firing');
  const wrong = (await attempt({ mapping: { ...mapping, key: { path: 'check.number' }, states } })).body;
  assert.deepEqual(wrong.alerts, []);
  assert.ok(wrong.complaints.length > 0);
  assert.equal((await attempt({ mapping, delivery_id: '999999' })).status, 404);
  assert.equal((await attempt({ mapping: { ...mapping, key: { path: 'a..b' } } })).status, 422);

  // Kept and read again, it is done.
  await maya.request('PATCH', `/api/v1/alert-sources/${sender.source.id}`, {
    body: { mapping: { ...mapping, states } },
  });
  assert.equal((await maya.request('POST', `/api/v1/alert-deliveries/${list[2]?.id}/retry`)).status, 204);
  const again = await maya.request<{ alerts: unknown[] }>('GET', `/api/v1/alert-deliveries/${list[2]?.id}`);
  assert.equal(again.body.alerts.length, 1);
});
