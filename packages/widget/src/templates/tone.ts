import type { ComponentStatus, Indicator } from '@allswell/protocol';
import type { Known } from '../source/decode.ts';

/** How something looks: one colour and one shape for each. */
export type Tone = Known<Indicator>;

/** What a component's status looks like. */
export function toneOfComponent(status: Known<ComponentStatus>): Tone {
  if (status === 'operational') return 'none';
  if (status === 'degraded_performance') return 'minor';
  if (status === 'partial_outage') return 'major';
  if (status === 'major_outage') return 'critical';
  return status === 'under_maintenance' ? 'maintenance' : status;
}

/** What an incident that is open looks like: it never looks well, however small its impact. */
export function toneOfOpen(impact: Tone): Tone {
  return impact === 'none' ? 'minor' : impact;
}
