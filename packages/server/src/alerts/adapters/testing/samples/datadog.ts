import type { AlertState } from '@allswell/protocol';
import type { Sample } from '../sample.ts';

/** Our template, as Datadog fills it. */
const ours = {
  id: '7712345678901234567',
  alert_id: '4711',
  aggreg_key: '9bd4ac313a4d1e8fae2482df7b776280',
  alert_cycle_key: '1234567890123456789',
  alert_transition: 'Triggered',
  alert_type: 'error',
  alert_priority: 'P2',
  alert_scope: 'host:web-1,service:checkout',
  alert_title: 'CPU is high',
  title: '[Triggered on {host:web-1,service:checkout}] CPU is high',
  body: 'CPU was above 90 for 5 minutes.',
  date: '1790000000000',
  last_updated: '1790000000000',
  event_type: 'metric_alert_monitor',
  hostname: 'web-1',
  link: 'https://app.datadoghq.com/monitors/4711',
  tags: 'env:prod,service:checkout,urgent',
};
const key = '4711 host:web-1,service:checkout';

const transitions: Record<string, AlertState> = {
  Triggered: 'firing',
  'Re-Triggered': 'firing',
  Warn: 'firing',
  'Re-Warn': 'firing',
  Renotify: 'firing',
  'No Data': 'info',
  'Re-No Data': 'info',
  Recovered: 'resolved',
};

/** The default template, which has neither a key nor a transition. */
const bare = {
  body: 'CPU was above 90 for 5 minutes.',
  last_updated: '1790000000000',
  event_type: 'metric_alert_monitor',
  title: '[Triggered on {host:web-1}] CPU is high',
  date: '1790000000000',
  org: { id: '31337', name: 'Fernhill' },
  id: '7712345678901234567',
};

/** What Datadog sends. */
export const datadogSamples: readonly Sample[] = [
  ...Object.entries(transitions).map(
    ([transition, state]): Sample => ({
      name: `Datadog: ${transition}, in our template`,
      kind: 'datadog',
      body: {
        ...ours,
        alert_transition: transition,
        title: `[${transition} on {host:web-1,service:checkout}] CPU is high`,
      },
      expects: [{ key, state }],
    }),
  ),
  {
    name: 'Datadog: our template where a monitor has no groups',
    kind: 'datadog',
    body: {
      ...ours,
      alert_scope: '$ALERT_SCOPE',
      hostname: '$HOSTNAME',
      tags: '$TAGS',
      title: '[Triggered] CPU is high',
    },
    expects: [{ key: '4711', state: 'firing' }],
  },
  {
    name: 'Datadog: somebody tries a monitor, in our template',
    kind: 'datadog',
    body: { ...ours, title: '[TEST] [Triggered on {host:web-1,service:checkout}] CPU is high' },
    expects: [{ key, state: 'firing', is_test: true }],
  },
  {
    name: 'Datadog: an alert in the default template',
    kind: 'datadog',
    body: bare,
    expects: [{ key: 'CPU is high host:web-1', state: 'firing' }],
  },
  {
    name: 'Datadog: a recovery in the default template',
    kind: 'datadog',
    body: { ...bare, id: '7712345678901234599', title: '[Recovered on {host:web-1}] CPU is high' },
    expects: [{ key: 'CPU is high host:web-1', state: 'resolved' }],
  },
];
