import type { AlertState } from '@allswell/protocol';
import type { AlertParts } from './inner-alert.ts';
import { titleFrom } from './inner-alert.ts';
import type { Parts, StateWords } from './parts.ts';
import { readSeverity } from './severity.ts';

const states: StateWords = new Map([
  ['firing', 'firing'],
  ['resolved', 'resolved'],
]);

/** Labels whose values name what is concerned, by custom. */
const naming = ['service', 'app', 'application', 'component', 'job', 'instance', 'host', 'cluster', 'namespace'];

/**
 * One alert of a group, as Alertmanager sends it and Grafana after its example.
 *
 * It is known by its fingerprint alone: a hash of its labels, the same when it fires, when it is over, and when it fires
 * again. With `startsAt` in the key each flap would be another alert, and an alert that comes and goes could not be damped
 * to one incident; which firing is meant is told by `started_at`, and that is enough to leave late deliveries aside.
 */
export function readPrometheusAlert(alert: Parts, sender: string): AlertParts & { state: AlertState } {
  const key = alert.key('fingerprint');
  const state = alert.state('status', states);
  const labels = alert.in('labels');
  const annotations = alert.in('annotations');
  const titles = [annotations.text('summary'), annotations.text('title'), labels.text('alertname')];
  return {
    key,
    state,
    title: titleFrom(titles, sender, alert.complaints),
    severity: readSeverity(labels.text('severity') ?? labels.text('priority')),
    body: annotations.text('description') ?? annotations.text('message'),
    url: alert.url('generatorURL'),
    startedAt: alert.time('startsAt'),
    // While it fires it says when it would be taken for over, or the year 1.
    endedAt: state === 'resolved' ? alert.time('endsAt') : null,
    labels: alert.entries('labels'),
    entities: naming.map((name) => labels.text(name)),
  };
}

/** The alerts of a group. A sender that cuts long groups short says by how many. */
export function alertsOfGroup(group: Parts): Parts[] {
  const alerts = group.list('alerts');
  if (!alerts) throw group.unreadable('alerts', 'is missing: it is the list of alerts');
  const missing = Number(group.text('truncatedAlerts') ?? 0);
  if (missing > 0) group.complaints.add(`The sender left out ${missing} alerts of this group.`);
  return alerts;
}
