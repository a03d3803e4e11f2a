import type { SeenSummary } from '../source/decode.ts';
import { decodeSummary } from '../source/decode.ts';

/** A summary with one example in it, to try colours and places with. */
export function previewSummary(kind: string, name: string): SeenSummary | null {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  return decodeSummary({
    status: {},
    [kind === 'incident' ? 'incidents' : 'scheduled_maintenances']: [
      { id: 'preview', name, status: 'identified', impact: 'major', scheduled_for: at(10), scheduled_until: at(12) },
    ],
  });
}
