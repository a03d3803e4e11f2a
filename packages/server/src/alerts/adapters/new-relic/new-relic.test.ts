import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertUnreadable, bodyOf, read, readAlert } from '../testing/read.ts';
import { newRelicSamples } from '../testing/samples/new-relic.ts';

const issue = bodyOf(newRelicSamples, 'an issue in the default template');
const ours = bodyOf(newRelicSamples, 'an issue in our template');
const legacy = bodyOf(newRelicSamples, ': open');

test('an issue of a workflow is read with its policy, condition and entities, from the default template', () => {
  assert.deepEqual(readAlert('new_relic', issue), {
    key: '7c1f9f0e-5c1a-4b8e-9d53-1f2f7f0f6a11',
    state: 'firing',
    severity: 'critical',
    title: "Checkout response time > 2 seconds for at least 5 minutes on 'Checkout is slow'",
    body: null,
    url: 'https://radar-api.service.newrelic.com/accounts/31337/issues/7c1f9f0e-5c1a-4b8e-9d53-1f2f7f0f6a11?notifier=WEBHOOK',
    started_at: '2026-09-21T14:13:20.123Z',
    ended_at: null,
    labels: {
      policy: 'Fernhill shop',
      condition: 'Checkout is slow',
      workflow: 'Status page',
      source: 'newrelic',
      trigger: 'STATE_CHANGE',
    },
    entities: ['checkout-api', 'checkout-web'],
    is_test: false,
  });
});

test('the template of ours says the same, and when it was closed', () => {
  const alert = readAlert('new_relic', { ...ours, state: 'CLOSED', closedAt: 1_790_000_120_000 });
  assert.equal(alert.state, 'resolved');
  assert.equal(alert.ended_at, '2026-09-21T14:15:20.000Z');
  assert.equal(alert.labels['policy'], 'Fernhill shop');
  assert.deepEqual(alert.entities, ['checkout-api']);
  assert.equal(alert.labels['entity_guid'], 'MzEzMzd8QVBNfEFQUExJQ0FUSU9OfDE');
});

test('an acknowledgement is ACTIVATED once more, for USER_ACTION: it is the same issue, acknowledged', () => {
  const alert = readAlert('new_relic', { ...issue, trigger: 'USER_ACTION' });
  assert.equal(alert.state, 'acknowledged');
  assert.equal(alert.key, issue['id']);
});

test('the address of an issue may name another one: it is known by its id', () => {
  const issueUrl = 'https://radar-api.service.newrelic.com/accounts/1/issues/0ea2df1c-adab-45d2-aae0-042b609d2322';
  assert.equal(readAlert('new_relic', { ...issue, issueUrl }).key, issue['id']);
});

test('a template without the reason of a message is read, and complained of', () => {
  const { trigger: _, ...rest } = issue;
  const { alerts, complaints } = read('new_relic', rest);
  assert.equal(alerts[0]?.state, 'firing');
  assert.match(complaints.join(), /trigger is missing/);
});

test('lists may be null or one text, and numbers may be texts', () => {
  const alert = readAlert('new_relic', {
    ...issue,
    impactedEntities: 'checkout-api',
    alertPolicyNames: null,
    alertConditionNames: null,
    sources: null,
    createdAt: '1789997600123',
  });
  assert.deepEqual(alert.entities, ['checkout-api']);
  assert.deepEqual(alert.labels, { workflow: 'Status page', trigger: 'STATE_CHANGE' });
  assert.equal(alert.started_at, '2026-09-21T13:33:20.123Z');
});

test('priorities keep their order, and WARNING is as high as New Relic makes it elsewhere', () => {
  const severityOf = (priority: unknown) => readAlert('new_relic', { ...issue, priority }).severity;
  assert.deepEqual(['LOW', 'MEDIUM', 'HIGH', 'WARNING', 'CRITICAL'].map(severityOf), [
    'low',
    'medium',
    'high',
    'high',
    'critical',
  ]);
  assert.equal(severityOf(null), null);
});

test('an issue whose incidents are over is not over until it is closed', () => {
  assert.equal(readAlert('new_relic', { ...issue, state: 'DEACTIVATED' }).state, 'info');
  assert.equal(readAlert('new_relic', { ...issue, state: 'CLOSED' }).state, 'resolved');
});

test('the old channels say open, acknowledged and closed of a numbered incident', () => {
  const alert = readAlert('new_relic', legacy);
  assert.equal(alert.key, '48151623');
  assert.equal(alert.state, 'firing');
  assert.equal(alert.severity, 'high');
  assert.deepEqual(alert.entities, ['checkout-api']);
  assert.deepEqual(alert.labels, { policy: 'Fernhill shop', condition: 'Apdex (Low)', account: 'Fernhill' });
  const closed = readAlert('new_relic', { ...legacy, current_state: 'closed', targets: [] });
  assert.equal(closed.state, 'resolved');
  assert.equal(closed.ended_at, '2026-09-21T14:13:20.123Z');
});

test('a test opens nothing: incident 0, the state "test", or an issue that New Relic shows as a sample', () => {
  for (const body of [
    { ...legacy, incident_id: 0 },
    { ...legacy, incident_id: '0' },
    { ...legacy, current_state: 'test' },
    { ...issue, id: 'd1b1f3fd-995a-4066-88ab-8ce4f6960654' },
  ]) {
    assert.ok(readAlert('new_relic', body).is_test);
  }
});

test('what has no id or no state that is known is not guessed at', () => {
  assertUnreadable('new_relic', { ...issue, id: null }, /id is missing/);
  assertUnreadable('new_relic', { ...issue, state: 'OPENED' }, /state says "OPENED"/);
  assertUnreadable('new_relic', { ...issue, state: '{{state}}' }, /state says/);
  assertUnreadable('new_relic', { ...legacy, incident_id: null }, /incident_id is missing/);
  assertUnreadable('new_relic', [issue], /not a JSON object/);
});
