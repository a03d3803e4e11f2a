import type { NewRelicConfig } from '../config.ts';

/** Where New Relic is asked: the key goes to these hosts and to no other. */
export const originOfRegion: Record<NewRelicConfig['region'], string> = {
  us: 'https://api.newrelic.com',
  eu: 'https://api.eu.newrelic.com',
  jp: 'https://api.jp.newrelic.com',
  fedramp: 'https://gov-api.newrelic.com',
};
