import type { AlertCase, AlertSourceKind } from '@allswell/protocol';

/** What those who send alerts call themselves, in every language. Another system has no name of its own. */
export const namesOfKinds: Record<Exclude<AlertSourceKind, 'generic'>, string> = {
  new_relic: 'New Relic',
  alertmanager: 'Prometheus Alertmanager',
  grafana: 'Grafana',
  pagerduty: 'PagerDuty',
  datadog: 'Datadog',
  uptime_kuma: 'Uptime Kuma',
  cloudwatch: 'Amazon CloudWatch',
};

/** Who says so, as somebody named it here. */
export function nameOfSender({ source }: AlertCase, unknown: string): string {
  return source?.name ?? unknown;
}
