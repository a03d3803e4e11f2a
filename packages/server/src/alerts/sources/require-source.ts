import type { AlertSourceKind, AlertVerification, FieldError } from '@allswell/protocol';
import { invalidRequest } from '../../http/validate.ts';
import { adapterOf } from '../adapters/index.ts';
import type { SourceFields } from './store.ts';

/** How a sender of this kind is asked to prove itself when nobody has chosen. */
export function usualVerification(kind: AlertSourceKind): AlertVerification {
  const [usual = 'none'] = adapterOf(kind).verifications;
  switch (usual) {
    case 'header':
      return { kind: 'header', header: 'x-allswell-secret' };
    case 'grafana':
      // With a timestamp under the signature, so that what was heard once cannot be played again.
      return {
        kind: 'grafana',
        header: 'x-grafana-alerting-signature',
        timestamp_header: 'x-grafana-alerting-timestamp',
      };
    default:
      return { kind: usual };
  }
}

/** Refuses what a source of this kind does not have. */
export function requireSource(
  kind: AlertSourceKind,
  { verification, mapping, topic_arns = [] }: { [K in keyof SourceFields]?: SourceFields[K] | undefined },
): void {
  const errors: FieldError[] = [];
  const { verifications } = adapterOf(kind);
  if (verification && !verifications.includes(verification.kind))
    errors.push({ pointer: '#/verification/kind', detail: `Send one of: ${verifications.join(', ')}.` });
  if (mapping && kind !== 'generic')
    errors.push({ pointer: '#/mapping', detail: 'Remove this field: only generic sources are read by a mapping.' });
  if (topic_arns.length > 0 && kind !== 'cloudwatch')
    errors.push({ pointer: '#/topic_arns', detail: 'Remove this field: only CloudWatch sends through topics.' });
  if (errors.length > 0) throw invalidRequest(errors);
}
