import type { AlertSource, AlertSourceKind, AlertVerification, MadeAlertSecret } from '@allswell/protocol';

type Proof = AlertVerification['kind'];

/** What each of them can prove itself by beside its secret address; what is usual stands first. */
export const proofsOf: Record<AlertSourceKind, readonly Proof[]> = {
  new_relic: ['bearer', 'header', 'basic', 'none'],
  alertmanager: ['bearer', 'basic', 'header', 'none'],
  grafana: ['grafana', 'bearer', 'basic', 'header', 'none'],
  pagerduty: ['pagerduty', 'header', 'none'],
  datadog: ['header', 'bearer', 'basic', 'none'],
  uptime_kuma: ['header', 'bearer', 'basic', 'none'],
  cloudwatch: ['sns'],
  generic: ['bearer', 'header', 'basic', 'standard_webhooks', 'none'],
};

/** Whether there is something that both sides have to know. */
export const needsSecret = ({ kind }: AlertVerification) => kind !== 'none' && kind !== 'sns';

/** A verification of a kind, with what it usually needs. */
export function verificationOf(kind: Proof, header: string): AlertVerification {
  switch (kind) {
    case 'header':
      return { kind, header: header.trim().toLowerCase() || 'x-allswell-secret' };
    case 'grafana':
      // With a time under the signature, what was heard once cannot be played again.
      return { kind, header: 'x-grafana-alerting-signature', timestamp_header: 'x-grafana-alerting-timestamp' };
    default:
      return { kind };
  }
}

/** Secrets that were made a moment ago, by source: known until the page is left, so that they can be pasted over there. */
const fresh = new Map<string, MadeAlertSecret>();

export const freshSecrets = {
  keep: (sourceId: string, secret: MadeAlertSecret) => fresh.set(sourceId, secret),
  /** What was made for a source, as long as it still counts. */
  of: ({ id, secrets }: AlertSource): MadeAlertSecret | null => {
    const made = fresh.get(id);
    return made && secrets.some((one) => one.id === made.id) ? made : null;
  },
};
