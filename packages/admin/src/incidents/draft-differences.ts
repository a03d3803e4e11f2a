import type { Difference } from '../forms/conflict.ts';
import type { Panel } from '../status-admin/panel.ts';
import type { Draft } from './draft.ts';

/** What two versions of a draft say differently. */
export function draftDifferences(mine: Draft, theirs: Draft, { strings, data }: Panel): Difference[] {
  const words = strings.composer;
  const or = (text: string | undefined) => (text ? text : strings.forms.conflict.empty);
  const affected = ({ components }: Draft) =>
    data.components
      .filter((one) => components[one.id])
      .map((one) => `${one.name}: ${strings.status.component[components[one.id] ?? ''] ?? strings.status.unknown}`)
      .join(', ');
  const rows: [string, (draft: Draft) => string | undefined][] = [
    [words.name, (one) => one.name],
    [words.where, (one) => strings.status.incident[one.status]],
    [words.affected, affected],
    [words.message, (one) => one.body],
    [words.impact, (one) => (one.impact_override ? strings.status.impact[one.impact_override] : '')],
  ];
  return rows
    .map(([label, say]) => ({ label, theirs: or(say(theirs)), mine: or(say(mine)) }))
    .filter((one) => one.theirs !== one.mine);
}
