import type { AlertState } from '@allswell/protocol';
import type { Expected, Sample } from '../sample.ts';

const id = '7c1f9f0e-5c1a-4b8e-9d53-1f2f7f0f6a11';
const issue = {
  id,
  issueUrl: `https://radar-api.service.newrelic.com/accounts/31337/issues/${id}?notifier=WEBHOOK`,
  title: "Checkout response time > 2 seconds for at least 5 minutes on 'Checkout is slow'",
  priority: 'CRITICAL',
  impactedEntities: ['checkout-api', 'checkout-web'],
  totalIncidents: 2,
  state: 'ACTIVATED',
  trigger: 'STATE_CHANGE',
  isCorrelated: 'false',
  createdAt: 1_790_000_000_123,
  updatedAt: 1_790_000_060_456,
  sources: ['newrelic'],
  alertPolicyNames: ['Fernhill shop'],
  alertConditionNames: ['Checkout is slow'],
  workflowName: 'Status page',
};

const ours = {
  id,
  state: 'ACTIVATED',
  trigger: 'STATE_CHANGE',
  priority: 'HIGH',
  title: 'Checkout is slow',
  url: `https://radar-api.service.newrelic.com/accounts/31337/issues/${id}`,
  entities: ['checkout-api'],
  entityGuids: ['MzEzMzd8QVBNfEFQUExJQ0FUSU9OfDE'],
  policies: ['Fernhill shop'],
  conditions: ['Checkout is slow'],
  createdAt: 1_790_000_000_123,
  updatedAt: 1_790_000_060_456,
  closedAt: null,
};

const legacy = {
  account_id: 31_337,
  account_name: 'Fernhill',
  condition_id: 9_007_199,
  condition_name: 'Apdex (Low)',
  current_state: 'open',
  details: 'Apdex < 0.8 for at least 5 minutes',
  event_type: 'INCIDENT',
  incident_acknowledge_url: 'https://alerts.newrelic.com/accounts/31337/incidents/48151623/acknowledge',
  incident_id: 48_151_623,
  incident_url: 'https://alerts.newrelic.com/accounts/31337/incidents/48151623',
  policy_name: 'Fernhill shop',
  policy_url: 'https://alerts.newrelic.com/accounts/31337/policies/4',
  runbook_url: null,
  severity: 'WARNING',
  targets: [{ id: '42', name: 'checkout-api', link: 'https://rpm.newrelic.com/42', type: 'Application', labels: {} }],
  timestamp: 1_790_000_000_123,
  version: '1.0',
};

function issueSample(name: string, body: unknown, state: AlertState): Sample {
  return { name: `New Relic: ${name}`, kind: 'new_relic', body, expects: [{ key: id, state }] };
}

function legacySample(name: string, change: object, expected: Expected): Sample {
  return {
    name: `New Relic, the old channel: ${name}`,
    kind: 'new_relic',
    body: { ...legacy, ...change },
    expects: [expected],
  };
}

const tried: Expected = { key: 'test', state: 'info', is_test: true };
const number = '48151623';

/** What New Relic sends. */
export const newRelicSamples: readonly Sample[] = [
  issueSample('an issue in the default template', issue, 'firing'),
  issueSample('an acknowledged issue', { ...issue, trigger: 'USER_ACTION' }, 'acknowledged'),
  issueSample('one more incident of an issue', { ...issue, trigger: 'INCIDENT_ADDED' }, 'firing'),
  issueSample('a closed issue', { ...issue, state: 'CLOSED', trigger: 'INCIDENT_CLOSED' }, 'resolved'),
  issueSample('an issue that a person closed', { ...issue, state: 'CLOSED', trigger: 'USER_ACTION' }, 'resolved'),
  issueSample('an issue that is not closed yet', { ...issue, state: 'DEACTIVATED' }, 'info'),
  issueSample(
    'an issue with nulls where lists are',
    { ...issue, impactedEntities: null, alertPolicyNames: null, alertConditionNames: null, sources: null },
    'firing',
  ),
  issueSample(
    'an issue with seconds and a date where milliseconds are',
    { ...issue, createdAt: '1790000000', updatedAt: '2026-09-21T13:34:20Z', totalIncidents: '2' },
    'firing',
  ),
  issueSample('an issue in our template', ours, 'firing'),
  issueSample(
    'a closed issue in our template',
    { ...ours, state: 'CLOSED', trigger: 'INCIDENT_CLOSED', closedAt: 1_790_000_120_000 },
    'resolved',
  ),
  {
    name: 'New Relic: the issue that it sends to try a destination',
    kind: 'new_relic',
    body: { ...issue, id: 'd1b1f3fd-995a-4066-88ab-8ce4f6960654' },
    expects: [{ key: 'd1b1f3fd-995a-4066-88ab-8ce4f6960654', state: 'firing', is_test: true }],
  },
  legacySample('open', {}, { key: number, state: 'firing' }),
  legacySample('acknowledged', { current_state: 'acknowledged' }, { key: number, state: 'acknowledged' }),
  legacySample('closed', { current_state: 'closed' }, { key: number, state: 'resolved' }),
  legacySample('a test', { current_state: 'test', event_type: 'NOTIFICATION', incident_id: 0 }, tried),
  legacySample('a test that claims to fire', { incident_id: 0 }, tried),
];
