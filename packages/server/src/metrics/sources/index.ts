import type { Config } from '../../config.ts';
import { createNewRelic, type NewRelic } from '../../new-relic/create-new-relic.ts';
import type { MetricReader } from '../source.ts';
import { newRelicReader } from './new-relic/index.ts';
import { newRelicRestReader } from './new-relic-rest/index.ts';
import { createPrometheus } from './prometheus/index.ts';

/** What sources are made of. */
export interface SourcesConfig {
  newRelic?: Config['newRelic'];
  prometheus?: Config['prometheus'];
  upstreams?: Config['upstreams'] | undefined;
}

/** All that metrics are read from. */
export interface Sources {
  readers: MetricReader[];
  newRelic: NewRelic;
}

/** All sources that are read. One is a folder, and a line here. */
export function createSources({ newRelic: account, prometheus, upstreams }: SourcesConfig): Sources {
  const newRelic = createNewRelic({ newRelic: account, upstreams });
  const readers = [
    newRelicReader(newRelic),
    newRelicRestReader(newRelic),
    createPrometheus(prometheus, { upstreams }),
  ] as MetricReader[];
  return { readers, newRelic };
}
