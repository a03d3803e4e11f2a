import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AlertMapping, type AlertSourceKind, alertPresets } from '@allswell/protocol';
import { UnreadableDelivery } from '../adapter.ts';
import { adapterOf } from '../index.ts';
import { parseDelivery } from '../read/parse-delivery.ts';
import { Parts } from '../read/parts.ts';
import type { Expected, Sample } from './sample.ts';

/** Who understands a file, by how its name begins. */
const byName: readonly (readonly [string, AlertSourceKind])[] = [
  ['newrelic', 'new_relic'],
  ['new-relic', 'new_relic'],
  ['alertmanager', 'alertmanager'],
  ['grafana', 'grafana'],
  ['pagerduty', 'pagerduty'],
  ['datadog', 'datadog'],
  ['uptime-kuma', 'uptime_kuma'],
  ['cloudwatch', 'cloudwatch'],
];

const presetOf = (id: string) => alertPresets.find((preset) => preset.id === id)?.mapping;
/** The names of its parts are its user's: these are of somebody who likes snakes. */
const uptimeRobotInSnakeCase: AlertMapping = {
  alerts: '',
  key: { path: 'monitor_url' },
  title: { path: 'monitor_friendly_name' },
  state: { path: 'alert_type' },
  states: { '1': 'firing', '2': 'resolved', '*': 'info' },
  severity: null,
  severities: {},
  body: { path: 'alert_details' },
  url: null,
  started_at: null,
  ended_at: null,
  entities: { path: 'monitor_friendly_name' },
  labels: {},
};

/** Senders that the door for JSON of any shape serves. */
const byMapping: readonly (readonly [string, (body: Parts) => AlertMapping | undefined])[] = [
  ['opsgenie', () => presetOf('opsgenie')],
  ['pingdom', () => presetOf('pingdom')],
  ['betterstack', () => presetOf('better-stack')],
  ['sentry', (body) => presetOf(body.in('data').has('metric_alert') ? 'sentry-metric' : 'sentry-issue')],
  ['uptimerobot', (body) => (body.has('monitor_url') ? uptimeRobotInSnakeCase : presetOf('uptimerobot'))],
  ['google-cloud', () => presetOf('google-cloud-monitoring')],
];

/** What is known to stand in deliveries that have these names. */
const known: Record<string, readonly Expected[]> = {
  'newrelic-workflow-activated': [{ key: 'c5faa7e6-7b54-402d-af79-f99601e0278c', state: 'firing' }],
  'newrelic-workflow-closed': [{ key: '95a9344a-2590-48ce-8d83-07e28b6d22c6', state: 'resolved' }],
  'alertmanager-two-firing': [
    { key: 'a1bc48475b20e73d', state: 'firing' },
    { key: 'c2ea85182f28cbd9', state: 'firing' },
  ],
  'grafana-mixed': [
    { key: 'f404ecabc8dd5cd7', state: 'firing' },
    { key: 'f8f08d4e32c61a9d', state: 'firing' },
    { key: '39f38c0611ee7abd', state: 'firing' },
  ],
  'pagerduty-v3-triggered': [{ key: 'PFQZPSY', state: 'firing' }],
  'uptime-kuma-down': [{ key: '89', state: 'firing' }],
  'cloudwatch-sns-alarm': [{ key: '1234567890/EU (Ireland)/bucketbytesAlarm', state: 'firing' }],
  'opsgenie-create': [{ key: 'ec03dad6-62c8-4c94-b38b-d88f398e900f', state: 'firing' }],
  'pingdom-down': [{ key: '803318', state: 'firing' }],
  'betterstack-incident': [{ key: '1', state: 'acknowledged' }],
  'sentry-issue-created': [{ key: '1635244907', state: 'firing' }],
  'uptimerobot-up': [{ key: 'server2.example.com', state: 'resolved' }],
};

/** The deliveries in a folder that somebody understands, each with what has to be read from it. */
export function capturedIn(folder: string): Sample[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => sampleOf(file.slice(0, -'.json'.length), readFileSync(join(folder, file), 'utf8')));
}

function sampleOf(name: string, text: string): Sample[] {
  const body = parse(text);
  const claim = claimOf(name, new Parts(body, new Date()));
  if (!claim) return [];
  const expects = known[name] ?? readWhole({ ...claim, body });
  return expects ? [{ ...claim, name, body, expects }] : [];
}

function claimOf(name: string, body: Parts): Pick<Sample, 'kind' | 'mapping'> | undefined {
  const kind = byName.find(([beginning]) => name.startsWith(beginning))?.[1];
  if (kind) return { kind };
  const mapping = byMapping.find(([beginning]) => name.startsWith(beginning))?.[1](body);
  return mapping && { kind: 'generic', mapping };
}

/** What stands in a delivery that is new to us; undefined where it is no alert. */
function readWhole({ kind, mapping, body }: Omit<Sample, 'name' | 'expects'>): Expected[] | undefined {
  try {
    const { alerts } = adapterOf(kind).read(body, { mapping: mapping ?? null, receivedAt: new Date() });
    return alerts.map(({ key, state, is_test }) => ({ key, state, is_test }));
  } catch (error) {
    if (error instanceof UnreadableDelivery) return undefined;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return parseDelivery(text);
  } catch (error) {
    if (error instanceof UnreadableDelivery) return undefined;
    throw error;
  }
}
