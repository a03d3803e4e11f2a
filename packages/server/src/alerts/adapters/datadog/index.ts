import type { AlertSeverity, AlertState, InnerAlert } from '@allswell/protocol';
import type { AlertAdapter } from '../adapter.ts';
import { innerAlert, titleFrom } from '../read/inner-alert.ts';
import { readTags } from '../read/labels.ts';
import { Parts, type StateWords } from '../read/parts.ts';
import { openDelivery, readOne } from '../read/reading.ts';
import { readSeverity } from '../read/severity.ts';
import { isPlaceholder, quoted } from '../read/text.ts';
import { readTitle } from './title.ts';

/**
 * Datadog, whose body is a template. With ours an alert is known by its monitor and scope, and says its transition; with
 * the default one both can only be read from the title.
 */
export const datadog: AlertAdapter = {
  kind: 'datadog',
  verifications: ['header', 'bearer', 'basic', 'none'],
  // The id of an event alone might stay the same from alert to recovery; a delivery sent again is the same in all three.
  deliveryId(body) {
    const delivery = new Parts(body, new Date());
    const parts = ['id', 'alert_transition', 'last_updated', 'title'].map((name) => given(delivery, name));
    return parts[0] === null || parts[2] === null ? null : parts.map((part) => part ?? '').join(' ');
  },
  sentAt: () => null,
  read(body, { receivedAt }) {
    return readOne(openDelivery(body, receivedAt), readAlert);
  },
};

const states: StateWords = new Map([
  ['triggered', 'firing'],
  ['re-triggered', 'firing'],
  ['warn', 'firing'],
  ['re-warn', 'firing'],
  ['recovered', 'resolved'],
  ['warn recovered', 'resolved'],
  ['no data recovered', 'resolved'],
  // That nothing was measured says neither that something is wrong nor that it is right again.
  ['no data', 'info'],
  ['re-no data', 'info'],
]);

function readAlert(alert: Parts): InnerAlert {
  // Whether somebody only tries it stands there and nowhere else.
  const written = given(alert, 'title');
  if (written === null || typeof alert.get('title') !== 'string')
    throw alert.unreadable('title', 'is missing: it says whether this is a test');
  const title = readTitle(written);
  const transition = given(alert, 'alert_transition')?.toLowerCase() ?? null;
  const state = transition === null ? stateOfTitle(title.transition, alert) : stateOf(transition, alert);
  const scope = given(alert, 'alert_scope') ?? title.scope;
  const at = alert.time('date') ?? alert.time('last_updated');
  const tags = alert.texts('tags').flatMap((tag) => tag.split(','));
  const host = given(alert, 'hostname');
  return innerAlert({
    key: keyOf(alert, scope, title.name),
    state,
    title: titleFrom([given(alert, 'alert_title'), title.name, written], 'Datadog', alert.complaints),
    severity: state === 'resolved' ? priorityOf(alert) : severityOf(alert, transition ?? title.transition),
    body: given(alert, 'body'),
    url: given(alert, 'link') === null ? null : alert.url('link'),
    // What is told again while it lasts did not begin now.
    startedAt: state === 'resolved' || /^re/.test(transition ?? title.transition ?? '') ? null : at,
    endedAt: state === 'resolved' ? at : null,
    labels: [
      ...readTags(tags.map((tag) => tag.trim()).filter((tag) => tag !== '' && !isPlaceholder(tag))),
      ['scope', scope],
      ['host', host],
      ['event_type', given(alert, 'event_type')],
    ],
    entities: [host, ...valuesOf(scope), ...valuesOf(tags.filter((tag) => /^\s*service:/.test(tag)).join())],
    isTest: title.isTest,
  });
}

/**
 * The monitor and what it was about: the same from alert to recovery, and when it fires again. The key of a cycle is new
 * each time, so that an alert that comes and goes would be as many alerts.
 */
function keyOf(alert: Parts, scope: string | null, name: string): string {
  const monitor = given(alert, 'alert_id') ?? given(alert, 'aggreg_key') ?? given(alert, 'alert_cycle_key');
  if (monitor === null) {
    alert.complaints.add(
      'Neither alert_id nor aggreg_key is sent, so the alert is known by its title: use our template.',
    );
  }
  return [monitor ?? name, scope].filter(Boolean).join(' ');
}

function stateOf(transition: string, alert: Parts): AlertState {
  // It is told again that nothing has changed, which may be that there is no data.
  if (transition === 'renotify') {
    const type = alert.word('alert_type');
    if (type === null)
      alert.complaints.add('No alert_type is sent, so nobody knows what is told again: use our template.');
    return type === 'error' || type === 'warning' ? 'firing' : 'info';
  }
  const state = states.get(transition);
  if (!state) throw alert.unreadable('alert_transition', `says ${quoted(transition)}, which is no transition`);
  return state;
}

function stateOfTitle(transition: string | null, alert: Parts): AlertState {
  const state = states.get(transition ?? '');
  if (!state) throw alert.unreadable('alert_transition', 'is missing, and the title does not begin with one');
  alert.complaints.add('No alert_transition is sent, so the title was read for it: use our template.');
  return state;
}

function severityOf(alert: Parts, transition: string | null): AlertSeverity | null {
  return priorityOf(alert) ?? (transition?.includes('warn') ? 'medium' : null);
}

function priorityOf(alert: Parts): AlertSeverity | null {
  return readSeverity(given(alert, 'alert_priority'));
}

/** A part whose variable Datadog has replaced. */
function given(alert: Parts, name: string): string | null {
  const text = alert.text(name);
  return text === null || isPlaceholder(text) ? null : text;
}

/** `host:web-1,service:shop` names web-1 and shop. */
function valuesOf(scope: string | null): string[] {
  return (scope ?? '').split(',').flatMap((tag) => tag.split(':').slice(1, 2));
}
