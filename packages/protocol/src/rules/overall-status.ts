import { indicators } from '../vocabulary.ts';
import type { ComponentStatus, Impact, Indicator, PageSentence } from '../vocabulary.ts';

/** How the page stands, in one word and one sentence. */
export interface OverallStatus {
  indicator: Indicator;
  description: PageSentence;
}

const operational: OverallStatus = { indicator: 'none', description: 'All Systems Operational' };

const alone: Partial<Record<ComponentStatus, OverallStatus>> = {
  major_outage: { indicator: 'critical', description: 'Major System Outage' },
  partial_outage: { indicator: 'major', description: 'Partial System Outage' },
  degraded_performance: { indicator: 'minor', description: 'Degraded System Service' },
  under_maintenance: { indicator: 'maintenance', description: 'Service Under Maintenance' },
};

const sentenceOfImpact: Record<Impact, PageSentence> = {
  none: 'All Systems Operational',
  minor: 'Minor Service Outage',
  major: 'Partial System Outage',
  critical: 'Major System Outage',
};

/**
 * Reckons one status from those of several components, as Statuspage does: leaf components only, groups left out.
 * Source: Atlassian's page on top-level status and incident impact calculations.
 */
export function rollUp(statuses: readonly ComponentStatus[]): OverallStatus {
  const [only] = statuses;
  if (statuses.length === 1 && only) return alone[only] ?? operational;

  const has = (status: ComponentStatus) => statuses.includes(status);
  const all = (status: ComponentStatus) => statuses.length > 0 && statuses.every((one) => one === status);

  if (all('major_outage')) return { indicator: 'critical', description: 'Major System Outage' };
  if (has('major_outage') || all('partial_outage')) return { indicator: 'major', description: 'Partial System Outage' };
  if (has('partial_outage')) return { indicator: 'minor', description: 'Minor Service Outage' };
  if (all('degraded_performance')) return { indicator: 'minor', description: 'Degraded System Service' };
  if (has('degraded_performance')) return { indicator: 'minor', description: 'Partially Degraded Service' };
  if (has('under_maintenance')) return { indicator: 'maintenance', description: 'Service Under Maintenance' };
  return operational;
}

/** What the page status needs to know of an open incident. */
export interface WeighedIncident {
  impact: Impact;
  impact_override: Impact | null;
  /** How many components it affects. */
  affected: number;
}

/**
 * How the page stands now: the worse of the roll-up of all leaf components and of each open incident that has an
 * override or affects no component. At equal weight the components' own sentence is kept.
 */
export function overallStatus(
  leaves: readonly ComponentStatus[],
  openIncidents: readonly WeighedIncident[],
): OverallStatus {
  let worst = rollUp(leaves);
  for (const incident of openIncidents) {
    if (incident.impact_override === null && incident.affected > 0) continue;
    const impact = incident.impact_override ?? incident.impact;
    if (outweighs(impact, worst.indicator)) worst = { indicator: impact, description: sentenceOfImpact[impact] };
  }
  return worst;
}

/** True when the first indicator is worse than the second. */
export function outweighs(one: Indicator, other: Indicator): boolean {
  return indicators.indexOf(one) > indicators.indexOf(other);
}
