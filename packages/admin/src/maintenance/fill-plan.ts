import type { Template } from '@allswell/protocol';
import { filled, hasVariables } from '../templates-screen/filling.ts';
import type { Filling, Known } from '../templates-screen/filling.ts';
import type { PlanDraft } from './plan-draft.ts';
import { withLength } from './when.ts';

/** The plan that a template makes of this one: its words, what it affects, and how long it takes. */
export function useTemplate(draft: PlanDraft, template: Template, isComponent: (id: string) => boolean): PlanDraft {
  const named = [...template.component_ids, ...Object.keys(template.components)].filter(isComponent);
  const filling: Filling = { title: template.title, body: template.body, values: {} };
  const minutes = template.duration_minutes;
  return {
    ...draft,
    ...(minutes === null ? {} : withLength({ ...draft }, minutes)),
    name: template.title,
    body: template.body,
    components: named.length > 0 ? [...new Set([...draft.components, ...named])].sort() : draft.components,
    filling: hasVariables(filling) ? filling : null,
  };
}

/**
 * The plan after a change. What was typed by hand becomes the text to fill; what was not follows its variables: when it
 * is, how long it takes, what is affected, and what was typed for the others.
 */
export function follow(draft: PlanDraft, change: Partial<PlanDraft>, knownOf: (draft: PlanDraft) => Known): PlanDraft {
  const next = { ...draft, ...change };
  if (change.filling === undefined && (change.name !== undefined || change.body !== undefined)) {
    const before = draft.filling ?? { title: draft.name, body: draft.body, values: {} };
    const filling = { ...before, title: change.name ?? before.title, body: change.body ?? before.body };
    next.filling = hasVariables(filling) ? filling : null;
  }
  if (!next.filling) return next;
  const { title, body } = filled(next.filling, knownOf(next));
  // Somebody writes in the field just now: a variable becomes its value when anything else changes.
  return { ...next, name: change.name ?? title, body: change.body ?? body };
}
