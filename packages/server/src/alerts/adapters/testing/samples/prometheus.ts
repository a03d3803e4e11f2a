import type { Sample } from '../sample.ts';

const noTime = '0001-01-01T00:00:00Z';

const replicas = {
  status: 'firing',
  labels: { alertname: 'TooFewReplicas', service: 'checkout', namespace: 'shop', severity: 'critical' },
  annotations: { summary: 'Checkout runs on one replica', description: 'One of three replicas answers.' },
  startsAt: '2026-09-21T13:33:20.123456789Z',
  endsAt: noTime,
  generatorURL: 'http://prometheus.fernhill.example:9090/graph?g0.expr=up%3D%3D0',
  fingerprint: '0c1d2e3f40516273',
};
const queue = {
  ...replicas,
  status: 'resolved',
  labels: { alertname: 'QueueIsLong', service: 'mail', namespace: 'shop', severity: 'warning' },
  annotations: { summary: 'Mail waits', description: 'The queue was long.' },
  endsAt: '2026-09-21T13:48:20Z',
  fingerprint: '73625140f3e2d1c0',
};
const group = {
  receiver: 'status-page',
  status: 'firing',
  alerts: [replicas, queue],
  groupLabels: { namespace: 'shop' },
  commonLabels: { namespace: 'shop' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager.fernhill.example:9093',
  version: '4',
  groupKey: '{}:{namespace="shop"}',
  truncatedAlerts: 0,
};
const both = [
  { key: replicas.fingerprint, state: 'firing' },
  { key: queue.fingerprint, state: 'resolved' },
] as const;

/** What Alertmanager sends. */
export const alertmanagerSamples: readonly Sample[] = [
  {
    name: 'Alertmanager: a group, of which one fires and one is over',
    kind: 'alertmanager',
    body: group,
    expects: both,
  },
  {
    name: 'Alertmanager: a group that is over',
    kind: 'alertmanager',
    body: { ...group, status: 'resolved', notification_reason: 'resolved', alerts: [queue] },
    expects: [both[1]],
  },
  {
    name: 'Alertmanager: what fired is over too',
    kind: 'alertmanager',
    body: {
      ...group,
      status: 'resolved',
      alerts: [{ ...replicas, status: 'resolved', endsAt: '2026-09-21T13:58:20.5Z' }, queue],
    },
    expects: [{ ...both[0], state: 'resolved' }, both[1]],
  },
  {
    name: 'Alertmanager: a group that is cut short',
    kind: 'alertmanager',
    body: { ...group, alerts: [replicas], truncatedAlerts: 12 },
    expects: [both[0]],
  },
];

const values = { values: { A: 1.5 }, valueString: "[ var='A' labels={service=checkout} value=1.5 ]" };
const links = {
  silenceURL: 'https://grafana.fernhill.example/alerting/silence/new?alertmanager=grafana',
  dashboardURL: '',
  panelURL: '',
};
const unified = {
  ...group,
  alerts: [
    { ...replicas, ...values, ...links, generatorURL: '?orgId=1' },
    { ...queue, ...values, ...links, generatorURL: 'https://grafana.fernhill.example/alerting/grafana/ab12/view' },
  ],
  externalURL: 'https://grafana.fernhill.example/',
  version: '1',
  orgId: 1,
  title: '[FIRING:1, RESOLVED:1] shop',
  state: 'alerting',
  message: '**Firing**\n\nValue: A=1.5',
};
const test = {
  ...unified,
  receiver: 'test',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'TestAlert', instance: 'Grafana' },
      annotations: { summary: 'Notification test' },
      startsAt: '2026-09-21T13:33:20Z',
      endsAt: noTime,
      generatorURL: '?orgId=1',
      fingerprint: '57c6d9296de2ad39',
      ...links,
      ...values,
    },
  ],
  groupLabels: { alertname: 'TestAlert', instance: 'Grafana' },
  commonLabels: { alertname: 'TestAlert', instance: 'Grafana' },
  commonAnnotations: { summary: 'Notification test' },
  title: '[FIRING:1] TestAlert Grafana',
};
const nothingMeasured = {
  ...replicas,
  labels: { alertname: 'DatasourceNoData', rulename: 'TooFewReplicas', datasource_uid: 'P1', ref_id: 'A' },
  annotations: { summary: 'No data' },
  fingerprint: 'f00dfeed00000001',
};
const legacy = {
  dashboardId: 4,
  evalMatches: [{ value: 93, metric: 'Load', tags: null }],
  imageUrl: 'https://grafana.fernhill.example/render/4.png',
  message: 'The load is high',
  orgId: 1,
  panelId: 2,
  ruleId: 815,
  ruleName: 'Load is high',
  ruleUrl: 'https://grafana.fernhill.example/d/4/shop?fullscreen&edit&tab=alert&panelId=2&orgId=1',
  state: 'alerting',
  tags: { service: 'checkout' },
  title: '[Alerting] Load is high',
};
const legacyStates = { alerting: 'firing', ok: 'resolved', no_data: 'info', paused: 'info', pending: 'info' } as const;

/** What Grafana sends, now and up to version 8. */
export const grafanaSamples: readonly Sample[] = [
  { name: 'Grafana: a group, of which one fires and one is over', kind: 'grafana', body: unified, expects: both },
  {
    name: 'Grafana: what fired is over',
    kind: 'grafana',
    body: {
      ...unified,
      status: 'resolved',
      alerts: [{ ...replicas, ...values, ...links, status: 'resolved', endsAt: '2026-09-21T13:58:20.5Z' }],
    },
    expects: [{ ...both[0], state: 'resolved' }],
  },
  {
    name: 'Grafana: the contact point is tried',
    kind: 'grafana',
    body: test,
    expects: [{ key: '57c6d9296de2ad39', state: 'firing', is_test: true }],
  },
  {
    name: 'Grafana: nothing was measured',
    kind: 'grafana',
    body: { ...unified, alerts: [nothingMeasured, unified.alerts[0]] },
    expects: [{ key: nothingMeasured.fingerprint, state: 'info' }, both[0]],
  },
  ...Object.entries(legacyStates).map(
    ([word, state]): Sample => ({
      name: `Grafana 8: ${word}`,
      kind: 'grafana',
      body: { ...legacy, state: word },
      expects: [{ key: '815', state }],
    }),
  ),
  {
    name: 'Grafana 8: the channel is tried',
    kind: 'grafana',
    body: {
      ...legacy,
      message: 'Someone is testing the alert notification within Grafana.',
      ruleId: 0,
      ruleName: 'Test notification',
      title: '[Alerting] Test notification',
    },
    expects: [{ key: 'test', state: 'info', is_test: true }],
  },
];
