import type { AlertMapping } from './schema/alerts.ts';

/** A mapping for senders of JSON that have no adapter of their own, to begin with. */
export interface AlertPreset {
  id: string;
  /** The sender's own name. */
  name: string;
  mapping: AlertMapping;
}

/** Mappings for senders that many people have: as they send by default, unless it is said otherwise. */
export const alertPresets: readonly AlertPreset[] = [
  {
    id: 'opsgenie',
    name: 'Opsgenie',
    mapping: {
      alerts: '',
      key: { path: 'alert.alertId' },
      title: { path: 'alert.message' },
      state: { path: 'action' },
      states: {
        Create: 'firing',
        UnAcknowledge: 'firing',
        Acknowledge: 'acknowledged',
        Close: 'resolved',
        Delete: 'resolved',
        '*': 'info',
      },
      severity: { path: 'alert.priority' },
      severities: { '1': 'critical', '2': 'high', '3': 'medium', '4': 'low', '5': 'info' },
      body: null,
      url: null,
      started_at: { path: 'alert.createdAt' },
      ended_at: { path: 'alert.updatedAt' },
      entities: { path: 'alert.entity' },
      labels: { alias: { path: 'alert.alias' }, tags: { path: 'alert.tags' }, source: { path: 'alert.source' } },
    },
  },
  {
    id: 'pingdom',
    name: 'Pingdom',
    mapping: {
      alerts: '',
      key: { path: 'check_id' },
      title: { path: 'check_name' },
      state: { path: 'current_state' },
      states: { DOWN: 'firing', FAILING: 'firing', UP: 'resolved', SUCCESS: 'resolved', '*': 'info' },
      severity: { path: 'importance_level' },
      severities: { HIGH: 'high', LOW: 'low' },
      body: { path: 'long_description' },
      url: { path: 'check_params.full_url' },
      started_at: { path: 'state_changed_timestamp' },
      ended_at: { path: 'state_changed_timestamp' },
      entities: { path: 'check_name' },
      labels: { type: { path: 'check_type' }, tags: { path: 'tags' } },
    },
  },
  {
    id: 'better-stack',
    name: 'Better Stack',
    mapping: {
      alerts: '',
      key: { path: 'data.id' },
      title: { path: 'data.attributes.name' },
      state: { path: 'event' },
      states: {
        started: 'firing',
        reopened: 'firing',
        acknowledged: 'acknowledged',
        resolved: 'resolved',
        '*': 'info',
      },
      severity: null,
      severities: {},
      body: { path: 'data.attributes.cause' },
      url: { path: 'data.attributes.url' },
      started_at: { path: 'data.attributes.started_at' },
      ended_at: { path: 'data.attributes.resolved_at' },
      entities: { path: 'data.attributes.name' },
      labels: { monitor_id: { path: 'data.relationships.monitor.data.id' } },
    },
  },
  {
    id: 'sentry-issue',
    name: 'Sentry (issues)',
    mapping: {
      alerts: '',
      key: { path: 'data.issue.id' },
      title: { path: 'data.issue.title' },
      state: { path: 'action' },
      states: {
        created: 'firing',
        unresolved: 'firing',
        assigned: 'acknowledged',
        resolved: 'resolved',
        // Archived and ignored issues go on, only nobody looks at them.
        '*': 'info',
      },
      severity: { path: 'data.issue.level' },
      severities: { fatal: 'critical', error: 'high', warning: 'medium', info: 'info', debug: 'info' },
      body: { path: 'data.issue.culprit' },
      url: { path: 'data.issue.web_url' },
      // An issue that comes back keeps the day on which it was first seen.
      started_at: { path: 'data.issue.lastSeen' },
      ended_at: null,
      entities: { path: 'data.issue.project.slug' },
      labels: { project: { path: 'data.issue.project.slug' }, short_id: { path: 'data.issue.shortId' } },
    },
  },
  {
    id: 'sentry-metric',
    name: 'Sentry (metric alerts)',
    mapping: {
      alerts: '',
      key: { path: 'data.metric_alert.id' },
      title: { path: 'data.metric_alert.title' },
      state: { path: 'action' },
      states: { critical: 'firing', warning: 'firing', resolved: 'resolved' },
      severity: { path: 'action' },
      severities: { critical: 'critical', warning: 'medium', resolved: 'info' },
      body: { path: 'data.description_text' },
      url: { path: 'data.web_url' },
      started_at: { path: 'data.metric_alert.date_started' },
      ended_at: { path: 'data.metric_alert.date_closed' },
      entities: { path: 'data.metric_alert.projects' },
      labels: { rule: { path: 'data.metric_alert.alert_rule.name' } },
    },
  },
  {
    // Its names are as in "Send as JSON"; whoever writes a body of their own has others.
    id: 'uptimerobot',
    name: 'UptimeRobot',
    mapping: {
      alerts: '',
      key: { path: 'monitorID' },
      title: { path: 'monitorFriendlyName' },
      state: { path: 'alertType' },
      states: { '1': 'firing', '2': 'resolved', '*': 'info' },
      severity: null,
      severities: {},
      body: { path: 'alertDetails' },
      url: { path: 'monitorURL' },
      started_at: { path: 'alertDateTime' },
      ended_at: { path: 'alertDateTime' },
      entities: { path: 'monitorFriendlyName' },
      labels: {},
    },
  },
  {
    id: 'google-cloud-monitoring',
    name: 'Google Cloud Monitoring',
    mapping: {
      alerts: '',
      key: { path: 'incident.incident_id' },
      title: { path: 'incident.policy_name' },
      state: { path: 'incident.state' },
      states: { open: 'firing', closed: 'resolved' },
      severity: { path: 'incident.severity' },
      severities: { Critical: 'critical', Error: 'high', Warning: 'medium' },
      body: { path: 'incident.summary' },
      url: { path: 'incident.url' },
      started_at: { path: 'incident.started_at' },
      ended_at: { path: 'incident.ended_at' },
      entities: { path: 'incident.resource_name' },
      labels: { policy: { path: 'incident.policy_name' }, condition: { path: 'incident.condition_name' } },
    },
  },
];
