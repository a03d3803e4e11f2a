import { checkAnyNrql, type NewRelic } from '../../../new-relic/create-new-relic.ts';
import { checkGuid, suggestedFor } from '../../../new-relic/golden-figures.ts';
import type { MetricReader } from '../../source.ts';

/** Reads golden figures of entities, and queries of admins, by NerdGraph. */
export function newRelicReader(newRelic: NewRelic): MetricReader<'new_relic'> {
  return {
    source: 'new_relic',
    state: () => ({ source: 'new_relic', ...newRelic.state() }),
    check(query) {
      if (query.kind === 'nrql') checkAnyNrql(query.nrql);
      else checkGuid(query.entity_guid);
    },
    async read(query, wanted) {
      if (query.kind === 'nrql') return { points: await newRelic.runNrql(query.nrql, wanted, query.account_id) };
      const points = await newRelic.goldenFigure(query.entity_guid, query.figure, wanted);
      return { points, suggested: suggestedFor[query.figure] };
    },
  };
}
