import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maintenancePhase } from './maintenance-phase.ts';
import type { PhasedMaintenance } from './maintenance-phase.ts';

const hour = 3_600_000;
const startsAt = Date.parse('2026-11-24T02:00:00+01:00');
const endsAt = startsAt + 2 * hour;
const planned: PhasedMaintenance = {
  status: 'scheduled',
  scheduled_for: '2026-11-24T02:00:00+01:00',
  scheduled_until: '2026-11-24T04:00:00+01:00',
  resolved_at: null,
};
const phaseAt = (now: number, change: Partial<PhasedMaintenance> = {}) =>
  maintenancePhase({ ...planned, ...change }, now);

test('a maintenance is announced 48 hours before it starts, and not a moment earlier', () => {
  assert.deepEqual(phaseAt(startsAt - 48 * hour - 1), { phase: null, changesAt: startsAt - 48 * hour });
  assert.deepEqual(phaseAt(startsAt - 48 * hour), { phase: 'ahead', changesAt: startsAt - hour });
});

test('the announcement can be asked for earlier or later', () => {
  assert.equal(maintenancePhase(planned, startsAt - 60 * hour, 72).phase, 'ahead');
  assert.equal(maintenancePhase(planned, startsAt - 3 * hour, 2).phase, null);
});

test('in the last hour it is soon, at its start under way, after its end running over', () => {
  assert.deepEqual(phaseAt(startsAt - hour), { phase: 'soon', changesAt: startsAt });
  assert.deepEqual(phaseAt(startsAt), { phase: 'under_way', changesAt: endsAt });
  assert.deepEqual(phaseAt(endsAt, { status: 'in_progress' }), { phase: 'running_over', changesAt: null });
});

test('one that began early is under way, whatever the plan said', () => {
  assert.equal(phaseAt(startsAt - 5 * hour, { status: 'in_progress' }).phase, 'under_way');
  assert.equal(phaseAt(startsAt - 100 * hour, { status: 'verifying' }).phase, 'under_way');
});

test('a finished one is done for five minutes and then gone', () => {
  const finished = { status: 'completed', resolved_at: new Date(endsAt).toISOString() } as const;
  assert.deepEqual(phaseAt(endsAt + 299_999, finished), { phase: 'done', changesAt: endsAt + 300_000 });
  assert.deepEqual(phaseAt(endsAt + 300_000, finished), { phase: null, changesAt: null });
});

test('one that nobody ever started does not stay on the page for months', () => {
  assert.equal(phaseAt(endsAt + hour).phase, 'running_over');
  assert.equal(phaseAt(endsAt + 25 * hour).phase, null);
  assert.equal(phaseAt(endsAt + 25 * hour, { status: 'in_progress' }).phase, 'running_over');
});
