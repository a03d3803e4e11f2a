import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';

/** The six states that have a shape and a colour. */
export type Tone = 'none' | 'maintenance' | 'minor' | 'major' | 'critical' | 'unknown';

const shapes: Record<Tone, TemplateResult> = {
  none: svg`<circle cx="10" cy="10" r="9" fill="currentColor"/><path d="m6 10.4 2.7 2.7L14.2 7.3" fill="none" stroke="var(--card)" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
  minor: svg`<rect x="3.2" y="3.2" width="13.6" height="13.6" rx="2.6" transform="rotate(45 10 10)" fill="currentColor"/><path d="M6.6 10h6.8" stroke="var(--card)" stroke-width="2" stroke-linecap="round"/>`,
  major: svg`<path d="M8.3 2.4a2 2 0 0 1 3.4 0l7 12a2 2 0 0 1-1.7 3H3a2 2 0 0 1-1.7-3z" fill="currentColor"/><path d="M10 7v4.2M10 14.2v.1" stroke="var(--card)" stroke-width="2" stroke-linecap="round"/>`,
  critical: svg`<path d="M6.1 1.2h7.8l4.9 4.9v7.8l-4.9 4.9H6.1l-4.9-4.9V6.1z" fill="currentColor"/><path d="m7.1 7.1 5.8 5.8m0-5.8-5.8 5.8" stroke="var(--card)" stroke-width="2" stroke-linecap="round"/>`,
  maintenance: svg`<rect x="1.2" y="1.2" width="17.6" height="17.6" rx="5" fill="currentColor"/><path d="M10 5.6v4.7l3 1.9" fill="none" stroke="var(--card)" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
  unknown: svg`<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3.2 2.6"/><path d="M7.8 8.2a2.3 2.3 0 1 1 3.2 2.1c-.7.3-1 .7-1 1.4M10 14.2v.1" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>`,
};

/** The shape of a state. The words beside it carry the meaning, so it is hidden from assistive technology. */
export function statusIcon(tone: Tone, size = 18): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" width=${size} height=${size} aria-hidden="true">${shapes[tone]}</svg>`;
}

const componentTones: Record<string, Tone> = {
  operational: 'none',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
  under_maintenance: 'maintenance',
};

/** The state that a component's status looks like. */
export function toneOfComponent(status: string): Tone {
  return componentTones[status] ?? 'unknown';
}

const indicatorTones: Record<string, Tone> = {
  none: 'none',
  maintenance: 'maintenance',
  minor: 'minor',
  major: 'major',
  critical: 'critical',
};

/** The state that an indicator or an impact looks like. */
export function toneOfIndicator(indicator: string): Tone {
  return indicatorTones[indicator] ?? 'unknown';
}

/** What an incident looks like in a list: green once it is over, never green while it is open. */
export function toneOfIncident(incident: { status: string; impact: string; resolved_at: string | null }): Tone {
  if (incident.resolved_at !== null) return 'none';
  return incident.impact === 'none' ? 'minor' : toneOfIndicator(incident.impact);
}
