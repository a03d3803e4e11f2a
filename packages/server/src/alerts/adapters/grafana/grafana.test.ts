import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertUnreadable, bodyOf, read, readAlert } from '../testing/read.ts';
import { grafanaSamples } from '../testing/samples/prometheus.ts';

const group = bodyOf(grafanaSamples, 'of which one fires and one is over');
const trial = bodyOf(grafanaSamples, 'the contact point is tried');
const legacy = bodyOf(grafanaSamples, 'Grafana 8: alerting');

test('a group of Grafana is read alert by alert; an address that is none does no harm', () => {
  const { alerts, complaints } = read('grafana', group);
  assert.deepEqual(
    alerts.map(({ key, state, url }) => ({ key, state, url })),
    [
      { key: '0c1d2e3f40516273', state: 'firing', url: null },
      {
        key: '73625140f3e2d1c0',
        state: 'resolved',
        url: 'https://grafana.fernhill.example/alerting/grafana/ab12/view',
      },
    ],
  );
  assert.deepEqual(complaints, ['The part alerts[0].generatorURL is not a whole http or https address.']);
});

test('the button that tries a contact point opens nothing, even when its words were changed', () => {
  assert.ok(readAlert('grafana', trial).is_test);
  const alert = (trial['alerts'] as Record<string, unknown>[])[0];
  const changed = { ...alert, annotations: { summary: 'Does it work?' } };
  assert.ok(readAlert('grafana', { ...trial, alerts: [changed], commonAnnotations: {} }).is_test);
});

test('an alert of somebody who called it TestAlert is real', () => {
  const [replicas] = group['alerts'] as [Record<string, unknown>];
  const alert = readAlert('grafana', { ...group, alerts: [{ ...replicas, labels: { alertname: 'TestAlert' } }] });
  assert.ok(!alert.is_test);
});

test('that nothing was measured is neither an outage nor the end of one', () => {
  for (const alertname of ['DatasourceNoData', 'DatasourceError']) {
    const [replicas] = group['alerts'] as [Record<string, unknown>];
    for (const status of ['firing', 'resolved']) {
      const alert = { ...replicas, status, labels: { alertname, rulename: 'TooFewReplicas' } };
      assert.equal(readAlert('grafana', { ...group, alerts: [alert] }).state, 'info');
    }
  }
});

test('an alert of a dashboard is known by its rule', () => {
  assert.deepEqual(readAlert('grafana', legacy), {
    key: '815',
    state: 'firing',
    severity: null,
    title: 'Load is high',
    body: 'The load is high',
    url: 'https://grafana.fernhill.example/d/4/shop?fullscreen&edit&tab=alert&panelId=2&orgId=1',
    started_at: null,
    ended_at: null,
    labels: { service: 'checkout', metric: 'Load' },
    entities: ['checkout'],
    is_test: false,
  });
  assert.equal(readAlert('grafana', { ...legacy, state: 'ok', evalMatches: null }).state, 'resolved');
  assert.equal(readAlert('grafana', { ...legacy, state: 'no_data' }).state, 'info');
  assertUnreadable('grafana', { ...legacy, state: 'fine' }, /state says "fine"/);
});

test('the button that tries a channel of a dashboard opens nothing', () => {
  assert.ok(readAlert('grafana', { ...legacy, ruleId: 0 }).is_test);
  assert.ok(readAlert('grafana', { ...legacy, ruleName: 'Test notification' }).is_test);
});
