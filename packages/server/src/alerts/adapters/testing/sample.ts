import type { AlertMapping, AlertSourceKind, AlertState, InnerAlert } from '@allswell/protocol';

/** What has to be read from a delivery: the alerts in it, in their order. */
export type Expected = Pick<InnerAlert, 'key' | 'state'> & { is_test?: boolean };

/** A delivery as a vendor sends it, written by us in the vendor's shape. */
export interface Sample {
  name: string;
  kind: AlertSourceKind;
  body: unknown;
  mapping?: AlertMapping;
  expects: readonly Expected[];
  /** Parts beside those of every delivery of this kind without which it means something else. */
  decidedBy?: readonly string[];
  /** What it says then, where nothing tells it from an ordinary one. */
  otherwise?: AlertState;
}

/**
 * The parts that say which alert it is and how it stands, by kind. Whatever happens to any other part, the alerts are
 * read all the same; without one of these they are complained of, or not read.
 */
const essentials: Record<AlertSourceKind, readonly string[]> = {
  new_relic: ['id', 'state', 'trigger', 'incident_id', 'current_state'],
  alertmanager: ['alerts', 'alerts[].fingerprint', 'alerts[].status'],
  grafana: ['alerts', 'alerts[].fingerprint', 'alerts[].status', 'alerts[].labels.alertname', 'ruleId', 'state'],
  pagerduty: ['event.event_type', 'event.data.id', 'event.data.status', 'event.data.incident.id'],
  datadog: ['title', 'alert_transition', 'alert_type', 'alert_id', 'aggreg_key', 'alert_cycle_key', 'alert_scope'],
  uptime_kuma: ['heartbeat.status', 'heartbeat.monitorID', 'monitor.id'],
  cloudwatch: ['Message.AlarmName', 'Message.NewStateValue', 'Message.AWSAccountId', 'Message.Region'],
  generic: [],
};

/** Whether the part at a path, or something in it or around it, says which alert it is and how it stands. */
export function isEssential(path: string, sample: Pick<Sample, 'kind' | 'mapping' | 'decidedBy'>): boolean {
  const place = path.replace(/\[\d+\]/g, '[]');
  const all = [...essentials[sample.kind], ...(sample.decidedBy ?? []), ...pathsOf(sample.mapping)];
  return all.some((one) => one === place || isWithin(one, place) || isWithin(place, one));
}

function pathsOf(mapping: AlertMapping | undefined): string[] {
  if (!mapping) return [];
  const parts = [mapping.key, mapping.state].flatMap((part) => ('path' in part ? [part.path] : []));
  if (mapping.alerts === '') return parts.map((path) => path.replace(/\[\d+\]/g, '[]'));
  return [mapping.alerts, ...parts.map((path) => `${mapping.alerts}[].${path}`)];
}

function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && (outer === '' || /^[.[]/.test(inner.slice(outer.length)));
}
