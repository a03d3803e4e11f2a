import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertUnreadable, bodyOf, read } from '../testing/read.ts';
import { alertmanagerSamples } from '../testing/samples/prometheus.ts';

const group = bodyOf(alertmanagerSamples, 'of which one fires and one is over');
const [replicas, queue] = group['alerts'] as [Record<string, unknown>, Record<string, unknown>];

test('each alert of a group is read for itself, whatever the group says', () => {
  const { alerts, complaints } = read('alertmanager', { ...group, status: 'resolved' });
  assert.deepEqual(complaints, []);
  assert.deepEqual(alerts[0], {
    key: '0c1d2e3f40516273',
    state: 'firing',
    severity: 'critical',
    title: 'Checkout runs on one replica',
    body: 'One of three replicas answers.',
    url: 'http://prometheus.fernhill.example:9090/graph?g0.expr=up%3D%3D0',
    started_at: '2026-09-21T13:33:20.123Z',
    ended_at: null,
    labels: { alertname: 'TooFewReplicas', service: 'checkout', namespace: 'shop', severity: 'critical' },
    entities: ['checkout', 'shop'],
    is_test: false,
  });
  assert.equal(alerts[1]?.state, 'resolved');
  assert.equal(alerts[1]?.ended_at, '2026-09-21T13:48:20.000Z');
});

test('an alert that fires again is the same one, since another time: its key is its fingerprint alone', () => {
  const again = { ...replicas, startsAt: '2026-09-21T13:55:00Z' };
  const [first, second] = read('alertmanager', { ...group, alerts: [replicas, again] }).alerts;
  assert.equal(first?.key, second?.key);
  assert.notEqual(first?.started_at, second?.started_at);
});

test('while it fires its end is not believed', () => {
  const { alerts } = read('alertmanager', { ...group, alerts: [{ ...replicas, endsAt: '2026-09-21T13:40:00Z' }] });
  assert.equal(alerts[0]?.ended_at, null);
});

test('one alert that cannot be read hides none of the others', () => {
  const { alerts, complaints } = read('alertmanager', {
    ...group,
    alerts: [{ ...replicas, status: 'odd' }, null, queue],
  });
  assert.deepEqual(
    alerts.map(({ key }) => key),
    ['73625140f3e2d1c0'],
  );
  assert.match(complaints.join(' '), /alerts\[0\]\.status says "odd".*left out.*alerts\[1\]\.fingerprint is missing/);
});

test('a group that is cut short, or too long for us, says so', () => {
  assert.match(read('alertmanager', { ...group, truncatedAlerts: 12 }).complaints.join(), /left out 12 alerts/);
  const long = read('alertmanager', { ...group, alerts: Array.from({ length: 1_001 }, () => queue) });
  assert.equal(long.alerts.length, 1_000);
  assert.match(long.complaints.join(), /Of 1001 alerts/);
});

test('an alert without a summary is named by its rule, and one without that by its sender', () => {
  const titleOf = (alert: object) => read('alertmanager', { ...group, alerts: [alert] }).alerts[0]?.title;
  assert.equal(titleOf({ ...replicas, annotations: {} }), 'TooFewReplicas');
  assert.equal(titleOf({ ...replicas, annotations: {}, labels: {} }), 'Alert from Alertmanager');
});

test('a group without a list is unreadable, and an empty one holds nothing', () => {
  assertUnreadable('alertmanager', { ...group, alerts: null }, /alerts is missing/);
  assert.deepEqual(read('alertmanager', { ...group, alerts: [] }).alerts, []);
});
