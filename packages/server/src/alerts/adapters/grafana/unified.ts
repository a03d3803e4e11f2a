import type { InnerAlert } from '@allswell/protocol';
import { innerAlert } from '../read/inner-alert.ts';
import type { Parts } from '../read/parts.ts';
import { readPrometheusAlert } from '../read/prometheus-alert.ts';

/** Alerts of Grafana's own that say that it knows nothing: no outage, and no end of one. */
const ofNoKnowledge: readonly (string | null)[] = ['DatasourceNoData', 'DatasourceError'];

/** One alert of Grafana Alerting. */
export function readUnified(alert: Parts, delivery: Parts): InnerAlert {
  const parts = readPrometheusAlert(alert, 'Grafana');
  const knowsNothing = ofNoKnowledge.includes(alert.in('labels').text('alertname'));
  return innerAlert({
    ...parts,
    state: knowsNothing ? 'info' : parts.state,
    body: parts.body ?? alert.text('valueString'),
    url: parts.url ?? alert.url('panelURL') ?? alert.url('dashboardURL'),
    isTest: isTest(alert, delivery),
  });
}

/**
 * Whether somebody has pressed "Test" beside the contact point. Any of these words may be somebody's own, or changed in
 * the form there, but not two of them at once.
 */
function isTest(alert: Parts, delivery: Parts): boolean {
  const holders = [alert.in('labels'), delivery.in('commonLabels'), delivery.in('groupLabels')];
  const summaries = [alert.in('annotations'), delivery.in('commonAnnotations')];
  const marks = [
    holders.some((labels) => labels.text('alertname') === 'TestAlert'),
    holders.some((labels) => labels.text('instance') === 'Grafana'),
    summaries.some((annotations) => annotations.text('summary') === 'Notification test'),
  ];
  return marks.filter(Boolean).length >= 2;
}
