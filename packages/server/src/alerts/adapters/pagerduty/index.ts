import type { AlertSeverity, AlertState, InnerAlert } from '@allswell/protocol';
import type { AlertAdapter } from '../adapter.ts';
import { innerAlert, titleFrom } from '../read/inner-alert.ts';
import { Parts, type StateWords } from '../read/parts.ts';
import { openDelivery, readOne } from '../read/reading.ts';
import { readSeverity } from '../read/severity.ts';
import { lineOf } from '../read/text.ts';
import { readTime } from '../read/time.ts';

/** PagerDuty, version 3 of its webhooks. */
export const pagerduty: AlertAdapter = {
  kind: 'pagerduty',
  verifications: ['pagerduty', 'header', 'none'],
  deliveryId: (body) => eventOf(body, new Date()).text('id'),
  sentAt: (body) => readTime(eventOf(body, new Date()).get('occurred_at'), new Date()),
  read(body, { receivedAt }) {
    const delivery = openDelivery(body, receivedAt);
    const event = delivery.in('event');
    const type = event.word('event_type') ?? '';
    if (/^service[._]/.test(type)) {
      return { alerts: [], complaints: ['The event is about a service: nothing is wrong with it, or over.'] };
    }
    return readOne(delivery, () => (isPing(event) ? readPing(event) : readIncident(event, type)));
  },
};

/** What an event says by its name. */
const byType: StateWords = new Map([
  ['incident.triggered', 'firing'],
  ['incident.reopened', 'firing'],
  ['incident.unacknowledged', 'firing'],
  ['incident.acknowledged', 'acknowledged'],
  ['incident.resolved', 'resolved'],
]);
/** Events that change something else, and say how the incident stands. */
const changing = ['escalated', 'delegated', 'reassigned', 'priority_updated', 'service_updated'];
const byStatus: StateWords = new Map([
  ['triggered', 'firing'],
  ['acknowledged', 'acknowledged'],
  ['resolved', 'resolved'],
]);

function readIncident(event: Parts, type: string): InnerAlert {
  if (!type.startsWith('incident.')) throw event.unreadable('event_type', 'names no event of an incident');
  const data = event.in('data');
  if (!byType.has(type) && !changing.includes(type.slice('incident.'.length))) return readNote(event, data);

  const key = data.key('id');
  const said = byType.get(type) ?? data.state('status', byStatus);
  // Its trouble goes on under the name of another: that one says when it is over.
  const isMerged = said === 'resolved' && data.in('resolve_reason').word('type') === 'merge_resolve_reason';
  if (isMerged) event.complaints.add('The incident was merged into another one, which is no recovery.');
  const state: AlertState = isMerged ? 'info' : said;
  const service = data.in('service').text('summary');
  const at = event.time('occurred_at');
  // What is opened again fires since then. Everything else is about what began when the incident was made.
  const startedAt = type === 'incident.reopened' ? at : (data.time('created_at') ?? at);
  return innerAlert({
    key,
    state,
    title: titleFrom([data.text('title'), data.text('summary')], 'PagerDuty', event.complaints),
    severity: severityOf(data),
    url: data.url('html_url'),
    startedAt: state === 'resolved' ? null : startedAt,
    endedAt: state === 'resolved' ? at : null,
    labels: [
      ['service', service],
      ['service_id', data.in('service').text('id')],
      ['escalation_policy', data.in('escalation_policy').text('summary')],
      ['urgency', data.text('urgency')],
      ['number', data.text('number')],
    ],
    entities: [service],
  });
}

/** A note, a responder, or a status update, whose message was written for readers: it is about an incident. */
function readNote(event: Parts, data: Parts): InnerAlert {
  const incident = data.in('incident');
  const message = data.text('message') ?? data.text('content');
  const titles = [incident.text('summary'), message && lineOf(message)];
  return innerAlert({
    key: incident.text('id') ?? data.key('id'),
    state: 'info',
    title: titleFrom(titles, 'PagerDuty', event.complaints),
    body: message,
    url: incident.url('html_url'),
  });
}

function isPing(event: Parts): boolean {
  return (
    event.word('event_type') === 'pagey.ping' ||
    event.word('resource_type') === 'pagey' ||
    event.in('data').word('type') === 'ping'
  );
}

function readPing(event: Parts): InnerAlert {
  const title = event.in('data').text('message') ?? 'Test from PagerDuty';
  return innerAlert({ key: 'test', state: 'info', title, isTest: true });
}

/** The priority, which accounts name as they like and often have none of; else the urgency. */
function severityOf(data: Parts): AlertSeverity | null {
  const priority = data.in('priority');
  return readSeverity(priority.text('summary') ?? priority.text('name')) ?? readSeverity(data.text('urgency'));
}

function eventOf(body: unknown, receivedAt: Date): Parts {
  return new Parts(body, receivedAt).in('event');
}
