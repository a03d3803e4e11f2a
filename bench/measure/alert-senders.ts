import type { AlertSourceKind } from '@allswell/protocol';
import type { AlertSource, AlertVerification, MadeAlertSecret } from '@allswell/protocol/schema';
import type { Operator } from '../../e2e/operator.ts';
import { proofOf } from '../../packages/server/src/alerts/testing/sender.ts';

/** What is posted to the address of a source. */
export interface Delivery {
  body: string;
  headers: Record<string, string>;
}

/** A source of the product that is measured, and the secret that its sender has. */
export interface AlertSender {
  source: AlertSource;
  secret: string;
  /** Where it posts to in this product. */
  url: string;
}

const mapping = { key: { path: 'id' }, title: { path: 'title' }, state: { path: 'state' } };

/** Adds a source with a secret. */
export async function addAlertSender(
  operator: Operator,
  page: string,
  {
    kind,
    verification,
    topic_arns,
  }: { kind: AlertSourceKind; verification?: AlertVerification; topic_arns?: string[] },
): Promise<AlertSender> {
  const source = await operator.post<AlertSource>('alert-sources', {
    kind,
    name: `Monitoring by ${kind}`,
    ...(verification && { verification }),
    ...(topic_arns && { topic_arns }),
    ...(kind === 'generic' && { mapping }),
  });
  const url = new URL(new URL(source.address).pathname, page).href;
  if (source.verification.kind === 'sns') return { source, secret: '', url };
  const theirs = kind === 'pagerduty' ? { secret: 'PagerDutyMadeThisSecret' } : {};
  const { secret } = await operator.post<MadeAlertSecret>(`alert-sources/${source.id}/secrets`, theirs);
  return { source, secret, url };
}

/** What a sender says that is in trouble, in the words of its vendor. */
export function troubleBody(kind: AlertSourceKind, key: string, at = new Date()): string {
  const startsAt = at.toISOString();
  switch (kind) {
    case 'alertmanager':
    case 'grafana':
      return JSON.stringify({
        version: kind === 'grafana' ? '1' : '4',
        status: 'firing',
        groupKey: '{}',
        alerts: [
          {
            status: 'firing',
            labels: { alertname: `Orders wait: ${key}`, severity: 'critical' },
            annotations: {},
            startsAt,
            endsAt: '0001-01-01T00:00:00Z',
            fingerprint: key,
          },
        ],
      });
    case 'pagerduty':
      return JSON.stringify({
        event: {
          id: `event-${key}`,
          event_type: 'incident.triggered',
          resource_type: 'incident',
          occurred_at: startsAt,
          data: { id: key, type: 'incident', status: 'triggered', title: `Orders wait: ${key}`, urgency: 'high' },
        },
      });
    default:
      return JSON.stringify({ id: key, title: `Orders wait: ${key}`, state: 'firing' });
  }
}

/** The same as its sender would post it. */
export function trouble(sender: AlertSender, key: string, at = new Date()): Delivery {
  const { kind, verification } = sender.source;
  const body = troubleBody(kind, key, at);
  return { body, headers: proofOf(verification, sender.secret, { body, at, id: `msg_${key}` }) };
}

/** Posts it; answers with the status. */
export async function post({ url }: AlertSender, { body, headers }: Delivery): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  await response.arrayBuffer();
  return response.status;
}
