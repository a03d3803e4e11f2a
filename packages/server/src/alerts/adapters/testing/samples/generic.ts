import { alertMappingSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import type { Sample } from '../sample.ts';

const check = {
  check: { id: 9_001, name: 'Checkout', links: ['https://checks.fernhill.example/9001'] },
  result: { says: 'DOWN', since: 1_790_000_000, level: 'sev1', why: 'No answer.' },
  team: 'shop',
};

const one = v.parse(alertMappingSchema, {
  key: { path: 'check.id' },
  title: { path: 'check.name' },
  state: { path: 'result.says' },
  states: { down: 'firing', up: 'resolved' },
  severity: { path: 'result.level' },
  body: { path: 'result.why' },
  url: { path: 'check.links[0]' },
  started_at: { path: 'result.since' },
  entities: { path: 'check.name' },
  labels: { team: { path: 'team' }, from: { value: 'checks' } },
});

/** JSON of no vendor, read by mappings. */
export const genericSamples: readonly Sample[] = [
  {
    name: 'JSON: one alert',
    kind: 'generic',
    body: check,
    mapping: one,
    expects: [{ key: '9001', state: 'firing' }],
  },
  {
    name: 'JSON: the end of one alert',
    kind: 'generic',
    body: { ...check, result: { ...check.result, says: 'UP', since: 1_790_000_600 } },
    mapping: one,
    expects: [{ key: '9001', state: 'resolved' }],
  },
  {
    name: 'JSON: a list of alerts',
    kind: 'generic',
    body: { data: { checks: [check, { ...check, check: { id: 'b' }, result: { says: 'UP' } }] } },
    mapping: v.parse(alertMappingSchema, {
      alerts: 'data.checks',
      key: { path: 'check.id' },
      title: { path: 'check.name' },
      state: { path: 'result.says' },
      states: { DOWN: 'firing', UP: 'resolved', '*': 'info' },
      severity: { value: 'high' },
    }),
    expects: [
      { key: '9001', state: 'firing' },
      { key: 'b', state: 'resolved' },
    ],
  },
];
