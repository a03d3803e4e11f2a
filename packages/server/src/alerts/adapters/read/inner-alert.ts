import type { AlertSeverity, AlertState, InnerAlert } from '@allswell/protocol';
import { type Label, readEntities, readLabels } from './labels.ts';
import type { Complaints } from './parts.ts';
import { bodyOf, keyOf, lineOf } from './text.ts';

/** The parts of an alert as an adapter has found them. */
export interface AlertParts {
  key: string;
  state: AlertState;
  title: string;
  severity?: AlertSeverity | null;
  body?: string | null;
  url?: string | null;
  /**
   * When this firing began: the same in everything that is said of it, its end too, or nothing. A later one means that it
   * fires anew, an earlier one that what is said is old.
   */
  startedAt?: Date | null;
  endedAt?: Date | null;
  labels?: Iterable<Label>;
  entities?: Iterable<string | null>;
  isTest?: boolean;
}

/** An alert whose texts are clean and short enough to be kept and shown. */
export function innerAlert(parts: AlertParts): InnerAlert {
  return {
    key: keyOf(parts.key),
    state: parts.state,
    severity: parts.severity ?? null,
    title: lineOf(parts.title) || 'Alert',
    body: bodyOf(parts.body ?? '') || null,
    url: parts.url ?? null,
    started_at: parts.startedAt?.toISOString() ?? null,
    ended_at: parts.endedAt?.toISOString() ?? null,
    labels: readLabels(parts.labels ?? []),
    entities: readEntities(parts.entities ?? []),
    is_test: parts.isTest ?? false,
  };
}

/** The first title that there is. Without one the alert is named after who sent it, and that is complained of. */
export function titleFrom(titles: readonly (string | null)[], sender: string, complaints: Complaints): string {
  const title = titles.find((one) => one !== null && lineOf(one) !== '');
  if (title) return title;
  complaints.add('The alert has no title.');
  return `Alert from ${sender}`;
}
