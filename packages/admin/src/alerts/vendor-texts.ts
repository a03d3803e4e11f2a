import type { AlertSource } from '@allswell/protocol';

/**
 * What New Relic is to send of an issue. The blank before the last brace matters: `{{/if}}}` is an error in its
 * templates.
 */
export const newRelicTemplate = `{
  "id": {{json issueId}},
  "state": {{json state}},
  "trigger": {{json triggerEvent}},
  "priority": {{json priority}},
  "title": {{json annotations.title.[0]}},
  "url": {{json issuePageUrl}},
  "entities": {{json entitiesData.names}},
  "entityGuids": {{json entitiesData.ids}},
  "policies": {{json accumulations.policyName}},
  "conditions": {{json accumulations.conditionName}},
  "createdAt": {{createdAt}},
  "updatedAt": {{updatedAt}},
  "closedAt": {{#if closedAt}}{{closedAt}}{{else}}null{{/if}}
}`;

/** What Datadog is to send of a monitor. */
export const datadogTemplate = `{
  "id": "$ID",
  "title": "$EVENT_TITLE",
  "body": "$EVENT_MSG",
  "event_type": "$EVENT_TYPE",
  "date": "$DATE",
  "last_updated": "$LAST_UPDATED",
  "alert_id": "$ALERT_ID",
  "alert_title": "$ALERT_TITLE",
  "alert_cycle_key": "$ALERT_CYCLE_KEY",
  "alert_transition": "$ALERT_TRANSITION",
  "alert_type": "$ALERT_TYPE",
  "alert_priority": "$ALERT_PRIORITY",
  "alert_scope": "$ALERT_SCOPE",
  "aggreg_key": "$AGGREG_KEY",
  "hostname": "$HOSTNAME",
  "tags": "$TAGS",
  "link": "$LINK"
}`;

/** A receiver for alertmanager.yml, with what it proves itself by. */
export function alertmanagerConfig({ address, verification }: AlertSource, secret: string | null): string {
  return `route:
  routes:
    - receiver: allswell
      continue: true

receivers:
  - name: allswell
    webhook_configs:
      - url: ${address}
        send_resolved: true
${httpConfig(verification, secret ?? 'SECRET')}`.trimEnd();
}

function httpConfig(verification: AlertSource['verification'], secret: string): string {
  switch (verification.kind) {
    case 'bearer':
      return `        http_config:
          authorization:
            credentials: ${secret}
`;
    case 'basic':
      return `        http_config:
          basic_auth:
            username: ${userOf(secret)}
            password: ${passwordOf(secret)}
`;
    case 'header':
      return `        http_config:
          http_headers:
            ${verification.header}:
              secrets: ['${secret}']
`;
    default:
      return '';
  }
}

const userOf = (secret: string) => (secret.includes(':') ? secret.slice(0, secret.indexOf(':')) : 'USER');
const passwordOf = (secret: string) => (secret.includes(':') ? secret.slice(secret.indexOf(':') + 1) : 'PASSWORD');

/** A delivery to try the way with, from a terminal. */
export function curlFor({ address, verification }: AlertSource, secret: string | null): string {
  return [
    `curl -X POST ${address}`,
    `  -H 'Content-Type: application/json'`,
    ...(verification.kind === 'bearer' ? [`  -H 'Authorization: Bearer ${secret ?? 'SECRET'}'`] : []),
    ...(verification.kind === 'basic' ? [`  -u '${secret ?? 'USER:PASSWORD'}'`] : []),
    ...(verification.kind === 'header' ? [`  -H '${verification.header}: ${secret ?? 'SECRET'}'`] : []),
    `  -d '{"id": "42", "title": "Checkout is slow", "status": "firing", "severity": "high"}'`,
  ].join(' \\\n');
}

/** Subscribes a topic by Amazon's own tool. */
export function snsCommand({ address, topic_arns }: AlertSource): string {
  return `aws sns subscribe \\
  --topic-arn ${topic_arns[0] ?? 'arn:aws:sns:eu-central-1:123456789012:alarms'} \\
  --protocol https \\
  --notification-endpoint ${address}`;
}
