import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adapterOf } from '../index.ts';
import { assertUnreadable, bodyOf, read, readAlert } from '../testing/read.ts';
import { datadogSamples } from '../testing/samples/datadog.ts';
import { readTitle } from './title.ts';

const triggered = bodyOf(datadogSamples, 'Datadog: Triggered, in our template');
const bare = bodyOf(datadogSamples, 'an alert in the default template');

test('our template tells monitor, scope, transition, priority and tags', () => {
  assert.deepEqual(readAlert('datadog', triggered), {
    key: '4711 host:web-1,service:checkout',
    state: 'firing',
    severity: 'high',
    title: 'CPU is high',
    body: 'CPU was above 90 for 5 minutes.',
    url: 'https://app.datadoghq.com/monitors/4711',
    started_at: '2026-09-21T14:13:20.000Z',
    ended_at: null,
    labels: {
      env: 'prod',
      service: 'checkout',
      urgent: 'true',
      scope: 'host:web-1,service:checkout',
      host: 'web-1',
      event_type: 'metric_alert_monitor',
    },
    entities: ['web-1', 'checkout'],
    is_test: false,
  });
});

test('a recovery ends what fired, and a new cycle is the same alert', () => {
  const recovered = readAlert('datadog', { ...triggered, alert_transition: 'Recovered', alert_cycle_key: '99' });
  assert.equal(recovered.key, readAlert('datadog', triggered).key);
  assert.equal(recovered.state, 'resolved');
  assert.equal(recovered.ended_at, '2026-09-21T14:13:20.000Z');
});

test('a reminder does not say that it began now', () => {
  for (const transition of ['Re-Triggered', 'Re-Warn', 'Renotify']) {
    const reminder = readAlert('datadog', { ...triggered, alert_transition: transition });
    assert.deepEqual([reminder.state, reminder.started_at], ['firing', null], transition);
  }
});

test('no data is no outage, and a warning is one of its own weight', () => {
  assert.equal(readAlert('datadog', { ...triggered, alert_transition: 'No Data' }).state, 'info');
  const warned = { ...triggered, alert_transition: 'Warn', alert_priority: '$ALERT_PRIORITY' };
  assert.equal(readAlert('datadog', warned).state, 'firing');
  assert.equal(readAlert('datadog', warned).severity, 'medium');
});

test('the default template is read from its title, and our own is recommended', () => {
  const { alerts, complaints } = read('datadog', bare);
  assert.equal(alerts[0]?.key, 'CPU is high host:web-1');
  assert.equal(alerts[0]?.title, 'CPU is high');
  assert.match(complaints.join(' '), /use our template/);
  assertUnreadable('datadog', { ...bare, title: 'A deployment has begun' }, /title does not begin with one/);
});

test('trying a monitor opens nothing', () => {
  assert.ok(readAlert('datadog', { ...triggered, title: `[TEST] ${String(triggered['title'])}` }).is_test);
});

test('variables that Datadog did not replace are no values', () => {
  const alert = readAlert('datadog', {
    ...triggered,
    alert_scope: '$ALERT_SCOPE',
    hostname: '$HOSTNAME',
    link: '$LINK',
  });
  assert.equal(alert.key, '4711 host:web-1,service:checkout');
  assert.equal(alert.url, null);
});

test('a delivery sent again is the same, and a recovery is another', () => {
  const idOf = (change: object) => adapterOf('datadog').deliveryId({ ...triggered, ...change });
  assert.equal(idOf({}), idOf({}));
  assert.notEqual(idOf({}), idOf({ alert_transition: 'Recovered' }));
  assert.equal(idOf({ id: '$ID' }), null);
});

test('titles are taken apart, and left whole where they begin with no transition', () => {
  assert.deepEqual(readTitle('[Re-Triggered on {a:b,c:d}] [Auto] Clock is off'), {
    isTest: false,
    transition: 're-triggered',
    scope: 'a:b,c:d',
    name: '[Auto] Clock is off',
  });
  assert.deepEqual(readTitle('Clock is off'), { isTest: false, transition: null, scope: null, name: 'Clock is off' });
});
