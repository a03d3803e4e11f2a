import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adapterOf } from '../index.ts';
import { assertUnreadable, bodyOf, read, readAlert } from '../testing/read.ts';
import { pagerdutySamples } from '../testing/samples/pagerduty.ts';

interface Delivery {
  event: Record<string, unknown> & { data: Record<string, unknown> };
}
const of = (name: string) => bodyOf(pagerdutySamples, name) as unknown as Delivery;
const triggered = of('incident.triggered');

test('a triggered incident is read with its service, its urgency where it has no priority, and the time at which it was made', () => {
  assert.deepEqual(readAlert('pagerduty', triggered), {
    key: 'Q2AB3CD4EF5GH6',
    state: 'firing',
    severity: 'high',
    title: 'Checkout answers slowly',
    body: null,
    url: 'https://fernhill.pagerduty.com/incidents/Q2AB3CD4EF5GH6',
    started_at: '2026-09-21T13:33:20.000Z',
    ended_at: null,
    labels: {
      service: 'Checkout',
      service_id: 'PSHOP01',
      escalation_policy: 'Shop',
      urgency: 'high',
      number: '1701',
    },
    entities: ['Checkout'],
    is_test: false,
  });
});

test('the priority counts where there is one', () => {
  assert.equal(readAlert('pagerduty', of('incident.priority_updated')).severity, 'critical');
});

test('an event sent again is known by its own id', () => {
  assert.equal(adapterOf('pagerduty').deliveryId(triggered), '01EVENT0000000000000000001');
  assert.equal(adapterOf('pagerduty').deliveryId({ event: 7 }), null);
  assert.equal(adapterOf('pagerduty').deliveryId(null), null);
});

test('an incident that is opened again fires since then, later than it ended', () => {
  const resolved = readAlert('pagerduty', of('incident.resolved'));
  const reopened = of('incident.reopened');
  reopened.event['occurred_at'] = '2026-09-21T13:50:00Z';
  assert.deepEqual([resolved.started_at, resolved.ended_at], [null, '2026-09-21T13:35:29.781Z']);
  assert.equal(readAlert('pagerduty', reopened).started_at, '2026-09-21T13:50:00.000Z');
});

test('what happens while it fires began when the incident was made, or it would seem to fire anew', () => {
  for (const type of ['incident.escalated', 'incident.acknowledged', 'incident.priority_updated']) {
    const delivery = of(type);
    delivery.event['occurred_at'] = '2026-09-21T13:50:00Z';
    assert.equal(readAlert('pagerduty', delivery).started_at, '2026-09-21T13:33:20.000Z', type);
  }
});

test('an incident that became part of another one is not over', () => {
  const { alerts, complaints } = read('pagerduty', of('became part of another'));
  assert.equal(alerts[0]?.state, 'info');
  assert.match(complaints.join(), /merged/);
});

test('a status update opens nothing, and keeps the message that was written for readers', () => {
  const alert = readAlert('pagerduty', of('incident.status_update_published'));
  assert.equal(alert.state, 'info');
  assert.equal(alert.key, 'Q2AB3CD4EF5GH6');
  assert.equal(alert.body, 'Checkout is slow for some customers. We are on it.');
});

test('the ping that tries a webhook opens nothing, and an event of a service holds no alert', () => {
  assert.ok(readAlert('pagerduty', of('pagey.ping')).is_test);
  assert.deepEqual(read('pagerduty', of('an event of a service')).alerts, []);
});

test('an event of another sort, or of no incident, is unreadable', () => {
  assertUnreadable('pagerduty', { event: { ...triggered.event, event_type: 'rocket.launched' } }, /event_type/);
  assertUnreadable('pagerduty', { event: { ...triggered.event, data: null } }, /event\.data\.id is missing/);
  assertUnreadable('pagerduty', { messages: [] }, /event_type/);
});
