import { alertSeverities } from '@allswell/protocol';
import type { AlertCase } from '@allswell/protocol';
import type { Tone } from '../templates/status-icon.ts';

const tones: Record<string, Tone> = {
  critical: 'critical',
  high: 'major',
  medium: 'minor',
  low: 'minor',
  info: 'minor',
};

/** The worst that still fires; what is over counts only when all of it is. */
export function worstSeverity({ alerts }: AlertCase): string | null {
  const firing = alerts.filter((one) => one.state !== 'resolved');
  const severities = (firing.length > 0 ? firing : alerts).map((one) => one.severity);
  return alertSeverities.toReversed().find((severity) => severities.includes(severity)) ?? null;
}

/** What a case looks like: green once it is over, never green before. */
export function toneOfCase(one: AlertCase): Tone {
  if (one.state === 'recovered' || one.state === 'closed') return 'none';
  return tones[worstSeverity(one) ?? ''] ?? 'minor';
}
