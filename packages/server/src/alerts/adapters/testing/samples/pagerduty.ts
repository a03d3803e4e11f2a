import type { AlertState } from '@allswell/protocol';
import type { Sample } from '../sample.ts';

const data = {
  id: 'Q2AB3CD4EF5GH6',
  type: 'incident',
  self: 'https://api.pagerduty.com/incidents/Q2AB3CD4EF5GH6',
  html_url: 'https://fernhill.pagerduty.com/incidents/Q2AB3CD4EF5GH6',
  number: 1_701,
  status: 'triggered',
  incident_key: 'checkout',
  created_at: '2026-09-21T13:33:20Z',
  title: 'Checkout answers slowly',
  service: {
    html_url: 'https://fernhill.pagerduty.com/services/PSHOP01',
    id: 'PSHOP01',
    summary: 'Checkout',
    type: 'service_reference',
  },
  assignees: null,
  escalation_policy: { id: 'PPOL001', summary: 'Shop', type: 'escalation_policy_reference' },
  teams: [],
  priority: null,
  urgency: 'high',
  conference_bridge: null,
  resolve_reason: null,
};

function eventOf(type: string, inner: object, resource = 'incident') {
  return {
    event: {
      id: '01EVENT0000000000000000001',
      event_type: type,
      resource_type: resource,
      occurred_at: '2026-09-21T13:35:29.781Z',
      agent: { id: 'PMAYA01', summary: 'Maya', type: 'user_reference' },
      client: null,
      data: inner,
    },
  };
}

function sample(type: string, state: AlertState, inner: object = data): Sample {
  return {
    name: `PagerDuty: ${type}`,
    kind: 'pagerduty',
    body: eventOf(type, inner),
    expects: [{ key: data.id, state }],
  };
}

const incident = { id: data.id, summary: data.title, type: 'incident_reference', html_url: data.html_url };

/** What PagerDuty sends. */
export const pagerdutySamples: readonly Sample[] = [
  sample('incident.triggered', 'firing'),
  sample('incident.acknowledged', 'acknowledged', { ...data, status: 'acknowledged' }),
  sample('incident.unacknowledged', 'firing'),
  sample('incident.escalated', 'firing'),
  sample('incident.delegated', 'acknowledged', { ...data, status: 'acknowledged' }),
  sample('incident.reassigned', 'firing'),
  sample('incident.priority_updated', 'firing', { ...data, priority: { id: 'PRIO1', summary: 'P1' } }),
  sample('incident.service_updated', 'firing'),
  sample('incident.reopened', 'firing'),
  sample('incident.resolved', 'resolved', { ...data, status: 'resolved' }),
  sample('incident.annotated', 'info', { incident, id: 'PNOTE01', content: 'We look at it', type: 'incident_note' }),
  sample('incident.responder.added', 'info', { incident, user: { id: 'PMAYA01' }, state: 'pending' }),
  sample('incident.responder.replied', 'info', { incident, user: { id: 'PMAYA01' }, state: 'accepted' }),
  sample('incident.conference_bridge.updated', 'info', { incident, conference_numbers: [] }),
  sample('incident.workflow.completed', 'info', { incident, id: 'PFLOW01', type: 'incident_workflow_instance' }),
  sample('incident.status_update_published', 'info', {
    incident,
    id: 'PUPDATE',
    message: 'Checkout is slow for some customers. We are on it.',
    type: 'status_update',
  }),
  {
    ...sample('incident.resolved', 'info', {
      ...data,
      status: 'resolved',
      resolve_reason: { type: 'merge_resolve_reason', incident: { id: 'QOTHER', type: 'incident_reference' } },
    }),
    name: 'PagerDuty: an incident that became part of another',
    decidedBy: ['event.data.resolve_reason'],
    otherwise: 'resolved',
  },
  {
    name: 'PagerDuty: pagey.ping',
    kind: 'pagerduty',
    body: eventOf('pagey.ping', { message: 'Hello from your friend Pagey!', type: 'ping' }, 'pagey'),
    expects: [{ key: 'test', state: 'info', is_test: true }],
  },
  {
    name: 'PagerDuty: an event of a service',
    kind: 'pagerduty',
    body: eventOf('service.updated', data.service, 'service'),
    expects: [],
  },
];
