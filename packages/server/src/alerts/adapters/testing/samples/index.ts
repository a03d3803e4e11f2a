import type { Sample } from '../sample.ts';
import { cloudwatchSamples } from './cloudwatch.ts';
import { datadogSamples } from './datadog.ts';
import { genericSamples } from './generic.ts';
import { newRelicSamples } from './new-relic.ts';
import { pagerdutySamples } from './pagerduty.ts';
import { presetSamples } from './presets.ts';
import { alertmanagerSamples, grafanaSamples } from './prometheus.ts';
import { uptimeKumaSamples } from './uptime-kuma.ts';

/** A delivery of each sort from everyone who can send alerts. */
export const samples: readonly Sample[] = [
  ...newRelicSamples,
  ...alertmanagerSamples,
  ...grafanaSamples,
  ...pagerdutySamples,
  ...datadogSamples,
  ...uptimeKumaSamples,
  ...cloudwatchSamples,
  ...genericSamples,
  ...presetSamples,
];
