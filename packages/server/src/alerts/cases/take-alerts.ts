import type { AlertOutcome, AlertSourceKind, InnerAlert } from '@allswell/protocol';
import type { Tx } from '../../db/connect.ts';

/** Who delivered. */
export interface Sender {
  id: string;
  kind: AlertSourceKind;
  name: string;
}

/** Says of each alert of a delivery what became of it, in the order in which they came. */
export async function takeAlerts(
  _tx: Tx,
  _sender: Sender,
  alerts: readonly InnerAlert[],
  _options: { publicUrl: string },
): Promise<AlertOutcome[]> {
  return alerts.map(({ key, state, title }) => ({
    key,
    state,
    title,
    became: 'ignored',
    rule_id: null,
    case_id: null,
    draft_id: null,
    incident_id: null,
  }));
}
