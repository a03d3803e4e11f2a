import { type AlertState, alertPresets } from '@allswell/protocol';
import type { Sample } from '../sample.ts';

function sample(preset: string, name: string, key: string, state: AlertState, body: object): Sample {
  const mapping = alertPresets.find((one) => one.id === preset)?.mapping;
  if (!mapping) throw new Error(`There is no preset ${preset}.`);
  return { name: `${preset}: ${name}`, kind: 'generic', body, mapping, expects: [{ key, state }] };
}

const opsgenie = {
  action: 'Create',
  alert: {
    alertId: '1a2b3c4d-0000-4000-8000-000000000001-1790000000000',
    message: 'Checkout is slow',
    tags: ['shop', 'eu'],
    tinyId: '17',
    source: 'checks',
    entity: 'checkout-api',
    alias: 'checkout-slow',
    createdAt: 1_790_000_000_000,
    updatedAt: '1790000000000000110',
    username: 'maya@fernhill.example',
    priority: 'P2',
  },
  source: { name: 'web', type: 'API' },
  integrationName: 'Status page',
};
const pingdom = {
  check_id: 803_319,
  check_name: 'Checkout',
  check_type: 'HTTP',
  check_params: { full_url: 'https://shop.fernhill.example/', hostname: 'shop.fernhill.example', port: 443 },
  tags: ['shop'],
  previous_state: 'UP',
  current_state: 'DOWN',
  importance_level: 'HIGH',
  state_changed_timestamp: 1_790_000_000,
  state_changed_utc_time: '2026-09-21T14:13:20',
  long_description: 'HTTP Server Error 503 Service Unavailable',
  description: 'HTTP Error 503',
  first_probe: { ip: '192.0.2.1', ipv6: '', location: 'Strasbourg' },
  version: 1,
};
const betterStack = {
  event: 'started',
  data: {
    id: '991',
    type: 'incident',
    attributes: {
      name: 'Checkout',
      url: 'https://shop.fernhill.example',
      cause: 'Status 503',
      started_at: '2026-09-21T13:33:20.151Z',
      acknowledged_at: null,
      resolved_at: null,
    },
    relationships: { monitor: { data: { id: '7', type: 'monitor' } } },
  },
};
const sentryIssue = {
  action: 'created',
  data: {
    issue: {
      id: '1635244908',
      title: 'TypeError: cart is undefined',
      culprit: 'checkout.js in pay',
      level: 'error',
      status: 'unresolved',
      firstSeen: '2026-09-21T13:33:20.903736Z',
      lastSeen: '2026-09-21T13:33:20.903736Z',
      shortId: 'SHOP-17',
      permalink: null,
      web_url: 'https://fernhill.sentry.io/issues/1635244908/',
      project: { id: '5', name: 'Shop', slug: 'shop' },
    },
  },
  actor: { type: 'application', id: 'sentry', name: 'Sentry' },
};
const sentryMetric = {
  action: 'critical',
  data: {
    description_text: '1000 events in the last 10 minutes',
    description_title: 'Critical: Too many errors',
    metric_alert: {
      id: '4',
      title: 'Too many errors',
      date_started: '2026-09-21T13:33:20Z',
      date_closed: null,
      projects: ['shop'],
      alert_rule: { id: '7', name: 'Too many errors', aggregate: 'count()' },
    },
    web_url: 'https://fernhill.sentry.io/alerts/rules/details/7/',
  },
};
const uptimeRobot = {
  monitorID: '777',
  monitorURL: 'https://shop.fernhill.example',
  monitorFriendlyName: 'Checkout',
  alertType: '1',
  alertTypeFriendlyName: 'Down',
  alertDetails: 'HTTP 503',
  alertDateTime: '1790000000',
};
const googleCloud = {
  incident: {
    incident_id: '0.lj2va6zdkemr',
    policy_name: 'Checkout is slow',
    condition_name: 'Latency above 2 s',
    resource_name: 'checkout-api',
    state: 'open',
    severity: 'Critical',
    started_at: 1_790_000_000,
    ended_at: null,
    summary: 'Latency for checkout-api is above 2 s.',
    url: 'https://console.cloud.google.com/monitoring/alerting/incidents/0.lj2va6zdkemr?project=fernhill',
  },
  version: '1.2',
};

/** What senders without an adapter send, read by the mappings that we offer for them. */
export const presetSamples: readonly Sample[] = [
  ...Object.entries({
    Create: 'firing',
    Acknowledge: 'acknowledged',
    UnAcknowledge: 'firing',
    AddNote: 'info',
    Close: 'resolved',
    Delete: 'resolved',
  } as const).map(([action, state]) =>
    sample('opsgenie', action, opsgenie.alert.alertId, state, { ...opsgenie, action }),
  ),
  sample('pingdom', 'down', '803319', 'firing', pingdom),
  sample('pingdom', 'up', '803319', 'resolved', { ...pingdom, current_state: 'UP', previous_state: 'DOWN' }),
  sample('better-stack', 'started', '991', 'firing', betterStack),
  sample('better-stack', 'acknowledged', '991', 'acknowledged', { ...betterStack, event: 'acknowledged' }),
  sample('better-stack', 'resolved', '991', 'resolved', { ...betterStack, event: 'resolved' }),
  sample('sentry-issue', 'created', '1635244908', 'firing', sentryIssue),
  sample('sentry-issue', 'ignored', '1635244908', 'info', { ...sentryIssue, action: 'ignored' }),
  sample('sentry-issue', 'resolved', '1635244908', 'resolved', { ...sentryIssue, action: 'resolved' }),
  sample('sentry-metric', 'critical', '4', 'firing', sentryMetric),
  sample('sentry-metric', 'resolved', '4', 'resolved', { ...sentryMetric, action: 'resolved' }),
  sample('uptimerobot', 'down', '777', 'firing', uptimeRobot),
  sample('uptimerobot', 'up', '777', 'resolved', { ...uptimeRobot, alertType: '2' }),
  sample('uptimerobot', 'a certificate that expires', '777', 'info', { ...uptimeRobot, alertType: '3' }),
  sample('google-cloud-monitoring', 'open', '0.lj2va6zdkemr', 'firing', googleCloud),
  sample('google-cloud-monitoring', 'closed', '0.lj2va6zdkemr', 'resolved', {
    ...googleCloud,
    incident: { ...googleCloud.incident, state: 'closed', ended_at: 1_790_000_600 },
  }),
];
