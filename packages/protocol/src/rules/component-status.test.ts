import assert from 'node:assert/strict';
import { test } from 'node:test';
import { impactOf, worseImpact } from './impact.ts';
import { restoredStatus, worstStatus } from './component-status.ts';

test('a component returns to what it had before the first incident when none is left', () => {
  assert.equal(restoredStatus('checkout', [], 'under_maintenance'), 'under_maintenance');
});

test('a component keeps the worst status that another open incident holds it at', () => {
  const holds = [
    { component_id: 'checkout', status: 'degraded_performance' },
    { component_id: 'checkout', status: 'partial_outage' },
    { component_id: 'search', status: 'major_outage' },
  ] as const;
  assert.equal(restoredStatus('checkout', holds, 'operational'), 'partial_outage');
});

test('a maintenance under way holds a component, though any trouble outweighs it', () => {
  const maintenance = { component_id: 'checkout', status: 'under_maintenance' } as const;
  assert.equal(restoredStatus('checkout', [maintenance], 'operational'), 'under_maintenance');
  const incident = { component_id: 'checkout', status: 'degraded_performance' } as const;
  assert.equal(restoredStatus('checkout', [maintenance, incident], 'operational'), 'degraded_performance');
});

test('a group shows the worst of its members, an empty one is operational', () => {
  assert.equal(worstStatus(['operational', 'partial_outage', 'under_maintenance']), 'partial_outage');
  assert.equal(worstStatus([]), 'operational');
});

test('maintenance alone has no impact, and an incident keeps the worst of its life', () => {
  assert.equal(impactOf(['under_maintenance']), 'none');
  assert.equal(impactOf(['major_outage', 'partial_outage']), 'major');
  assert.equal(worseImpact('major', 'minor'), 'major');
  assert.equal(worseImpact('none', 'critical'), 'critical');
});
