import type { IncidentStatus, Template } from '@allswell/protocol';
import { filled, hasVariables } from '../templates-screen/filling.ts';
import type { Filling, Known } from '../templates-screen/filling.ts';
import type { Draft } from './draft.ts';

/** The draft that a template makes of this one. An update keeps the name of its incident. */
export function useTemplate(
  draft: Draft,
  template: Template,
  { isUpdate, isComponent }: { isUpdate: boolean; isComponent: (id: string) => boolean },
): Draft {
  const kept = Object.entries(template.components).filter(([id]) => isComponent(id));
  const filling: Filling = { title: isUpdate ? '' : template.title, body: template.body, values: {} };
  return {
    ...draft,
    name: isUpdate ? draft.name : template.title,
    body: template.body,
    status: stationOf(template.status) ?? draft.status,
    components: kept.length > 0 ? { ...draft.components, ...Object.fromEntries(kept) } : draft.components,
    impact_override: isUpdate ? draft.impact_override : (template.impact_override ?? draft.impact_override),
    filling: hasVariables(filling) ? filling : null,
  };
}

/**
 * The draft after a change. What was typed by hand becomes the text to fill; what was not follows its variables: what
 * is affected, how bad it is, and what was typed for the others.
 */
export function follow(draft: Draft, change: Partial<Draft>, knownOf: (draft: Draft) => Known): Draft {
  const next = { ...draft, ...change };
  if (change.filling === undefined && (change.name !== undefined || change.body !== undefined)) {
    const before = draft.filling ?? { title: draft.name, body: draft.body, values: {} };
    const filling = { ...before, title: change.name ?? before.title, body: change.body ?? before.body };
    next.filling = hasVariables(filling) ? filling : null;
  }
  if (!next.filling) return next;
  const { title, body } = filled(next.filling, knownOf(next));
  // Somebody writes in the field just now: a variable becomes its value when the field is left, or anything else changes.
  return { ...next, name: change.name ?? title, body: change.body ?? body };
}

function stationOf(status: string | null): IncidentStatus | null {
  const stations: readonly IncidentStatus[] = ['investigating', 'identified', 'monitoring', 'resolved'];
  return stations.find((one) => one === status) ?? null;
}
