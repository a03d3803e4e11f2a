import type { AlertSourceKind } from '@allswell/protocol';
import type { AlertAdapter } from './adapter.ts';
import { alertmanager } from './alertmanager/index.ts';
import { cloudwatch } from './cloudwatch/index.ts';
import { datadog } from './datadog/index.ts';
import { generic } from './generic/index.ts';
import { grafana } from './grafana/index.ts';
import { newRelic } from './new-relic/index.ts';
import { pagerduty } from './pagerduty/index.ts';
import { uptimeKuma } from './uptime-kuma/index.ts';

/** Everyone who can send alerts. */
export const adapters: readonly AlertAdapter[] = [
  newRelic,
  alertmanager,
  grafana,
  pagerduty,
  datadog,
  uptimeKuma,
  cloudwatch,
  generic,
];

const byKind = new Map(adapters.map((adapter) => [adapter.kind, adapter]));

/** Who understands the deliveries of a source. */
export function adapterOf(kind: AlertSourceKind): AlertAdapter {
  return byKind.get(kind) ?? generic;
}
