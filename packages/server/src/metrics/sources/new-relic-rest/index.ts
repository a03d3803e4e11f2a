import type { NewRelic } from '../../../new-relic/create-new-relic.ts';
import { suggestedFor } from '../../../new-relic/golden-figures.ts';
import type { MetricReader } from '../../source.ts';

/** Reads figures of applications by the REST API v2: one value each time, for the minute in which it is asked. */
export function newRelicRestReader(newRelic: NewRelic): MetricReader<'new_relic_rest'> {
  return {
    source: 'new_relic_rest',
    state: () => ({ source: 'new_relic_rest', ...newRelic.state() }),
    async read({ application_id, figure }, wanted) {
      const point = await newRelic.applicationFigure(application_id, figure, wanted);
      return { points: [point], suggested: suggestedFor[figure] };
    },
  };
}
