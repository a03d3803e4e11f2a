import type { InnerAlert } from '@allswell/protocol';
import { innerAlert } from '../read/inner-alert.ts';
import type { Parts } from '../read/parts.ts';
import { readPrometheusAlert } from '../read/prometheus-alert.ts';

/** Alerts of Grafana's own that say that it knows nothing: no outage, and no end of one. */
const ofNoKnowledge: readonly string[] = ['datasourcenodata', 'datasourceerror'];

/** One alert of Grafana Alerting. */
export function readUnified(alert: Parts, delivery: Parts): InnerAlert {
  const parts = readPrometheusAlert(alert, 'Grafana');
  const name = labelsOf(alert, delivery)
    .map((labels) => labels.word('alertname'))
    .find((one) => one !== null);
  if (!name) throw alert.unreadable('labels.alertname', 'is missing: it says whether there was any data');
  return innerAlert({
    ...parts,
    state: ofNoKnowledge.includes(name) ? 'info' : parts.state,
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
  const holders = labelsOf(alert, delivery);
  const summaries = [alert.in('annotations'), delivery.in('commonAnnotations')];
  const marks = [
    holders.some((labels) => labels.word('alertname') === 'testalert'),
    holders.some((labels) => labels.word('instance') === 'grafana'),
    summaries.some((annotations) => annotations.word('summary') === 'notification test'),
  ];
  return marks.filter(Boolean).length >= 2;
}

/** What an alert has in common with its group is said in three places. */
function labelsOf(alert: Parts, delivery: Parts): Parts[] {
  return [alert.in('labels'), delivery.in('commonLabels'), delivery.in('groupLabels')];
}
