import type { Difference } from '../forms/conflict.ts';
import type { Panel } from '../status-admin/panel.ts';
import { saySpan } from '../time/say-plan.ts';
import type { PlanDraft } from './plan-draft.ts';
import { spanOf } from './when.ts';

/** What two versions of a plan say differently. */
export function planDifferences(mine: PlanDraft, theirs: PlanDraft, { strings, data, locale }: Panel): Difference[] {
  const words = strings.maintenance.plan;
  const when = (plan: PlanDraft) => {
    const { from, until } = spanOf(plan);
    return from === null || until === null
      ? [plan.start, plan.end].join(' ')
      : saySpan(from, until, plan.time_zone, locale);
  };
  const rows: [string, (plan: PlanDraft) => string][] = [
    [words.name, (plan) => plan.name],
    [words.body, (plan) => plan.body],
    [words.start, when],
    [
      words.affected,
      ({ components }) =>
        data.components
          .filter((one) => components.includes(one.id))
          .map((one) => one.name)
          .join(', '),
    ],
  ];
  return rows
    .map(([label, say]) => ({
      label,
      theirs: say(theirs).trim() || strings.forms.conflict.empty,
      mine: say(mine).trim() || strings.forms.conflict.empty,
    }))
    .filter((one) => one.theirs !== one.mine);
}
