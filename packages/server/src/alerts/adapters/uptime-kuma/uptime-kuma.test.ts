import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertUnreadable, bodyOf, readAlert } from '../testing/read.ts';
import { uptimeKumaSamples } from '../testing/samples/uptime-kuma.ts';

const down = bodyOf(uptimeKumaSamples, 'a monitor of status 0');
const heartbeat = down['heartbeat'] as Record<string, unknown>;
const monitor = down['monitor'] as Record<string, unknown>;

test('a monitor that is down fires since the time of its beat, which is UTC whatever zone stands beside it', () => {
  assert.deepEqual(readAlert('uptime_kuma', down), {
    key: '12',
    state: 'firing',
    severity: null,
    title: 'Checkout',
    body: 'connect ECONNREFUSED 192.0.2.7:443',
    url: 'https://shop.fernhill.example/checkout',
    started_at: '2026-09-21T13:33:20.374Z',
    ended_at: null,
    labels: { monitor: 'Checkout', path: 'Shop / Checkout', type: 'http', team: 'shop' },
    entities: ['Checkout'],
    is_test: false,
  });
});

test('up ends it; pending and maintenance say nothing', () => {
  const of = (status: unknown) => readAlert('uptime_kuma', { ...down, heartbeat: { ...heartbeat, status } });
  assert.equal(of(1).state, 'resolved');
  assert.equal(of('1').ended_at, '2026-09-21T13:33:20.374Z');
  assert.equal(of(2).state, 'info');
  assert.equal(of(3).state, 'info');
});

test('a reminder that a monitor is still down does not say that it began now', () => {
  const reminder = readAlert('uptime_kuma', { ...down, heartbeat: { ...heartbeat, important: false } });
  assert.deepEqual([reminder.state, reminder.started_at], ['firing', null]);
});

test('a monitor of another sort has no address', () => {
  assert.equal(readAlert('uptime_kuma', { ...down, monitor: { ...monitor, url: 'https://' } }).url, null);
});

test('the button "Test" and a certificate that expires come without monitor, and open nothing', () => {
  const message = (msg: string) => readAlert('uptime_kuma', { heartbeat: null, monitor: null, msg });
  assert.ok(message('Status page Testing').is_test);
  const expiring = message('[Shop][https://x.example] Server certificate x.example will expire in 7 days');
  assert.equal(expiring.state, 'info');
  assert.ok(!expiring.is_test);
});

test('a beat without status, or of a status nobody knows, is unreadable', () => {
  assertUnreadable('uptime_kuma', { ...down, heartbeat: null }, /heartbeat\.status is missing/);
  assertUnreadable('uptime_kuma', { ...down, heartbeat: { ...heartbeat, status: 4 } }, /status says "4"/);
});
