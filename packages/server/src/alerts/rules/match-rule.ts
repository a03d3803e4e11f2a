import { type AlertCondition, type AlertRule, alertSeverities, type InnerAlert } from '@allswell/protocol';
import { asText } from './fill-text.ts';

/** What of a rule decides whether it is meant. */
export type Matching = Pick<AlertRule, 'is_enabled' | 'source_id' | 'conditions'>;

/** What of an alert rules look at. */
export type Matched = Pick<InnerAlert, 'key' | 'title' | 'severity' | 'labels' | 'entities'>;

/** The first rule that is meant by an alert of a source; undefined when none is. The rules come in their order. */
export function matchRule<T extends Matching>(rules: readonly T[], alert: Matched, sourceId: string): T | undefined {
  return rules.find((rule) => isMeant(rule, alert, sourceId));
}

/** Whether a rule is meant: it is on, for this source, and all that it asks for holds. */
function isMeant({ is_enabled, source_id, conditions }: Matching, alert: Matched, sourceId: string): boolean {
  return (
    is_enabled &&
    (source_id === null || source_id === sourceId) &&
    conditions.every((condition) => holds(condition, alert))
  );
}

/** What is not there equals nothing, contains nothing, and is unequal to everything. */
function holds({ field, name, is, value }: AlertCondition, alert: Matched): boolean {
  const found = valuesOf(field, name, alert).map(folded);
  // A title is kept without the schemes of addresses: who copies one from what came in means it all the same.
  const wanted = folded(field === 'title' ? asText(value) : value);
  switch (is) {
    case 'equals':
      return found.includes(wanted);
    case 'not_equals':
      return !found.includes(wanted);
    case 'contains':
      return wanted !== '' && found.some((text) => text.includes(wanted));
    case 'matches':
      return found.some((text) => fits(text, wanted));
    case 'at_least':
      return alert.severity !== null && rank(alert.severity) >= rank(wanted);
  }
}

function valuesOf(field: AlertCondition['field'], name: string | null, alert: Matched): string[] {
  switch (field) {
    case 'severity':
      return alert.severity === null ? [] : [alert.severity];
    case 'title':
      return [alert.title];
    case 'key':
      return [alert.key];
    case 'entity':
      return alert.entities;
    case 'policy':
    case 'condition':
      // An issue of several conditions names them all.
      return labelsOf(alert, field).flatMap((value) => [value, ...value.split(', ')]);
    case 'label':
      return labelsOf(alert, name ?? '');
  }
}

/** Names of labels are told apart by their letters alone, as values are. */
function labelsOf({ labels }: Matched, name: string): string[] {
  const wanted = folded(name);
  return Object.entries(labels).flatMap(([label, value]) => (folded(label) === wanted ? [value] : []));
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

function rank(severity: string): number {
  return (alertSeverities as readonly string[]).indexOf(severity);
}

/**
 * Whether a whole text fits a pattern in which * stands for any characters. Each piece is looked for once, from where the
 * one before it ended: the first place is always the best, so nothing is ever tried twice.
 */
function fits(text: string, pattern: string): boolean {
  const [first = '', ...pieces] = pattern.split('*');
  if (pieces.length === 0) return text === first;
  const last = pieces.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
