import type { InnerAlert } from '@allswell/protocol';
import { innerAlert, titleFrom } from '../read/inner-alert.ts';
import { type Parts, type StateWords, textOf } from '../read/parts.ts';
import { priorityOf } from './priority.ts';

const states: StateWords = new Map([
  ['open', 'firing'],
  ['acknowledged', 'acknowledged'],
  ['closed', 'resolved'],
  ['test', 'info'],
]);

/** An incident as the channels told of it that New Relic had before workflows. Many templates still look like that. */
export function readLegacy(incident: Parts): InnerAlert {
  // A test has the number 0, or the state "test", or both.
  const isTest = incident.word('current_state') === 'test' || textOf(incident.get('incident_id')) === '0';
  const key = isTest ? 'test' : incident.key('incident_id');
  if (!isTest && !/^\d+$/.test(key)) throw incident.unreadable('incident_id', 'is not a number');
  const state = isTest ? 'info' : incident.state('current_state', states);
  const at = incident.time('timestamp');
  const targets = incident.list('targets') ?? [];
  const condition = incident.text('condition_name');

  return innerAlert({
    key,
    state,
    title: titleFrom([incident.text('details'), condition], 'New Relic', incident.complaints),
    severity: priorityOf(incident.word('severity')),
    body: incident.text('details'),
    url: incident.url('incident_url'),
    startedAt: state === 'resolved' ? null : at,
    endedAt: state === 'resolved' ? at : null,
    labels: [
      ['policy', incident.text('policy_name')],
      ['condition', condition],
      ['account', incident.text('account_name')],
    ],
    entities: targets.map((target) => target.text('name')),
    isTest,
  });
}
