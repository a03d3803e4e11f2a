import { inner } from '../testing/fake-alerts.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import type { Look } from '../testing/looks.ts';
import { looksRight } from '../testing/looks.ts';
import { click, field, follow, heading, sees, shown, until } from '../testing/see.ts';

const long = 'Antwortzeitüberschreitungsbenachrichtigung'.repeat(3);
const hostile = `<img src=x onerror="alert(1)"> \u202eetirw ${long} مرحبا`;

const fill = (server: FakeServer) => {
  fillFernhill(server);
  const [incident] = server.incidents;
  const { alerted, measured } = server;
  const source = alerted.addSource('new_relic', 'New Relic');
  alerted.addSource('pagerduty', hostile);
  const generic = alerted.addSource('generic', 'Ours');
  const parts = Object.fromEntries(server.components.map((one) => [one.id, 'major_outage' as const]));
  alerted.fire(hostile, { content: { components: parts, body: hostile }, alert: { severity: 'critical' } });
  alerted.fire('It was short', { state: 'recovered', recovered_at: new Date().toISOString() });
  const opened = alerted.fire(hostile, { title: hostile });
  alerted.propose(opened, incident?.id ?? '');
  Object.assign(incident?.incident_updates[0] ?? {}, { automatic: true });
  alerted.addRule(hostile, {
    action: 'publish',
    components: parts,
    conditions: [{ field: 'label', name: long.slice(0, 90), is: 'contains', value: hostile }],
  });
  alerted.addRule('Off', { is_enabled: false, action: 'ignore' });
  const outcome = { key: 'k', state: 'firing', title: hostile, became: 'joined', rule_id: 'r' } as const;
  alerted.deliver(source, {
    outcomes: [{ ...outcome, case_id: 'c', draft_id: null, incident_id: incident?.id ?? null }],
    alerts: [inner({ title: hostile, labels: { [long]: hostile } })],
    body: JSON.stringify({ text: hostile }),
  });
  alerted.deliver(source, { state: 'unreadable', reason: hostile, body: long });
  alerted.deliver(generic, { body: JSON.stringify({ [long]: hostile, id: '1', title: hostile, status: 'x' }) });
  measured.add(hostile, {
    thresholds: { yellow: 1, red: 2, worse: 'above' },
    suffix: 'requests / mi',
    failures: 7,
    display: false,
    last_error: { code: 'garbled', detail: hostile, at: new Date().toISOString() },
  });
  measured.add('Apdex', { thresholds: { yellow: 0.9, red: 0.7, worse: 'below' }, most_recent_value: 0.95, suffix: '' });
  measured.add('Sent', { origin: { source: 'push', query: {} } });
};

const openAll = () => {
  for (const one of [...shown()]) if (one instanceof HTMLDetailsElement) one.open = true;
};

/** Every screen and state, and how one gets there. */
const screens: Look[] = [
  ['overview with drafts of alerts', '#/', () => sees('It was short')],
  [
    'incident that monitoring opened',
    '#/',
    async () => {
      await sees('It was short');
      await follow('Post update');
      await heading('What monitoring says');
    },
  ],
  ['sources', '#/alerts', () => sees('Waits for its first delivery.')],
  ['new source', '#/alerts/sources/new', () => heading('New source')],
  [
    'source with deliveries',
    '#/alerts',
    async () => {
      await follow('New Relic');
      await sees('Unreadable');
      openAll();
      await sees('Read it again');
    },
  ],
  [
    'source that waits',
    '#/alerts',
    async () => {
      await until(() => {
        const found = [...shown()].find((one) => one.matches('a') && one.textContent?.startsWith('<img'));
        found?.click();
        return found;
      });
      await sees('Waiting for the first delivery…');
    },
  ],
  [
    'source with a mapping',
    '#/alerts',
    async () => {
      await follow('Ours');
      await click('Better Stack');
      await sees('There is nothing where the state should be.');
    },
  ],
  ['rules', '#/alerts/rules', () => sees('Everything else')],
  [
    'rule with a warning, tried',
    '#/alerts/rules/new',
    async () => {
      ((await field(/^Publish it at once/)) as HTMLInputElement).click();
      await click('Try it');
      await sees('of 1 that came.');
      openAll();
    },
  ],
  [
    'rule with errors',
    '#/alerts/rules/new',
    async () => {
      await click('Add rule');
      await sees('has to be put right');
    },
  ],
  ['metrics', '#/metrics', () => sees('The last 7 tries failed.')],
  [
    'metric with its preview',
    '#/metrics',
    async () => {
      await follow('Apdex');
      await until(() => [...shown()].find((one) => one.matches('status-metrics')), 'the preview');
      openAll();
    },
  ],
  [
    'metric with a token',
    '#/metrics',
    async () => {
      await follow('Sent');
      await click('Make a token');
      await sees('Copy it now');
    },
  ],
  [
    'new metric with errors, of a source that is not set up',
    '#/metrics/new',
    async () => {
      ((await field(/^Prometheus/)) as HTMLInputElement).click();
      await click('Add metric');
      await sees('have to be put right');
    },
  ],
];

describe('the screens of metrics and alerts', () => {
  looksRight(screens, fill);
});
