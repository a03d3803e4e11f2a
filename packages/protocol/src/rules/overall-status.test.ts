import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentStatuses, indicators } from '../vocabulary.ts';
import type { ComponentStatus } from '../vocabulary.ts';
import { overallStatus, outweighs, rollUp } from './overall-status.ts';
import fc from 'fast-check';

const cases: [string, ComponentStatus[], string, string][] = [
  ['nothing at all', [], 'none', 'All Systems Operational'],
  ['one healthy component', ['operational'], 'none', 'All Systems Operational'],
  ['one component, out', ['major_outage'], 'critical', 'Major System Outage'],
  ['one component, partly out', ['partial_outage'], 'major', 'Partial System Outage'],
  ['one component, slow', ['degraded_performance'], 'minor', 'Degraded System Service'],
  ['one component under maintenance', ['under_maintenance'], 'maintenance', 'Service Under Maintenance'],
  ['two healthy components', ['operational', 'operational'], 'none', 'All Systems Operational'],
  ['all of several out', ['major_outage', 'major_outage'], 'critical', 'Major System Outage'],
  [
    'six of nine out, as GitHub on 2020-04-02',
    [...Array<ComponentStatus>(6).fill('major_outage'), 'operational', 'operational', 'operational'],
    'major',
    'Partial System Outage',
  ],
  ['one of several out', ['major_outage', 'operational'], 'major', 'Partial System Outage'],
  ['all of several partly out', ['partial_outage', 'partial_outage'], 'major', 'Partial System Outage'],
  ['one of several partly out', ['partial_outage', 'operational'], 'minor', 'Minor Service Outage'],
  ['one partly out, the others slow', ['partial_outage', 'degraded_performance'], 'minor', 'Minor Service Outage'],
  ['all of several slow', ['degraded_performance', 'degraded_performance'], 'minor', 'Degraded System Service'],
  ['one of several slow', ['degraded_performance', 'operational'], 'minor', 'Partially Degraded Service'],
  [
    'one slow, one under maintenance',
    ['degraded_performance', 'under_maintenance'],
    'minor',
    'Partially Degraded Service',
  ],
  [
    'all of several under maintenance',
    ['under_maintenance', 'under_maintenance'],
    'maintenance',
    'Service Under Maintenance',
  ],
  [
    'one of several under maintenance',
    ['under_maintenance', 'operational'],
    'maintenance',
    'Service Under Maintenance',
  ],
];

for (const [state, statuses, indicator, description] of cases) {
  test(`with ${state} the page says “${description}”`, () => {
    assert.deepEqual(rollUp(statuses), { indicator, description });
  });
}

test('an open incident that affects no component weighs with its impact', () => {
  const status = overallStatus(
    ['operational', 'operational'],
    [{ impact: 'major', impact_override: null, affected: 0 }],
  );
  assert.deepEqual(status, { indicator: 'major', description: 'Partial System Outage' });
});

test('an open incident with an override outweighs its components', () => {
  const incident = { impact: 'minor', impact_override: 'critical', affected: 1 } as const;
  assert.equal(overallStatus(['degraded_performance', 'operational'], [incident]).description, 'Major System Outage');
});

test('an override never makes the page look better than its components', () => {
  const incident = { impact: 'critical', impact_override: 'none', affected: 2 } as const;
  assert.equal(overallStatus(['major_outage', 'major_outage'], [incident]).indicator, 'critical');
});

test('an incident that affects components speaks through them alone', () => {
  const incident = { impact: 'critical', impact_override: null, affected: 1 } as const;
  assert.equal(overallStatus(['operational', 'operational'], [incident]).indicator, 'none');
});

test('a minor incident outweighs maintenance', () => {
  const incident = { impact: 'minor', impact_override: 'minor', affected: 0 } as const;
  assert.equal(overallStatus(['under_maintenance'], [incident]).description, 'Minor Service Outage');
});

test('a component that gets worse never makes the page better', () => {
  const order: ComponentStatus[] = ['operational', 'degraded_performance', 'partial_outage', 'major_outage'];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...componentStatuses), { maxLength: 12 }),
      fc.constantFrom(...order.slice(0, -1)),
      (others, status) => {
        const worse = order[order.indexOf(status) + 1] ?? status;
        assert.ok(!outweighs(rollUp([...others, status]).indicator, rollUp([...others, worse]).indicator));
        assert.ok(indicators.includes(rollUp(others).indicator));
      },
    ),
  );
});
