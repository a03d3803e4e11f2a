/**
 * The words of the field, spelled as Statuspage spells them. They stand in the tables, in the JSON and on the screen.
 */

/** What a component can be, best first. */
export const componentStatuses = [
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
] as const;
export type ComponentStatus = (typeof componentStatuses)[number];

/** Where an incident stands. */
export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** The statuses of an incident that is still open. */
export const openIncidentStatuses = ['investigating', 'identified', 'monitoring'] as const;

/** Where a scheduled maintenance stands. */
export const maintenanceStatuses = ['scheduled', 'in_progress', 'verifying', 'completed'] as const;
export type MaintenanceStatus = (typeof maintenanceStatuses)[number];

/** How much an incident hurts, least first. */
export const impacts = ['none', 'minor', 'major', 'critical'] as const;
export type Impact = (typeof impacts)[number];

/** How the whole page stands. Ordered so that a later one outweighs an earlier one. */
export const indicators = ['none', 'maintenance', 'minor', 'major', 'critical'] as const;
export type Indicator = (typeof indicators)[number];

/** The exact sentences of the page status; clients match them literally. */
export const pageSentences = [
  'All Systems Operational',
  'Major System Outage',
  'Partial System Outage',
  'Minor Service Outage',
  'Degraded System Service',
  'Partially Degraded Service',
  'Service Under Maintenance',
] as const;
export type PageSentence = (typeof pageSentences)[number];

/** The phases of a planned maintenance as a reader lives through them. */
export const maintenancePhases = ['ahead', 'soon', 'under_way', 'running_over', 'done'] as const;
export type MaintenancePhase = (typeof maintenancePhases)[number];

/** The ways to reach a subscriber. */
export const channels = ['email', 'web_push', 'webhook', 'slack', 'teams', 'discord', 'google_chat'] as const;
export type ChannelName = (typeof channels)[number];

/** What a subscriber can be told of. */
export const subscriptionKinds = ['incident', 'maintenance'] as const;
export type SubscriptionKind = (typeof subscriptionKinds)[number];

/** Where one notice to one subscriber stands. `superseded`: newer news of the same incident took its place. */
export const deliveryStates = ['waiting', 'sending', 'sent', 'failed', 'superseded', 'suppressed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Why an address is not written to any more. */
export const suppressionReasons = ['bounced', 'complained', 'unsubscribed', 'by_hand'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Where the points of a metric come from. */
export const metricSources = ['new_relic', 'new_relic_rest', 'prometheus', 'push'] as const;
export type MetricSource = (typeof metricSources)[number];

/** How a value stands to its thresholds, best first. */
export const metricLevels = ['green', 'yellow', 'red'] as const;
export type MetricLevel = (typeof metricLevels)[number];

/** The spans of time that metrics are shown for: 24 hours, 7 days and 30 days. */
export const metricRanges = ['day', 'week', 'month'] as const;
export type MetricRange = (typeof metricRanges)[number];

/** Who can send alerts. */
export const alertSourceKinds = [
  'new_relic',
  'alertmanager',
  'grafana',
  'pagerduty',
  'datadog',
  'uptime_kuma',
  'cloudwatch',
  'generic',
] as const;
export type AlertSourceKind = (typeof alertSourceKinds)[number];

/** What an alert says. `info` opens nothing and ends nothing. */
export const alertStates = ['firing', 'acknowledged', 'resolved', 'info'] as const;
export type AlertState = (typeof alertStates)[number];

/** How bad a sender says it is, least first, whatever words it has for that. */
export const alertSeverities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** What a rule does with an alert. `draft`: a person publishes it. */
export const alertActions = ['draft', 'publish', 'ignore'] as const;
export type AlertAction = (typeof alertActions)[number];

/** Where the one draft or incident of some alerts stands. `recovered`: all of them are over, which has yet to hold. */
export const alertCaseStates = ['firing', 'acknowledged', 'recovered', 'closed'] as const;
export type AlertCaseState = (typeof alertCaseStates)[number];

/** What became of something that a source delivered. */
export const alertDeliveryStates = ['waiting', 'done', 'refused', 'repeated', 'unreadable', 'failed'] as const;
export type AlertDeliveryState = (typeof alertDeliveryStates)[number];

/** What became of one alert of a delivery. `test`: the sender tried its address; nothing was opened. */
export const alertOutcomes = [
  'drafted',
  'published',
  'joined',
  'acknowledged',
  'recovered',
  'resolved',
  'proposed',
  'unchanged',
  'ignored',
  'stale',
  'test',
] as const;
export type AlertOutcomeWord = (typeof alertOutcomes)[number];

/** The longest name of an incident, component or page, in characters. */
export const maxNameLength = 200;
/** The longest body of an update, in characters. */
export const maxBodyLength = 25_000;
/** The longest description of a component or group, in characters. */
export const maxDescriptionLength = 1_000;

/** True while an incident still needs its readers' attention. */
export function isOpenIncident(status: string): boolean {
  return status === 'investigating' || status === 'identified' || status === 'monitoring';
}

/** True while a maintenance is being worked on. */
export function isActiveMaintenance(status: string): boolean {
  return status === 'in_progress' || status === 'verifying';
}
