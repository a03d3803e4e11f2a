import type { InnerAlert } from '@allswell/protocol';
import { innerAlert, titleFrom } from '../read/inner-alert.ts';
import { type Parts, type StateWords, textOf } from '../read/parts.ts';
import { readSeverity } from '../read/severity.ts';

const states: StateWords = new Map([
  ['alerting', 'firing'],
  ['ok', 'resolved'],
  // None of these says that something is wrong, or that it is right again.
  ['no_data', 'info'],
  ['pending', 'info'],
  ['paused', 'info'],
  ['unknown', 'info'],
]);

/** Whether a delivery is about an alert of a dashboard. */
export function isLegacy(delivery: Parts): boolean {
  return !delivery.has('alerts') && ['ruleId', 'ruleName', 'ruleUrl', 'evalMatches'].some((name) => delivery.has(name));
}

/** An alert of a dashboard, as Grafana sent it up to version 8. It does not say since when. */
export function readLegacy(rule: Parts): InnerAlert {
  const isTest =
    rule.text('ruleName') === 'Test notification' ||
    /^someone is testing the alert notification/i.test(rule.text('message') ?? '') ||
    textOf(rule.get('ruleId')) === '0';
  const key = isTest ? 'test' : rule.key('ruleId');
  const state = isTest ? 'info' : rule.state('state', states);
  const matches = rule.list('evalMatches') ?? [];
  const tags = rule.in('tags');
  return innerAlert({
    key,
    state,
    title: titleFrom([rule.text('ruleName'), rule.text('title')], 'Grafana', rule.complaints),
    severity: readSeverity(tags.text('severity')),
    body: rule.text('message'),
    url: rule.url('ruleUrl'),
    labels: [...rule.entries('tags'), ['metric', matches.map((match) => match.text('metric'))]],
    entities: ['service', 'app', 'component', 'host'].map((name) => tags.text(name)),
    isTest,
  });
}
