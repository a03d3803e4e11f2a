import type { MetricOrigin } from '@allswell/protocol';

/** Where in a request stands what is asked for: what a person has to correct. */
export function pointerOf(origin: MetricOrigin): string {
  if (origin.source === 'prometheus') return '#/origin/query/promql';
  if (origin.source === 'new_relic_rest') return '#/origin/query/application_id';
  if (origin.source === 'new_relic') return `#/origin/query/${origin.query.kind === 'nrql' ? 'nrql' : 'entity_guid'}`;
  return '#/origin/source';
}
