import type { ComponentStatus } from '../vocabulary.ts';

/** From harmless to worst. Maintenance is announced work: it weighs less than any trouble, more than none. */
const byWeight: readonly ComponentStatus[] = [
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
];

/** The worst of several statuses; operational for none. A group shows the worst of its members. */
export function worstStatus(statuses: Iterable<ComponentStatus>): ComponentStatus {
  let worst: ComponentStatus = 'operational';
  for (const status of statuses) if (byWeight.indexOf(status) > byWeight.indexOf(worst)) worst = status;
  return worst;
}

/** What an open incident, or a maintenance under way, holds a component at. */
export interface Hold {
  component_id: string;
  status: ComponentStatus;
}

/**
 * What a component returns to when an incident that affected it is over: the worst status that another open incident
 * or a maintenance under way still holds it at, else what it had before the first of them.
 */
export function restoredStatus(
  componentId: string,
  remainingHolds: readonly Hold[],
  statusBefore: ComponentStatus,
): ComponentStatus {
  const held = remainingHolds.filter((hold) => hold.component_id === componentId).map((hold) => hold.status);
  return held.length > 0 ? worstStatus(held) : statusBefore;
}
